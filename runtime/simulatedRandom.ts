// Every accident of a simulation comes from here: the same seed and stream give the same numbers on every machine.
import { crc32 } from 'node:zlib'

/** A stream of numbers from a seed (sfc32). Two streams of one seed are independent, so that one may be left out. */
export class SimulatedRandom {
  #a: number
  #b: number
  #c: number
  #d = 1

  constructor(seed: number, stream: string) {
    this.#a = crc32(`${seed}/${stream}/a`) | 0
    this.#b = crc32(`${seed}/${stream}/b`) | 0
    this.#c = crc32(`${seed}/${stream}/c`) | 0
    // what is left of the seed's regularity is gone after a few rounds
    for (let n = 0; n < 12; n += 1) this.#word()
  }

  /** At least 0 and less than `below`, whole. */
  int(below: number): number {
    return Math.floor((this.#word() / 0x1_0000_0000) * below)
  }

  /** Both ends included, whole. */
  between(low: number, high: number): number {
    return low + this.int(high - low + 1)
  }

  /** True with this probability. */
  chance(probability: number): boolean {
    return this.#word() / 0x1_0000_0000 < probability
  }

  /** One of them. @throws when there is none */
  pick<Item>(items: readonly Item[]): Item {
    if (items.length === 0) throw new Error('nothing to pick from')
    return items[this.int(items.length)] as Item // the index is below the length
  }

  #word(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (this.#c << 21) | (this.#c >>> 11)
    this.#c = (this.#c + sum) | 0
    return sum >>> 0
  }
}
