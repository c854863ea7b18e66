// A program: starts an instance, has one bot take one event, and says what that took and what is held in memory.
// Argument: folder. Needs --expose-gc.
import { createLocalHost } from '#runtime/localHost.ts'
import { counterBot } from './counterBot.ts'
import { heldMemory } from './heldMemory.ts'

/** What the program says. */
export interface Started {
  /** From the begin of the process to its first durable turn. */
  readonly firstTurnMs: number
  /** Of it, recovery: until the host was there. */
  readonly recoveryMs: number
  /** Of it, before recovery: Node and the modules. */
  readonly bootMs: number
  /** In the journal. */
  readonly records: number
  readonly residentBytes: number
  readonly heapBytes: number
}

const [folder] = process.argv.slice(2) as [string]
const booted = performance.now()
const host = await createLocalHost({ directory: folder, bots: [counterBot], effects: [] })
const recovered = performance.now()
const records = host.durableThrough()
await host.send('counter:0', { type: 'tick', by: 1 })
const firstTurnMs = performance.now()
const started: Started = {
  firstTurnMs,
  recoveryMs: recovered - booted,
  bootMs: booted,
  records,
  residentBytes: process.memoryUsage.rss(),
  heapBytes: heldMemory(),
}
process.stdout.write(JSON.stringify(started), () => process.exit())
