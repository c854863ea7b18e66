// Lines from many places, read in one: a stream that its writers never wait for.

/** Lines kept for a reader who is slow; then the oldest are dropped, and how many is said. */
const keptMax = 10_000

export class LineQueue<Line> {
  readonly #lines: Line[] = []
  #dropped = 0
  #ended = false
  #failed: { readonly failure: unknown } | undefined
  #wake: (() => void) | undefined

  push(line: Line): void {
    if (this.#ended) return
    this.#lines.push(line)
    if (this.#lines.length > keptMax) {
      this.#lines.shift()
      this.#dropped += 1
    }
    this.#wake?.()
  }

  /** Lines that a slow reader will not see. */
  get dropped(): number {
    return this.#dropped
  }

  /** No more lines; a failure is thrown to the reader after the last one. */
  end(failure?: unknown): void {
    this.#ended = true
    if (failure !== undefined) this.#failed ??= { failure }
    this.#wake?.()
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Line> {
    for (;;) {
      const line = this.#lines.shift()
      if (line !== undefined) yield line
      else if (this.#ended) {
        if (this.#failed !== undefined) throw this.#failed.failure
        return
      } else await new Promise<void>((resolve) => (this.#wake = resolve))
    }
  }
}
