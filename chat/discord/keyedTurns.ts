// One after the other for the same key; different keys do not wait for each other.

/** Turns of one process. */
export class KeyedTurns {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Begins when what was asked for this key before has ended, well or badly. */
  async next<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    this.#last.set(key, mine)
    try {
      return await mine
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key)
    }
  }
}
