import { expect, test } from 'vitest'
import type { TradeAsker } from '#protocol/askedTrade.ts'
import { canonicalJson } from '#protocol/canonicalJson.ts'
import { hashClaim, type Claim } from '#protocol/claim.ts'
import type { Envelope } from '#protocol/envelope.ts'
import { adapterDataFixture, addressFixture, claimFixture, hashFixture } from '#protocol/fixtures.ts'
import { adapterDataSchema } from '#protocol/hash.ts'
import { hashAdapterData, hashIntent, type Intent } from '#protocol/intent.ts'
import { proposeIntentCall } from '#protocol/calls.ts'
import { merkleRoot } from '#protocol/snapshot.ts'
import { formatAmmPriceRef } from '#protocol/source.ts'
import type { VenueQuote } from '#integrations/chain/venueQuotes.ts'
import type { Proposal } from '#machines/strategy.ts'
import type { Fact as StoredFact } from '#runtime/host.ts'
import { actorsFund, addressOf, readingOf, runEffect, testNow, worldOf } from './fixtures.ts'
import { strategyEffects } from './strategy.ts'

const fund = actorsFund()
const { ref, price } = readingOf()
const priced = (change: Partial<Record<keyof Claim, unknown>> = {}): Claim =>
  claimFixture({ sourceRef: formatAmmPriceRef(ref), extracted: canonicalJson(price), ...change })
const other = claimFixture({
  sourceType: 'http-json',
  schemaId: 'figure/1',
  sourceRef: 'https://example.com/figure',
  extracted: '1',
})

const published = (claims: readonly Claim[], root = merkleRoot(claims.map(hashClaim))): StoredFact => ({
  id: '9/0',
  seq: 9,
  at: '',
  actor: 'relayer:main',
  type: 'snapshot.published',
  data: { fundId: 'main', round: 7, root, claimHashes: claims.map(hashClaim), claims: [...claims], txHash: null, block: 42 },
})
/** A feed that offers these facts to whoever wants one. */
const offering = (facts: readonly StoredFact[]) => ({
  next: ({ wants }: { wants: (fact: StoredFact) => boolean }) => Promise.resolve(facts.find(wants)),
})
const nextOf = (facts: readonly StoredFact[], port = 'strategy.nextTask') =>
  runEffect(strategyEffects(worldOf({ relay: offering(facts) })), port, { fundId: 'main', cursor: '' })

test.each<[string, StoredFact, string | null]>([
  ['the price of the traded pool', published([other, priced()]), price.spotWad],
  ['no price when the claims are not those under the root', published([priced()], merkleRoot([hashClaim(other)])), null],
  ['no price when a claim was added', published([priced(), other], merkleRoot([hashClaim(priced())])), null],
  ['no price when a claim is there twice', published([priced(), priced()], merkleRoot([hashClaim(priced())])), null],
  ['no price without claims', published([], hashFixture(1)), null],
  ['no price from a snapshot without the pool', published([other]), null],
  [
    'no price from another pool',
    published([priced({ sourceRef: formatAmmPriceRef({ ...ref, pair: addressFixture(88) }) })]),
    null,
  ],
  ['no price from a web page that calls itself a pool', published([claimFixture({ ...other, schemaId: 'amm-price/1' })]), null],
])('takes from a published snapshot %s', async (_, fact, priceWad) => {
  expect(await nextOf([fact])).toEqual({ cursor: '9/0', task: { kind: 'decide', round: 7, root: fact.data['root'], priceWad } })
  expect(await nextOf([fact], 'strategy.awaitSnapshot')).toEqual(await nextOf([fact]))
})

const choice = (action: 'BUY' | 'SELL' | 'HOLD', amountIn = '1000000000') => ({
  action,
  amountIn,
  priceWad: price.spotWad,
  decision: { rule: 'momentum', explanation: 'it rose', figures: {} },
})
type Given = string | readonly VenueQuote[]
const usual = { venue: 'uniswap-v2', adapter: fund.contracts.adapter, adapterData: adapterDataFixture }
const quotesOf = (given: Given): readonly VenueQuote[] => (typeof given === 'string' ? [{ ...usual, amountOut: given }] : given)
async function route(
  action: 'BUY' | 'SELL' | 'HOLD',
  given: Given,
  of = fund,
  effectId = 'strategy:main/5/0',
  asker: string | null = null,
): Promise<Proposal & { intent: Intent }> {
  const asked: unknown[] = []
  const world = worldOf({
    fund: of,
    view: {
      openSet: () => Promise.resolve({ setEpoch: 3, members: [], totalWeight: 3, thresholds: fund.thresholds }),
      quotes: (_, swap) => {
        asked.push(swap)
        return Promise.resolve(quotesOf(given))
      },
    },
  })
  const input = { fundId: 'main', round: 7, root: hashFixture(2), choice: choice(action), asker }
  const proposal = (await runEffect(strategyEffects(world), 'strategy.route', input, { effectId })) as Proposal
  expect(asked).toEqual([{ tokenIn: proposal.intent.tokenIn, tokenOut: proposal.intent.tokenOut, amountIn: '1000000000' }])
  return proposal
}

