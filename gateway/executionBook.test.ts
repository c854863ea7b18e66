import { expect, test } from 'vitest'
import { adapterDataFixture, addressFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import { parseFact, type Fact } from '#protocol/facts.ts'
import type { BotView } from '#runtime/host.ts'
import { executionNow, noteExecution, type ExecutionRow } from './executionBook.ts'

const intentHash = hashFixture(3)
const about = { fundId: 'main', intentHash }
type OfFund = Extract<Fact, { fundId: string }>
// facts of a trade all name its fund
const fact = (type: string, data: Record<string, unknown>): OfFund => parseFact({ type, data: { ...about, ...data } }) as OfFund
const approved = fact('intent.approved', { intent: intentFixture(), adapterData: adapterDataFixture, signers: [], txHash: null })
const dryRun = (code: string, detail?: string): OfFund =>
  fact('intent.dryRun', { code, by: addressFixture(62), block: null, ...(detail === undefined ? {} : { detail }) })
const executed = fact('intent.executed', {
  action: 'BUY',
  amountIn: '1000',
  amountOut: '5',
  txHash: hashFixture(9),
  block: 30,
  rule: null,
})
const dropped = (detail: string): OfFund =>
  fact('intent.dropped', { outcome: 'expired', code: 'INTENT_EXPIRED', detail, txHash: null })

function book(...facts: readonly OfFund[]): readonly ExecutionRow[] {
  const rows = new Map<string, ExecutionRow>()
  facts.forEach((one, at) => noteExecution(rows, one, { seq: at + 10, at: `2026-01-01T00:00:${at + 10}.000Z` }))
  return [...rows.values()]
}
const rowOf = (...facts: readonly OfFund[]): ExecutionRow => {
  const [row] = book(...facts)
  if (row === undefined) throw new Error('there is a job')
  return row
}
/** The fund's executor with a job in hand. */
const hostWith = (value: string, inHand: string | null) => ({
  view: (address: string): BotView | undefined =>
    address === 'executor:main'
      ? ({
          value,
          context: { task: inHand === null ? null : { intentHash: inHand } },
          timers: [{ id: 'nextAttempt', dueAt: '2026-01-01T00:01:00.000Z' }],
        } as unknown as BotView) // the parts that are looked at
      : undefined,
})

test('a job begins with the approval and keeps its place whatever is approved again', () => {
  expect(rowOf(approved)).toEqual({
    ...about,
    seq: 10,
    at: '2026-01-01T00:00:10.000Z',
    state: 'READY',
    attempts: 0,
    nextAttemptAt: null,
    txHash: null,
    block: null,
    problem: null,
  })
  expect(book(approved, dryRun('OK'), approved)).toMatchObject([{ seq: 10, attempts: 1 }])
})

test('what was never approved is no job, however it ended', () => {
  expect(book(dropped('late'), dryRun('OK'), executed)).toEqual([])
})

test('dry runs are its attempts, and the last refusal is its problem until one passes', () => {
  expect(rowOf(approved, dryRun('COOLDOWN', '40 s are left'))).toMatchObject({ attempts: 1, problem: 'COOLDOWN: 40 s are left' })
  expect(rowOf(approved, dryRun('COOLDOWN'))).toMatchObject({ problem: 'COOLDOWN' })
  expect(rowOf(approved, dryRun('COOLDOWN'), dryRun('OK'))).toMatchObject({ attempts: 2, problem: null })
})

test('an execution ends it with its transaction, a dropped trade with the reason', () => {
  expect(rowOf(approved, dryRun('COOLDOWN'), executed)).toMatchObject({
    state: 'EXECUTED',
    txHash: hashFixture(9),
    block: 30,
    problem: null,
  })
  expect(rowOf(approved, dropped('its window is over'))).toMatchObject({ state: 'FAILED_FINAL', problem: 'its window is over' })
  expect(rowOf(approved, dropped(''))).toMatchObject({ state: 'FAILED_FINAL', problem: 'expired' })
})

test('the job in the executor’s hands runs, or waits for its next attempt; the others are as they are told', () => {
  const ready = rowOf(approved)
  expect(executionNow(hostWith('dryRunning', intentHash), ready)).toMatchObject({ state: 'RUNNING', nextAttemptAt: null })
  expect(executionNow(hostWith('retrying', intentHash), ready)).toMatchObject({
    state: 'FAILED_RETRYABLE',
    nextAttemptAt: '2026-01-01T00:01:00.000Z',
  })
  for (const host of [hostWith('watching', null), hostWith('retrying', hashFixture(4)), { view: () => undefined }])
    expect(executionNow(host, ready)).toEqual(ready)
  const over = rowOf(approved, executed)
  expect(executionNow(hostWith('retrying', intentHash), over)).toEqual(over)
})
