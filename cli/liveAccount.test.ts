import { expect, test } from 'vitest'
import { addressOf, hashOf, hostOf, mainFund, turnOf } from '#chat/commands/fixtures.ts'
import type { ReadFact } from '#chat/commands/journalReading.ts'
import { factLine, followFacts } from './liveAccount.ts'

const opened = { type: 'round.opened', data: { fundId: 'main', round: 7, setEpoch: 1, claimMode: 'OFFCHAIN' } }
const closed = { type: 'round.closed', data: { fundId: 'main', round: 7, outcome: 'published', detail: '' } }
const executed = {
  type: 'intent.executed',
  data: {
    fundId: 'main',
    intentHash: hashOf('7'),
    action: 'BUY',
    amountIn: '1000000000',
    amountOut: '333000000000000000',
    txHash: hashOf('9'),
    block: 12,
    rule: 'momentum',
  },
}
const turns = [
  turnOf(1, 'fund:main', [opened]),
  turnOf(2, 'fund:main', [
    { type: 'round.opened', data: { of: 'another version' } },
    { type: 'weather.changed', data: {} },
  ]),
  turnOf(3, 'intent:0x7', [executed]),
  turnOf(4, 'fund:main', [closed]),
]

async function follow(after: number): Promise<ReadFact[]> {
  const done = new AbortController()
  const read: ReadFact[] = []
  for await (const fact of followFacts(hostOf({ turns }), after, done.signal)) {
    read.push(fact)
    if (fact.seq === 4) done.abort()
  }
  return read
}

const lineOf = (facts: readonly ReadFact[], type: string, all = false): ReturnType<typeof factLine> => {
  const found = facts.find(({ fact }) => fact.type === type)
  if (found === undefined) throw new Error(`no ${type} was told`)
  return factLine(found, [mainFund], { all, quorate: './quorate --instance second' })
}

test('tells every fact since the start that it can read, and ends with its signal', async () => {
  expect((await follow(0)).map(({ fact, seq }) => `${seq} ${fact.type}`)).toEqual([
    '1 round.opened',
    '3 intent.executed',
    '4 round.closed',
  ])
  expect((await follow(1)).map(({ seq }) => seq)).toEqual([3, 4])
})

test('an execution is told with its price and how to have it explained', async () => {
  const line = lineOf(await follow(0), 'intent.executed')
  expect(line?.text).toContain('1,000 USDC')
  expect(line?.text).toContain('0.333 WETH')
  expect(line?.text).toContain(`./quorate --instance second explain ${hashOf('7')}`)
  expect(line?.data).toMatchObject({ id: '3/0', actor: 'intent:0x7', type: 'intent.executed', block: 12 })
})

test('what a later line sums up is told only when all is asked for', async () => {
  const facts = await follow(0)
  expect(lineOf(facts, 'round.closed')).toBeNull()
  expect(lineOf(facts, 'round.closed', true)?.text).toBe('round 7 closes')
  expect(lineOf(facts, 'round.opened')?.text).toContain('round 7 of main opens')
})

test('who is named by address is told by name', () => {
  const fact = {
    id: '5/0',
    seq: 5,
    at: '2026-01-01T00:00:05.000Z',
    actor: 'relayer:main' as const,
    fact: {
      type: 'snapshot.attested' as const,
      fundId: 'main',
      round: 7,
      root: hashOf('2'),
      verifier: addressOf('b'),
      verdict: 'FAIL' as const,
      reason: 'HASH_MISMATCH' as const,
      detail: 'another root',
      attestedWeight: 1,
      thresholdWeight: 2,
      totalWeight: 3,
    },
  }
  // a fact as it would be read, with addresses that are not branded
  expect(factLine(fact as unknown as ReadFact, [mainFund], { all: true, quorate: './quorate' })?.text).toContain('verifier beta')
})
