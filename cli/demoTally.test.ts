import { expect, test } from 'vitest'
import { addressOf, hashOf, mainFund, turnOf } from '#chat/commands/fixtures.ts'
import { readFact, type ReadFact } from '#chat/commands/journalReading.ts'
import { adapterDataFixture, addressFixture, claimFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import type { Json } from '#runtime/host.ts'
import { DemoTally } from './demoTally.ts'

function fact(type: string, data: object): ReadFact {
  // documents of the protocol are JSON
  const [stored] = turnOf(5, 'relayer:main', [{ type, data: data as Record<string, Json> }]).facts
  const read = stored === undefined ? null : readFact(stored)
  if (read === null) throw new Error(`no fact is called ${type}`)
  return read
}

const executed = (action: 'BUY' | 'SELL', digit: string, rule: string | null = 'momentum'): ReadFact =>
  fact('intent.executed', {
    fundId: 'main',
    intentHash: hashOf(digit),
    action,
    amountIn: '10',
    amountOut: '20',
    txHash: hashOf('9'),
    block: 12,
    rule,
  })

function after(cycles: number, ...facts: readonly ReadFact[]): DemoTally {
  const tally = new DemoTally(cycles)
  for (const each of facts) tally.take(each)
  return tally
}

test('a cycle is a BUY and the SELL after it', () => {
  const [buy, sell] = [executed('BUY', '1'), executed('SELL', '2')]
  expect(after(1).isDone).toBe(false)
  expect(after(1, buy).isDone).toBe(false)
  expect(after(1, sell, buy).isDone).toBe(false)
  expect(after(1, buy, buy, sell).isDone).toBe(true)
  expect(after(2, buy, buy, sell, sell).isDone).toBe(false)
  expect(after(2, buy, sell, buy, sell).isDone).toBe(true)
})

test('the summary counts claims and the attestations that said yes', () => {
  const claim = claimFixture()
  const about = { fundId: 'main', round: 7, setEpoch: 1 }
  const opinion = (verdict: string): ReadFact =>
    fact('snapshot.attested', {
      fundId: 'main',
      round: 7,
      root: hashFixture(2),
      verifier: addressFixture(40),
      attestedWeight: 1,
      thresholdWeight: 2,
      totalWeight: 3,
      verdict,
      reason: verdict === 'PASS' ? 'OK' : 'HASH_MISMATCH',
      detail: '',
    })
  const tally = after(
    1,
    fact('claim.submitted', { ...about, claimHash: hashFixture(3), crawler: claim.crawler, claim }),
    opinion('PASS'),
    opinion('FAIL'),
    opinion('PASS'),
  )
  expect(tally.summary({ chainId: 31_337, stateFile: '/a/state', funds: [mainFund] }, 5)).toEqual({
    type: 'summary',
    executed: [],
    claims: 1,
    attestations: 2,
    durationMs: 5,
    chainId: 31_337,
    core: addressOf('c'),
    vault: addressOf('d'),
    stateFile: '/a/state',
  })
})

test('an execution that does not know its rule has it from its proposal', () => {
  const intent = intentFixture()
  const proposed = fact('intent.proposed', {
    fundId: 'main',
    intentHash: hashOf('1'),
    round: 7,
    intent,
    adapterData: adapterDataFixture,
    reason: 'up 1 %',
    decision: { rule: 'stop-loss', explanation: '2 % below entry' },
    txHash: hashOf('9'),
  })
  const { executed: rows } = after(1, proposed, executed('SELL', '1', null), executed('BUY', '2', null))
  expect(rows.map(({ reason }) => reason)).toEqual(['stop-loss', 'unknown'])
})
