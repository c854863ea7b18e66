import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import { openFaulty } from './faultyFixtures.ts'
import { closeAll, newFolder } from './hostFixtures.ts'
import { recordsAt, type RecordsAt } from './momentAt.ts'
import type { TurnRecord } from './records.ts'
import { alterRecord, eventfulBots, eventfulLife, recordsOf } from './replayFixtures.ts'
import { stateAt, type StateAt } from './stateAt.ts'

afterEach(closeAll)

/** What it gives, or what it is refused with. */
const toldOr = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    const { code, details } = error as { readonly code: string; readonly details: object }
    return { code, details }
  }
}
const shown = ({ snapshot, seq }: RecordsAt['last']): unknown => [snapshot.value, snapshot.context, seq]
const folded = ({ value, context, since }: StateAt): unknown => [value, context, since]
const codeOf = (run: () => unknown): unknown => {
  try {
    run()
    return 'nothing was thrown'
  } catch (error) {
    const { code, details } = error as { readonly code: string; readonly details: object }
    return { code, details }
  }
}

test('at every moment of a life each bot is what a fold of the whole journal says it is', async () => {
  const journal = await eventfulLife(newFolder())
  const records = recordsOf(journal)
  const last = records.at(-1)?.seq ?? 0
  for (const address of eventfulBots) {
    const turns = records.filter((record): record is TurnRecord => record.kind === 'turn' && record.actor === address)
    for (let seq = 1; seq <= last + 1; seq += 3) {
      const known = turns.filter((turn) => turn.seq <= seq)
      const of = { journal, address, seq }
      expect(toldOr(() => shown(recordsAt(of).last))).toEqual(toldOr(() => folded(stateAt(of))))
      expect(toldOr(() => recordsAt(of))).toEqual(
        known.length === 0 ? { code: 'UNKNOWN_BOT', details: { address } } : { last: known.at(-1), before: known.at(-2) ?? null },
      )
    }
  }
})

test('behind the archive the base segment stands in, and behind that there is no answer', async () => {
  const directory = newFolder()
  const journal = await eventfulLife(directory)
  const host = await openFaulty(directory)
  const { through } = await host.compact()
  await host.ask('counter:one', { type: 'addAndRead' })
  await host.ask('counter:one', { type: 'addAndRead' })
  await host.spawn('counter', 'young', { from: 1 })
  const end = host.durableThrough()
  await host.shutdown()
  const at = (address: Address, seq: number): RecordsAt => recordsAt({ journal, address, seq })
  const whole = at('worker:done', end)
  expect(whole.last).toMatchObject({ kind: 'turn', snapshot: { value: 'idle' } })
  rmSync(join(journal, 'archive'), { recursive: true })
  // it has not moved since: what it did is gone, how it stands is not
  expect(at('worker:done', end)).toMatchObject({ last: { kind: 'actor', seq: whole.last.seq, snapshot: { value: 'idle' } } })
  expect(at('worker:done', end).before).toBeUndefined()
  expect(at('worker:done', through).last).toMatchObject({ kind: 'actor' })
  const first = at('counter:one', through + 1)
  expect(first).toMatchObject({ last: { kind: 'turn', snapshot: { context: { n: 4 } } }, before: { kind: 'actor' } })
  expect(at('counter:one', end)).toMatchObject({ last: { kind: 'turn' }, before: { kind: 'turn', seq: first.last.seq } })
  expect(at('counter:young', end)).toMatchObject({ last: { kind: 'turn' }, before: null })
  for (const [address, seq] of [
    ['counter:one', through - 1],
    ['counter:young', through + 2],
    ['counter:never', end],
    ['counter:never', 1],
  ] as const)
    expect([address, seq, codeOf(() => at(address, seq))]).toEqual([
      address,
      seq,
      codeOf(() => stateAt({ journal, address, seq })),
    ])
  expect(codeOf(() => at('counter:one', through - 1))).toEqual({
    code: 'JOURNAL_TRUNCATED',
    details: { after: through - 1, earliest: through },
  })
})

test('a turn of another bot that speaks of this one is not its own', async () => {
  const directory = newFolder()
  const host = await openFaulty(directory)
  await host.spawn('counter', 'one', { from: 1 })
  await host.spawn('fuse', 'one', { kind: 'turn', actor: 'counter:one', incarnation: 1 })
  await host.send('fuse:one', {
    type: 'grow',
    size: 1,
    kind: 'turn',
    actor: 'counter:one',
    said: '"kind":"turn","actor":"counter:one",',
  })
  const seq = host.durableThrough()
  await host.shutdown()
  expect(recordsAt({ journal: join(directory, 'journal'), address: 'counter:one', seq })).toMatchObject({
    last: { actor: 'counter:one', seq: 2 },
    before: null,
  })
})

test('a record that cannot be read is not passed over', async () => {
  const journal = await eventfulLife(newFolder())
  const altered = alterRecord(
    journal,
    (record) => record.kind === 'turn' && record.actor === 'counter:one' && record.event.type === 'count',
    (line) => line.replace('"event":', '"event"'),
  )
  expect(codeOf(() => recordsAt({ journal, address: 'counter:one', seq: altered.seq }))).toMatchObject({
    code: 'JOURNAL_CORRUPT',
  })
})
