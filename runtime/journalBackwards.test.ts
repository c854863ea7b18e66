import { appendFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { BotEvent } from './host.ts'
import { closeAll, newFolder, openHost } from './hostFixtures.ts'
import { backwards, type BackwardsOptions } from './journalBackwards.ts'
import { segmentFirstSeq } from './journalFormat.ts'
import { journalRecords } from './observation.ts'
import { eventfulLife } from './replayFixtures.ts'

afterEach(closeAll)

const segmentsIn = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => segmentFirstSeq(name) !== undefined)

/** A journal of many small segments, with lines from short to longer than what is read at once. */
async function longLife(directory: string): Promise<{ readonly journal: string; readonly through: number }> {
  const { counter } = await import('./fixtures.ts')
  const open = { role: 'counter', version: 1, machine: counter, parseExternal: (event: unknown) => event as BotEvent }
  const host = await openHost(directory, { bots: [open], effects: [], segmentBytes: 40_000 })
  await host.spawn('counter', 'one', { from: 0 })
  await host.spawn('counter', 'twö', { from: 0 })
  for (let n = 0; n < 300; n += 1)
    await host.send(n % 7 === 0 ? 'counter:twö' : 'counter:one', {
      type: 'add',
      pad: 'ä'.repeat(n % 50 === 0 ? n * 1_000 : n * 3),
    })
  const through = host.durableThrough()
  await host.shutdown()
  return { journal: join(directory, 'journal'), through }
}

function readBack(options: BackwardsOptions): { readonly seqs: readonly number[]; readonly reached: number } {
  const pieces = backwards(options)
  const seqs: number[] = []
  let piece = pieces.next()
  for (; piece.done !== true; piece = pieces.next()) {
    const { lines, from } = piece.value
    for (const { seq, bytes } of lines) {
      expect((JSON.parse(bytes.toString('utf8')) as { seq: number }).seq).toBe(seq)
      expect(seq).toBeGreaterThanOrEqual(from)
      seqs.push(seq)
    }
  }
  return { seqs, reached: piece.value }
}

const countDown = (from: number, to = 1): readonly number[] => Array.from({ length: from - to + 1 }, (_, index) => from - index)

test('every record up to any moment comes once, newest first, whatever its length and its segment', async () => {
  const { journal, through } = await longLife(newFolder())
  expect(segmentsIn(journal).length + segmentsIn(join(journal, 'archive')).length).toBeGreaterThan(5)
  for (let upTo = 0; upTo <= through + 2; upTo += upTo % 50 < 3 ? 1 : 7)
    expect([upTo, readBack({ journal, upTo })]).toEqual([upTo, { seqs: countDown(Math.min(upTo, through + 1)), reached: 1 }])
}, 30_000)

test('only lines that hold the needle come, and all of them', async () => {
  const { journal, through } = await longLife(newFolder())
  const needle = '"actor":"counter:twö"'
  const named = [...journalRecords(journal, 0, through)].filter((record) => JSON.stringify(record).includes(needle))
  expect(named.length).toBeGreaterThan(40)
  expect(readBack({ journal, upTo: through, needle: Buffer.from(needle) })).toEqual({
    seqs: named.map(({ seq }) => seq).toReversed(),
    reached: 1,
  })
  expect(readBack({ journal, upTo: through, needle: Buffer.from('nowhere') })).toEqual({ seqs: [], reached: 1 })
})

test('what is not written yet, and zeros behind it, are not read', async () => {
  const journal = await eventfulLife(newFolder())
  const [name = ''] = segmentsIn(journal)
  const through = Math.max(...[...journalRecords(journal, 0, 1e9)].map(({ seq }) => seq))
  appendFileSync(join(journal, name), Buffer.concat([Buffer.from('{"seq":9999,"at"'), Buffer.alloc(700_000)]))
  expect(readBack({ journal, upTo: 100_000 })).toEqual({ seqs: countDown(through), reached: 1 })
})

test('a gap ends it, and so does the first record held', async () => {
  const { journal, through } = await longLife(newFolder())
  const names = segmentsIn(journal).toSorted()
  const archive = join(journal, 'archive')
  mkdirSync(archive, { recursive: true })
  // where a segment stands does not matter
  for (const name of names.slice(0, 3)) renameSync(join(journal, name), join(archive, name))
  const all = segmentsIn(archive).concat(segmentsIn(journal)).toSorted()
  const firsts = all.map((name) => segmentFirstSeq(name) ?? 0)
  expect(readBack({ journal, upTo: through }).reached).toBe(1)
  const place = (index: number): string => (readdirSync(archive).includes(all[index] ?? '') ? archive : journal)
  rmSync(join(place(2), all[2] ?? ''))
  expect(readBack({ journal, upTo: through })).toEqual({ seqs: countDown(through, firsts[3]), reached: firsts[3] })
  // a moment in the gap
  expect(readBack({ journal, upTo: (firsts[2] ?? 0) + 1 })).toEqual({ seqs: [], reached: firsts[3] })
  expect(readBack({ journal, upTo: (firsts[2] ?? 0) - 1 })).toEqual({ seqs: countDown((firsts[2] ?? 0) - 1), reached: 1 })
  rmSync(join(place(0), all[0] ?? ''))
  expect(readBack({ journal, upTo: (firsts[2] ?? 0) - 1 }).reached).toBe(firsts[1])
  expect(readFileSync(join(place(1), all[1] ?? '')).length).toBeGreaterThan(0)
})

test('an empty journal has nothing', () => {
  expect(readBack({ journal: join(newFolder(), 'journal'), upTo: 7 })).toEqual({ seqs: [], reached: 1 })
})
