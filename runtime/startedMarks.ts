// Which turns were being run when the process died. A mark is a plain write: it survives the process, which is what it is
// for, and needs no sync. Two deaths on one event, and the event is not tried a third time.
import { closeSync, existsSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** The marks of one instance. */
export class StartedMarks {
  readonly #fd: number
  /** Deaths by item key, from earlier processes. */
  readonly #deaths: Map<string, number>

  constructor(folder: string) {
    const marks = join(folder, 'started.marks')
    const suspects = join(folder, 'suspects.json')
    // Written by this class only.
    this.#deaths = new Map(existsSync(suspects) ? (JSON.parse(readFileSync(suspects, 'utf8')) as [string, number][]) : [])
    const died = existsSync(marks) ? keysIn(readFileSync(marks, 'utf8')) : []
    const kept = new Map(died.map((key) => [key, (this.#deaths.get(key) ?? 0) + 1]))
    this.#deaths = kept
    writeFileSync(suspects, JSON.stringify([...kept]))
    this.#fd = openSync(marks, 'w')
  }

  /** How often the process died while this item was being handled. */
  deaths(key: string): number {
    return this.#deaths.get(key) ?? 0
  }

  /** Notes that these are about to be handled. */
  begin(keys: readonly string[]): void {
    writeSync(this.#fd, `${keys.join('\n')}\n\n`, 0)
  }

  /** Notes that they were handled. */
  end(): void {
    writeSync(this.#fd, '\n\n', 0)
  }

  close(): void {
    closeSync(this.#fd)
  }
}

/** Up to the first empty line; what follows is left over from longer marks. */
function keysIn(text: string): readonly string[] {
  return (text.split('\n\n')[0] ?? '').split('\n').filter((key) => key !== '')
}
