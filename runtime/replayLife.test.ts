// Lives of failing, restarted, killed and power-cut bots on a simulated machine, all from one seed: whatever happened, every
// turn of every bot runs again to what the journal says.
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import { families } from './childFixtures.ts'
import type { LocalHost } from './localHost.ts'
import { replay } from './replay.ts'
import { retainedHistory } from './replayReading.ts'
import { createSimulatedHost, settled, simulatedDirectory, SimulatedMachine, type SimulatedProcess } from './simulatedHost.ts'
import { SimulatedRandom } from './simulatedRandom.ts'

const kids = ['permanent:a', 'transient:b', 'temporary:c', 'kept:d', 'permanent:e', 'transient:f', 'permanent:g'] as const
const events = ['add', 'add', 'burn', 'fail', 'act', 'finish'] as const
const child = (address: string): { readonly role: string; readonly id: string } => {
  const [role = '', id = ''] = address.split(':')
  return { role, id }
}

async function begin(process: SimulatedProcess): Promise<LocalHost> {
  const later = (ms: number): Promise<void> => new Promise((resolve) => process.clock.after(ms, resolve))
  const effects = [
    { port: 'kid.burn', run: () => later(3).then(() => Promise.reject(new Error('it went out'))) },
    { port: 'kid.act', run: () => later(20).then(() => 'done') },
  ]
  const host = await createSimulatedHost(process, { bots: families, effects, onStopped: () => process.die() })
  await host.spawn('swarm', 'root', { children: kids.slice(0, 4).map(child) })
  await host.spawn('team', 'one', { children: kids.slice(4, 6).map(child) })
  await host.spawn('chain', 'one', { children: kids.slice(6).map(child) })
  return host
}

/** One life. @returns the machine, with its journal */
async function live(seed: number): Promise<SimulatedMachine> {
  const machine = new SimulatedMachine(seed)
  const random = new SimulatedRandom(seed, 'replay')
  let process = machine.boot()
  let host: LocalHost | undefined
  const boot = (): void => {
    process = machine.boot()
    host = undefined
    const mine = process
    // one that the disk fails is followed by another
    begin(mine).then(
      (up) => mine.isAlive() && (host = up),
      () => mine.die(),
    )
  }
  const unanswered = (): undefined => undefined
  boot()
  for (let n = 0; n < 500; n += 1) {
    if (host !== undefined && random.chance(0.5)) host.send(random.pick(kids), { type: random.pick(events) }).catch(unanswered)
    const [dead] = host?.deadLetters() ?? []
    if (dead !== undefined && random.chance(0.3)) host?.settleDeadLetter(dead.seq, 'resent', 'operator').catch(unanswered)
    if (random.chance(0.01)) host?.release(random.pick(kids), 'operator').catch(unanswered)
    if (random.chance(0.01)) host?.compact().catch(unanswered)
    if (random.chance(0.01)) machine.losePower()
    if (random.chance(0.02)) process.die()
    if (process.isAlive()) machine.time.step()
    await settled()
    if (!process.isAlive()) boot()
  }
  process.die()
  return machine
}

test('every turn of 8 lives runs again to what the journal says', { timeout: 60_000 }, async () => {
  const differing: object[] = []
  const counts = { turns: 0, dead: 0, restarts: 0, resent: 0, compacted: 0 }
  for (let seed = 1; seed <= 8; seed += 1) {
    const { disk } = (await live(seed)).boot()
    const journal = join(simulatedDirectory, 'journal')
    const bots = new Set<Address>()
    for (const line of retainedHistory(journal, disk).lines()) {
      const record = 'missing' in line ? undefined : line.record
      expect([seed, 'missing' in line ? line : line.damage]).toEqual([seed, undefined])
      if (record?.kind === 'turn') bots.add(record.actor)
      if (record?.kind === 'restart') counts.restarts += 1
      if (record?.kind === 'settled') counts.resent += 1
    }
    counts.compacted += retainedHistory(journal, disk).through > 0 ? 1 : 0
    for (const address of bots) {
      for (const turn of replay({ journal, address, bots: families, disk })) {
        if (turn.verdict === 'differs') differing.push({ seed, address, ...turn })
        counts[turn.kind === 'turn' ? 'turns' : 'dead'] += 1
      }
    }
  }
  expect(differing).toEqual([])
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(3)
  expect(counts.turns).toBeGreaterThan(500)
})
