import { expect, test } from 'vitest'
import { keepSteps, keptSteps, stepWords, type Step, type Tried } from './steps.ts'

const storage = () => {
  const kept = new Map<string, string>()
  return {
    kept,
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  }
}
const steps: readonly Step[] = [
  { event: { type: 'fund.pause', by: 'me' } },
  { effect: 'fund:main/3/0', output: { ok: true } },
  { timer: 'xstate.after.5' },
]

test('what was tried is there after a reload, each moment’s own', () => {
  const store = storage()
  keepSteps(store, { address: 'fund:main', seq: 7, steps })
  expect(keptSteps(store, 'fund:main', 7)).toEqual(steps)
  expect(keptSteps(store, 'fund:main', 8)).toEqual([])
  expect(keptSteps(store, 'fund:other', 7)).toEqual([])
})

test.each(['[1', '{}', '[{"effect":"a","timer":"b"}]', '[null]', '["x"]'])('what cannot be read is nothing: %s', (text) => {
  expect(keptSteps({ getItem: () => text }, 'fund:main', 7)).toEqual([])
})

test('a storage that is full keeps nothing and stops nobody', () => {
  const full = {
    setItem: () => {
      throw new Error('QuotaExceededError')
    },
  }
  expect(() => keepSteps(full, { address: 'fund:main', seq: 7, steps })).not.toThrow()
})

test('a step is told in words', () => {
  const before = { effects: [{ id: 'e', port: 'fund.readVault', kind: 'read', input: {} }], late: [] } as unknown as Tried
  const words = (step: Step) => stepWords(step, before)
  expect(words({ event: { type: 'fund.pause' } })).toBe('fund.pause from outside')
  expect(words({ event: { type: 'round.closed' }, from: 'relayer:main' })).toBe('round.closed told by relayer:main')
  expect(words({ effect: 'e', output: null })).toBe('fund.readVault answers')
  expect(words({ effect: 'other', error: { code: 'RPC_FAILED', message: 'x', retryable: false } })).toBe(
    'other fails: RPC_FAILED',
  )
  expect(words({ timer: 'xstate.after.retry.fund.books.asking' })).toBe('timer after retry fires')
})
