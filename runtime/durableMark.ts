// How far the journal was known to be on disk, noted beside it whenever it comes to rest. The note is not synced itself: it
// outlives the process, which is what it is for. So after a kill, damage to what was acknowledged is told from a batch that
// was being written; after a loss of power the note may be older than the journal, never newer.
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import type { Disk } from './disk.ts'

/** The note's name in the journal's folder. */
export const durableMarkName = 'durable.mark'

/** The writing end. */
export class DurableMark {
  readonly #path: string
  readonly #disk: Disk
  #fd: number | undefined

  constructor(folder: string, disk: Disk) {
    this.#path = join(folder, durableMarkName)
    this.#disk = disk
  }

  /** Notes that all through `seq` is on disk. Call it after the sync. */
  note(seq: number): void {
    this.#fd ??= this.#disk.open(this.#path, 'update')
    this.#disk.writeAt(this.#fd, Buffer.from(markText(seq)), 0)
  }

  close(): void {
    if (this.#fd !== undefined) this.#disk.close(this.#fd)
    this.#fd = undefined
  }
}

/** What the note proves to be durable; 0 when there is none or it is damaged: it only ever adds a proof. */
export function readDurableMark(folder: string, disk: Disk): number {
  const text = disk.readFile(join(folder, durableMarkName))?.toString('latin1') ?? ''
  const seq = Number(text.slice(0, seqDigits))
  return text.length === markBytes && markText(seq) === text ? seq : 0
}

const seqDigits = 16
const markBytes = seqDigits + 10

/** Always as long, so that each overwrites all of the one before. */
function markText(seq: number): string {
  const digits = String(seq).padStart(seqDigits, '0')
  return `${digits} ${crc32(digits).toString(16).padStart(8, '0')}\n`
}
