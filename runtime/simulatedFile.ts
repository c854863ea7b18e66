// One file of the simulated disk: what programs read of it, what a power cut leaves of it, and the writes between the two.
import type { SimulatedRandom } from './simulatedRandom.ts'

/** A disk writes a sector whole or not at all. */
const sectorBytes = 512
/** Writes that never were synced: above this the oldest has been written back by the kernel, or overtaken. */
const unsyncedMax = 16

/** How much of what was not synced a power cut keeps: `part` may tear a write, and may keep a later one without an earlier. */
export type Kept = 'none' | 'all' | 'part'

type Change = { readonly offset: number; readonly bytes: Buffer } | { readonly length: number }

/** A file's bytes, as programs see them and as they are on the platter. */
export class SimulatedFile {
  readonly #content = new Bytes()
  readonly #durable = new Bytes()
  #unsynced: Change[] = []
  /** Counts the changes ever made, so that a sync covers those before it and no later ones. */
  #changes = 0

  get size(): number {
    return this.#content.length
  }
  get durableSize(): number {
    return this.#durable.length
  }
  /** Changes made so far: what a sync that begins now will cover. */
  get changes(): number {
    return this.#changes
  }
  /** Goes up with everything that became durable. */
  get durableChanges(): number {
    return this.#durable.changes
  }
  get hasUnsynced(): boolean {
    return this.#unsynced.length > 0
  }

  /** May be shorter than asked for. */
  read(offset: number, length: number): Buffer {
    return this.#content.copy(offset, length)
  }

  /** What a power cut would surely leave, from an offset on; not to be written to, nor kept. */
  durableFrom(offset: number): Buffer {
    return this.#durable.view(offset)
  }

  write(bytes: Buffer, offset: number): void {
    this.#content.set(bytes, offset)
    this.#note({ offset, bytes: Buffer.from(bytes) })
  }

  truncate(length: number): void {
    this.#content.truncate(length)
    this.#note({ length })
  }

  /** Makes the first `changes` changes durable. */
  sync(changes = this.#changes): void {
    const count = Math.max(0, this.#unsynced.length - (this.#changes - changes))
    for (const change of this.#unsynced.splice(0, count)) this.#apply(change)
  }

  /**
   * Decides what became of the changes that were not synced; nothing else is left of them.
   * @returns whether a write was torn
   */
  lose(kept: Kept, random: SimulatedRandom): boolean {
    const unsynced = this.#unsynced
    this.#unsynced = []
    const torn = this.#keep(unsynced, kept, random)
    this.#content.become(this.#durable)
    return torn
  }

  /** Flips one bit of what is durable. */
  rot(offset: number, bit: number): void {
    this.#durable.flip(offset, bit)
    this.#content.flip(offset, bit)
  }

  #keep(unsynced: readonly Change[], kept: Kept, random: SimulatedRandom): boolean {
    if (kept === 'none') return false
    if (kept === 'all') {
      for (const change of unsynced) this.#apply(change)
      return false
    }
    // a prefix with a torn end, or sectors in any order
    return random.chance(0.5) ? this.#keepPrefix(unsynced, random) : this.#keepSectors(unsynced, random)
  }

  #keepPrefix(unsynced: readonly Change[], random: SimulatedRandom): boolean {
    const whole = random.int(unsynced.length)
    for (const change of unsynced.slice(0, whole)) this.#apply(change)
    const last = unsynced[whole]
    if (last === undefined || 'length' in last || last.bytes.length < 2) return false
    const length = random.between(1, last.bytes.length - 1)
    this.#durable.set(last.bytes.subarray(0, length), last.offset)
    return true
  }

  #keepSectors(unsynced: readonly Change[], random: SimulatedRandom): boolean {
    let torn = false
    for (const change of unsynced) {
      if ('length' in change) {
        if (random.chance(0.5)) this.#apply(change)
        continue
      }
      let keptSectors = 0
      const end = change.offset + change.bytes.length
      for (let at = change.offset; at < end;) {
        const next = Math.min(end, (Math.floor(at / sectorBytes) + 1) * sectorBytes)
        if (random.chance(0.5)) {
          this.#durable.set(change.bytes.subarray(at - change.offset, next - change.offset), at)
          keptSectors += next - at
        }
        at = next
      }
      torn ||= keptSectors > 0 && keptSectors < change.bytes.length
    }
    return torn
  }

  #note(change: Change): void {
    this.#unsynced.push(change)
    this.#changes += 1
    if (this.#unsynced.length <= unsyncedMax) return
    const oldest = this.#unsynced.shift()
    if (oldest !== undefined) this.#apply(oldest)
  }

  #apply(change: Change): void {
    if ('length' in change) this.#durable.truncate(change.length)
    else this.#durable.set(change.bytes, change.offset)
  }
}

/** Bytes that grow; what was never written reads as zero. */
class Bytes {
  #buffer: Buffer = Buffer.alloc(0)
  length = 0
  changes = 0

  set(bytes: Buffer, offset: number): void {
    this.changes += 1
    const end = offset + bytes.length
    if (end > this.#buffer.length) {
      const grown = Buffer.alloc(Math.max(end, this.#buffer.length * 2))
      this.#buffer.copy(grown, 0, 0, this.length)
      this.#buffer = grown
    }
    if (offset > this.length) this.#buffer.fill(0, this.length, offset)
    bytes.copy(this.#buffer, offset)
    this.length = Math.max(this.length, end)
  }

  view(offset: number): Buffer {
    return this.#buffer.subarray(offset, Math.max(offset, this.length))
  }

  truncate(length: number): void {
    this.changes += 1
    if (length > this.length) this.set(Buffer.alloc(length - this.length), this.length)
    this.length = length
  }

  copy(offset: number, length: number): Buffer {
    return Buffer.from(this.#buffer.subarray(offset, Math.min(offset + length, this.length)))
  }

  become(other: Bytes): void {
    this.#buffer = other.copy(0, other.length)
    this.length = other.length
  }

  flip(offset: number, bit: number): void {
    this.changes += 1
    this.#buffer[offset] = (this.#buffer[offset] ?? 0) ^ (1 << bit)
  }
}
