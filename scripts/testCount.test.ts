import { describe, expect, it } from 'vitest'
import { closingLine, countVitest, failureLines, sum } from './testCount.ts'

const passed = { status: 'passed', fullName: 'adds' }
const file = { name: '/house/a.test.ts', status: 'passed', assertionResults: [passed, passed, passed] }
const green = { numPassedTests: 3, numFailedTests: 0, testResults: [file] }
const unreadable = { name: '/house/b.test.ts', status: 'failed', message: 'no such import\n  at …', assertionResults: [] }

describe('the count of a vitest run', () => {
  it('is what the report says', () => {
    expect(countVitest(green, 0)).toEqual({ passed: 3, failed: 0 })
  })

  it('counts a file that could not be loaded', () => {
    const report = { ...green, testResults: [file, unreadable] }
    expect(countVitest(report, 1)).toEqual({ passed: 3, failed: 1 })
  })

  it('never reads as green when the run ended badly', () => {
    expect(countVitest(green, 1).failed).toBe(1)
    expect(countVitest(undefined, 0).failed).toBe(1)
  })
})

describe('the failures named at the end', () => {
  it('are none of a green run', () => {
    expect(failureLines(green, '/house')).toEqual([])
  })

  it('say file, test and the first line of why', () => {
    const failed = { status: 'failed', fullName: 'sums adds', failureMessages: ['expected 3 to be 4\n  at a.test.ts:7'] }
    const report = { ...green, testResults: [{ ...file, status: 'failed', assertionResults: [passed, failed] }, unreadable] }
    expect(failureLines(report, '/house')).toEqual(['a.test.ts > sums adds: expected 3 to be 4', 'b.test.ts: no such import'])
  })

  it('say so when there is no report at all', () => {
    expect(failureLines(undefined, '/house')).toEqual(['vitest wrote no report'])
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
