import { expect, test } from 'vitest'
import { hashOf } from '#chat/commands/fixtures.ts'
import type { ReadFact } from '#chat/commands/journalReading.ts'
import { DemoTally } from './demoTally.ts'

function executed(action: 'BUY' | 'SELL', rule: string | null = 'momentum'): ReadFact {
  const fact = { type: 'intent.executed', fundId: 'main', intentHash: hashOf('7'), action, amountIn: '1', amountOut: '2', txHash: hashOf('9'), block: 3, rule }
  return { id: '1/0', seq: 1, at: '2026-01-01T00:00:00.000Z', actor: 'intent:x', fact: fact as ReadFact['fact'] }
}

test('a cycle is a BUY and the SELL after it', () => {
  const tally = new DemoTally(2)
  const done = (['SELL', 'BUY', 'BUY', 'SELL', 'BUY', 'SELL'] as const).map((action) => {
    tally.take(executed(action))
    return tally.isDone
  })
  expect(done).toEqual([false, false, false, false, false, true])
})

test('the summary has the agreed shape', () => {
  const tally = new DemoTally(1)
  tally.take(executed('BUY'))
  tally.take(executed('SELL', null))
  expect(tally.summary({ chainId: 31_337, stateFile: 'state.json', funds: [] }, 42)).toEqual({
    type: 'summary',
    executed: [
      { intentHash: hashOf('7'), action: 'BUY', reason: 'momentum', amountIn: '1', amountOut: '2', txHash: hashOf('9'), block: 3 },
      { intentHash: hashOf('7'), action: 'SELL', reason: 'unknown', amountIn: '1', amountOut: '2', txHash: hashOf('9'), block: 3 },
    ],
    claims: 0,
    attestations: 0,
    durationMs: 42,
    chainId: 31_337,
    core: '',
    vault: '',
    stateFile: 'state.json',
  })
})
