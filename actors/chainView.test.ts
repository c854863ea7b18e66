import { afterAll, beforeAll, expect, test } from 'vitest'
import { hashClaim, claimSchema, type Claim } from '#protocol/claim.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { makeChainClient } from '#integrations/chain/chainClient.ts'
import { startTestFund, type TestFund } from '#integrations/chain/fundFixtures.ts'
import type { Extracted } from '#machines/crawler.ts'
import { chainView } from './chainView.ts'
import { crawlerEffects } from './crawler.ts'
import { runEffect, worldOf } from './fixtures.ts'
import { reproduceClaim } from './verifyClaim.ts'
import type { ChainView, World } from './world.ts'

let on: TestFund
let view: ChainView
beforeAll(async () => {
  on = await startTestFund()
  view = chainView(on.chain.client, 31_337)
  await mine(3)
})
afterAll(() => on.chain.end())

const mine = (blocks: number) => callRpc(on.chain.anvil.url, 'anvil_mine', [`0x${blocks.toString(16)}`, '0x14'])
const worldOn = (of: ChainView): World => ({
  ...worldOf({ fund: on.fund }),
  view: () => of,
  signer: () => ({
    address: on.chain.keys.signer('gamma').address,
    signTypedData: () => Promise.reject(new Error('nothing is signed here')),
  }),
})
const extract = async (): Promise<{ claim: Claim; claimHash: string }> => {
  const given = { fundId: 'main', name: 'pool', round: 7 }
  const { claim, claimHash } = (await runEffect(crawlerEffects(worldOn(view)), 'crawler.extract', given)) as Extracted
  return { claim: claimSchema.parse(claim), claimHash }
}
const verdictOn = ({ claim, claimHash }: { claim: Claim; claimHash: string }) =>
  reproduceClaim(worldOn(view), { fundId: 'main', name: 'alpha' }, { kind: 'claim', round: 7, setEpoch: 1, claimHash, claim })

test('the time of the chain is its newest block’s', async () => {
  expect(await view.chainTime()).toBe(Number((await on.chain.client.getBlock()).timestamp))
})

test('a price at a block stays the same when the chain goes on', async () => {
  const [pool] = on.fund.pools
  if (pool === undefined) throw new Error('the fund has a pool')
  const of = { pair: pool.pair, base: pool.base, quote: pool.quote, windowS: 20 }
  const now = await view.ammPrice({ ...of, at: null })
  expect(now.ref).toMatchObject({ chainId: 31_337, pair: pool.pair, block: Number(await on.chain.client.getBlockNumber()) })
  await mine(2)
  expect(await view.ammPrice({ ...of, at: now.ref })).toEqual(now)
  expect((await view.ammPrice({ ...of, at: null })).ref.block).toBe(now.ref.block + 2)
})

test('what a crawler claims from this chain a verifier reproduces later, to the digit', async () => {
  const made = await extract()
  await mine(2)
  expect(await verdictOn(made)).toMatchObject({ verdict: 'PASS', reason: 'OK' })
})

test('an old block under a new timestamp is stale, not reproduced', async () => {
  const { claim } = await extract()
  await mine(2)
  const replayed = { ...claim, timestamp: await view.chainTime() }
  expect(await verdictOn({ claim: replayed, claimHash: hashClaim(replayed) })).toMatchObject({
    verdict: 'FAIL',
    reason: 'STALE_DATA',
  })
})

test('a claim about a block that was reorganised away is stale', async () => {
  await mine(2)
  const made = await extract()
  await callRpc(on.chain.anvil.url, 'anvil_reorg', [2, []])
  expect(await verdictOn(made)).toMatchObject({ verdict: 'FAIL', reason: 'STALE_DATA' })
})

test('passes the fund’s readers on: set, root, status, dry run, event, quote, books', async () => {
  const { client } = on.chain
  const root = await on.publish(7, [hashFixture(1)])
  const trade = await on.propose({ action: 'BUY', amountIn: '1000000000', round: 7, root })
  await on.approve(trade.intentHash)
  expect(await view.publishedRoot(on.fund, 7)).toEqual({ root, block: Number(await client.getBlockNumber()) })
  expect(await view.intentStatus(on.fund, trade.intentHash)).toBe('APPROVED')
  expect(await view.dryRun(on.fund, trade.intentHash, trade.adapterData)).toBe('OK')
  expect(await view.dryRunUnapproved(on.fund, trade.intentHash, trade.adapterData)).toBe('OK')
  expect(await view.execution(on.fund, trade.intentHash, null)).toBeNull()
  const { hash, block } = await on.execute(trade)
  expect(await view.execution(on.fund, trade.intentHash, null)).toMatchObject({ txHash: hash, block })
  expect(await view.openSet(on.fund)).toMatchObject({ setEpoch: 1, totalWeight: 3 })
  expect(await view.holdings(on.fund)).toMatchObject({ baseFree: '9000000000' })
  expect(await view.valuation(on.fund)).toMatchObject({ baseAmount: '9000000000', paused: false })
  const { baseAsset: tokenIn, tradedToken: tokenOut } = on.fund
  const [first, second] = await view.quotes(on.fund, { tokenIn, tokenOut, amountIn: '3000000' })
  expect(first?.adapterData).toBe(trade.adapterData)
  expect(second).toMatchObject({ venue: 'uniswap-v3', adapter: on.fund.venues[0]?.adapter })
})

test('says in the contract’s words why a venue does not quote', async () => {
  const { tradedToken: tokenOut } = on.fund
  const [first] = await view.quotes(on.fund, { tokenIn: tokenOut, tokenOut, amountIn: '1' })
  expect(first?.problem).toMatch(/a quote of uniswap-v2/)
})

test('a block that is not there yet is a failure to look again at', async () => {
  const [pool] = on.fund.pools
  if (pool === undefined) throw new Error('the fund has a pool')
  const { ref } = await view.ammPrice({ pair: pool.pair, base: pool.base, quote: pool.quote, windowS: 20, at: null })
  const beyond = view.ammPrice({
    pair: pool.pair,
    base: pool.base,
    quote: pool.quote,
    windowS: 20,
    at: { ...ref, block: ref.block + 1_000 },
  })
  await expect(beyond).rejects.toMatchObject({ code: 'RPC_FAILED', retryable: true })
})

test('every question to a node that is away fails as RPC_UNREACHABLE, which is asked again', async () => {
  const away = chainView(makeChainClient({ url: 'http://127.0.0.1:1', chainId: 31_337 }), 31_337)
  const { fund } = on
  const [pool] = fund.pools
  if (pool === undefined) throw new Error('the fund has a pool')
  const hash = hashFixture(1)
  const questions = [
    away.chainTime(),
    away.ammPrice({ pair: pool.pair, base: pool.base, quote: pool.quote, windowS: 20, at: null }),
    away.openSet(fund),
    away.publishedRoot(fund, 7),
    away.intentStatus(fund, hash),
    away.dryRun(fund, hash, '0x01' as Parameters<ChainView['dryRun']>[2]),
    away.execution(fund, hash, null),
    away.dryRunUnapproved(fund, hash, '0x01' as Parameters<ChainView['dryRun']>[2]),
    away.quotes(fund, { tokenIn: pool.base, tokenOut: pool.quote, amountIn: '1' }),
    away.holdings(fund),
    away.valuation(fund),
  ]
  const answers = await Promise.allSettled(questions)
  for (const answer of answers)
    expect(answer).toMatchObject({ status: 'rejected', reason: { code: 'RPC_UNREACHABLE', retryable: true } })
})
