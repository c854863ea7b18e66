import { describe, expect, it } from 'vitest'
import { closingLine, countVitest, sum } from './testCount.ts'

const green = { numPassedTests: 3, numFailedTests: 0, testResults: [{ status: 'passed', assertionResults: [1, 2, 3] }] }

describe('the count of a vitest run', () => {
  it('is what the report says', () => {
    expect(countVitest(green, 0)).toEqual({ passed: 3, failed: 0 })
  })

  it('counts a file that could not be loaded', () => {
    const report = { ...green, testResults: [...green.testResults, { status: 'failed', assertionResults: [] }] }
    expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1 })
  })

  it('never reads as green when the run ended badly', () => {
    expect(countVitest(green, 1).failed).toBe(1)
    expect(countVitest(undefined, 0).failed).toBe(1)
  })
})

it('closes with one plain line over all runners', () => {
  expect(
    closingLine(
      sum([
        { passed: 3, failed: 0 },
        { passed: 4, failed: 2 },
      ]),
    ),
  ).toBe('7 passed, 2 failed')
})
