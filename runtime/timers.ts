// All armed timers in one heap, and one wait for the earliest. Cancelling is lazy: whoever takes a fired timer out of its
// mailbox compares the generation.
import { popHeap, pushHeap } from './heap.ts'
import type { Address } from './authoring.ts'
import type { Clock } from './clock.ts'
import { killPoint } from './killPoint.ts'
import { limits } from './limits.ts'

interface Due {
  readonly address: Address
  readonly id: string
  readonly generation: number
  readonly dueAt: number
}

/** Durable timers of a host; the journal holds the truth, this only wakes up. */
export class Timers {
  readonly #clock: Clock
  readonly #fire: (due: Due) => void
  readonly #isArmed: (due: Due) => boolean
  #heap: Due[] = []
  #sweepAt = 1_024
  #cancel: (() => void) | undefined
  #waitingFor = Infinity
  #closed = false

  constructor(options: { readonly clock: Clock; readonly fire: (due: Due) => void; readonly isArmed: (due: Due) => boolean }) {
    this.#clock = options.clock
    this.#fire = options.fire
    this.#isArmed = options.isArmed
  }

  /** Adds a timer; an overdue one fires at the next turn of the event loop. */
  add(due: Due): void {
    if (this.#heap.length >= this.#sweepAt) this.#sweep()
    pushHeap(this.#heap, due, before)
    if (due.dueAt < this.#waitingFor) this.#wait()
  }

  close(): void {
    this.#closed = true
    this.#cancel?.()
  }

  #wait(): void {
    this.#cancel?.()
    this.#cancel = undefined
    const next = this.#heap[0]
    this.#waitingFor = next?.dueAt ?? Infinity
    if (next === undefined || this.#closed) return
    // While anything is armed the clock is looked at every few seconds, so that a jump is noticed.
    const ms = Math.min(Math.max(0, next.dueAt - this.#clock.now()), limits.timerLookMs)
    this.#cancel = this.#clock.after(ms, () => this.#look())
  }

  #look(): void {
    if (this.#closed) return
    const now = this.#clock.now()
    for (let due = this.#heap[0]; due !== undefined && due.dueAt <= now; due = this.#heap[0]) {
      popHeap(this.#heap, before)
      killPoint('timer.fire.before')
      if (this.#isArmed(due)) this.#fire(due)
      killPoint('timer.fire.after')
    }
    this.#wait()
  }

  #sweep(): void {
    this.#heap = this.#heap.filter((due) => this.#isArmed(due)).toSorted((one, other) => one.dueAt - other.dueAt)
    this.#sweepAt = Math.max(1_024, this.#heap.length * 2)
  }
}

function before(one: Due, other: Due): boolean {
  return one.dueAt < other.dueAt || (one.dueAt === other.dueAt && one.generation < other.generation)
}
