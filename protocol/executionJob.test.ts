import { expect, test } from 'vitest'
import { executionDelayS } from './executionJob.ts'

test('waits 10, 30, 60, 180 and 300 s between attempts, then gives up', () => {
  expect([1, 2, 3, 4, 5, 6].map(executionDelayS)).toEqual([10, 30, 60, 180, 300, null])
})
