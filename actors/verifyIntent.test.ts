import { isDeepStrictEqual } from 'node:util'
import { expect, test } from 'vitest'
import { dryRunCodes, type DryRunCode } from '#protocol/dryRun.ts'
import { adapterDataFixture, addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { hashAdapterData, hashIntent, intentSchema, type Intent } from '#protocol/intent.ts'
import { adapterDataSchema } from '#protocol/hash.ts'
import type { AmmPrice } from '#protocol/source.ts'
import type { IntentTask } from '#protocol/tasks.ts'
import { actorsFund, readingOf, testNow, worldOf } from './fixtures.ts'
import { checkIntent } from './verifyIntent.ts'

const fund = actorsFund()
const twap = 2_000n * 10n ** 18n
/** 1000.000000 of the base asset at the time-weighted price. */
const half = 500_000_000_000_000_000n
const thousand = 1_000_000_000n
const secondAdapter = addressFixture(91)

const buyOf = (change: Partial<Record<keyof Intent, unknown>> = {}): Intent =>
  intentSchema.parse({
    fund: fund.contracts.vault,
    setEpoch: 1,
    action: 'BUY',
    tokenIn: fund.baseAsset,
    tokenOut: fund.tradedToken,
    amountIn: thousand.toString(),
    quoteAmountOut: half.toString(),
    minAmountOut: ((half * 9_800n) / 10_000n).toString(),
    maxSlippageBps: 200,
    validAfter: testNow,
    deadline: testNow + 600,
    snapshotRoot: hashFixture(2),
    round: 7,
    adapter: fund.contracts.adapter,
    adapterDataHash: hashAdapterData(adapterDataFixture),
    nonce: '1',
    ...change,
  })
const sellOf = (change: Partial<Record<keyof Intent, unknown>> = {}): Intent =>
  buyOf({
    action: 'SELL',
    tokenIn: fund.tradedToken,
    tokenOut: fund.baseAsset,
    amountIn: half.toString(),
    quoteAmountOut: thousand.toString(),
    minAmountOut: thousand.toString(),
    ...change,
  })

interface Seen {
  readonly setEpoch?: number
  readonly root?: ReturnType<typeof hashFixture> | null
  readonly code?: DryRunCode
  readonly chainTime?: number
  readonly price?: Partial<AmmPrice>
  /** the fund trades on a second venue too; what each gives now */
  readonly quotes?: readonly [first: string | null, second: string | null]
}
function verdict(intent: Intent, seen: Seen = {}, came: Partial<IntentTask> = {}) {
  const { setEpoch = 1, root = hashFixture(2), code = 'OK' } = seen
  const venue = { id: 'uniswap-v3', kind: 'uniswap-v3', adapter: secondAdapter, pool: addressFixture(92), feePpm: 3_000 }
  const { quotes } = seen
  const world = worldOf({
    fund: quotes === undefined ? fund : actorsFund({ venues: [venue] }),
    view: {
      ...(quotes !== undefined && {
        quotes: (_: unknown, asked: object) => {
          const own = { tokenIn: intent.tokenIn, tokenOut: intent.tokenOut, amountIn: intent.amountIn }
          if (!isDeepStrictEqual(asked, own)) throw new Error('it asks for quotes of another trade')
          return Promise.resolve(
            quotes.map((amountOut, index) => ({
              venue: ['uniswap-v2', 'uniswap-v3'][index] ?? '',
              adapter: [fund.contracts.adapter, secondAdapter][index] ?? secondAdapter,
              adapterData: adapterDataFixture,
              amountOut,
            })),
          )
        },
      }),
      chainTime: () => Promise.resolve(seen.chainTime ?? testNow),
      openSet: () => Promise.resolve({ setEpoch, members: [], totalWeight: 3, thresholds: fund.thresholds }),
      publishedRoot: () => Promise.resolve({ root, block: 42 }),
      dryRunUnapproved: () => Promise.resolve(code),
      ammPrice: () => Promise.resolve(readingOf({ twapWad: twap.toString() as AmmPrice['twapWad'], ...seen.price })),
    },
    maxDeviationBps: 100,
  })
  const task: IntentTask = {
    kind: 'intent',
    setEpoch: 1,
    intentHash: hashIntent(intent),
    intent,
    adapterData: adapterDataFixture,
    ...came,
  }
  return checkIntent(world, { fundId: 'main', name: 'alpha' }, task)
}

test.each([
  ['BUY', buyOf()],
  ['SELL', sellOf()],
])('passes a %s within every limit, and says what the dry run said', async (_, intent) => {
  expect(await verdict(intent)).toMatchObject({ verdict: 'PASS', reason: 'OK', code: 'OK' })
})

test.each<[string, string, Partial<Record<keyof Intent, unknown>>]>([
  ['INVALID_SCOPE', 'of another fund', { fund: addressFixture(99) }],
  ['ADAPTER_NOT_ALLOWED', 'through another adapter', { adapter: addressFixture(99) }],
  ['ADAPTER_DATA_MISMATCH', 'whose route is not the signed one', { adapterDataHash: hashFixture(5) }],
  ['TOKEN_NOT_ALLOWED', 'that spends another token', { tokenIn: addressFixture(99) }],
  ['TOKEN_NOT_ALLOWED', 'that buys another token', { tokenOut: addressFixture(99) }],
  ['TOKEN_NOT_ALLOWED', 'that calls a sale a purchase', { tokenIn: fund.tradedToken, tokenOut: fund.baseAsset }],
  ['LIMIT_EXCEEDED', 'with more slippage than the fund allows', { maxSlippageBps: 201 }],
  ['LIMIT_EXCEEDED', 'with a longer window than the fund allows', { deadline: testNow + 601 }],
  [
    'LIMIT_EXCEEDED',
    'that spends more than one position may take',
    { amountIn: '5000000001', quoteAmountOut: (half * 5n).toString(), minAmountOut: (half * 5n).toString() },
  ],
  [
    'QUOTE_BELOW_MIN',
    'whose minimum is one unit under its quote less slippage',
    { minAmountOut: ((half * 9_800n) / 10_000n - 1n).toString() },
  ],
])('fails with %s an intent %s', async (reason, _, change) => {
  expect(await verdict(buyOf(change))).toMatchObject({ verdict: 'FAIL', reason, code: null })
})

test('checks an intent up to the second of its deadline', async () => {
  expect(await verdict(buyOf(), { chainTime: testNow + 600 })).toMatchObject({ verdict: 'PASS' })
})

test('sells more than one position may cost: a gain is no reason to keep it', async () => {
  const much = sellOf({
    amountIn: (half * 10n).toString(),
    quoteAmountOut: (thousand * 10n).toString(),
    minAmountOut: (thousand * 10n).toString(),
  })
  expect(await verdict(much)).toMatchObject({ verdict: 'PASS' })
})

test.each<[string, string, Seen]>([
  ['EPOCH_CLOSED', 'names a set epoch that is not open', { setEpoch: 2 }],
  ['INTENT_EXPIRED', 'came after its deadline', { chainTime: testNow + 601 }],
  ['SNAPSHOT_UNKNOWN', 'names a round that was never published', { root: null }],
  ['SNAPSHOT_UNKNOWN', 'names another root than the published one', { root: hashFixture(3) }],
])('fails with %s an intent that %s', async (reason, _, seen) => {
  expect(await verdict(buyOf(), seen)).toMatchObject({ verdict: 'FAIL', reason })
})

test('fails an intent that came under another hash', async () => {
  expect(await verdict(buyOf(), {}, { intentHash: hashFixture(1) })).toMatchObject({ verdict: 'FAIL', reason: 'HASH_MISMATCH' })
})

test('fails an intent whose route was exchanged on the way', async () => {
  const adapterData = adapterDataSchema.parse('0x08')
  expect(await verdict(buyOf(), {}, { adapterData })).toMatchObject({ verdict: 'FAIL', reason: 'ADAPTER_DATA_MISMATCH' })
})

const waiting: readonly DryRunCode[] = ['OK', 'INTENT_NOT_YET_VALID', 'COOLDOWN', 'CHALLENGE_OPEN']
test.each(dryRunCodes.filter((code) => !waiting.includes(code)))(
  'says no with the contract’s own code when its dry run says %s',
  async (code) => {
    expect(await verdict(buyOf(), { code })).toMatchObject({ verdict: 'FAIL', reason: code, code })
  },
)
test.each(waiting)('does not mind a dry run that says %s: its time is still to come', async (code) => {
  expect(await verdict(buyOf(), { code })).toMatchObject({ verdict: 'PASS', code })
})

/** A quote this many basis points over the time-weighted price (under, when negative), to the unit. */
const bought = (bps: bigint): Intent => {
  const amountIn = ((thousand * (10_000n + bps)) / 10_000n).toString()
  return buyOf({ amountIn })
}
const sold = (bps: bigint): Intent => {
  const out = ((thousand * (10_000n + bps)) / 10_000n).toString()
  return sellOf({ quoteAmountOut: out, minAmountOut: out })
}
test.each<[string, Intent, 'PASS' | 'FAIL']>([
  ['BUY 99 bps dearer', bought(99n), 'PASS'],
  ['BUY 100 bps dearer', bought(100n), 'PASS'],
  ['BUY 101 bps dearer', bought(101n), 'FAIL'],
  ['BUY 101 bps cheaper', bought(-101n), 'PASS'],
  ['BUY 5000 bps cheaper', bought(-5_000n), 'PASS'],
  ['SELL 99 bps cheaper', sold(-99n), 'PASS'],
  ['SELL 100 bps cheaper', sold(-100n), 'PASS'],
  ['SELL 101 bps cheaper', sold(-101n), 'FAIL'],
  ['SELL 101 bps dearer', sold(101n), 'PASS'],
  ['SELL 5000 bps dearer', sold(5_000n), 'PASS'],
])('with a limit of 100 bps against the time-weighted price: %s', async (_, intent, expected) => {
  const said = await verdict(intent)
  expect(said).toMatchObject(expected === 'PASS' ? { verdict: 'PASS' } : { verdict: 'FAIL', reason: 'PRICE_DEVIATION' })
})

test('measures the quote against the time-weighted price, not the spot that the proposer saw', async () => {
  const spotWad = (twap * 2n).toString() as AmmPrice['spotWad']
  expect(await verdict(bought(0n), { price: { spotWad } })).toMatchObject({ verdict: 'PASS' })
  expect(await verdict(bought(9_999n), { price: { spotWad } })).toMatchObject({ verdict: 'FAIL', reason: 'PRICE_DEVIATION' })
})

test('needs more evidence while the pair is too young for a time-weighted price', async () => {
  expect(await verdict(buyOf(), { price: { twapWad: null } })).toMatchObject({
    verdict: 'NEED_MORE_EVIDENCE',
    reason: 'STALE_DATA',
  })
})

const out = half.toString()
const beyond = (bps: bigint): string => ((half * 10_000n) / (10_000n - bps)).toString()
test.each<[string, 'PASS' | 'FAIL', Partial<Record<keyof Intent, unknown>>, Seen['quotes']]>([
  ['the other venue gives as much', 'PASS', {}, [out, out]],
  ['the other venue gives more, within the limit', 'PASS', {}, [out, beyond(100n)]],
  ['the other venue gives more than the limit allows', 'FAIL', {}, [out, beyond(101n)]],
  ['the other venue gives less', 'PASS', {}, [out, '1']],
  ['the other venue gives no quote', 'PASS', {}, [out, null]],
  ['its own venue gives more by now: that is the spot the proposer saw', 'PASS', {}, [beyond(500n), out]],
  ['it is on the second venue and the first gives as much', 'PASS', { adapter: secondAdapter }, [out, null]],
  ['it is on the second venue and the first gives much more', 'FAIL', { adapter: secondAdapter }, [beyond(101n), out]],
])('asks elsewhere than the proposer did: when %s, it says %s', async (_, expected, change, quotes) => {
  const said = await verdict(buyOf(change), { quotes })
  expect(said).toMatchObject(expected === 'PASS' ? { verdict: 'PASS' } : { verdict: 'FAIL', reason: 'QUOTE_DISAGREES' })
})

test('an adapter of no venue is refused, also by a fund that has two', async () => {
  const said = await verdict(buyOf({ adapter: addressFixture(99) }), { quotes: [out, out] })
  expect(said).toMatchObject({ verdict: 'FAIL', reason: 'ADAPTER_NOT_ALLOWED' })
})

test('a quote of nothing is no price', async () => {
  expect(await verdict(buyOf({ quoteAmountOut: '0', minAmountOut: '0' }))).toMatchObject({
    verdict: 'FAIL',
    reason: 'QUOTE_DISAGREES',
  })
})
