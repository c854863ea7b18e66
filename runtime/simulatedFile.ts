// One file of the simulated disk: what programs read of it, what a power cut leaves of it, and the writes between the two.
import type { SimulatedRandom } from './simulatedRandom.ts'

/** A disk writes a sector whole or not at all. */
export const sectorBytes = 512
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

  /** May be shorter than asked for; not to be written to. */
  read(offset: number, length: number): Buffer {
    return this.#content.part(offset, length)
  }

  /** What a power cut would surely leave, from an offset on; not to be written to, nor kept. */
  durableFrom(offset: number): Buffer {
    return this.#durable.view(offset)
  }

  /** Holds these bytes, for good. @param bytes that nobody writes to any more */
  hold(bytes: Buffer): void {
    for (const side of [this.#content, this.#durable]) side.become(bytes)
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
    this.#content.become(this.#durable.part(0))
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

/** Bytes that grow; what was never written reads as zero. What was handed out is never written to again: it is left behind. */
class Bytes {
  #buffer: Buffer = Buffer.alloc(0)
  /** Somebody may hold the bytes before this. */
  #handedOut = 0
  length = 0
  changes = 0

  set(bytes: Buffer, offset: number): void {
    this.changes += 1
    const from = Math.min(offset, this.length)
    const end = offset + bytes.length
    if (from < this.#handedOut || end > this.#buffer.length) this.#leave(end)
    if (offset > this.length) this.#buffer.fill(0, this.length, offset)
    bytes.copy(this.#buffer, offset)
    this.length = Math.max(this.length, end)
  }

  truncate(length: number): void {
    this.changes += 1
    if (length > this.length) this.set(Buffer.alloc(length - this.length), this.length)
    this.length = length
  }

  /** May be shorter than asked for; stays as it is now. */
  part(offset: number, length = this.length): Buffer {
    const end = Math.max(offset, Math.min(offset + length, this.length))
    this.#handedOut = Math.max(this.#handedOut, end)
    return this.#buffer.subarray(offset, end)
  }

  /** As it is until the next change. */
  view(offset: number): Buffer {
    return this.#buffer.subarray(offset, Math.max(offset, this.length))
  }

  /** @param bytes that nobody writes to any more */
  become(bytes: Buffer): void {
    this.changes += 1
    this.#buffer = bytes
    this.#handedOut = bytes.length
    this.length = bytes.length
  }

  flip(offset: number, bit: number): void {
    this.changes += 1
    if (offset < this.#handedOut) this.#leave(0)
    this.#buffer[offset] = (this.#buffer[offset] ?? 0) ^ (1 << bit)
  }

  /** Goes on in a buffer of its own, with room up to `end`. */
  #leave(end: number): void {
    const room = end > this.#buffer.length ? Math.max(end, this.#buffer.length * 2) : this.#buffer.length
    const own = Buffer.allocUnsafe(room)
    this.#buffer.copy(own, 0, 0, this.length)
    this.#buffer = own
    this.#handedOut = 0
  }
}
