// Which turns were being run when the process died. A mark is a plain write: it survives the process, which is what it is
// for, and needs no sync. Two deaths on one event, and the event is not tried a third time.
import { join } from 'node:path'
import { replaceNow, type Disk } from './disk.ts'

/** The marks of one instance. */
export class StartedMarks {
  readonly #disk: Disk
  readonly #fd: number
  readonly #failed: (error: unknown) => Error
  /** Deaths by item key, from earlier processes. */
  readonly #deaths: Map<string, number>

  /** @param failed told when a mark cannot be written: without marks a poison event would be tried for ever */
  constructor(folder: string, disk: Disk, failed: (error: unknown) => Error) {
    this.#disk = disk
    this.#failed = failed
    const marks = join(folder, 'started.marks')
    const suspects = join(folder, 'suspects.json')
    this.#deaths = new Map(suspectsIn(disk.readFile(suspects)?.toString('utf8') ?? ''))
    const died = keysIn(disk.readFile(marks)?.toString('utf8') ?? '')
    const kept = new Map(died.map((key) => [key, (this.#deaths.get(key) ?? 0) + 1]))
    this.#deaths = kept
    replaceNow(disk, suspects, Buffer.from(JSON.stringify([...kept])))
    this.#fd = disk.open(marks, 'overwrite')
  }

  /** How often the process died while this item was being handled. */
  deaths(key: string): number {
    return this.#deaths.get(key) ?? 0
  }

  /** Notes that these are about to be handled. */
  begin(keys: readonly string[]): void {
    this.#write(Buffer.from(`${keys.join('\n')}\n\n`))
  }

  /** Notes that they were handled. */
  end(): void {
    this.#write(nothingStarted)
  }

  #write(bytes: Buffer): void {
    try {
      this.#disk.writeAt(this.#fd, bytes, 0)
    } catch (error) {
      throw this.#failed(error)
    }
  }

  close(): void {
    this.#disk.close(this.#fd)
  }
}

const nothingStarted = Buffer.from('\n\n')

/** None when the file is damaged: what it knew is then learnt again, by one more death. */
function suspectsIn(text: string): readonly [string, number][] {
  try {
    const read: unknown = JSON.parse(text)
    // Written by this class only; what is not a list of pairs is damage.
    return Array.isArray(read) && read.every((pair) => Array.isArray(pair) && pair.length === 2)
      ? (read as [string, number][])
      : []
  } catch {
    return []
  }
}

/** Up to the first empty line; what follows is left over from longer marks. */
function keysIn(text: string): readonly string[] {
  return (text.split('\n\n')[0] ?? '').split('\n').filter((key) => key !== '')
}
