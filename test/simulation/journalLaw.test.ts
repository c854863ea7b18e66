// Every law of the journal is broken once: a law that nothing can break is none.
import { expect, it, test } from 'vitest'
import type { Address } from '#runtime/authoring.ts'
import { emptyBook, type Book, type JournalRecord, type TurnRecord } from '#runtime/records.ts'
import { JournalLaw } from './journalLaw.ts'
import type { Violation } from './violation.ts'

const startMs = 1_760_000_000_000
const failure = { code: 'X', message: '', retryable: false }

/** The `nth` record, at its second. */
const at = (seq: number): { seq: number; at: string } => ({ seq, at: new Date(startMs + seq * 1_000).toISOString() })
const turn = (seq: number, change: Partial<TurnRecord> = {}): TurnRecord => ({
  ...at(seq),
  kind: 'turn',
  actor: 'counter:one',
  incarnation: 1,
  version: 1,
  cause: { kind: 'external' },
  event: { type: 'add' },
  from: null,
  snapshot: { status: 'active', value: 'counting', context: {} },
  ...change,
})
const begun = (seq: number, actor: Address = 'counter:one', change: Partial<TurnRecord> = {}): TurnRecord =>
  turn(seq, { actor, cause: { kind: 'start', by: 'operator' }, ...change })
const tells = (seq: number, to: Address, count: number): TurnRecord =>
  turn(seq, { outbox: Array.from({ length: count }, () => ({ to, event: { type: 'add' } })) })
const takes = (seq: number, id: string, actor: Address = 'counter:two'): TurnRecord =>
  turn(seq, { actor, consumes: id, cause: { kind: 'message', from: 'counter:one', id } })
const armed = (seq: number, dueAt: number, generation = seq): Partial<TurnRecord> => ({
  book: { ...emptyBook, timers: { nap: { dueAt, generation, event: { type: 'awake' } } } },
})
const asked = (seq: number): { book: Book } => ({
  book: {
    ...emptyBook,
    effects: {
      look: {
        id: `counter:one/${seq}/0`,
        name: 'look',
        port: 'look',
        kind: 'read',
        input: null,
        attempt: 0,
        deaths: 0,
        running: false,
        since: '',
      },
    },
  },
})
const attempt = (seq: number, effect: string, nth: number): JournalRecord => ({
  ...at(seq),
  kind: 'attempt',
  actor: 'counter:one',
  effect,
  attempt: nth,
  deaths: 0,
})

/** The laws that these records break. */
function broken(records: readonly JournalRecord[], then: (law: JournalLaw) => void = () => undefined): readonly string[] {
  const seen: Violation[] = []
  const law = new JournalLaw((violation) => seen.push(violation))
  for (const record of records) law.take(record)
  then(law)
  return seen.map((violation) => violation.law)
}
const both = [begun(1), begun(2, 'counter:two')]
const nap = (seq: number, generation: number): TurnRecord => turn(seq, { cause: { kind: 'timer', id: 'nap', generation } })
const result = (seq: number, id: string): TurnRecord => turn(seq, { cause: { kind: 'effect', id, attempt: 1 } })

test('a journal that is as it should be breaks none', () => {
  const records = [
    ...both,
    tells(3, 'counter:two', 2),
    takes(4, '3/0'),
    takes(5, '3/1'),
    turn(6, armed(6, startMs + 7_000)),
    nap(7, 6),
    turn(8, asked(8)),
    attempt(9, 'counter:one/8/0', 1),
    attempt(10, 'counter:one/8/0', 2),
    result(11, 'counter:one/8/0'),
    turn(12, { cause: { kind: 'external', askId: 'a' }, replies: [{ askId: 'a', output: 7 }] }),
  ]
  const judged = (law: JournalLaw): void => {
    law.acknowledged('an ask', 12)
    law.answered('counter:one', 'a', '7')
    law.effectBegins('counter:one/8/0', 2)
  }
  expect(broken(records, judged)).toEqual([])
})

