// Families of bots of every restart kind, that fail, end and are asked for things while their process dies and the machine
// loses power, all from one seed: what supervision promises holds afterwards, and restarts stay bounded.
import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import { childSpecDefaults } from './childSpec.ts'
import { families } from './childFixtures.ts'
import type { BotView } from './host.ts'
import type { LocalHost } from './localHost.ts'
import { createSimulatedHost, settled, SimulatedMachine, type SimulatedProcess } from './simulatedHost.ts'
import { SimulatedRandom } from './simulatedRandom.ts'

const child = (address: string): { readonly role: string; readonly id: string } => {
  const [role = '', id = ''] = address.split(':')
  return { role, id }
}
const underRoot = ['permanent:a', 'transient:b', 'temporary:c', 'kept:d'] as const
const inTeam = ['permanent:e', 'transient:f'] as const
const inChain = ['permanent:g', 'kept:h', 'transient:i'] as const
const kept: readonly Address[] = ['kept:d', 'kept:h']
const kids: readonly Address[] = [...underRoot, ...inTeam, ...inChain]
const events = ['add', 'add', 'add', 'burn', 'fail', 'act', 'finish'] as const

interface Life {
  readonly problems: readonly unknown[]
  readonly crashes: number
  /** Bots that were told at a glance. */
  readonly glanced: number
  readonly restarts: number
  readonly quarantined: number
  /** As they stood at the end, and as the next process found them. */
  readonly before: readonly BotView[]
  readonly after: readonly BotView[]
  /** First turns of each bot, ms. */
  readonly begun: ReadonlyMap<Address, readonly number[]>
  /** Of kept bots: what was acknowledged and what was tried. */
  readonly added: ReadonlyMap<Address, { acknowledged: number; tried: number }>
}

function begin(process: SimulatedProcess): Promise<LocalHost> {
  const later = (ms: number): Promise<void> => new Promise((resolve) => process.clock.after(ms, resolve))
  const effects = [
    { port: 'kid.burn', run: () => later(3).then(() => Promise.reject(new Error('it went out'))) },
    { port: 'kid.act', run: () => later(40).then(() => 'done') },
  ]
  return createSimulatedHost(process, { bots: families, effects, onStopped: () => process.die() })
}

class Family {
  readonly problems: unknown[] = []
  readonly added = new Map(kept.map((address) => [address, { acknowledged: 0, tried: 0 }]))
  host: LocalHost | undefined
  crashes = 0
  glanced = 0
  readonly machine: SimulatedMachine
  readonly random: SimulatedRandom
  #process: SimulatedProcess

  constructor(seed: number) {
    this.machine = new SimulatedMachine(seed)
    this.random = new SimulatedRandom(seed, 'family')
    this.#process = this.machine.boot()
    this.start()
  }

  /** A new process, whatever became of the old one. */
  start(): void {
    this.#process.die()
    const mine = this.machine.boot()
    this.#process = mine
    this.host = undefined
    const parents = async (): Promise<LocalHost> => {
      const host = await begin(mine)
      await host.spawn('swarm', 'root', { children: underRoot.map(child) })
      await host.spawn('team', 'one', { children: inTeam.map(child) })
      await host.spawn('chain', 'one', { children: inChain.map(child) })
      return host
    }
    parents().then(
      (host) => {
        if (mine.isAlive()) this.host = host
      },
      (error: unknown) => {
        if (mine.isAlive() && !/EIO|the disk took/.test(String(error))) this.problems.push(error)
        mine.die()
      },
    )
  }

