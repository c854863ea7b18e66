import { describe, expect, test } from 'vitest'
import { afterSilence, digestDue, headDue, isSilent } from './subscriptionHours.ts'
import { noWishes, type Wishes } from './subscriptionState.ts'

const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 4, day, hour, minute)
const hours = (wishes: Partial<Wishes> = {}, mutedUntil: number | null = null) => ({
  wishes: { ...noWishes, ...wishes },
  mutedUntil,
})
const night = { from: 22 * 60, to: 7 * 60 }
const lunch = { from: 12 * 60, to: 13 * 60 }
const gathered = (since: number) => ({ gathered: { since, counts: { trades: 1 }, lines: ['a'] } })

describe('quiet hours', () => {
  test.each([
    ['before midnight', night, at(1, 22), at(2, 7)],
    ['after midnight', night, at(2, 6, 59), at(2, 7)],
    ['at their end', night, at(2, 7), at(2, 7)],
    ['in the day', night, at(1, 21, 59), at(1, 21, 59)],
    ['within one day', lunch, at(1, 12, 30), at(1, 13)],
    ['outside of those', lunch, at(1, 13), at(1, 13)],
    ['of no length', { from: 60, to: 60 }, at(1, 1), at(1, 1)],
    ['where there are none', null, at(1, 3), at(1, 3)],
  ])('%s', (_what, quiet, now, until) => {
    expect(afterSilence(hours({ quiet }), now)).toBe(until)
    expect(isSilent(hours({ quiet }), now)).toBe(until > now)
  })
})

test('a mute that ends in quiet hours ends with them', () => {
  expect(afterSilence(hours({ quiet: night }, at(1, 23)), at(1, 12))).toBe(at(2, 7))
  expect(afterSilence(hours({}, at(1, 23)), at(1, 12))).toBe(at(1, 23))
  expect(isSilent(hours({}, at(1, 23)), at(1, 23))).toBe(false)
})

test.each<[string, Partial<Wishes>, number, number]>([
  ['comes when the place is not silent', { quiet: night }, at(1, 23), at(2, 7)],
  ['comes each hour', { digest: 'hourly' }, at(1, 10, 20), at(1, 11)],
  ['comes an hour later at the full hour', { digest: 'hourly' }, at(1, 11), at(1, 12)],
  ['comes at 8 in the morning', { digest: 'daily' }, at(1, 8), at(2, 8)],
  ['comes this morning', { digest: 'daily' }, at(1, 7, 59), at(1, 8)],
  ['waits for the end of quiet hours', { digest: 'hourly', quiet: night }, at(1, 22, 30), at(2, 7)],
])('what was gathered %s', (_what, wishes, since, due) => {
  expect(digestDue({ ...hours(wishes), ...gathered(since) })).toBe(due)
})

test('nothing gathered is never due, and neither is a head that nobody wishes for', () => {
  expect(digestDue({ ...hours({ digest: 'hourly' }), gathered: null })).toBeNull()
  expect(headDue({ ...hours({ kinds: ['all'] }), headAt: at(1, 10) })).toBeNull()
  expect(headDue({ ...hours({ kinds: ['audit-head'] }), headAt: at(1, 10) })).toBe(at(2, 0))
})
