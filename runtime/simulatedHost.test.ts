// The same runtime over a disk that forgets and a process that vanishes: whatever was acknowledged is there afterwards.
import { expect, it } from 'vitest'
import { bots } from './fixtures.ts'
import type { LocalHost } from './localHost.ts'
import { createSimulatedHost, settled, SimulatedMachine, type SimulatedProcess } from './simulatedHost.ts'
import { SimulatedRandom } from './simulatedRandom.ts'

const effects = ['worker.look', 'worker.act'].map((port) => ({ port, run: () => Promise.resolve(null) }))

interface Life {
  readonly problems: readonly unknown[]
  readonly crashes: number
  readonly cuts: number
  readonly tornWrites: number
  readonly added: number
  readonly passed: number
  /** What each ask was answered, by its id. */
  readonly answers: ReadonlyMap<string, number>
  readonly repeated: ReadonlyMap<string, number>
}

/** Asks a bot to count and to pass it on, while its process dies again and again; then looks at what is there. */
async function live(seed: number): Promise<Life> {
  const machine = new SimulatedMachine(seed)
  const random = new SimulatedRandom(seed, 'life')
  const answers = new Map<string, number>()
  const problems: unknown[] = []
  let host: LocalHost | undefined
  let process = machine.boot()
  let [crashes, cuts, tornWrites, asked] = [0, 0, 0, 0]
  const start = (): void => {
    process = machine.boot()
    const mine = process
    host = undefined
    void begin(mine).then(
      (started) => {
        if (mine.isAlive()) host = started
      },
      (error: unknown) => {
        // a disk that fails may end a start; a journal that is refused was damaged by us
        if (mine.isAlive() && !/EIO|the disk took/.test(String(error))) problems.push(error)
        mine.die()
      },
    )
  }
  const ask = (id: string): void => {
    const mine = process
    host?.ask('forwarder:one', { type: 'add' }, { askId: id }).then(
      (answer) => void (mine.isAlive() && answers.set(id, Number(answer))),
      () => undefined, // the process is gone, or the disk failed: nothing was promised
    )
  }
  const step = async (): Promise<boolean> => {
    let went = false
    try {
      went = machine.time.step()
    } catch (error) {
      if (process.isAlive()) throw error
    }
    await settled()
    return went
  }
  start()
  for (let n = 0; n < 300; n += 1) {
    if (random.chance(0.3) && host !== undefined) ask(`ask-${(asked += 1)}`)
    if (random.chance(0.03))
      machine.disk.arm(random.pick(['dieBefore', 'dieWithin', 'dieAfter', 'syncError', 'shortWrite']), random.int(6))
    if (random.chance(0.02)) {
      cuts += 1
      tornWrites += machine.losePower().tornWrites
    }
    await step()
    if (!process.isAlive() || (host !== undefined && random.chance(0.01))) {
      process.die()
      crashes += 1
      start()
    }
  }
  machine.disk.heal()
  process.die()
  start()
  const last = await (async (): Promise<LocalHost> => {
    for (;;) {
      await step()
      if (host !== undefined) return host
    }
  })()
  // Two deaths while the same event was handled look like its doing, whoever caused them: a person sends it again.
  for (const { seq } of last.deadLetters()) void last.settleDeadLetter(seq, 'resent', 'operator')
  for (const { address, status } of last.list()) if (status === 'quarantined') void last.release(address, 'operator')
  const repeated = new Map<string, number>()
  for (const id of answers.keys())
    void last.ask('forwarder:one', { type: 'add' }, { askId: id }).then((answer) => repeated.set(id, Number(answer)))
  for (let n = 0; n < 500; n += 1) await step()
  const count = (address: 'forwarder:one' | 'counter:sink'): number => (last.view(address)?.context as { n: number }).n
  return { problems, crashes, cuts, tornWrites, added: count('forwarder:one'), passed: count('counter:sink'), answers, repeated }
}

async function begin(process: SimulatedProcess): Promise<LocalHost> {
  // a daemon whose journal failed ends
  const host = await createSimulatedHost(process, { bots, effects, onStopped: () => process.die() })
  await host.spawn('counter', 'sink', { from: 0 })
  await host.spawn('forwarder', 'one', null)
  return host
}

it('loses nothing acknowledged, counts nothing twice and delivers every message once, over 25 seeds of crashes', async () => {
  const lives: Life[] = []
  for (let seed = 1; seed <= 25; seed += 1) lives.push(await live(seed))
  for (const { problems, added, passed, answers, repeated } of lives) {
    expect(problems).toEqual([])
    expect(passed).toBe(added)
    // each answer is the count after its own turn: two alike would be one turn answered twice
    expect(new Set(answers.values()).size).toBe(answers.size)
    expect(Math.max(0, ...answers.values())).toBeLessThanOrEqual(added)
    expect(Object.fromEntries(repeated)).toEqual(Object.fromEntries(answers))
  }
  const sum = (of: (life: Life) => number): number => lives.reduce((total, life) => total + of(life), 0)
  expect(sum((life) => life.crashes)).toBeGreaterThan(40)
  expect(sum((life) => life.cuts)).toBeGreaterThan(40)
  expect(sum((life) => life.tornWrites)).toBeGreaterThan(10)
  expect(sum((life) => life.answers.size)).toBeGreaterThan(500)
})
