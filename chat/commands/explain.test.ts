import { expect, test } from 'vitest'
import { toEvmAddress } from '#protocol/address.ts'
import { addressOf, contextOf, hashOf, hostOf, turnOf } from './fixtures.ts'
import type { ExplainResult } from './explainResult.ts'
import { explainCommand } from './explain.ts'
import { plainStyle } from './style.ts'

const about = { fundId: 'main', intentHash: hashOf('7') }
const intent = {
  fund: addressOf('d'),
  setEpoch: 1,
  action: 'BUY',
  tokenIn: addressOf('1'),
  tokenOut: addressOf('2'),
  amountIn: '1000000000',
  minAmountOut: '330000000000000000',
  quoteAmountOut: '333000000000000000',
  maxSlippageBps: 100,
  validAfter: 1,
  deadline: 2,
  snapshotRoot: hashOf('5'),
  round: 7,
  adapter: addressOf('3'),
  adapterDataHash: hashOf('6'),
  nonce: '1',
} as const
const turns = [
  turnOf(1, 'relayer:main', [
    {
      type: 'snapshot.published',
      data: {
        fundId: 'main',
        round: 7,
        root: hashOf('5'),
        claimHashes: [hashOf('1')],
        claims: [],
        txHash: hashOf('4'),
        block: 9,
      },
    },
  ]),
  turnOf(2, 'relayer:main', [
    {
      type: 'snapshot.published',
      data: {
        fundId: 'main',
        round: 8,
        root: hashOf('6'),
        claimHashes: [hashOf('1')],
        claims: [],
        txHash: hashOf('3'),
        block: 10,
      },
    },
  ]),
  turnOf(3, 'intent:0x7', [
    {
      type: 'intent.proposed',
      data: {
        ...about,
        round: 7,
        intent,
        adapterData: '0x',
        reason: 'up',
        decision: { rule: 'momentum', explanation: 'up 1 %', figures: {} },
        txHash: hashOf('8'),
      },
    },
  ]),
  turnOf(4, 'intent:0x7', [
    {
      type: 'intent.attested',
      data: {
        ...about,
        verifier: addressOf('a'),
        verdict: 'PASS',
        reason: 'OK',
        detail: '',
        attestedWeight: 1,
        thresholdWeight: 2,
        totalWeight: 3,
        dryRun: 'OK',
      },
    },
  ]),
  turnOf(5, 'intent:0x7', [{ type: 'intent.dryRun', data: { ...about, by: addressOf('4'), code: 'OK', block: 11 } }]),
  turnOf(6, 'account:31337-0x4', [
    {
      type: 'account.sent',
      data: {
        chainId: 31_337,
        account: addressOf('4'),
        requestId: 'r',
        label: 'execute',
        txHash: hashOf('9'),
        to: addressOf('c'),
        nonce: 3,
      },
    },
  ]),
  turnOf(7, 'intent:0x7', [
    {
      type: 'intent.executed',
      data: {
        ...about,
        action: 'BUY',
        amountIn: '1000000000',
        amountOut: '333000000000000000',
        txHash: hashOf('9'),
        block: 12,
        rule: 'momentum',
      },
    },
  ]),
]

async function explain(hash: string): Promise<ExplainResult> {
  for await (const result of explainCommand.answer({ hash }, contextOf({ host: hostOf({ turns: turns as never }) })))
    return result as ExplainResult
  throw new Error('a command answers')
}

test('tells who signed with which weight, what was dry-run, and which turn executed', async () => {
  const { kind, intent: story, transactions, timeline } = await explain(hashOf('7'))
  expect({ kind, outcome: story?.outcome, reason: story?.reason, snapshot: story?.snapshot?.block }).toEqual({
    kind: 'intent',
    outcome: 'executed',
    reason: 'momentum: up 1 %',
    snapshot: 9,
  })
  expect(story?.signatures).toEqual({
    attestedWeight: 1,
    thresholdWeight: 2,
    opinions: [
      {
        // as everywhere in the journal: with its checksum, however it was written
        verifier: toEvmAddress(addressOf('a')),
        name: 'verifier alpha',
        weight: 1,
        verdict: 'PASS',
        reason: 'OK',
        detail: '',
        seq: 4,
      },
    ],
  })
  expect(story?.dryRuns).toEqual([{ by: 'executor', code: 'OK', detail: null, block: 11, seq: 5 }])
  expect(story?.execution).toMatchObject({ block: 12, seq: 7, paid: '1,000 USDC', got: '0.333 WETH' })
  expect(transactions).toEqual([{ txHash: hashOf('9'), account: addressOf('4'), label: 'execute', block: null, seq: 6 }])
  expect(timeline.map(({ seq }) => seq)).toEqual([1, 3, 4, 5, 6, 7])
})

test('a transaction leads to the intent it executed', async () => {
  expect(await explain(hashOf('9'))).toMatchObject({ kind: 'transaction', intent: { intentHash: hashOf('7') } })
})

test('says the price that was paid, in text that fits a line', async () => {
  const text = explainCommand.render(await explain(hashOf('7')), plainStyle())
  expect(text).toContain('BUY executed: 1,000 USDC for 0.333 WETH at 3,003.003003 USDC per WETH, block 12')
  expect(text).toContain('block 12, 1,000 USDC for 0.333 WETH (turn 7)')
})

test('refuses a hash that nothing in the journal names', async () => {
  await expect(explain(hashOf('0'))).rejects.toMatchObject({ code: 'UNKNOWN_HASH', exit: 3 })
})

test('refuses what is not a hash', async () => {
  await expect(explain('0x12')).rejects.toMatchObject({ code: 'ARGUMENTS_INVALID', exit: 2 })
})
