// A program: makes an instance of so many counters with so many turns each, waits until all is durable (and, if asked,
// a minute longer, so that the host lets go of what idle bots need not hold), says what is held, and is gone without a clean stop.
// Arguments: folder, bots, turns of each, `idle` or `now`.
import { createLocalHost } from '#runtime/localHost.ts'
import { counterBot } from './counterBot.ts'
import { heldMemory } from './heldMemory.ts'
import { setupDisk } from './setupDisk.ts'

/** What the program says. */
export interface Built {
  readonly heapBytes: number
}

// enough in flight to fill the batches, few enough to hold in memory
const atOnce = 1_000
/** Longer than any bot is kept awake that has nothing to do. */
const idleMs = 60_000

const [folder, bots, turns, when] = process.argv.slice(2) as [string, string, string, 'idle' | 'now'] // program.ts gives them
const host = await createLocalHost({ directory: folder, bots: [counterBot], effects: [], disk: setupDisk().disk })
const count = Number(bots)
let next = 0
await Promise.all(
  Array.from({ length: Math.min(atOnce, count) }, async () => {
    while (next < count) {
      const id = String(next++)
      await host.spawn('counter', id, {})
      for (let n = 0; n < Number(turns); n++) await host.send(`counter:${id}`, { type: 'tick', by: 1 })
    }
  }),
)
if (when === 'idle') await new Promise((resolve) => setTimeout(resolve, idleMs))
const built: Built = { heapBytes: heldMemory() }
process.stdout.write(JSON.stringify(built), () => process.exit())
