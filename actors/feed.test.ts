import { expect, test } from 'vitest'
import type { Fact as StoredFact } from '#runtime/host.ts'
import { nextTask } from './feed.ts'
import { worldOf } from './fixtures.ts'

const opened = (round: number, id = `${round}/0`): StoredFact => ({
  id,
  seq: round,
  at: '2026-01-01T00:00:00.000Z',
  actor: 'relayer:main',
  type: 'round.opened',
  data: { fundId: 'main', round, setEpoch: 1, claimMode: 'OFFCHAIN' },
})
const other: StoredFact = { ...opened(2), id: '2/1', type: 'something.else', data: { fundId: 'main' } }

/** A feed of these facts; then it waits for the signal, as a host does. */
const feedOf = (facts: readonly StoredFact[]) => ({
  next: ({ cursor, wants, signal }: { cursor: string; wants: (fact: StoredFact) => boolean; signal: AbortSignal }) => {
    const from = cursor === '' ? 0 : facts.findIndex(({ id }) => id === cursor) + 1
    const found = facts.slice(from).find(wants)
    if (found !== undefined || signal.aborted) return Promise.resolve(found)
    return new Promise<undefined>((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }))
  },
})
const poll = (facts: readonly StoredFact[], options: { cursor?: string; over?: readonly number[]; signal?: AbortSignal } = {}) =>
  nextTask<{ round: number }>({
    world: worldOf({ relay: feedOf(facts) }),
    fundId: 'main',
    cursor: options.cursor ?? '',
    signal: options.signal ?? new AbortController().signal,
    toTask: (fact) => (fact.type === 'round.opened' ? { round: fact.round } : null),
    isOpen: ({ round }) => Promise.resolve(options.over?.includes(round) !== true),
  })

test('hands out the first task after the cursor, with the cursor to go on from', async () => {
  const facts = [opened(1), other, opened(3)]
  expect(await poll(facts)).toEqual({ cursor: '1/0', task: { round: 1 } })
  expect(await poll(facts, { cursor: '1/0' })).toEqual({ cursor: '3/0', task: { round: 3 } })
})

test('skips what is over, and does not look at it again', async () => {
  expect(await poll([opened(1), opened(2), opened(3)], { over: [1, 2] })).toEqual({ cursor: '3/0', task: { round: 3 } })
})

test('an aborted poll gives no task and the cursor it got to', async () => {
  expect(await poll([], { cursor: '1/0', signal: AbortSignal.abort() })).toEqual({ cursor: '1/0', task: null })
  const stopping = new AbortController()
  const waiting = poll([opened(1)], { over: [1], signal: stopping.signal })
  stopping.abort()
  expect(await waiting).toEqual({ cursor: '1/0', task: null })
})
