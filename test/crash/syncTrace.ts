// What a trace of file operations proves: every record was on disk before anyone was told of it. The same judge serves a
// recording disk inside the process and a trace of its system calls from outside.
import { basename, dirname } from 'node:path'
import { segmentFirstSeq } from '#runtime/journalFormat.ts'

/** One operation; `begun` and `ended` are places in the order in which everything happened. */
export type Traced =
  | { readonly what: 'made'; readonly path: string; readonly ended: number }
  | { readonly what: 'written'; readonly path: string; readonly through: number; readonly ended: number }
  | { readonly what: 'synced'; readonly path: string; readonly begun: number; readonly ended: number }
  | { readonly what: 'acknowledged'; readonly seq: number; readonly begun: number }

/** An acknowledgement that came too early, and what it should have waited for. */
export interface Early {
  readonly seq: number
  readonly missing: 'write' | 'sync of the file' | 'sync of the folder'
}

/** Every acknowledgement that was not preceded by what it promises. */
export function tooEarly(trace: readonly Traced[]): readonly Early[] {
  return trace.flatMap((item): readonly Early[] => {
    if (item.what !== 'acknowledged') return []
    const missing = missingBefore(trace, item.seq, item.begun)
    return missing === undefined ? [] : [{ seq: item.seq, missing }]
  })
}

function missingBefore(trace: readonly Traced[], seq: number, by: number): Early['missing'] | undefined {
  const written = trace.find((item) => item.what === 'written' && item.through >= seq && item.ended < by)
  if (written?.what !== 'written') return 'write'
  const { path } = written
  if (!isSynced(trace, path, written.ended, by)) return 'sync of the file'
  const made = trace.find((item) => item.what === 'made' && item.path === path)
  // a segment from before this trace has had its name for long
  return made?.what === 'made' && !isSynced(trace, dirname(path), made.ended, by) ? 'sync of the folder' : undefined
}

/** Did a sync of it begin after `from` and end before `by`? */
function isSynced(trace: readonly Traced[], path: string, from: number, by: number): boolean {
  return trace.some((item) => item.what === 'synced' && item.path === path && item.begun > from && item.ended < by)
}

/** Is this a segment of the journal, where records are? */
export const isSegment = (path: string): boolean => segmentFirstSeq(basename(path)) !== undefined

/** The last sequence number that these bytes seal; undefined when there is no seal with records in them. */
export function sealedThrough(text: string): number | undefined {
  const seals = [...text.matchAll(/"firstSeq":(\d+),"count":(\d+)/g)].filter(([, , count]) => count !== '0')
  const last = seals.at(-1)
  return last === undefined ? undefined : Number(last[1]) + Number(last[2]) - 1
}
