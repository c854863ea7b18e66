// When the process dies, every effect that was under way is suspected. Those that were there too often are tried one at a
// time, so that the next death names the one that did it and spares the others.

/** A queue that lets one through at a time. */
export class Suspects<Job> {
  readonly #try: (job: Job) => void
  readonly #waiting: Job[] = []
  #tried: Job | undefined

  constructor(start: (job: Job) => void) {
    this.#try = start
  }

  /** Tries it when its turn comes, perhaps at once. */
  add(job: Job): void {
    this.#waiting.push(job)
    this.#next()
  }

  /** It has lived long enough, has ended, or is not wanted any more; one that was never added is none of ours. */
  cleared(job: Job): void {
    const at = this.#waiting.indexOf(job)
    if (at !== -1) this.#waiting.splice(at, 1)
    if (this.#tried !== job) return
    this.#tried = undefined
    this.#next()
  }

  #next(): void {
    if (this.#tried !== undefined) return
    this.#tried = this.#waiting.shift()
    if (this.#tried !== undefined) this.#try(this.#tried)
  }
}