test('works a purchase out to an exact intent, its calldata and its hash', async () => {
  const { intent, intentHash, adapterData, to, data } = await route('BUY', '500000000000000000')
  expect(intent).toMatchObject({
    fund: fund.contracts.vault,
    setEpoch: 3,
    action: 'BUY',
    tokenIn: fund.baseAsset,
    tokenOut: fund.tradedToken,
    amountIn: '1000000000',
    quoteAmountOut: '500000000000000000',
    minAmountOut: '490000000000000000',
    maxSlippageBps: 200,
    validAfter: testNow,
    deadline: testNow + 600,
    snapshotRoot: hashFixture(2),
    round: 7,
    adapter: fund.contracts.adapter,
    adapterDataHash: hashAdapterData(adapterDataFixture),
  })
  expect({ intentHash, adapterData, to, data }).toEqual({
    intentHash: hashIntent(intent),
    adapterData: adapterDataFixture,
    to: fund.contracts.intentBook,
    data: proposeIntentCall(intent),
  })
})

test('a sale goes the other way', async () => {
  expect((await route('SELL', '2000000')).intent).toMatchObject({ tokenIn: fund.tradedToken, tokenOut: fund.baseAsset })
})

test('refuses a trade that nobody is left to approve: who asks and who answers for the strategy do not', async () => {
  const of = actorsFund({
    approvalAboveValue: '1',
    approvers: ['mara', 'jun', 'ines'],
    proposer: 'ines',
    twoPersonsAboveValue: '1',
  })
  const asked = (asker: string | null, on = of): Promise<Proposal> => route('BUY', '5', on, 'strategy:main/5/0', asker)
  await expect(asked('mara')).rejects.toMatchObject({
    code: 'TRADE_UNAPPROVABLE',
    retryable: false,
    details: { problem: '1 of its approvers may approve what mara asks for; 2 are needed' },
  })
  const { twoPersonsAboveValue: _, ...one } = of
  for (const [asker, on] of [
    ['noor', of],
    [null, of],
    ['mara', one],
  ] as const)
    expect(await asked(asker, on)).toMatchObject({ asks: true })
})

test('the minimum is the quote less the slippage, rounded up: never under the bound', async () => {
  for (const maxSlippageBps of [0, 1, 33, 200, 1_999]) {
    const of = actorsFund({ strategy: { ...fund.strategy, maxSlippageBps } })
    for (const quote of [1n, 2n, 49n, 50n, 51n, 9_999n, 10_000n, 10_001n, 123_456_789_123_456_789n]) {
      const minimum = BigInt((await route('BUY', quote.toString(), of)).intent.minAmountOut)
      expect(minimum * 10_000n).toBeGreaterThanOrEqual(quote * BigInt(10_000 - maxSlippageBps))
      expect((minimum - 1n) * 10_000n).toBeLessThan(quote * BigInt(10_000 - maxSlippageBps))
      expect(minimum).toBeLessThanOrEqual(quote)
    }
  }
})

test('a repeated attempt proposes the same intent, another decision another nonce', async () => {
  const first = await route('BUY', '5', fund, 'strategy:main/5/0')
  expect((await route('BUY', '5', fund, 'strategy:main/5/0')).intentHash).toBe(first.intentHash)
  expect((await route('BUY', '5', fund, 'strategy:main/6/0')).intent.nonce).not.toBe(first.intent.nonce)
})

test.each([
  ['gives nothing', 'BUY', '0'],
  ['is not asked, the decision being to hold,', 'HOLD', '5'],
] as const)('there is no route when the venue %s', async (_, action, amountOut) => {
  await expect(route(action, amountOut)).rejects.toMatchObject({ code: 'NO_ROUTE', retryable: false })
})

const second = { venue: 'uniswap-v3', adapter: addressFixture(91), adapterData: adapterDataSchema.parse('0x0203') }
const both = (one: string | null, two: string | null): readonly VenueQuote[] => [
  { ...usual, amountOut: one, problem: 'it is empty' },
  { ...second, amountOut: two, problem: 'too thin' },
]
test.each<[string, string | null, string | null, string]>([
  ['gives more', '500', '501', 'uniswap-v3'],
  ['gives less', '501', '500', 'uniswap-v2'],
  ['gives the same', '500', '500', 'uniswap-v2'],
  ['gives more by the number, not by the letters', '99', '100', 'uniswap-v3'],
  ['gives no quote', '500', null, 'uniswap-v2'],
  ['is the only one to give a quote', null, '1', 'uniswap-v3'],
])('of two venues proposes the better one: when the second %s', async (_, one, two, expected) => {
  const { intent, adapterData, venue, quotes } = await route('BUY', both(one, two))
  const isSecond = expected === 'uniswap-v3'
  expect({ venue, adapter: intent.adapter, adapterData, quoteAmountOut: intent.quoteAmountOut }).toEqual({
    venue: expected,
    adapter: isSecond ? second.adapter : fund.contracts.adapter,
    adapterData: isSecond ? second.adapterData : adapterDataFixture,
    quoteAmountOut: isSecond ? two : one,
  })
  expect(intent.adapterDataHash).toBe(hashAdapterData(adapterDataSchema.parse(adapterData)))
  expect(quotes).toEqual([
    { venue: 'uniswap-v2', amountOut: one },
    { venue: 'uniswap-v3', amountOut: two },
  ])
})

