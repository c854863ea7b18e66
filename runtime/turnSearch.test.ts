import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openFaulty } from './faultyFixtures.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import type { TurnRecord } from './records.ts'
import { alterRecord, eventfulLife, recordsOf } from './replayFixtures.ts'
import { searchTurns, type TurnSearch, type TurnsFound } from './turnSearch.ts'

afterEach(closeAll)

const everything = { before: Number.MAX_SAFE_INTEGER, after: 0, limit: 1_000 }
const all = (): boolean => true

test('turns are found newest first, by bot, by event, by fact and by words, and by all of them together', async () => {
  const journal = await eventfulLife(newFolder())
  const turns = recordsOf(journal)
    .filter((record): record is TurnRecord => record.kind === 'turn')
    .toReversed()
  const found = (search: Partial<TurnSearch>): readonly number[] =>
    searchTurns({ journal, search: { ...everything, ...search }, wants: all }).turns.map(({ seq }) => seq)
  const those = (wanted: (turn: TurnRecord) => boolean): readonly number[] => turns.filter(wanted).map(({ seq }) => seq)
  expect(found({})).toEqual(those(all))
  for (const [search, wanted] of [
    [{ bot: 'counter:one' }, ({ actor }) => actor === 'counter:one'],
    [{ event: 'addAndRead' }, ({ event }) => event.type === 'addAndRead'],
    [{ event: 'xstate.*' }, ({ event }) => event.type.startsWith('xstate.')],
    [{ fact: 'counted' }, ({ facts }) => facts !== undefined],
    [{ fact: 'cou*' }, ({ facts }) => facts !== undefined],
    [{ text: 'IT WENT' }, ({ event }) => JSON.stringify(event).includes('it went')],
    [{ text: 'somebody' }, ({ cause }) => cause.kind === 'external' && cause.who === 'somebody'],
    [{ bot: 'counter:one', event: 'count', fact: 'counted', text: 'counted' }, ({ event }) => event.type === 'count'],
  ] as const satisfies readonly (readonly [Partial<TurnSearch>, (turn: TurnRecord) => boolean])[]) {
    const seqs = those(wanted)
    expect(seqs.length).toBeGreaterThan(0)
    expect([search, found(search)]).toEqual([search, seqs])
  }
  for (const search of [
    { bot: 'counter:On' },
    { event: 'addAndRea' },
    { event: 'AddAndRead' },
    { fact: 'addAndRead' },
    { bot: 'counter:one', event: 'look' },
    // kept in the state of later turns, but said in none
    { text: '"value":' },
  ] as const)
    expect([search, found(search)]).toEqual([search, []])
})

test('a quote, a letter of another alphabet and what looks like JSON are found as they were said', async () => {
  const directory = newFolder()
  const host = await openFaulty(directory)
  await host.spawn('fuse', 'one', null)
  const words = ['say "ja"', 'ÄRGER', '\u0000\n', '\\u0041', '"kind":"turn","actor":"x",']
  for (const said of words) await host.send('fuse:one', { type: 'grow', size: 1, said })
  await host.shutdown()
  const journal = join(directory, 'journal')
  for (const [index, text] of words.entries()) {
    const { turns } = searchTurns({ journal, search: { ...everything, text: text.toLowerCase() }, wants: all })
    expect([text, turns.map(({ event }) => event['said'])]).toEqual([text, [words[index]]])
  }
})

test('pages and bounded searches come to the same as one search without bounds', async () => {
  const journal = await eventfulLife(newFolder())
  const search: TurnSearch = { ...everything, event: 'add*' }
  const whole = searchTurns({ journal, search, wants: all }).turns
  for (const [limit, bytesMax] of [
    [1, 1e9],
    [2, 1e9],
    [1_000, 1],
  ] as const) {
    const seqs: number[] = []
    let searches = 0
    for (let before: number | null = everything.before; before !== null;) {
      const found: TurnsFound = searchTurns({ journal, search: { ...search, limit, before }, wants: all, bytesMax })
      expect(found.turns.length).toBeLessThanOrEqual(limit)
      expect(found.next ?? 0).toBeLessThan(before)
      seqs.push(...found.turns.map(({ seq }) => seq))
      before = found.next
      searches += 1
      expect(searches).toBeLessThan(100)
    }
    expect(seqs).toEqual(whole.map(({ seq }) => seq))
  }
})

test('nothing is told of what its reader may not see, and nothing that is not newer than asked for', async () => {
  const journal = await eventfulLife(newFolder())
  const wants = ({ actor }: TurnRecord): boolean => actor.startsWith('worker:')
  const { turns, next } = searchTurns({ journal, search: { ...everything, limit: 4 }, wants })
  expect([turns.length, turns.every(wants)]).toEqual([4, true])
  expect(next).toBe(turns.at(-1)?.seq)
  const last = turns[0]?.seq ?? 0
  expect(searchTurns({ journal, search: { ...everything, after: last - 1 }, wants }).turns.map(({ seq }) => seq)).toEqual([last])
  expect(searchTurns({ journal, search: { ...everything, after: last }, wants })).toEqual({
    turns: [],
    next: null,
    from: last + 1,
  })
})

test('behind what is held nothing is searched, and the earliest is named', async () => {
  const directory = newFolder()
  const journal = await eventfulLife(directory)
  const host = await openFaulty(directory)
  const { through } = await host.compact()
  await host.ask('counter:one', { type: 'addAndRead' })
  await host.shutdown()
  rmSync(join(journal, 'archive'), { recursive: true })
  const search = (before: number): TurnsFound =>
    searchTurns({ journal, search: { ...everything, before, event: 'addAndRead' }, wants: all })
  expect(search(everything.before)).toMatchObject({ turns: [{ actor: 'counter:one' }], next: null, from: through + 1 })
  expect(() => search(through)).toThrow(
    expect.objectContaining({ code: 'JOURNAL_TRUNCATED', details: { after: through - 1, earliest: through + 1 } }),
  )
})

test('a journal that a compaction has just emptied has no turns, and that is no refusal', async () => {
  const directory = newFolder()
  const journal = await eventfulLife(directory)
  const host = await openFaulty(directory)
  const { through } = await host.compact()
  rmSync(join(journal, 'archive'), { recursive: true })
  const search = { ...everything, before: through + 1 }
  expect(searchTurns({ journal, search, wants: all })).toEqual({ turns: [], next: null, from: through + 1 })
  await host.shutdown()
})

test('a record that cannot be read is not passed over', async () => {
  const journal = await eventfulLife(newFolder())
  alterRecord(
    journal,
    (record) => record.kind === 'turn' && record.actor === 'counter:one',
    (line) => line.replace('"event":', '"event"'),
  )
  expect(() => searchTurns({ journal, search: everything, wants: all })).toThrow(
    expect.objectContaining({ code: 'JOURNAL_CORRUPT' }),
  )
})
