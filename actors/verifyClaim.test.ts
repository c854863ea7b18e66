import { expect, test } from 'vitest'
import { claimSchema, hashClaim, type Claim } from '#protocol/claim.ts'
import { QuorateError } from '#protocol/errors.ts'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { formatAmmPriceRef, type AmmPrice } from '#protocol/source.ts'
import { written } from './crawler.ts'
import { actorsFund, addressOf, readingOf, testNow, viewOf, worldOf } from './fixtures.ts'
import { reproduceClaim } from './verifyClaim.ts'

const fund = actorsFund()
const [pool] = fund.pools
if (pool === undefined) throw new Error('the fund has a pool')
const { ref, price } = readingOf()

const claimOf = (change: Partial<Record<keyof Claim, unknown>>): Claim =>
  claimSchema.parse({
    fund: fund.contracts.vault,
    round: 7,
    schemaId: 'amm-price/1',
    sourceType: 'amm-price',
    sourceRef: formatAmmPriceRef(ref),
    selector: `price:${pool.base}/${pool.quote}:60s`,
    ...written(price),
    timestamp: price.blockTime,
    evidenceType: 'chain',
    evidenceURI: formatAmmPriceRef(ref),
    crawler: addressOf('pool'),
    notes: '',
    ...change,
  })
const figure = {
  crawler: addressOf('figure'),
  sourceType: 'http-json',
  schemaId: 'figure/1',
  sourceRef: 'https://example.com/figure',
  selector: '$.price',
  extracted: '2000.5',
  extractedType: 'number',
  timestamp: testNow,
}
const page = {
  ...figure,
  crawler: addressOf('page'),
  sourceType: 'http-text',
  selector: '-',
  extracted: 'two thousand',
  extractedType: 'string',
}

interface Seen {
  readonly reading?: { ref: typeof ref; price: AmmPrice }
  readonly chainTime?: number
}
function verdict(claim: Claim, seen: Seen = {}, came: { claimHash?: string; round?: number } = {}) {
  const world = worldOf({
    view: {
      chainTime: () => Promise.resolve(seen.chainTime ?? testNow),
      ammPrice: () => Promise.resolve(seen.reading ?? readingOf()),
    },
    http: {
      json: () => Promise.resolve({ extracted: '2000.5', responseHash: hashFixture(5) }),
      text: () => Promise.resolve({ extracted: 'two thousand', responseHash: hashFixture(6) }),
    },
  })
  const task = { kind: 'claim' as const, round: 7, setEpoch: 1, claimHash: hashClaim(claim), claim, ...came }
  return reproduceClaim(world, { fundId: 'main', name: 'alpha' }, task)
}

test.each<[string, Partial<Record<keyof Claim, unknown>>]>([
  ['a pool’s price', {}],
  ['a value of a JSON source', figure],
  ['a text', page],
])('passes %s that it finds just so', async (_, change) => {
  expect(await verdict(claimOf(change))).toMatchObject({ verdict: 'PASS', reason: 'OK', code: null })
})

test.each<[string, string, Partial<Record<keyof Claim, unknown>>]>([
  ['INVALID_SCOPE', 'of another fund', { fund: addressFixture(99) }],
  ['INVALID_SCOPE', 'of another round', { round: 8 }],
  ['INVALID_SCOPE', 'of a crawler the fund does not have', { crawler: addressOf('stranger') }],
  ['INVALID_SCOPE', 'of another source type than the crawler’s', { sourceType: 'http-text' }],
  ['INVALID_SCOPE', 'under another schema', { schemaId: 'amm-price/2' }],
  ['INVALID_SCOPE', 'of another extracted type', { extractedType: 'number' }],
  [
    'INVALID_SCOPE',
    'of a pair that is no pool of the fund',
    { sourceRef: formatAmmPriceRef({ ...ref, pair: addressFixture(98) }) },
  ],
  ['INVALID_SCOPE', 'of the pool turned around', { selector: `price:${pool.quote}/${pool.base}:60s` }],
  ['INVALID_SCOPE', 'of another chain', { sourceRef: formatAmmPriceRef({ ...ref, chainId: 1 }) }],
  ['INVALID_SCOPE', 'over another window', { selector: `price:${pool.base}/${pool.quote}:61s` }],
  ['INVALID_SCOPE', 'fetched from another URL', { ...figure, sourceRef: 'https://example.com/other' }],
  ['INVALID_SCOPE', 'fetched by another path', { ...figure, selector: '$.volume' }],
  ['INVALID_SCOPE', 'fetched and called a pool’s price', { ...figure, schemaId: 'amm-price/1' }],
  ['INVALID_SCOPE', 'fetched and called another type', { ...figure, extractedType: 'text' }],
  ['INVALID_SCOPE', 'of a text with a selector', { ...page, selector: '$.x' }],
  ['STALE_DATA', 'older than the limit', { timestamp: testNow - 601 }],
  ['STALE_DATA', 'from the future', { timestamp: testNow + 601 }],
  ['STALE_DATA', 'whose block is older than it says', { timestamp: testNow }],
  ['STALE_DATA', 'fetched too long ago', { ...figure, timestamp: testNow - 601 }],
  ['REPRODUCTION_FAILED', 'of another price', written({ ...price, spotWad: '1' as AmmPrice['spotWad'] })],
  ['REPRODUCTION_FAILED', 'of another JSON value', { ...figure, extracted: '2000.6' }],
  ['REPRODUCTION_FAILED', 'of another text', { ...page, extracted: 'three thousand' }],
  ['HASH_MISMATCH', 'of the right price under a wrong response hash', { responseHash: hashFixture(1) }],
])('fails with %s a claim %s', async (reason, _, change) => {
  expect(await verdict(claimOf(change))).toMatchObject({ verdict: 'FAIL', reason })
})

