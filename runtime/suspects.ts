// When the process dies, every effect that was under way is suspected. Those that were there too often are tried one at a
// time, so that the next death names the one that did it and spares the others.

/** A line that lets one through at a time. */
export class Suspects<Job> {
  readonly #parts: SuspectsParts<Job>
  readonly #waiting: Job[] = []
  #tried: Job | undefined
  #begun = false
  #asked = false

  constructor(parts: SuspectsParts<Job>) {
    this.#parts = parts
  }

  /** Tries it when its turn comes; the first is chosen when all that a start adds are in line. */
  add(job: Job): void {
    this.#waiting.push(job)
    this.#look()
  }

  /** It has lived long enough, has ended, or is not wanted any more; one that was never added is none of ours. */
  cleared(job: Job): void {
    const at = this.#waiting.indexOf(job)
    if (at !== -1) this.#waiting.splice(at, 1)
    if (this.#tried !== job) return
    this.#tried = undefined
    this.#look()
  }

  #look(): void {
    if (this.#asked || this.#tried !== undefined || this.#waiting.length === 0) return
    this.#asked = true
    this.#parts.soon(() => {
      this.#asked = false
      this.#next()
    })
  }

  #next(): void {
    if (!this.#begun && this.#waiting.length > 0) {
      this.#waiting.push(...this.#waiting.splice(0, this.#parts.first(this.#waiting.length)))
      this.#begun = true
    }
    this.#tried = this.#waiting.shift()
    if (this.#tried !== undefined) this.#parts.start(this.#tried)
  }
}

/** What a line of suspects is given. */
export interface SuspectsParts<Job> {
  readonly start: (job: Job) => void
  readonly soon: (callback: () => void) => void
  /** Whose turn is first: a place in a line of `count`. */
  readonly first: (count: number) => number
}
