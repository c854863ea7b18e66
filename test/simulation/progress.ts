// After the faults a swarm must go on by itself, apart from what only an operator may do.
import type { Life } from './life.ts'

/** Longer than anything in the swarm waits: the longest is an intent's window, then a new round trades. */
const withinMs = 3_600_000
/** For one that cannot trade: enough to see that it goes on all the same. */
const heldSteps = 500
/** How often an operator looks. */
const lookMs = 60_000

/** An overdue timer, a message and an effect of a daemon that is up are dealt with at once; a slow batch takes its time. */
const owedSteps = 400

/** Heals the life, and lives on until everything durable that must happen at this moment has happened. */
export async function demandWhatIsOwed(life: Life): Promise<void> {
  life.heal()
  const owed = life.journalLaw.owed()
  const left = (): readonly string[] => [...life.journalLaw.owed()].filter((one) => owed.has(one))
  await life.until(life.step + owedSteps, () => life.daemon.isUp && left().length === 0)
  const [first] = life.violations.length === 0 ? left() : []
  if (first !== undefined) life.broken({ law: 'owed', detail: `${first} is still owed after ${owedSteps} quiet steps` })
}

/** Lives on until there is a new trade. @returns null, or why there is none; a life without either breaks a law */
export async function demandProgress(life: Life, stepsMax: number): Promise<string | null> {
  life.heal()
  const { time } = life.machine
  const [until, before] = [time.elapsed + withinMs, life.chainLaw.executedFacts]
  let lookAt = time.elapsed
  const isEnough = (): boolean => {
    if (time.elapsed >= lookAt && life.daemon.isUp && life.daemon.isAlive) {
      lookAt = time.elapsed + lookMs
      help(life)
    }
    return life.chainLaw.executedFacts > before || time.elapsed >= until
  }
  const known = holdOf(life)
  await life.until(life.step + (known === null ? stepsMax : heldSteps), isEnough)
  if (life.chainLaw.executedFacts > before || life.violations.length > 0) return null
  if (known === null)
    life.broken({
      law: 'progress',
      detail: `no trade and no reason for it by ${Math.round(time.elapsed / 1_000)} s, step ${life.step}`,
    })
  return known
}

/** What only a person may do: end a quarantine, and a pause that was ordered. */
function help(life: Life): void {
  life.act({ step: life.step, kind: 'release' })
  if (life.chain.head.state.paused)
    life.act({ step: life.step, kind: 'command', type: 'fund.unpause', commandId: `help${life.step}` })
}

/** Who holds the swarm up, when it is not the swarm's own doing. */
function holdOf({ cast }: Life): string | null {
  if (cast.dead.size > 1) return 'two of three verifiers never answer'
  if (cast.liars.size > 0) return 'the only crawler lies'
  return null
}
