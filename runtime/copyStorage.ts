// Copies an instance's storage while it may be in use. A journal only grows, so the beginning of it that is caught is a
// state that there was; only a compaction moves files, and then the copy is made again.
import { copyFileSync, existsSync, lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { QuorateError } from '#protocol/errors.ts'
import { durableMarkName } from './durableMark.ts'
import { baseThrough, segmentFirstSeq } from './journalFormat.ts'
import { makeFolder } from './makeFolder.ts'

/** Compactions are minutes apart. */
const attemptsMax = 5

/** What of a storage folder is not copied: what belongs to a process, and what is written anew from the journal. */
const left = new Set(['daemon.lock', 'control.sock', 'started.marks', 'suspects.json', 'actors', 'sessions', 'journal'])

/** @param isLeft tells of further names, below storage, that stay behind @throws BACKUP_REFUSED when it never stands still */
export function copyStorage(from: string, to: string, isLeft: (path: string) => boolean): void {
  copyJournal(join(from, 'journal'), join(to, 'journal'))
  // behind the journal: what these say of it may be newer, never of what it does not have yet
  copyFolder(from, to, '', (path) => left.has(path) || path.endsWith('daemon.lock') || isLeft(path))
}

/** Files and folders below a folder; links and sockets are nobody's state. */
export function copyFolder(from: string, to: string, below: string, isLeft: (path: string) => boolean): void {
  makeFolder(join(to, below), 0o700)
  for (const name of readdirSync(join(from, below))) {
    const path = join(below, name)
    if (isLeft(path) || /\.(new|tmp)$/.test(name)) continue
    const found = lstatSync(join(from, path), { throwIfNoEntry: false })
    if (found?.isDirectory() === true) copyFolder(from, to, path, isLeft)
    else if (found?.isFile() === true) copyFileSync(join(from, path), join(to, path))
  }
}

function copyJournal(from: string, to: string): void {
  for (let attempt = 1; attempt <= attemptsMax; attempt += 1) {
    rmSync(to, { recursive: true, force: true })
    makeFolder(join(to, 'archive'), 0o700)
    try {
      const before = baseOf(from)
      // the note of what is durable first: it must not speak of more than the copy has
      if (existsSync(join(from, durableMarkName))) copyFileSync(join(from, durableMarkName), join(to, durableMarkName))
      const names = readdirSync(from).filter(isJournal).toSorted()
      for (const name of names) copyFileSync(join(from, name), join(to, name))
      for (const name of archived(from)) copyFileSync(join(from, 'archive', name), join(to, 'archive', name))
      if (baseOf(from) === before) return
    } catch (cause) {
      // it was moved into the archive, or pruned from it, a moment ago
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause
    }
  }
  throw new QuorateError('BACKUP_REFUSED', {
    problem: `the journal was compacted ${attemptsMax} times while it was copied`,
    remedy: 'try again in a minute',
  })
}

const archived = (journal: string): readonly string[] =>
  existsSync(join(journal, 'archive')) ? readdirSync(join(journal, 'archive')).filter(isJournal).toSorted() : []
const isJournal = (name: string): boolean =>
  segmentFirstSeq(name) !== undefined || baseThrough(name.replace('.hint', '.jsonl')) !== undefined
const baseOf = (journal: string): number =>
  Math.max(0, ...(existsSync(journal) ? readdirSync(journal) : []).flatMap((name) => baseThrough(name) ?? []))
