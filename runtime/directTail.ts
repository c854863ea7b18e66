// The end of a segment, written past the page cache. A small batch that the whole process waits for is on disk a fifth
// sooner that way: no page is copied, marked and found again by its sync. Whole blocks only, so the last one is written
// again with what comes next; through the page cache that is no different, only larger.
import type { Disk } from './disk.ts'

/** What disks take as one piece. */
const blockBytes = 512
/** A few small batches; whatever is larger goes the usual way. */
const areaBytes = 32 * 1024
/** The memory must begin at a block's multiple too. Where that is, nobody says: it is tried. */
const addressStep = 16
/** Longer than a page of memory: a shorter piece is taken from anywhere within one. */
const trialBytes = 8 * 1024

/** Writes batches at a segment's end while it knows what stands in the last block before them. */
export class DirectTail {
  readonly #disk: Disk
  #fd: number | undefined
  #area: Buffer | undefined
  #isAligned = false
  /** Where in the file the area's first byte stands, and how many from there on are written. */
  #from = 0
  #filled = -1

  constructor(disk: Disk) {
    this.#disk = disk
  }

  /** Turns to another segment. Where the file system has no such writing, every `write` answers false. */
  open(path: string): void {
    this.close()
    try {
      this.#fd = this.#disk.open(path, 'direct')
    } catch {
      this.#fd = undefined
    }
  }

  close(): void {
    if (this.#fd !== undefined) this.#disk.close(this.#fd)
    this.#fd = undefined
    this.#filled = -1
  }

  /** A batch went the usual way. @param bytes that stand at `offset` now */
  passed(bytes: Buffer, offset: number): void {
    if (this.#fd === undefined) return
    const end = offset + bytes.length
    const block = end - (end % blockBytes)
    if (offset <= block) this.#begin(bytes.subarray(block - offset), block)
    else if (this.#filled >= 0 && this.#end === offset && this.#area !== undefined && this.#filled + bytes.length <= areaBytes) {
      bytes.copy(this.#area, this.#filled)
      this.#filled += bytes.length
      this.#slide()
    } else this.#filled = -1
  }

  /**
   * Writes a batch behind what was written last, and zeros up to the block's end.
   * @param room where the zeros that are there already end
   * @returns the file to sync; undefined: it was not written, and has to go the usual way
   * @throws what the disk says
   */
  write(bytes: Buffer, offset: number, room: number): number | undefined {
    if (this.#fd === undefined || this.#filled < 0 || this.#end !== offset) return undefined
    const filled = this.#filled + bytes.length
    const whole = Math.ceil(filled / blockBytes) * blockBytes
    if (whole > areaBytes || this.#from + whole > room) return undefined
    this.#align(this.#fd, Math.floor(room / blockBytes) * blockBytes)
    const area = this.#area
    if (!this.#isAligned || this.#filled < 0 || area === undefined) return undefined
    bytes.copy(area, this.#filled)
    area.fill(0, filled, whole)
    this.#disk.writeAt(this.#fd, area.subarray(0, whole), this.#from)
    this.#filled = filled
    this.#slide()
    return this.#fd
  }

  get #end(): number {
    return this.#from + this.#filled
  }

  /** Finds the place in memory that may be written from, by writing zeros over zeros. */
  #align(fd: number, end: number): void {
    if (this.#isAligned || end - trialBytes < this.#end + areaBytes) return
    const memory = Buffer.alloc(areaBytes + blockBytes)
    for (let from = 0; from < blockBytes; from += addressStep) {
      try {
        this.#disk.writeAt(fd, memory.subarray(from, from + trialBytes), end - trialBytes)
      } catch {
        continue
      }
      const area = memory.subarray(from, from + areaBytes)
      this.#area?.copy(area, 0, 0, this.#filled)
      this.#area = area
      this.#isAligned = true
      return
    }
    // blocks of another size, or a disk in trouble, which the usual way will tell
    this.close()
  }

  #begin(bytes: Buffer, from: number): void {
    this.#area ??= Buffer.alloc(areaBytes)
    bytes.copy(this.#area)
    this.#from = from
    this.#filled = bytes.length
  }

  /** Lets go of the blocks that are full. */
  #slide(): void {
    const full = this.#filled - (this.#filled % blockBytes)
    this.#area?.copyWithin(0, full, this.#filled)
    this.#from += full
    this.#filled -= full
  }
}
