// What damaged files still tell: how far the journal once went, and which bots the lost part was about. Nothing here is
// taken for state: it only lets a person know what is gone.
import { join } from 'node:path'
import type { Address } from './authoring.ts'
import type { Disk } from './disk.ts'
import { readSeal, segmentName } from './journalFormat.ts'
import { readSnapshotFiles } from './snapshotContent.ts'

/** The highest sequence number that an intact seal of this segment speaks of; 0 when there is none. */
export function knownThrough(folder: string, file: string, disk: Disk): number {
  let known = 0
  for (const line of linesOf(folder, file, disk)) {
    const seal = line.startsWith('{"seal":') ? readSeal(line) : undefined
    if (seal !== undefined) known = Math.max(known, seal.durableThrough, seal.firstSeq + seal.count - 1)
  }
  return known
}

/** Bots with a readable record or a snapshot file at or after `from`, each once, in the order of their names. */
export function botsTouched({
  storage,
  disk,
  live,
  from,
}: {
  readonly storage: string
  readonly disk: Disk
  readonly live: readonly number[]
  readonly from: number
}): readonly Address[] {
  const touched = new Set<Address>()
  for (const [index, firstSeq] of live.entries()) {
    if ((live[index + 1] ?? Infinity) <= from) continue
    for (const line of linesOf(join(storage, 'journal'), segmentName(firstSeq), disk)) {
      const found = /^\{"seq":(\d+),.*?"actor":"([^"\\]+:[^"\\]+)"/.exec(line)
      // An address has a colon in it, which is all its type says.
      if (found !== null && Number(found[1]) >= from) touched.add(found[2] as Address)
    }
  }
  for (const { record } of readSnapshotFiles(storage, disk).bots) if (record.seq >= from) touched.add(record.actor)
  return [...touched].toSorted()
}

function linesOf(folder: string, file: string, disk: Disk): readonly string[] {
  try {
    return (disk.readFile(join(folder, file)) ?? Buffer.alloc(0)).toString('utf8').split('\n')
  } catch {
    // no file at all: it tells nothing
    return []
  }
}
