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
    this.#tried = this.#leastBlamed()
    if (this.#tried !== undefined) this.#parts.start(this.#tried)
  }

  /** Takes it out of the line; among equals the one that stands first. */
  #leastBlamed(): Job | undefined {
    let least = 0
    const blame = this.#waiting.map((job) => this.#parts.blame(job))
    for (const [at, deaths] of blame.entries()) if (deaths < (blame[least] as number)) least = at
    return this.#waiting.splice(least, 1)[0]
  }
}

/** What a line of suspects is given. */
export interface SuspectsParts<Job> {
  readonly start: (job: Job) => void
  readonly soon: (callback: () => void) => void
  /**
   * Deaths that it alone is held to account for. Those with fewer come first: whoever kills processes from outside has to
   * go round the whole line before one is hit again, and the one that did it still gets its turn, behind those that live.
   */
  readonly blame: (job: Job) => number
  /** Whose turn is first: a place in a line of `count`. */
  readonly first: (count: number) => number
}
