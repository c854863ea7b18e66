import { expect, test } from 'vitest'
import { digits, median, middleHalf, percentile } from './statistics.ts'

test('the median is the middle sample, or the mean of the two middle ones', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([9, 1, 5, 7])).toBe(6)
  expect(median([])).toBeNaN()
})

test('the middle half leaves out the quarter at either end', () => {
  expect(middleHalf([8, 1, 2, 3, 4, 5, 6, 7])).toEqual([3, 7])
  expect(middleHalf([4])).toEqual([4, 4])
})

test('a percentile is the sample that so many do not exceed', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect([50, 99, 100].map((percent) => percentile(hundred, percent))).toEqual([50, 99, 100])
  expect(percentile([4], 1)).toBe(4)
  expect(percentile([], 50)).toBeNaN()
})

test('figures keep four digits, however large or small', () => {
  expect(digits(123_456)).toBe(123_500)
  expect(digits(0.000_123_456)).toBe(0.000_123_5)
})
