import { expect, test } from 'vitest'
import { cronTimes } from './cronTimes.ts'

const at = (text: string): number => Date.parse(`2026-05-01T${text}Z`)
const words = (times: readonly number[]): string[] => times.map((time) => new Date(time).toISOString().slice(11, 19))

test('tells what is due since the last one, and the next', () => {
  const found = cronTimes('*/5 * * * *', { now: at('10:12:00'), after: at('10:00:00'), max: 10 })
  expect(words(found.due)).toEqual(['10:05:00', '10:10:00'])
  expect([found.more, words([found.next ?? 0])]).toEqual([false, ['10:15:00']])
})

test('a time that is now is due; one that was dealt with is not', () => {
  expect(words(cronTimes('*/5 * * * *', { now: at('10:05:00'), after: at('10:04:59'), max: 10 }).due)).toEqual(['10:05:00'])
  expect(cronTimes('*/5 * * * *', { now: at('10:05:30'), after: at('10:05:00'), max: 10 }).due).toEqual([])
})

test('keeps the newest when there are too many', () => {
  const found = cronTimes('* * * * *', { now: at('11:00:30'), after: at('10:00:00'), max: 3 })
  expect([words(found.due), found.more]).toEqual([['10:58:00', '10:59:00', '11:00:00'], true])
})

test('a clock before the last time finds nothing, and what is next is after both', () => {
  const found = cronTimes('*/5 * * * *', { now: at('09:00:00'), after: at('10:00:00'), max: 3 })
  expect([found.due, words([found.next ?? 0])]).toEqual([[], ['10:05:00']])
})

test('a day that no year has is never', () => {
  expect(cronTimes('0 0 30 2 *', { now: at('10:00:00'), after: at('09:00:00'), max: 3 }).next).toBeNull()
})

test('seconds are a sixth field; what is no expression is refused', () => {
  expect(words([cronTimes('*/10 * * * * *', { now: at('10:00:01'), after: at('10:00:01'), max: 3 }).next ?? 0])).toEqual([
    '10:00:10',
  ])
  for (const nonsense of ['', 'soon', '61 * * * *', '* * * *'])
    expect(() => cronTimes(nonsense, { now: 0, after: 0, max: 1 })).toThrow(expect.objectContaining({ code: 'CRON_INVALID' }))
})
