// Reads the journal as a power cut at this very moment would leave it: by what the simulated disk holds for certain, not by
// what the host believes. A second, dull reader beside runtime/journalRecovery.ts.
import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { looksLikeSeal, readSeal, segmentName } from '#runtime/journalFormat.ts'
import type { JournalRecord } from '#runtime/records.ts'
import type { SimulatedDisk } from '#runtime/simulatedDisk.ts'
import type { SimulatedFile } from '#runtime/simulatedFile.ts'
import { simulatedDirectory } from '#runtime/simulatedHost.ts'

const folder = `${simulatedDirectory}/journal`
const newline = 10
const nothing: readonly JournalRecord[] = []
type HashState = ReturnType<typeof createHash>

/** The durable journal, followed as it grows. What it has taken once must stay. */
export class JournalMirror {
  readonly #disk: SimulatedDisk
  readonly #hash: HashState
  #segment = 0
  #offset = 0
  /** What was there at the last look: changes of names, and of the segment's bytes. */
  #names = -1
  #lookedAt = -1
  #open: SimulatedFile | undefined
  lastSeq = 0

  /** @param from has taken what this disk begins with */
  constructor(disk: SimulatedDisk, from?: JournalMirror) {
    this.#disk = disk
    this.#hash = from === undefined ? createHash('sha256') : from.#hash.copy()
    if (from === undefined) return
    this.#segment = from.#segment
    this.#offset = from.#offset
    this.lastSeq = from.lastSeq
  }

  /** Records that became durable since the last look, oldest first. */
  take(): readonly JournalRecord[] {
    const names = this.#disk.folders.durableChanges
    if (names === this.#names && this.#open?.durableChanges === this.#lookedAt) return nothing
    this.#names = names
    const taken: JournalRecord[] = []
    for (;;) {
      taken.push(...this.#takeSegment())
      const next = this.#nextSegment()
      if (next === undefined) return taken
      this.#segment = next
      this.#offset = 0
      this.#lookedAt = -1
    }
  }

  /** sha256 over all that was taken. To be asked once, at the end. */
  digest(more: string): string {
    return this.#hash.update(more).digest('hex')
  }

  /** The segment that the next record would begin, where it is there and this one holds no more. */
  #nextSegment(): number | undefined {
    if (this.#segment === this.lastSeq + 1) return undefined
    return this.#file(this.lastSeq + 1) === undefined ? undefined : this.lastSeq + 1
  }

  #file(firstSeq: number): SimulatedFile | undefined {
    const { folders } = this.#disk
    const name = segmentName(firstSeq)
    return folders.durableFile(`${folder}/${name}`) ?? folders.durableFile(`${folder}/archive/${name}`)
  }

  #takeSegment(): readonly JournalRecord[] {
    if (this.#segment === 0) return []
    const file = this.#file(this.#segment)
    this.#open = file
    if (file === undefined || file.durableChanges === this.#lookedAt) return []
    this.#lookedAt = file.durableChanges
    const records: JournalRecord[] = []
    for (;;) {
      const batch = batchIn(file.durableFrom(this.#offset))
      if (batch === undefined || batch.firstSeq !== this.lastSeq + 1) return records
      this.#hash.update(batch.body)
      for (const line of batch.body.toString('utf8').split('\n').slice(0, -1)) records.push(JSON.parse(line) as JournalRecord)
      this.lastSeq += batch.count
      this.#offset += batch.length
    }
  }
}

/** A whole batch at the beginning of these bytes. */
function batchIn(
  bytes: Buffer,
): { readonly body: Buffer; readonly firstSeq: number; readonly count: number; readonly length: number } | undefined {
  if (bytes.length === 0 || bytes[0] === 0) return undefined
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(newline, at)
    if (end === -1) return undefined
    const isSeal = looksLikeSeal(bytes, at)
    const seal = isSeal ? readSeal(bytes.toString('utf8', at, end)) : undefined
    if (isSeal && (seal === undefined || seal.crc !== crc32(bytes.subarray(0, at)))) return undefined
    if (seal !== undefined) return { body: bytes.subarray(0, at), firstSeq: seal.firstSeq, count: seal.count, length: end + 1 }
    at = end + 1
  }
  return undefined
}
