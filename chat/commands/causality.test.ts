import { expect, test } from 'vitest'
import type { Address } from '#runtime/authoring.ts'
import type { CommittedTurn } from '#runtime/host.ts'
import { Causality } from './causality.ts'
import { turnOf } from './fixtures.ts'

type Change = Partial<CommittedTurn>
const turn = (seq: number, actor: Address, change: Change): CommittedTurn => ({ ...turnOf(seq, actor), ...change })
const root: Change = { cause: { kind: 'external', requestId: 'r' } }
const message = (from: number, index = 0): Change => ({
  cause: { kind: 'message', from: 'fund:main', id: `${from}/${index}` },
  consumes: `${from}/${index}`,
})
const told = (seq: number, to: Address, event: CommittedTurn['event'] = { type: 'ping' }): Change => ({
  messages: [{ id: `${seq}/0`, to, event }],
})
const effect = (id: string): Change => ({ effects: [{ id, port: 'p', kind: 'read', input: null }] })
const result = (id: string): Change => ({ cause: { kind: 'effect', id, attempt: 1 } })

function followed(
  turns: readonly CommittedTurn[],
  timers = false,
): { readonly seqs: readonly number[]; readonly waits: readonly string[] } {
  const causality = new Causality({ isRoot: ({ cause }) => 'requestId' in cause && cause.requestId === 'r', timers })
  const seqs = turns.flatMap((one) => (causality.take(one) === undefined ? [] : [one.seq]))
  return { seqs, waits: causality.waits }
}

test('a message, a start, an effect’s result follow; what others do beside does not', () => {
  const { seqs, waits } = followed([
    turn(1, 'fund:main', { ...root, ...told(1, 'keeper:main'), ...effect('fund:main/1/0') }),
    turn(2, 'keeper:main', message(7)),
    turn(3, 'keeper:main', { ...message(1), starts: [{ id: '3/0', to: 'intent:x' }] }),
    turn(4, 'fund:main', { ...result('fund:main/1/0'), from: 'busy', to: 'idle' }),
    turn(5, 'intent:x', { cause: { kind: 'start', by: 'keeper:main' }, consumes: '3/0', from: null, to: 'open' }),
    turn(6, 'fund:main', result('fund:main/2/0')),
  ])
  expect(seqs).toEqual([1, 3, 4, 5])
  expect(waits).toEqual([])
})

test('a bot that is back where it was found has done with the request', () => {
  const { seqs } = followed([
    turn(1, 'relayer:main', { ...root, from: 'waiting', to: 'looking', ...effect('relayer:main/1/0') }),
    turn(2, 'relayer:main', { ...result('relayer:main/1/0'), from: 'looking', to: 'waiting', ...effect('relayer:main/2/0') }),
    turn(3, 'relayer:main', { ...result('relayer:main/2/0'), from: 'waiting', to: 'looking' }),
  ])
  expect(seqs).toEqual([1, 2])
})

test('timers are followed only when they are asked for, and only the one that was armed', () => {
  const turns = [
    turn(1, 'executor:main', { ...root, timers: [{ id: 'retry', dueAt: '2026-01-01T00:00:00.000Z', generation: 1 }] }),
    turn(2, 'executor:main', { cause: { kind: 'timer', id: 'retry', generation: 0 } }),
    turn(3, 'executor:main', { cause: { kind: 'timer', id: 'retry', generation: 1 } }),
  ]
  expect(followed(turns).seqs).toEqual([1])
  expect(followed(turns, true).seqs).toEqual([1, 3])
})

test('what is sent, asked for or queued and has not come is waited for', () => {
  const { waits } = followed([
    turn(1, 'fund:main', {
      ...root,
      ...told(1, 'account:31337-0xa', { type: 'account.send', requestId: 'mine' }),
      ...effect('fund:main/1/0'),
    }),
    turn(2, 'account:31337-0xa', {
      ...message(1),
      event: { type: 'account.send', requestId: 'mine' },
      snapshot: account('other'),
    }),
  ])
  expect(waits).toEqual(['effect fund:main/1/0', 'account:31337-0xa with mine'])
})

const account = (requestId: string | null): CommittedTurn['snapshot'] => ({
  context: { pending: requestId === null ? null : { request: { requestId } } },
})

test('of an account only the turns that serve the request count, whatever its queue holds before and behind', () => {
  const here: Address = 'account:31337-0xa'
  const causality = new Causality({ isRoot: ({ cause }) => 'requestId' in cause && cause.requestId === 'r', timers: false })
  const send = (id: string): CommittedTurn['event'] => ({ type: 'account.send', requestId: id })
  const fact = (seq: number, requestId: string): CommittedTurn['facts'][number] => ({
    id: `${seq}/0`,
    seq,
    at: '',
    actor: here,
    type: 'account.sent',
    data: { requestId },
  })
  const turns = [
    turn(1, 'fund:main', { ...root, ...told(1, here, send('mine')) }),
    // busy with another's; ours waits in the queue
    turn(2, here, { ...message(1), event: send('mine'), snapshot: account('theirs') }),
    turn(3, here, { ...result(`${here}/0/0`), snapshot: account('theirs'), facts: [fact(3, 'theirs')] }),
    // theirs ends and ours begins, in one turn
    turn(4, here, {
      ...result(`${here}/3/0`),
      snapshot: account('mine'),
      messages: [{ id: '4/0', to: 'keeper:main', event: { type: 'account.confirmed', requestId: 'theirs' } }],
      ...effect(`${here}/4/0`),
    }),
    turn(5, here, { ...result(`${here}/4/0`), snapshot: account('mine'), facts: [fact(5, 'mine')] }),
    // ours ends and the next one begins, in one turn
    turn(6, here, {
      ...result(`${here}/5/0`),
      snapshot: account('next'),
      messages: [{ id: '6/0', to: 'fund:main', event: { type: 'account.confirmed', requestId: 'mine' } }],
      ...effect(`${here}/6/0`),
    }),
    turn(7, here, { ...result(`${here}/6/0`), snapshot: account('next'), facts: [fact(7, 'next')] }),
    turn(8, 'fund:main', { ...message(6), event: { type: 'account.confirmed', requestId: 'mine' } }),
    turn(9, 'keeper:main', message(4)),
  ]
  const found = turns.flatMap((one) => causality.take(one) ?? [])
  expect(
    found.map(({ turn: { seq }, because: { kind }, effects, messages, facts }) => [
      seq,
      kind,
      effects.length,
      messages.length,
      facts.length,
    ]),
  ).toEqual([
    [1, 'request', 0, 1, 0],
    [2, 'message', 0, 0, 0],
    [4, 'account', 1, 0, 0],
    [5, 'account', 0, 0, 1],
    [6, 'account', 0, 1, 0],
    [8, 'message', 0, 0, 0],
  ])
  expect(causality.waits).toEqual([])
})
