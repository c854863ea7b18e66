// Reads an instance's journal from its files while a daemon writes it, is dead, or compacts it: no daemon is asked, so none
// can colour what is found. Only sealed batches count, and each counts once.
import { closeSync, existsSync, openSync, readFileSync, readSync, readdirSync, fstatSync } from 'node:fs'
import { join } from 'node:path'

export interface TrailFact {
  readonly seq: number
  readonly type: string
  readonly data: Readonly<Record<string, unknown>>
}

interface Line {
  readonly seq?: number
  readonly kind?: string
  readonly actor?: string
  readonly cause?: { readonly kind: string; readonly askId?: string }
  readonly facts?: readonly { readonly type: string; readonly data: Readonly<Record<string, unknown>> }[]
  readonly failure?: { readonly code: string; readonly message: string }
}

/** What a journal tells from its first record on. Look often: what compaction deletes from the archive is gone. */
export class JournalTrail {
  readonly facts: TrailFact[] = []
  /** How many turns each ask had, by its id. */
  readonly asks = new Map<string, number>()
  readonly quarantined: { readonly actor: string; readonly code: string }[] = []
  /** Bytes taken of each segment, by name: a segment keeps its name when it moves to the archive. */
  readonly #taken = new Map<string, number>()
  readonly #folder: string
  lastSeq = 0

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Takes in what is new. */
  look(): void {
    if (!existsSync(this.#folder)) return
    const newest = Math.max(0, ...[...this.#taken.keys()].map((name) => Number(name.slice(0, 16))))
    for (const [name, path] of this.#segments()) if (Number(name.slice(0, 16)) >= newest) this.#read(name, path)
  }

  #segments(): readonly (readonly [string, string])[] {
    const archive = join(this.#folder, 'archive')
    const found = new Map<string, string>()
    for (const folder of existsSync(archive) ? [archive, this.#folder] : [this.#folder])
      for (const name of readdirSync(folder)) if (/^\d{16}\.jsonl$/.test(name)) found.set(name, join(folder, name))
    return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1))
  }

  #read(name: string, path: string): void {
    const from = this.#taken.get(name) ?? 0
    const read = bytesFrom(path, from) ?? bytesFrom(join(this.#folder, 'archive', name), from)
    // a batch that is being written may be there in its last block and not yet in the one before: zeros stand there
    const zeros = read?.indexOf(0) ?? -1
    const fresh = zeros === -1 ? read : read?.subarray(0, zeros)
    // what no seal covers yet may be cut off by the next start
    const seal = fresh?.lastIndexOf('{"seal"') ?? -1
    const end = seal === -1 ? 0 : (fresh?.indexOf(10, seal) ?? -1) + 1
    this.#taken.set(name, from + end)
    for (const line of fresh?.subarray(0, end).toString('utf8').split('\n') ?? []) if (line !== '') this.#take(line)
  }

  #take(text: string): void {
    // a sealed line is one that the journal wrote
    const line = JSON.parse(text) as Line
    if (line.seq === undefined) return
    this.lastSeq = Math.max(this.lastSeq, line.seq)
    for (const fact of line.facts ?? []) this.facts.push({ seq: line.seq, ...fact })
    if (line.cause?.kind === 'external' && line.cause.askId !== undefined)
      this.asks.set(line.cause.askId, (this.asks.get(line.cause.askId) ?? 0) + 1)
    if (line.kind === 'quarantine') this.quarantined.push({ actor: line.actor ?? '', code: line.failure?.code ?? '' })
  }
}

/** Undefined when a compaction moved the file away between two calls. */
function bytesFrom(path: string, from: number): Buffer | undefined {
  let fd: number
  try {
    fd = openSync(path, 'r')
  } catch {
    return undefined
  }
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(fd).size - from))
    return bytes.subarray(0, readSync(fd, bytes, 0, bytes.length, from))
  } finally {
    closeSync(fd)
  }
}

/** The newest intent that was proposed and has no end yet. */
export function openIntent(facts: readonly TrailFact[]): string | null {
  const proposed = facts.findLast(({ type }) => type === 'intent.proposed')
  const intentHash = proposed === undefined ? null : String(proposed.data['intentHash'])
  return intentHash === null || isClosed(facts, intentHash) ? null : intentHash
}

/** Did this intent reach its end? */
export function isClosed(facts: readonly TrailFact[], intentHash: string): boolean {
  return facts.some(
    ({ type, data }) => (type === 'intent.executed' || type === 'intent.dropped') && data['intentHash'] === intentHash,
  )
}

/** A JSON document of the instance. */
export function readDocument(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
