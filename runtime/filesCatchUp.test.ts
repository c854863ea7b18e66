// Snapshot files are a projection: whoever reads them, or repairs a lost journal from them, needs them whole after a clean
// stop, whatever happened to the processes before.
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bots } from './fixtures.ts'
import type { LocalHost } from './localHost.ts'
import { createSimulatedHost, settled, simulatedDirectory, SimulatedMachine } from './simulatedHost.ts'

const effects = ['worker.look', 'worker.act'].map((port) => ({ port, run: () => Promise.resolve(null) }))

/** Steps the machine's time until a promise of it has settled. */
async function during<Value>(machine: SimulatedMachine, promised: Promise<Value>): Promise<Value> {
  const state = { open: true }
  const end = (): void => void (state.open = false)
  promised.then(end, end)
  for (await settled(); state.open; await settled()) machine.time.step()
  return promised
}

function countInFile(machine: SimulatedMachine): unknown {
  const reader = machine.boot()
  const file = reader.disk.readFile(join(simulatedDirectory, 'actors', 'counter', 'one.json'))
  reader.die()
  // written by the host a moment ago
  return file === undefined ? undefined : (JSON.parse(file.toString('utf8')) as { context: { n: number } }).context.n
}

it.each([{ compacted: false }, { compacted: true }])(
  'writes, before a clean stop, the files that killed processes did not come to (compacted: $compacted)',
  async ({ compacted }) => {
    const machine = new SimulatedMachine(1)
    const open = async (): Promise<{ host: LocalHost; die: () => void }> => {
      const process = machine.boot()
      return { host: await during(machine, createSimulatedHost(process, { bots, effects })), die: () => process.die() }
    }
    const first = await open()
    await during(machine, first.host.spawn('counter', 'one', { from: 5 }))
    await during(machine, first.host.ask('counter:one', { type: 'addAndRead' }))
    if (compacted) await during(machine, first.host.compact())
    first.die()
    expect(countInFile(machine)).toBe(compacted ? 6 : undefined) // the kill came before the files' turn
    const second = await open()
    second.die()
    const third = await open()
    await during(machine, third.host.shutdown())
    expect(countInFile(machine)).toBe(6)
  },
)
