import { expect, test } from 'vitest'
import { executionDelayS, executionJobSchema, executionJobStates } from './executionJob.ts'
import { addressFixture, hashFixture } from './fixtures.ts'

test('waits 10, 30, 60, 180 and 300 s between attempts, then gives up', () => {
  expect([1, 2, 3, 4, 5, 6].map(executionDelayS)).toEqual([10, 30, 60, 180, 300, null])
})

test('only a job that was executed must name its transaction', () => {
  const job = {
    intentHash: hashFixture(1),
    fund: addressFixture(1),
    attempts: 1,
    nextAttemptAt: null,
    txHash: null,
    problem: null,
  }
  const accepted = executionJobStates.filter((state) => executionJobSchema.safeParse({ ...job, state }).success)
  expect(accepted).toEqual(['READY', 'RUNNING', 'FAILED_RETRYABLE', 'FAILED_FINAL'])
  expect(executionJobSchema.parse({ ...job, state: 'EXECUTED', txHash: hashFixture(2) }).txHash).toBe(hashFixture(2))
})
