import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRecord, turnLine, type TurnBody, type TurnHead } from './recordLine.ts'

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
const read = (line: string): unknown => {
  const bytes = Buffer.from(`xx${line}\n`)
  return readRecord(bytes, 2, bytes.length - 1)
}

test('reads of an active bot’s turn what a start needs, and nothing else', () => {
  expect(read(turnLine(head, body, JSON.stringify(body.snapshot)))).toEqual(head)
})

test('is plain JSON to everyone else', () => {
  expect(JSON.parse(turnLine(head, body, JSON.stringify(body.snapshot)))).toMatchObject({ ...head, ...body })
})

test.each([
  ['a start', { ...head, cause: { kind: 'start' as const, by: 'operator' as const } }, body],
  ['an end', head, { ...body, snapshot: { ...body.snapshot, status: 'done' as const } }],
])('reads %s whole', (_name, of, said) => {
  expect(read(turnLine(of, said, JSON.stringify(said.snapshot)))).toEqual({ ...of, ...said })
})

test('takes no value of a user’s for the length of a head', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(), (value, number) => {
      const record = { seq: 1, at: head.at, kind: 'settled', note: value, deep: { head: number } }
      expect(read(JSON.stringify(record))).toEqual(JSON.parse(JSON.stringify(record)))
    }),
  )
})
