import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asMarkdown, campaignTable } from './campaignTable.ts'
import { addRun, readRuns, shortfalls, summarize, type FaultRun } from './campaignProgress.ts'

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'quorate-campaign-'))))
afterAll(() => rmSync(folder, { recursive: true }))

const run = (fields: Partial<FaultRun> = {}): FaultRun => ({
  type: 'run',
  fault: 'answer-lost',
  confirmations: 1,
  nr: 1,
  note: '',
  isHit: true,
  outcome: 'executed',
  reason: null,
  recoveryMs: 100,
  violations: [],
  kept: null,
  ...fields,
})

test('a campaign that was interrupted in the middle of a line goes on after the last whole one', () => {
  const file = join(folder, 'progress.ndjson')
  expect(readRuns(file)).toEqual([])
  addRun(file, run())
  appendFileSync(file, '{"type":"run","fau')
  expect(readRuns(file)).toEqual([run()])
})

test('sums up in the shape that scripts judge', () => {
  const runs = [
    run({ recoveryMs: 300 }),
    run({ nr: 2, isHit: false, outcome: 'held', reason: 'INTENT_EXPIRED' }),
    run({ fault: 'stuck-transaction', recoveryMs: 200, outcome: 'unexplained', violations: ['a', 'b'] }),
  ]
  expect(summarize(runs, ['answer-lost', 'stuck-transaction', 'gas-spike'])).toEqual({
    type: 'summary',
    runs: 3,
    executed: 1,
    violations: 2,
    pointsHit: { 'answer-lost': 1, 'stuck-transaction': 1, 'gas-spike': 0 },
    recoveryMs: { median: 200, max: 300 },
  })
})

test('falls short by a violation, by a fault that struck too seldom, and when nothing was executed', () => {
  const short = (runs: readonly FaultRun[]) => shortfalls(summarize(runs, ['answer-lost']), { timesPerFault: 1 })
  expect(short([run()])).toEqual([])
  expect(short([run({ violations: ['a'] })])).toEqual(['1 violations'])
  expect(short([run({ isHit: false })])).toEqual(['answer-lost struck 0 times of 1'])
  expect(short([run({ outcome: 'held' })])).toEqual(['no intent was executed'])
})

test('counts per fault and confirmations what it came to, and shows it', () => {
  const rows = campaignTable([
    run({ recoveryMs: 1_200 }),
    run({ nr: 2, outcome: 'held', reason: 'INTENT_EXPIRED', recoveryMs: 50_000 }),
    run({ nr: 3, outcome: 'undone', reason: 'account.gapFilled', isHit: false, recoveryMs: 2_000 }),
    run({ confirmations: 5, violations: ['a'] }),
  ])
  expect(asMarkdown(rows)).toMatchInlineSnapshot(`
    "| fault | confirmations | struck | executed once | held, and why | undone | violations | recovery, median | longest |
    |---|---|---|---|---|---|---|---|---|
    | answer-lost | 1 | 2 | 1 | 1 × INTENT_EXPIRED | 1 | 0 | 2.0 s | 50.0 s |
    | answer-lost | 5 | 1 | 1 | - | 0 | 1 | 0.1 s | 0.1 s |"
  `)
})