it.each<[string, readonly JournalRecord[]]>([
  ['sequence', [begun(1), turn(3)]],
  ['time', [begun(1), { ...turn(2), at: at(0).at }]],
  ['incarnation', [{ ...at(1), kind: 'daemon', incarnation: 2, phase: 'started' }]],
  ['ended', [turn(1)]],
  ['ended', [begun(1), turn(2, { snapshot: { status: 'done', value: 'x', context: {} } }), turn(3)]],
  ['quarantine', [begun(1), { ...at(2), kind: 'quarantine', actor: 'counter:one', failure }, turn(3)]],
  ['stale timer', [begun(1), turn(2, armed(2, startMs)), turn(3, armed(3, startMs)), nap(4, 2)]],
  ['stale timer', [begun(1), nap(2, 1)]],
  ['early timer', [begun(1), turn(2, armed(2, startMs + 60_000)), nap(3, 2)]],
  ['stale result', [begun(1), turn(2, asked(2)), turn(3), result(4, 'counter:one/2/0')]],
  ['repeated ask', [begun(1), ...[2, 3].map((seq) => turn(seq, { cause: { kind: 'external', askId: 'a' } }))]],
  ['restarts', [1, 2, 3, 4, 5, 6].map((seq) => begun(seq))],
  ['message', [...both, tells(3, 'counter:two', 1), takes(4, '3/0'), takes(5, '3/0')]],
  ['message', [...both, tells(3, 'counter:two', 1), takes(4, '3/0', 'counter:one')]],
  ['order', [...both, tells(3, 'counter:two', 2), takes(4, '3/1'), takes(5, '3/0')]],
  ['effect', [begun(1), attempt(2, 'counter:one/1/0', 1)]],
  ['effect', [begun(1), turn(2, asked(2)), attempt(3, 'counter:one/2/0', 2)]],
  ['attempts', [begun(1), turn(2, asked(2)), ...Array.from({ length: 25 }, (_, n) => attempt(n + 3, 'counter:one/2/0', n + 1))]],
])('notices a journal that breaks the law of %s', (law, records) => {
  expect(broken(records)).toEqual([law])
})

it('notices an effect that begins before its attempt is durable', () => {
  expect(broken([begun(1), turn(2, asked(2))], (law) => law.effectBegins('counter:one/2/0', 1))).toEqual(['effect'])
  expect(broken([begun(1)], (law) => law.effectBegins('counter:one/2/0', 1))).toEqual(['effect'])
})

it('notices what is acknowledged before it is durable, and an answer that the journal does not hold', () => {
  expect(broken([begun(1)], (law) => law.acknowledged('a send', 2))).toEqual(['acknowledgement'])
  const ask = turn(2, { cause: { kind: 'external', askId: 'a' }, replies: [{ askId: 'a', output: 7 }] })
  expect(broken([begun(1), ask], (law) => law.answered('counter:one', 'a', '8'))).toEqual(['answer'])
})

it('knows what is owed: messages, timers that are due and effects never tried, but nothing of a bot that is held', () => {
  const owed: string[][] = []
  const records = [
    ...both,
    tells(3, 'counter:two', 1),
    turn(4, { book: { ...asked(4).book, timers: armed(4, startMs + 5_000).book?.timers ?? {} } }),
    turn(5, { actor: 'counter:two' }),
    turn(6, { actor: 'counter:two' }),
  ]
  expect(broken(records, (law) => void owed.push([...law.owed()]))).toEqual([])
  expect(owed[0]).toEqual(['message 3/0 to counter:two', 'timer nap of counter:one, generation 4', 'effect counter:one/4/0'])
  const held: JournalRecord = { ...at(7), kind: 'quarantine', actor: 'counter:one', failure }
  expect(broken([...records, held, takes(8, '3/0')], (law) => void owed.push([...law.owed()]))).toEqual([])
  expect(owed[1]).toEqual([])
})
