// The writing end of the journal: collects lines, writes a batch under one seal with one sync, then says that it is durable.
// It never retries: after a failed write or sync nobody knows what is on disk, so it stops for good.
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { QuorateError } from '#protocol/errors.ts'
import type { Clock } from './clock.ts'
import { DirectTail } from './directTail.ts'
import type { Disk } from './disk.ts'
import { DurableMark } from './durableMark.ts'
import { journalFormat, sealLine, segmentName } from './journalFormat.ts'
import { limits } from './limits.ts'
import type { Position } from './records.ts'

/** Where the journal stands when its writer takes over. */
export interface JournalTail {
  readonly folder: string
  readonly disk: Disk
  /** Where a segment is closed; absent: limits.segmentBytes. */
  readonly segmentBytes?: number | undefined
  /** The last durable sequence number. */
  readonly lastSeq: number
  /** An unsealed or torn end that was cut off: written, never acknowledged as far as the journal can prove. */
  readonly cut?: { readonly file: string; readonly offset: number; readonly problem: string }
  /** The segment to go on with, or undefined to begin one; `allocated` counts the zeros behind its last batch too. */
  readonly segment?: { readonly firstSeq: number; readonly bytes: number; readonly allocated: number }
}

type WriterClock = Pick<Clock, 'monotonic' | 'soon'>
/** Appends records to the newest segment. One writer per journal. */
export class JournalWriter {
  readonly #folder: string
  readonly #disk: Disk
  readonly #clock: WriterClock
  readonly #onDurable: (throughSeq: number) => void
  readonly #onStopped: (error: QuorateError) => void
  readonly #onSynced: ((tookMs: number, records: number) => void) | undefined
  readonly #mark: DurableMark
  readonly #segmentBytes: number
  readonly #tail: DirectTail
  #fd: number | undefined
  #file = ''
  #segmentsBegun = 0
  #bytes = 0
  /** Bytes of the file that are there already, zeros at its end included. */
  #allocated = 0
  /** Lines that are not written yet. */
  #pending = Buffer.allocUnsafe(firstBufferBytes)
  #pendingBytes = 0
  #pendingRecords = 0
  #lastSeq: number
  #durableThrough: number
  #syncing: Promise<void> | undefined
  #syncMs = limits.fastSyncMs / 2
  #noteDue = false
  #closed = false
  #failure: QuorateError | undefined

  constructor(
    tail: JournalTail,
    clock: WriterClock,
    onDurable: (throughSeq: number) => void,
    onStopped: (error: QuorateError) => void,
    onSynced?: (tookMs: number, records: number) => void,
  ) {
    this.#folder = tail.folder
    this.#disk = tail.disk
    this.#segmentBytes = tail.segmentBytes ?? limits.segmentBytes
    this.#mark = new DurableMark(tail.folder, tail.disk)
    this.#tail = new DirectTail(tail.disk)
    this.#clock = clock
    this.#lastSeq = tail.lastSeq
    this.#durableThrough = tail.lastSeq
    this.#onDurable = onDurable
    this.#onStopped = onStopped
    this.#onSynced = onSynced
    if (tail.segment !== undefined) this.#open(tail.segment)
  }

  get durableThrough(): number {
    return this.#durableThrough
  }
  get nextSeq(): number {
    return this.#lastSeq + 1
  }
  get unsyncedBytes(): number {
    return this.#pendingBytes
  }
  /** Is everything taken so far durable? */
  get atRest(): boolean {
    return this.#pendingRecords === 0 && this.#syncing === undefined
  }
  /** Segments begun since the last compaction. */
  get segmentsBegun(): number {
    return this.#segmentsBegun
  }

