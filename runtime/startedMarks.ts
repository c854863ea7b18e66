// Which turns were being run when the process died. A mark is a plain write: it survives the process, which is what it is
// for, and needs no sync. Two deaths on one event, and the event is not tried a third time.
import { join } from 'node:path'
import type { Disk } from './disk.ts'

/** The marks of one instance. */
export class StartedMarks {
  readonly #disk: Disk
  readonly #fd: number
  /** Deaths by item key, from earlier processes. */
  readonly #deaths: Map<string, number>

  constructor(folder: string, disk: Disk) {
    this.#disk = disk
    const marks = join(folder, 'started.marks')
    const suspects = join(folder, 'suspects.json')
    // Written by this class only.
    this.#deaths = new Map(JSON.parse(disk.readFile(suspects)?.toString('utf8') || '[]') as [string, number][])
    const died = keysIn(disk.readFile(marks)?.toString('utf8') ?? '')
    const kept = new Map(died.map((key) => [key, (this.#deaths.get(key) ?? 0) + 1]))
    this.#deaths = kept
    writeWhole(disk, suspects, JSON.stringify([...kept]))
    this.#fd = disk.open(marks, 'overwrite')
  }

  /** How often the process died while this item was being handled. */
  deaths(key: string): number {
    return this.#deaths.get(key) ?? 0
  }

  /** Notes that these are about to be handled. */
  begin(keys: readonly string[]): void {
    this.#disk.writeAt(this.#fd, Buffer.from(`${keys.join('\n')}\n\n`), 0)
  }

  /** Notes that they were handled. */
  end(): void {
    this.#disk.writeAt(this.#fd, nothingStarted, 0)
  }

  close(): void {
    this.#disk.close(this.#fd)
  }
}

const nothingStarted = Buffer.from('\n\n')

/** By rename, so that a death in the middle leaves the old one. */
function writeWhole(disk: Disk, path: string, text: string): void {
  const fd = disk.open(`${path}.tmp`, 'overwrite')
  try {
    disk.append(fd, [Buffer.from(text)])
  } finally {
    disk.close(fd)
  }
  disk.rename(`${path}.tmp`, path)
}

/** Up to the first empty line; what follows is left over from longer marks. */
function keysIn(text: string): readonly string[] {
  return (text.split('\n\n')[0] ?? '').split('\n').filter((key) => key !== '')
}
