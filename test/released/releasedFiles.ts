// What released versions left on disk, kept for ever (test/fixtures/README.md).
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import type { StoredSnapshot } from '#runtime/turn.ts'

/** `released/<version>/` below the fixtures. */
export const releasedFolder = join(import.meta.dirname, '..', 'fixtures', 'released')

/** A role's snapshots, each of another configuration of its machine, as one version of the role stored them. */
export interface ReleasedSnapshots {
  readonly role: string
  readonly version: number
  readonly snapshots: readonly StoredSnapshot[]
}
/** Files of a journal's folder, by name. */
export type ReleasedJournal = Readonly<Record<string, string>>

/** Every version that was released. */
export function releases(): readonly string[] {
  return readdirSync(releasedFolder).toSorted()
}

export function releasedSnapshots(release: string): readonly ReleasedSnapshots[] {
  return unpacked(join(releasedFolder, release, 'snapshots.json.br')) as readonly ReleasedSnapshots[]
}

/** By what it shows. */
export function releasedJournals(release: string): Readonly<Record<string, ReleasedJournal>> {
  return unpacked(join(releasedFolder, release, 'journals.json.br')) as Readonly<Record<string, ReleasedJournal>>
}

/** Writes one of the files above. @returns its size in bytes */
export function writePacked(path: string, content: unknown): number {
  const text = Buffer.from(JSON.stringify(content))
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 }
  const packed = brotliCompressSync(text, { params })
  writeFileSync(path, packed)
  return packed.length
}

/** An instance's folder with such a journal; `end` removes it. */
export function instanceOf(files: ReleasedJournal): { readonly directory: string; readonly journal: string; end(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'quorate-released-'))
  const journal = join(directory, 'journal')
  mkdirSync(journal)
  for (const [name, text] of Object.entries(files)) writeFileSync(join(journal, name), text)
  return { directory, journal, end: () => rmSync(directory, { recursive: true, force: true }) }
}

function unpacked(path: string): unknown {
  return JSON.parse(brotliDecompressSync(readFileSync(path)).toString('utf8'))
}
