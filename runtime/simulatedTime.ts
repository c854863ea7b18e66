// Simulated time and the only scheduler of a simulation: whatever will happen waits here, and one seed decides what
// happens first among things that could happen at the same moment. Nothing here waits for real.
import { popHeap, pushHeap } from './heap.ts'
import type { Clock } from './clock.ts'
import { SimulatedRandom } from './simulatedRandom.ts'

interface Due {
  readonly at: number
  /** Decides among equals. */
  readonly tie: number
  readonly run: () => void
  readonly isWanted: () => boolean
  cancelled: boolean
}

/** Wall time at the beginning of every simulation: 2025-10-09T08:53:20Z. */
export const simulatedStartMs = 1_760_000_000_000

/** The time of a simulated world: of its processes and of everything outside them. */
export class SimulatedTime {
  readonly #random: SimulatedRandom
  /** Since the beginning, ms. */
  #elapsed: number
  #wallOffset = 0
  #heap: Due[] = []
  /** What runs as soon as what runs now has ended; in its order, as Node keeps it. */
  #soon: Due[] = []
  #soonFrom = 0

  /** @param elapsed ms that have passed before it begins */
  constructor(seed: number, elapsed = 0) {
    this.#elapsed = elapsed
    this.#random = new SimulatedRandom(seed, 'time')
  }

  /** Ms since the beginning; never set by anybody. */
  get elapsed(): number {
    return this.#elapsed
  }

  /** What a wall clock of this world shows, ms since 1970. */
  get wall(): number {
    return Math.floor(simulatedStartMs + this.#elapsed + this.#wallOffset)
  }

  /** Somebody sets the wall clock. */
  jump(byMs: number): void {
    this.#wallOffset += byMs
  }

  /** A call that blocks: time passes and nothing else happens. */
  block(ms: number): void {
    this.#elapsed += ms
  }

  /** Something outside any process happens later. Returns what calls it off. */
  after(ms: number, run: () => void, isWanted: () => boolean = always): () => void {
    const due = { at: this.#elapsed + ms, tie: this.#random.int(0x1_0000_0000), run, isWanted, cancelled: false }
    pushHeap(this.#heap, due, before)
    return () => {
      due.cancelled = true
    }
  }

  /** The clock of one process; what it waits for is forgotten once it is not alive. */
  clockOf(isAlive: () => boolean): Clock {
    const soon = (run: () => void): void => {
      this.#soon.push({ at: this.#elapsed, tie: 0, run, isWanted: isAlive, cancelled: false })
    }
    return {
      now: () => this.wall,
      monotonic: () => this.#elapsed,
      // as Node: whole ms, and never less than one
      after: (ms, callback) => this.after(Math.max(1, Math.trunc(ms)), callback, isAlive),
      soon,
      // one queue for both: nothing comes from outside between two steps
      next: soon,
    }
  }

  /** When the next thing is due, ms since the beginning; undefined when nothing is. */
  nextAt(): number | undefined {
    this.#dropUnwanted()
    return this.#soonFrom < this.#soon.length ? this.#elapsed : this.#heap[0]?.at
  }

  /**
   * Lets the next thing happen, and time pass up to it. @returns false when there is nothing
   * @throws what it throws
   */
  step(): boolean {
    this.#dropUnwanted()
    const due = this.#next()
    if (due === undefined) return false
    this.#elapsed = Math.max(this.#elapsed, due.at)
    due.run()
    return true
  }

  #next(): Due | undefined {
    const soon = this.#soon[this.#soonFrom]
    const timed = this.#heap[0]
    if (soon === undefined) return timed === undefined ? undefined : popHeap(this.#heap, before)
    // a timer that is due as well may come first
    if (timed !== undefined && timed.at <= this.#elapsed && this.#random.chance(0.5)) return popHeap(this.#heap, before)
    this.#soonFrom += 1
    return soon
  }

  #dropUnwanted(): void {
    while (this.#soonFrom < this.#soon.length && !isLive(this.#soon[this.#soonFrom] as Due)) this.#soonFrom += 1
    if (this.#soonFrom === this.#soon.length && this.#soonFrom > 0) {
      this.#soon = []
      this.#soonFrom = 0
    }
    while (this.#heap.length > 0 && !isLive(this.#heap[0] as Due)) popHeap(this.#heap, before)
  }
}

const always = (): boolean => true
const isLive = (due: Due): boolean => !due.cancelled && due.isWanted()
const before = (one: Due, other: Due): boolean => one.at < other.at || (one.at === other.at && one.tie < other.tie)
