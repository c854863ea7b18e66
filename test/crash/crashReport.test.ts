import { expect, it } from 'vitest'
import { shortfalls, summarize } from './crashReport.ts'
import type { CrashResult } from './crashRun.ts'

const result = (change: Partial<CrashResult> = {}): CrashResult => ({
  planned: 'sign.before#1',
  point: 'sign.before',
  during: 'between trades',
  chainKilled: false,
  recoveryMs: 1_000,
  tookMs: 3_000,
  executed: 1,
  violations: [],
  ...change,
})

it('counts what was hit, what was executed and how long recovery took', () => {
  const results = [result({ recoveryMs: 900 }), result({ recoveryMs: 3_000, executed: 2 }), result({ point: null })]
  const summary = summarize(results, ['sign.before', 'sign.after'])
  expect(summary).toEqual({
    type: 'summary',
    runs: 3,
    executed: 4,
    violations: 0,
    pointsHit: { 'sign.before': 2, 'sign.after': 0 },
    recoveryMs: { median: 1_000, max: 3_000 },
  })
  expect(shortfalls(summary)).toEqual(['never killed at sign.after'])
})

it('is content when every point was hit and nothing was broken', () => {
  expect(shortfalls(summarize([result()], ['sign.before']))).toEqual([])
})

it.each([
  ['nothing was killed', summarize([], [])],
  ['no intent was executed', summarize([result({ executed: 0 })], ['sign.before'])],
  ['1 violations', summarize([result({ violations: [{ rule: 'stuck job', what: '0xa' }] })], ['sign.before'])],
  ['a recovery took 5001 ms', summarize([result({ recoveryMs: 5_001 })], ['sign.before'])],
])('says that %s', (words, summary) => {
  expect(shortfalls(summary).join('; ')).toContain(words)
})
