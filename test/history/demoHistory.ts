// The recorded history as a journal's folder of its own.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import type { Address } from '#runtime/authoring.ts'
import { segmentName } from '#runtime/journalFormat.ts'
import type { JournalRecord } from '#runtime/records.ts'

const packed = join(import.meta.dirname, '..', 'fixtures', 'history', 'demo.jsonl.br')

/** The history's one segment, unpacked. */
export function demoSegment(): string {
  return brotliDecompressSync(readFileSync(packed)).toString('utf8')
}

/** Its records, oldest first. */
export function demoRecords(): readonly JournalRecord[] {
  return demoSegment()
    .split('\n')
    .flatMap((line) => (line.startsWith('{"seq"') ? [JSON.parse(line) as JournalRecord] : []))
}

/** Every bot that took a turn or failed to, in the order of their first. */
export function demoBots(): readonly Address[] {
  const all = demoRecords().flatMap((record) => (record.kind === 'turn' || record.kind === 'dead' ? [record.actor] : []))
  return [...new Set(all)]
}

/** A folder with this text as the only segment; `end` removes it. */
export function journalOf(text: string): { readonly journal: string; end(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'quorate-history-'))
  const journal = join(directory, 'journal')
  mkdirSync(journal)
  writeFileSync(join(journal, segmentName(1)), text)
  return { journal, end: () => rmSync(directory, { recursive: true, force: true }) }
}
