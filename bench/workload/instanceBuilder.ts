// A program: makes an instance of so many counters with so many turns each, waits until all is durable (and, if asked,
// until the host has let go of what idle bots need not hold), says what is held, and is gone without a clean stop.
// Arguments: folder, bots, turns of each, `idle` or `now`.
import { createLocalHost } from '#runtime/localHost.ts'
import { counterBot } from './counterBot.ts'
import { heldMemory } from './heldMemory.ts'

/** What the program says. */
export interface Built {
  readonly heapBytes: number
}

// enough in flight to fill the batches, few enough to hold in memory
const atOnce = 1_000
const lookMs = 2_000
const looksMax = 30
/** Less than this between two looks is no letting go. */
const still = 0.99

const [folder, bots, turns, when] = process.argv.slice(2) as [string, string, string, 'idle' | 'now'] // program.ts gives them
const host = await createLocalHost({ directory: folder, bots: [counterBot], effects: [] })
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
const built: Built = { heapBytes: when === 'idle' ? await heldWhenIdle() : heldMemory() }
process.stdout.write(JSON.stringify(built), () => process.exit())

async function heldWhenIdle(): Promise<number> {
  let held = heldMemory()
  for (let look = 0, calm = 0; look < looksMax && calm < 2; look++) {
    await new Promise((resolve) => setTimeout(resolve, lookMs))
    const now = heldMemory()
    calm = now < held * still ? 0 : calm + 1
    held = now
  }
  return held
}
