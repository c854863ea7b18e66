/** First in, first out. Taking some from the front costs what is taken, however many wait. */
export class ReadyQueue<Item> {
  #items: Item[] = []
  #head = 0

  get length(): number {
    return this.#items.length - this.#head
  }

  push(item: Item): void {
    this.#items.push(item)
  }

  /** Up to `count` of the oldest, oldest first. */
  take(count: number): readonly Item[] {
    const taken = this.#items.slice(this.#head, this.#head + count)
    this.#head += taken.length
    // Moved to the front when more than half is behind us: each item is moved at most once on average.
    if (this.#head * 2 >= this.#items.length) {
      this.#items = this.#items.slice(this.#head)
      this.#head = 0
    }
    return taken
  }
}