  /** One thing happens; a process that is gone is followed by another. */
  async step(): Promise<void> {
    try {
      this.machine.time.step()
    } catch (error) {
      if (this.#process.isAlive()) throw error
    }
    await settled()
    this.#lookAtGlances()
    if (this.#process.isAlive()) return
    this.crashes += 1
    this.start()
  }

  /** What is told without reading says the same as what is read. */
  #lookAtGlances(): void {
    const { host } = this
    if (host === undefined || !this.#process.isAlive()) return
    const glances = host.glances()
    const read = host.list().map(({ value: _value, context: _context, ...rest }) => rest)
    const unlike = glances.filter((glance, index) => {
      const { status, timers, effects, restart } = glance
      const known = read[index]
      // a last record does not know what came of its waits, nor that its bot begins again
      const isWaitedFor = effects.every(({ id }) => known?.effects.some((one) => one.id === id))
      const now = { ...known, timers, effects, ...(restart === undefined ? {} : { status }) }
      return !isWaitedFor || !isDeepStrictEqual(glance, now)
    })
    this.problems.push(...unlike)
    this.glanced += glances.length
  }

  /** Somebody wants something of a bot. */
  ask(): void {
    const { host, random } = this
    const to = random.pick(kids)
    const type = kept.includes(to) ? 'add' : random.pick(events)
    const known = host?.view(to)
    if (host === undefined || known === undefined) return
    const count = this.added.get(to)
    if (count !== undefined) count.tried += 1
    const mine = this.#process
    host.send(to, { type }).then(
      () => {
        if (mine.isAlive() && count !== undefined) count.acknowledged += 1
      },
      () => undefined, // refused, failed as told, or the process is gone: nothing was promised
    )
  }

  strike(): void {
    const { machine, random } = this
    if (random.chance(0.02)) machine.disk.arm(random.pick(['dieBefore', 'dieWithin', 'dieAfter', 'syncError']), random.int(6))
    if (random.chance(0.01)) machine.losePower()
    if (random.chance(0.01)) this.#process.die()
    if (random.chance(0.01)) void this.host?.compact().catch(() => undefined) // the disk failed, and the process ends
  }

  /** A host that is up, and everything that was due done. */
  async calm(): Promise<LocalHost> {
    this.machine.disk.heal()
    for (let n = 0; n < 200; n += 1) await this.step()
    while (this.host === undefined) await this.step()
    return this.host
  }
}

async function live(seed: number): Promise<Life> {
  const family = new Family(seed)
  for (let n = 0; n < 400; n += 1) {
    if (family.random.chance(0.4)) family.ask()
    family.strike()
    await family.step()
  }
  const before = (await family.calm()).list()
  family.start()
  const host = await family.calm()
  const begun = new Map<Address, number[]>()
  const reading = (async (): Promise<void> => {
    for await (const { actor, cause, at } of host.turns({ after: 0 }))
      if (cause.kind === 'start') begun.set(actor, [...(begun.get(actor) ?? []), Date.parse(at)])
  })()
  await reading
  const after = host.list()
  const restarts = after.reduce((sum, { incarnation }) => sum + incarnation - 1, 0)
  const quarantined = after.filter(({ status }) => status === 'quarantined').length
  const { problems, crashes, added, glanced } = family
  return { problems, crashes, glanced, restarts, quarantined, before, after, begun, added }
}

const shown = (bots: readonly BotView[]): readonly string[] =>
  bots.map(({ address, status, incarnation, value, context }) => JSON.stringify([address, status, incarnation, value, context]))
/** The most that fall into one window. */
function most(times: readonly number[], windowMs: number): number {
  return Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at - from < windowMs).length))
}

test('what supervision promises holds over 12 seeds of failures, crashes and power cuts', { timeout: 120_000 }, async () => {
  const lives: Life[] = []
  for (let seed = 1; seed <= 12; seed += 1) lives.push(await live(seed))
  const { restartsMax, withinMs } = childSpecDefaults.supervises.intensity
  for (const [index, { problems, before, after, begun, added }] of lives.entries()) {
    const seed = index + 1
    expect({ seed, problems }).toEqual({ seed, problems: [] })
    expect({ seed, bots: shown(after) }).toEqual({ seed, bots: shown(before) })
    // nothing hangs between two incarnations
    expect(after.filter(({ restart, status }) => restart !== undefined && status !== 'quarantined')).toEqual([])
    for (const address of kept) {
      const bot = after.find((one) => one.address === address)
      if (bot === undefined) continue // its parent was not started before the first crash
      const { acknowledged, tried } = added.get(address) ?? { acknowledged: 0, tried: 0 }
      const { n } = bot.context as { n: number }
      expect([seed, bot.incarnation, n >= acknowledged, n <= tried]).toEqual([seed, 1, true, true])
    }
    for (const address of ['permanent:a', 'transient:b'] as const)
      expect([seed, address, most((begun.get(address) ?? []).slice(1), withinMs) <= restartsMax]).toEqual([seed, address, true])
    // a life of the team bears one restart, and the team as many lives as anybody
    for (const address of inTeam)
      expect([seed, address, most(begun.get(address) ?? [], withinMs) <= 2 * (restartsMax + 1)]).toEqual([seed, address, true])
    expect([seed, (begun.get('temporary:c') ?? []).length <= 1]).toEqual([seed, true])
  }
  const sum = (of: (life: Life) => number): number => lives.reduce((total, life) => total + of(life), 0)
  expect(sum(({ crashes }) => crashes)).toBeGreaterThan(50)
  expect(sum(({ restarts }) => restarts)).toBeGreaterThan(50)
  expect(sum(({ glanced }) => glanced)).toBeGreaterThan(10_000)
  expect(sum(({ quarantined }) => quarantined)).toBeGreaterThan(5)
})