  /**
   * Takes a record's line (no newline in it); it has the sequence number `nextSeq`.
   * @throws SYNC_FAILED once the journal has stopped
   */
  append(line: string): Position {
    this.#assertRunning()
    if (
      this.#fd === undefined ||
      (this.#pendingRecords === 0 && this.#bytes >= this.#segmentBytes && this.#syncing === undefined)
    )
      this.#roll()
    this.#assertRunning()
    // A character is at most three bytes in UTF-8.
    this.#makeRoom(line.length * 3 + 1)
    const length = this.#pending.write(line, this.#pendingBytes)
    const position = { file: this.#file, offset: this.#bytes + this.#pendingBytes, length }
    this.#pending[this.#pendingBytes + length] = newline
    this.#pendingBytes += length + 1
    this.#pendingRecords += 1
    this.#lastSeq += 1
    return position
  }

  /** Writes what was collected, unless a sync is under way; that one's end will write it. */
  flush(): void {
    if (this.#pendingRecords === 0 || this.#syncing !== undefined || this.#failure !== undefined) return
    const through = this.#lastSeq
    const inPlace = this.#pendingRecords <= limits.loneRecords && this.#syncMs < limits.fastSyncMs
    const started = this.#clock.monotonic()
    try {
      const fd = this.#write(inPlace)
      if (inPlace) {
        this.#disk.syncNow(fd)
        this.#synced(through, started)
        return
      }
    } catch (error) {
      this.#stop(error)
      return
    }
    this.#syncing = this.#disk.sync(this.#fd as number).then(
      () => {
        this.#syncing = undefined
        this.#synced(through, started)
        this.flush()
      },
      (error: unknown) => {
        this.#syncing = undefined
        this.#stop(error)
      },
    )
  }

  /** Waits until everything taken so far is durable. @throws SYNC_FAILED */
  async drain(): Promise<void> {
    while (this.#failure === undefined && (this.#pendingRecords > 0 || this.#syncing !== undefined)) {
      this.flush()
      await this.#syncing
    }
    if (this.#failure !== undefined) throw this.#failure
  }

  /** Ends the segment; the next record begins a new one. Only when drained. */
  endSegment(): void {
    this.#segmentsBegun = 0
    this.#closeFile()
  }

  #closeFile(): void {
    this.#tail.close()
    if (this.#fd !== undefined) this.#disk.close(this.#fd)
    this.#fd = undefined
  }

  /** Drains, vouches for the last batch with an empty one, and closes the file. */
  async close(): Promise<void> {
    await this.drain()
    this.#closed = true
    this.#mark.close()
    if (this.#fd === undefined) return
    this.#disk.syncNow(this.#write(false))
    this.endSegment()
    this.#disk.truncate(join(this.#folder, this.#file), this.#bytes)
  }

  /** Lets go of the file without writing: the journal has stopped, or a test plays a killed process. */
  abandon(): void {
    this.#failure ??= new QuorateError('SHUTTING_DOWN')
    this.#mark.close()
    this.endSegment()
  }

  /** @returns the file to sync */
  #write(direct: boolean): number {
    const count = this.#pendingRecords
    const seal = sealLine({
      format: journalFormat,
      firstSeq: this.#lastSeq - count + 1,
      count,
      crc: crc32(this.#pending.subarray(0, this.#pendingBytes)),
      durableThrough: this.#durableThrough,
    })
    this.#makeRoom(seal.length)
    const length = this.#pendingBytes + this.#pending.write(seal, this.#pendingBytes)
    this.#pendingBytes = 0
    this.#pendingRecords = 0
    const fd = this.#fd as number // open since append
    const batch = this.#pending.subarray(0, length)
    const offset = this.#bytes
    const written = direct ? this.#tail.write(batch, offset, this.#allocated) : undefined
    if (written === undefined) {
      if (offset + length > this.#allocated) this.#grow(fd, length)
      this.#disk.writeAt(fd, batch, offset)
      this.#tail.passed(batch, offset)
    }
    this.#bytes += length
    return written ?? fd
  }

  /** Zeros ahead of the end; where there is no room for them there may still be for the batch itself. */
  #grow(fd: number, needed: number): void {
    const end = this.#bytes + Math.ceil(needed / limits.segmentGrowBytes) * limits.segmentGrowBytes
    const from = Math.max(this.#allocated, this.#bytes)
    this.#allocated = end
    try {
      this.#disk.writeAt(fd, Buffer.alloc(end - from), from)
    } catch {
      return
    }
  }

  #makeRoom(bytes: number): void {
    if (this.#pendingBytes + bytes <= this.#pending.length) return
    const larger = Buffer.allocUnsafe(Math.max(this.#pending.length * 2, this.#pendingBytes + bytes))
    this.#pending.copy(larger, 0, 0, this.#pendingBytes)
    this.#pending = larger
  }

  #synced(through: number, started: number): void {
    // An average over some ten syncs: one slow sync does not change the way, a slow disk soon does.
    const tookMs = this.#clock.monotonic() - started
    this.#syncMs += (tookMs - this.#syncMs) / 10
    this.#onSynced?.(tookMs, through - this.#durableThrough)
    this.#durableThrough = through
    this.#onDurable(through)
    if (this.#noteDue) return
    this.#noteDue = true
    this.#clock.soon(() => this.#noteAtRest())
  }

  /** A batch that is being written vouches for those before it in its seal: only at rest does the mark add a proof. */
  #noteAtRest(): void {
    this.#noteDue = false
    if (this.#failure !== undefined || this.#closed || !this.atRest) return
    try {
      this.#mark.note(this.#durableThrough)
    } catch (error) {
      this.#stop(error)
    }
  }

  /** Stops for good because of another file that a turn cannot do without. @returns what to throw */
  fail(file: string, error: unknown): QuorateError {
    const problem = error instanceof Error ? error.message : String(error)
    this.#failure = new QuorateError('SYNC_FAILED', { file, problem }, { cause: error })
    this.#onStopped(this.#failure)
    return this.#failure
  }

  #stop(error: unknown): void {
    this.fail(this.#file, error)
  }

  #assertRunning(): void {
    if (this.#failure !== undefined) throw this.#failure
  }

  #roll(): void {
    try {
      this.#closeFile()
      this.#open({ firstSeq: this.#lastSeq + 1, bytes: 0, allocated: 0 })
      // Before the first acknowledgement: a durable record in a file without a durable name is lost with it.
      this.#disk.syncFolder(this.#folder)
    } catch (error) {
      this.#stop(error)
    }
  }

  #open({ firstSeq, bytes, allocated }: NonNullable<JournalTail['segment']>): void {
    this.#segmentsBegun += 1
    this.#file = segmentName(firstSeq)
    this.#bytes = bytes
    this.#allocated = allocated
    const path = join(this.#folder, this.#file)
    this.#fd = this.#disk.open(path, 'update')
    this.#tail.open(path)
  }
}

/** A batch of some hundred records; it grows with the batches. */
const firstBufferBytes = 64 * 1024
const newline = 10