test('fails with HASH_MISMATCH a claim that came under another hash', async () => {
  expect(await verdict(claimOf({}), {}, { claimHash: hashFixture(1) })).toMatchObject({
    verdict: 'FAIL',
    reason: 'HASH_MISMATCH',
  })
})

test('fails with INVALID_SCOPE a claim that came for another round', async () => {
  expect(await verdict(claimOf({}), {}, { round: 8 })).toMatchObject({ verdict: 'FAIL', reason: 'INVALID_SCOPE' })
})

test('fails with STALE_DATA when its block was reorganised away', async () => {
  const reading = readingOf({}, { blockHash: hashFixture(43) })
  expect(await verdict(claimOf({}), { reading })).toMatchObject({
    verdict: 'FAIL',
    reason: 'STALE_DATA',
    detail: expect.stringContaining('is 0x') as string,
  })
})

test('takes data up to ten minutes from the chain’s time, on both sides', async () => {
  for (const chainTime of [price.blockTime + 600, price.blockTime - 600]) {
    expect(await verdict(claimOf({}), { chainTime })).toMatchObject({ verdict: 'PASS' })
  }
})

test('fails with INVALID_SCOPE a crawler that reads another pool of the fund than its own', async () => {
  const second = { ...pool, id: 'second', pair: addressFixture(77) }
  const two = actorsFund({ pools: [pool, second] })
  const claim = claimOf({ sourceRef: formatAmmPriceRef({ ...ref, pair: second.pair }) })
  const world = worldOf({ fund: two, view: { ammPrice: () => Promise.resolve(readingOf()) } })
  const task = { kind: 'claim' as const, round: 7, setEpoch: 1, claimHash: hashClaim(claim), claim }
  expect(await reproduceClaim(world, { fundId: 'main', name: 'alpha' }, task)).toMatchObject({
    verdict: 'FAIL',
    reason: 'INVALID_SCOPE',
  })
})

test.each<[string, Partial<Record<keyof Claim, unknown>>]>([
  ['names no pair at a block', { sourceRef: 'somewhere' }],
  ['names no side and window', { selector: 'price' }],
])('needs more evidence for a claim that %s', async (_, change) => {
  expect(await verdict(claimOf(change))).toMatchObject({ verdict: 'NEED_MORE_EVIDENCE', reason: 'MISSING_FIELDS' })
})

test('has no opinion when its own source fails: it throws', async () => {
  const view = viewOf({ chainTime: () => Promise.reject(new QuorateError('RPC_UNREACHABLE', { url: 'x', problem: 'gone' })) })
  const claim = claimOf({})
  const task = { kind: 'claim' as const, round: 7, setEpoch: 1, claimHash: hashClaim(claim), claim }
  await expect(reproduceClaim(worldOf({ view }), { fundId: 'main', name: 'alpha' }, task)).rejects.toMatchObject({
    code: 'RPC_UNREACHABLE',
  })
})

test('looks at the very block of the claim, with its own client', async () => {
  const asked: unknown[] = []
  const bots: string[] = []
  const claim = claimOf({})
  const world = {
    ...worldOf(),
    view: (bot: string) => {
      bots.push(bot)
      return viewOf({
        chainTime: () => Promise.resolve(testNow),
        ammPrice: (of) => {
          asked.push(of)
          return Promise.resolve(readingOf())
        },
      })
    },
  }
  await reproduceClaim(
    world,
    { fundId: 'main', name: 'alpha' },
    { kind: 'claim', round: 7, setEpoch: 1, claimHash: hashClaim(claim), claim },
  )
  expect(bots).toEqual(['verifier:main.alpha'])
  expect(asked).toEqual([{ pair: pool.pair, base: pool.base, quote: pool.quote, windowS: 60, at: ref }])
})
