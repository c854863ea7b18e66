// One readable JSON file per bot, a projection of the journal for people and tools. Recovery does not need them, so they
// are renamed into place without a sync.
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { Address } from './authoring.ts'
import type { Clock } from './clock.ts'
import { replaceNow, type Disk } from './disk.ts'

/** Files being written at once: as many as the thread pool has threads to spare, so that a sync finds one. */
const filesAtOnce = 3

/** Writes the files of bots that changed. */
export class SnapshotFiles {
  readonly #folder: string
  readonly #disk: Disk
  readonly #clock: Pick<Clock, 'soon'>
  readonly #content: (address: Address) => object | undefined
  readonly #made = new Set<string>()
  #dirty = new Set<Address>()
  #writing: Promise<void> | undefined

  constructor(parts: {
    readonly folder: string
    readonly disk: Disk
    readonly clock: Pick<Clock, 'soon'>
    readonly content: (address: Address) => object | undefined
  }) {
    this.#folder = parts.folder
    this.#disk = parts.disk
    this.#clock = parts.clock
    this.#content = parts.content
  }

  changed(address: Address): void {
    this.#dirty.add(address)
  }

  /** Writes what changed since the last call; one pass at a time. */
  write(): Promise<void> {
    this.#writing ??= this.#pass().finally(() => {
      this.#writing = undefined
    })
    return this.#writing
  }

  /** Writes all that is left, before the process ends. */
  async finish(): Promise<void> {
    await this.#writing
    await this.#pass()
  }

  async #pass(): Promise<void> {
    const addresses = this.#take().values()
    const lane = async (): Promise<void> => {
      for (const address of addresses) {
        await this.#file(address)
        // Files written in steps of ours must not keep others from their turns.
        if (this.#disk.replaceFile === undefined) await new Promise<void>((resolve) => this.#clock.soon(resolve))
      }
    }
    await Promise.all(Array.from({ length: filesAtOnce }, lane))
  }

  async #file(address: Address): Promise<void> {
    const content = this.#content(address)
    if (content === undefined) return
    const path = snapshotPath(this.#folder, address)
    const parent = dirname(path)
    if (!this.#made.has(parent)) this.#disk.makeFolder(parent)
    this.#made.add(parent)
    const bytes = Buffer.from(text(content))
    if (this.#disk.replaceFile === undefined) replaceNow(this.#disk, path, bytes)
    else await this.#disk.replaceFile(path, bytes)
  }

  #take(): ReadonlySet<Address> {
    const taken = this.#dirty
    this.#dirty = new Set()
    return taken
  }
}

/** `actors/<role>/<id>.json`, with every character that a file system might take for something else written as %XX. */
export function snapshotPath(folder: string, address: Address): string {
  const colon = address.indexOf(':')
  const id = address.slice(colon + 1)
  const safe = encodeURIComponent(id).replace(/[.!'()*~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  // File names end at 255 bytes; a digest keeps two long ids apart.
  const name = safe.length <= 180 ? safe : `${safe.slice(0, 150)}-${createHash('sha256').update(id).digest('hex').slice(0, 24)}`
  return join(folder, address.slice(0, colon), `${name}.json`)
}

function text(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`
}
