// One readable JSON file per bot, a projection of the journal for people and tools. Recovery does not need them, so they
// are renamed into place without a sync.
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { Address } from './authoring.ts'
import type { Clock } from './clock.ts'
import { replaceNow, type Disk } from './disk.ts'
import type { Replacement } from './fileThread.ts'

/** Files handed over at once: what is made of them meanwhile stays small, and so does the time turns wait for it. */
const filesAtOnce = 32

/** Writes the files of bots that changed. */
export class SnapshotFiles {
  readonly #folder: string
  readonly #disk: Disk
  readonly #clock: Pick<Clock, 'soon'>
  readonly #content: (address: Address) => object | undefined
  readonly #isShown: (address: Address) => boolean
  readonly #made = new Set<string>()
  #dirty = new Set<Address>()
  #writing: Promise<void> | undefined

  constructor(parts: {
    readonly folder: string
    readonly disk: Disk
    readonly clock: Pick<Clock, 'soon'>
    readonly content: (address: Address) => object | undefined
    readonly isShown?: (address: Address) => boolean
  }) {
    this.#folder = parts.folder
    this.#disk = parts.disk
    this.#clock = parts.clock
    this.#content = parts.content
    this.#isShown = parts.isShown ?? (() => true)
  }

  changed(address: Address): void {
    if (this.#isShown(address)) this.#dirty.add(address)
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
    const { replaceFiles } = this.#disk
    let files: Replacement[] = []
    let handed: Promise<void> = Promise.resolve()
    for (const address of this.#take()) {
      const file = this.#file(address)
      if (file === undefined) continue
      if (replaceFiles === undefined) {
        replaceNow(this.#disk, file.path, Buffer.from(file.text))
        // Files written in steps of ours must not keep others from their turns.
        await new Promise<void>((resolve) => this.#clock.soon(resolve))
        continue
      }
      files.push(file)
      if (files.length < filesAtOnce) continue
      await handed
      handed = replaceFiles(files)
      files = []
    }
    await handed
    if (files.length > 0) await replaceFiles?.(files)
  }

  #file(address: Address): Replacement | undefined {
    const content = this.#content(address)
    if (content === undefined) return undefined
    const path = snapshotPath(this.#folder, address)
    const parent = dirname(path)
    if (!this.#made.has(parent)) this.#disk.makeFolder(parent)
    this.#made.add(parent)
    return { path, text: text(content) }
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
