import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecord, turnLine, type TurnBody, type TurnHead } from './recordLine.ts'
import type { TurnRecord } from './records.ts'

const head: TurnHead = {
  seq: 7,
  at: '2026-01-01T00:00:00.000Z',
  kind: 'turn',
  actor: 'worker:one',
  incarnation: 1,
  version: 1,
  cause: { kind: 'external', who: 'Zoë €' },
}
const body: TurnBody = {
  event: { type: 'go', head: 12 },
  from: 'idle',
  facts: [{ type: 'went', data: { far: true } }],
  snapshot: { status: 'active', value: 'busy', context: { note: '"head":3}' } },
}
const whole: TurnRecord = { ...head, ...body }
const line = (record: TurnRecord): string => turnLine(record, JSON.stringify(record.snapshot))
const read = (text: string): unknown => {
  const bytes = Buffer.from(`xx${text}\n`)
  return readRecord(bytes, 2, bytes.length - 1)
}

test('reads of an active bot’s turn what a start needs, and nothing else', () => {
  expect(read(line(whole))).toEqual(head)
})

test('is plain JSON to everyone else', () => {
  expect(JSON.parse(line(whole))).toMatchObject(whole)
})

test('says all that a record has, in the order of the format', () => {
  const full: Required<TurnRecord> = {
    ...head,
    consumes: '3/0',
    parent: null,
    outbox: [{ to: 'worker:two', event: { type: 'héllo' } }],
    replies: [{ askId: 'a', output: 1 }],
    book: { timers: {}, effects: {}, late: {} },
    event: body.event,
    from: body.from,
    facts: [],
    snapshot: body.snapshot,
  }
  const said = line(full)
  expect(said.replace(/,"head":\d+}$/, '}')).toBe(JSON.stringify(full))
  expect(read(said)).toEqual({ ...full, event: undefined, from: undefined, facts: undefined, snapshot: undefined })
})

test.each([
  ['a start', { ...whole, cause: { kind: 'start' as const, by: 'operator' as const } }],
  ['an end', { ...whole, snapshot: { ...body.snapshot, status: 'done' as const } }],
])('reads %s whole', (_name, record) => {
  expect(read(line(record))).toEqual(record)
})

test('takes no value of a user’s for the length of a head', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), (value, number) => {
      const record = { seq: 1, at: head.at, kind: 'settled', note: value, deep: { head: number } }
      expect(read(JSON.stringify(record))).toEqual(JSON.parse(JSON.stringify(record)))
    }),
  )
})