test('there is no route when no venue gives a quote, and each says why', async () => {
  await expect(route('SELL', both(null, null))).rejects.toMatchObject({
    code: 'NO_ROUTE',
    message: expect.stringMatching(/uniswap-v2: it is empty; uniswap-v3: too thin/),
  })
})

test.each(['strategy.observe', 'strategy.weigh'])('%s reads its holdings from the chain', async (port) => {
  const holdings = { baseFree: '5', held: null }
  const world = worldOf({ view: { holdings: () => Promise.resolve(holdings) } })
  expect(await runEffect(strategyEffects(world), port, { fundId: 'main' })).toEqual(holdings)
})

async function postedFor(proposal: Proposal, asked?: TradeAsker | null): Promise<Envelope | undefined> {
  const posted: Envelope[] = []
  const relay = {
    post: (_: string, envelope: Envelope) => {
      posted.push(envelope)
      return Promise.resolve({ status: 202 as const, detail: '' })
    },
  }
  const given = {
    fundId: 'main',
    proposal,
    choice: choice('BUY'),
    proposeTxHash: hashFixture(8),
    ...(asked !== undefined && { asked }),
  }
  expect(await runEffect(strategyEffects(worldOf({ relay })), 'strategy.submitIntent', given)).toEqual({ status: 202 })
  return posted[0]
}

test('posts its proposal with the decision that explains it', async () => {
  const proposal = await route('BUY', '500000000000000000')
  expect(await postedFor(proposal)).toMatchObject({
    signer: addressOf('strategy'),
    body: {
      type: 'intent.propose',
      intent: proposal.intent,
      reason: 'it rose',
      decision: { ...choice('BUY').decision, figures: { venue: 'uniswap-v2', 'quote uniswap-v2': '500000000000000000' } },
      proposeTxHash: hashFixture(8),
    },
  })
})

test('says with its proposal who asked for it, and nobody where its rules decided', async () => {
  const proposal = await route('BUY', '5')
  const asked = { requestId: 'r-1', principal: 'key:mara', person: 'mara' }
  expect((await postedFor(proposal, asked))?.body).toMatchObject({ asked })
  for (const nobody of [null, undefined]) expect((await postedFor(proposal, nobody))?.body).not.toHaveProperty('asked')
})

test('says with its proposal what each venue would have given', async () => {
  const reason = 'it rose; of the venues uniswap-v2 gives no quote, uniswap-v3 gives 0.5 WAVE'
  expect((await postedFor(await route('BUY', both(null, '500000000000000000'))))?.body).toMatchObject({
    reason,
    decision: {
      rule: 'momentum',
      explanation: reason,
      figures: { venue: 'uniswap-v3', 'quote uniswap-v2': 'none', 'quote uniswap-v3': '500000000000000000' },
    },
  })
})

test('posts a proposal from before there were several venues as it was', async () => {
  const { quotes: _, venue: __, ...before } = await route('BUY', '5')
  expect((await postedFor(before))?.body).toMatchObject({ reason: 'it rose', decision: choice('BUY').decision })
})

const ending = (type: string, data: object): StoredFact => ({
  id: '12/0',
  seq: 12,
  at: '',
  actor: 'intent:x',
  type,
  data: { fundId: 'main', intentHash: hashFixture(4), ...data },
})
const executed = { action: 'BUY', amountIn: '1', amountOut: '2', txHash: hashFixture(5), block: 9, rule: null }
test.each<[string, StoredFact, object]>([
  ['an execution', ending('intent.executed', executed), { outcome: 'executed', reason: '' }],
  [
    'an end by time',
    ending('intent.dropped', { outcome: 'expired', code: null, detail: 'late' }),
    { outcome: 'expired', reason: 'late' },
  ],
  ['a refusal', ending('intent.dropped', { outcome: 'refused', code: null, detail: 'no' }), { outcome: 'dropped', reason: 'no' }],
  [
    'a cancellation',
    ending('intent.dropped', { outcome: 'cancelled', code: null, detail: 'stop' }),
    { outcome: 'dropped', reason: 'stop' },
  ],
])('hears of %s of its own intent, and of no other’s', async (_, fact, outcome) => {
  const stranger = { ...fact, id: '11/0', data: { ...fact.data, intentHash: hashFixture(6) } }
  const effects = strategyEffects(worldOf({ relay: offering([stranger, fact]) }))
  const given = { fundId: 'main', intentHash: hashFixture(4), cursor: '' }
  expect(await runEffect(effects, 'strategy.awaitOutcome', given)).toEqual({
    cursor: '12/0',
    task: { kind: 'outcome', intentHash: hashFixture(4), ...outcome },
  })
})
