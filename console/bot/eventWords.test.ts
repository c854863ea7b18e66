import { expect, test } from 'vitest'
import { eventWords, movedWords } from './eventWords.ts'

test('an event that the machine hides is told in words', () => {
  expect(
    [
      'xstate.done.actor.fund.readVault',
      'xstate.error.actor.a.b',
      'xstate.after.interval.fund.rounds',
      'xstate.init',
      'round.closed',
    ].map(eventWords),
  ).toEqual(['fund.readVault answered', 'a.b failed', 'after interval', 'begins', 'round.closed'])
})

test('of several regions only those that moved are told', () => {
  expect(movedWords('a.x + b.y', 'a.x + b.z')).toBe('b.z')
  expect(movedWords('idle', 'idle')).toBeNull()
  expect(movedWords(null, 'idle')).toBe('idle')
})
