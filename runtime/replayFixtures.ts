// Journals of a short, eventful life, and ways to damage them, for the tests of replay.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Address } from './authoring.ts'
import { faulty, openFaulty } from './faultyFixtures.ts'
import { contextOf, waitUntil } from './fixtures.ts'
import { segmentFirstSeq } from './journalFormat.ts'
import type { LocalHost } from './localHost.ts'
import type { JournalRecord } from './records.ts'
import { replay, type ReplayOptions } from './replay.ts'
import type { ReplayedTurn } from './replayedTurn.ts'

/** Every bot of `eventfulLife` that took a turn or failed to. */
export const eventfulBots: readonly Address[] = [
  'counter:one',
  'counter:kid',
  'counter:nobody',
  'parent:one',
  'worker:done',
  'worker:failed',
  'worker:late',
  'sleeper:short',
  'sleeper:long',
  'fuse:one',
  'reborn:one',
  'swarm:root',
]

/** Two processes in which all happens that a record can tell of. @returns the journal's folder */
export async function eventfulLife(directory: string): Promise<string> {
  let release: () => void = () => undefined
  const act = (): Promise<unknown> => new Promise((resolve) => (release = () => resolve({ done: 'late' })))
  const fails = (): Promise<unknown> => Promise.reject(new Error('it went out'))
  const looks = (_input: unknown, { actor }: { readonly actor: string }): Promise<unknown> =>
    actor === 'worker:done' ? Promise.resolve({ seen: 'all' }) : fails()
  const effects = [
    { port: 'worker.look', run: looks },
    { port: 'worker.act', run: act },
    { port: 'fuse.burn', run: fails },
  ]
  const first = await openFaulty(directory, { effects })
  await first.spawn('swarm', 'root', null)
  await first.spawn('counter', 'one', { from: 0 })
  await first.spawn('parent', 'one', null)
  await first.spawn('sleeper', 'short', { ms: 5 })
  await first.spawn('sleeper', 'long', { ms: 3_600_000 })
  await first.spawn('fuse', 'one', null)
  await first.spawn('reborn', 'one', null)
  for (const id of ['done', 'failed', 'late']) await first.spawn('worker', id, null)
  await first.ask('counter:one', { type: 'addAndRead' }, { askId: 'a1', who: 'somebody' })
  await first.send('counter:one', { type: 'count' })
  await first.send('counter:one', { type: 'fail' }).catch(() => undefined)
  for (const type of ['have', 'end']) await first.send('parent:one', { type, id: 'kid' })
  await first.send('parent:one', { type: 'tellNobody' })
  await first.send('parent:one', { type: 'have', id: 'kid' }).catch(() => undefined)
  await first.send('worker:done', { type: 'look' })
  await first.send('worker:failed', { type: 'look' })
  await first.send('worker:late', { type: 'act' })
  await first.send('sleeper:long', { type: 'turnOver' })
  await waitUntil(() => first.view('worker:late')?.effects[0]?.attempt === 1)
  await first.send('worker:late', { type: 'leave' })
  release()
  for (const id of ['fuse:one', 'reborn:one'] as const) await first.send(id, { type: 'burn' })
  await settled(first)
  await first.shutdown()
  const second = await openFaulty(directory, { effects })
  await second.ask('counter:one', { type: 'addAndRead' })
  await second.send('sleeper:long', { type: 'turnOver' })
  await second.shutdown()
  return join(directory, 'journal')
}

async function settled(host: LocalHost): Promise<void> {
  await waitUntil(
    () =>
      host.view('worker:failed')?.value === 'failed' &&
      contextOf<{ last: unknown }>(host, 'worker:done').last !== null &&
      contextOf<{ late: unknown }>(host, 'worker:late').late !== null &&
      host.view('sleeper:short')?.value === 'awake' &&
      host.view('reborn:one')?.incarnation === 2 &&
      host.view('swarm:root')?.value === 'degraded' &&
      host.view('counter:kid')?.status === 'stopped',
  )
}

/** All turns of a bot, with the tests' roles. */
export function replayed(journal: string, address: Address, more: Partial<ReplayOptions> = {}): readonly ReplayedTurn[] {
  return [...replay({ journal, address, bots: faulty, ...more })]
}

/** The records of a journal of one segment. */
export function recordsOf(journal: string): readonly JournalRecord[] {
  return readFileSync(segmentOf(journal), 'utf8')
    .split('\n')
    .flatMap((line) => (line.startsWith('{"seq"') ? [JSON.parse(line) as JournalRecord] : []))
}

/** Rewrites one record's line and leaves its seal as it is. @returns the record as it was */
export function alterRecord(
  journal: string,
  found: (record: JournalRecord) => boolean,
  change: (line: string) => string,
): JournalRecord {
  const path = segmentOf(journal)
  const record = recordsOf(journal).find(found)
  if (record === undefined) throw new Error('no such record')
  const lines = readFileSync(path, 'utf8').split('\n')
  const at = lines.findIndex((line) => line.startsWith(`{"seq":${record.seq},`))
  const line = lines[at] ?? ''
  const changed = change(line)
  if (changed === line) throw new Error(`nothing changed in ${line}`)
  writeFileSync(path, lines.with(at, changed).join('\n'))
  return record
}

function segmentOf(journal: string): string {
  const [name = ''] = readdirSync(journal).filter((each) => segmentFirstSeq(each) !== undefined)
  return join(journal, name)
}
