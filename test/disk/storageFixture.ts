// A storage folder with everything a journal can hold: archive, base segment, hint, several segments, files of bots; and
// what a start makes of it.
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemDisk } from '#runtime/disk.ts'
import { waitUntil } from '#runtime/fixtures.ts'
import { openFaulty } from '#runtime/faultyFixtures.ts'
import { segmentFirstSeq } from '#runtime/journalFormat.ts'
import { recoverJournal, refuseLostJournal } from '#runtime/journalRecovery.ts'
import type { Position } from '#runtime/records.ts'
import { Store } from '#runtime/store.ts'

const made: string[] = []

/** A folder that `removeFolders` removes. */
export function newFolder(): string {
  const path = mkdtempSync(join(tmpdir(), 'quorate-disk-'))
  made.push(path)
  return path
}
export function removeFolders(): void {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true })
}
/** A copy that may be damaged. */
export function copyOf(storage: string): string {
  const copy = newFolder()
  cpSync(storage, copy, { recursive: true })
  return copy
}

/** Leaves a folder as a process does that is killed at rest: all is acknowledged, nothing was closed. */
export async function killedStorage(): Promise<string> {
  const storage = newFolder()
  const host = await openFaulty(storage, { segmentBytes: 1_500 })
  await host.spawn('counter', 'one', { from: 5 })
  await host.spawn('parent', 'one', null)
  await host.send('parent:one', { type: 'have', id: 'kid' })
  await host.spawn('sleeper', 'one', { ms: 1e9 })
  await host.ask('counter:one', { type: 'addAndRead' }, { askId: 'before' })
  await host.send('counter:one', { type: 'fail' }).catch(() => undefined)
  await host.compact()
  for (let turn = 0; turn < 12; turn += 1) await host.ask('counter:one', { type: 'addAndRead' }, { askId: `ask-${turn}` })
  await host.spawn('counter', 'two', { from: 0 })
  await host.send('counter:two', { type: 'add' })
  // The files of the bots are written once a second; the copy must have them.
  const { seq } = host.view('counter:two') ?? {}
  await waitUntil(() => readableFile(join(storage, 'actors/counter/two.json')).includes(`"seq": ${seq},`))
  const copy = copyOf(storage)
  await host.shutdown()
  shortenZeros(join(copy, 'journal'))
  return copy
}

/** A segment grows by many zeros at a time; a few do for a test that writes each file thousands of times. */
function shortenZeros(journal: string): void {
  for (const name of readdirSync(journal).filter((each) => segmentFirstSeq(each) !== undefined)) {
    const path = join(journal, name)
    truncateSync(path, Math.min(statSync(path).size, readFileSync(path).lastIndexOf(10) + 33))
  }
}

function readableFile(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** What a start finds, in one text; two starts that find the same give the same text. */
export function foundBy(storage: string): { readonly text: string; readonly lastSeq: number; readonly cut: boolean } {
  const store = new Store()
  const journal = join(storage, 'journal')
  const tail = recoverJournal(journal, systemDisk, (record, position) => store.fold(record, position))
  refuseLostJournal(storage, systemDisk, tail.lastSeq)
  const read = ({ file, offset, length }: Position): unknown =>
    JSON.parse(systemDisk.readAt(join(journal, file), offset, length).toString('utf8'))
  const bots = [...store.entries.values()].map(
    ({ position, birth: _birth, queue: _queue, live: _live, shown: _shown, ...rest }) => ({
      ...rest,
      // A record of the journal or of the base: both hold the state under this name.
      snapshot: position === undefined ? null : (read(position) as { snapshot: unknown }).snapshot,
    }),
  )
  const text = JSON.stringify([bots, [...store.pending], [...store.asks], [...store.deadLetters.keys()], store.incarnation])
  return { text, lastSeq: tail.lastSeq, cut: tail.cut !== undefined }
}
