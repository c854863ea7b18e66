// What operators do in a life, from the seed: commands with ids that are sometimes sent twice, compactions, releases.
import { SimulatedRandom } from '#runtime/simulatedRandom.ts'

/** One act of an operator, before the step of that number. */
export type Act = { readonly step: number } & (
  | {
      readonly kind: 'command'
      readonly type: 'fund.pause' | 'fund.unpause' | 'fund.deposit' | 'fund.withdraw'
      readonly commandId: string
      readonly amount?: string
    }
  | {
      readonly kind: 'ask'
      readonly requestId: string
      readonly person: string
      readonly action: 'BUY' | 'SELL'
      readonly amountIn: string
    }
  | { readonly kind: 'compact' | 'release' | 'tidy' }
)

/** The acts of a seed, in the order of their steps. */
export function actsOf(seed: number, steps: number): readonly Act[] {
  const random = new SimulatedRandom(seed, 'operators')
  const acts: Act[] = []
  for (let step = random.between(20, 120); step < steps; step += random.between(15, 140)) acts.push(nextAct(random, step, acts))
  return acts
}

/** What persons ask the strategy for, in a third of the lives: more than there is at times, and at times twice. */
export function asksOf(seed: number, steps: number): readonly Act[] {
  if (seed % 3 !== 2) return []
  const random = new SimulatedRandom(seed, 'askers')
  const asks: (Act & { readonly kind: 'ask' })[] = []
  for (let step = random.between(5, 40); step < steps; step += random.between(5, 60)) {
    const again = random.chance(0.35)
    const action = random.pick(['BUY', 'SELL'] as const)
    const [person, large] = [random.pick(['mara', 'noor', 'olga', 'ines']), random.chance(0.2)]
    const amountIn =
      action === 'SELL' && random.chance(0.7) ? 'all' : `${random.between(1, 9)}${large ? '000000000000' : '00000000'}`
    const last = asks.at(-1)
    asks.push(
      again && last !== undefined
        ? { ...last, step }
        : { step, kind: 'ask', requestId: `r${asks.length}`, person, action, amountIn },
    )
  }
  return asks
}

function nextAct(random: SimulatedRandom, step: number, before: readonly Act[]): Act {
  const commands = before.filter((act) => act.kind === 'command')
  // a click too many, or a messenger that delivers twice, perhaps long after
  if (commands.length > 0 && random.chance(0.35)) return { ...random.pick(commands.slice(-3)), step }
  const drawn = random.int(20)
  if (drawn === 0) return { step, kind: 'compact' }
  if (drawn <= 3) return { step, kind: 'release' }
  if (drawn === 4) return { step, kind: 'tidy' }
  const commandId = `c${before.length}`
  // every amount is used once, so that the chain shows which command was carried out
  const amount = String(1_000_000 + before.length)
  if (drawn <= 10) return { step, kind: 'command', type: 'fund.deposit', commandId, amount }
  if (drawn <= 14) return { step, kind: 'command', type: 'fund.withdraw', commandId, amount }
  // a paused fund trades nothing: it is paused seldom and not for long
  return { step, kind: 'command', type: drawn === 15 ? 'fund.pause' : 'fund.unpause', commandId }
}
