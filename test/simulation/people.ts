// People of a life whose fund wants them behind its trades: now and then one looks at what waits and decides, sometimes
// twice, sometimes about what has changed meanwhile, sometimes as who asked.
import { z } from 'zod'
import { SimulatedRandom } from '#runtime/simulatedRandom.ts'
import type { Daemon } from './daemon.ts'

/** One of these looks at a time. */
const persons = ['mara', 'noor', 'olga', 'ines'] as const
/** Steps between two looks, on average. */
const everySteps = 6

const contextSchema = z.object({ revision: z.int() })

/** The people of one life. */
export class People {
  readonly #random: SimulatedRandom
  #decisions = 0

  constructor(seed: number) {
    this.#random = new SimulatedRandom(seed, 'people')
  }

  /** One of them may look now. */
  look({ host, process, isUp }: Daemon): void {
    if (!this.#random.chance(1 / everySteps)) return
    const person = this.#random.pick(persons)
    const [isStale, isRejection, isRepeated] = [0.1, 0.05, 0.2].map((chance) => this.#random.chance(chance))
    if (host === undefined || !isUp || !process.isAlive()) return
    for (const { address, status, context } of host.list('approval')) {
      const read = contextSchema.safeParse(context)
      if (status !== 'active' || !read.success) continue
      this.#decisions += 1
      const revision = isStale === true ? read.data.revision + 1 : read.data.revision
      const verdict = isRejection === true ? 'reject' : 'approve'
      const event = { type: 'approval.decide', verdict, revision, by: `key:${person}`, person }
      for (const _ of isRepeated === true ? [1, 2] : [1])
        host.ask(address, event, { askId: `decide/${this.#decisions}`, who: event.by }).catch(() => undefined) // too late, or gone
    }
  }
}
