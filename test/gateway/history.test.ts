// A fund's prices, trades and worth, and one trade from its claims to its receipt, over HTTP: what the journal says, for
// those who may see the fund.
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ExplainResult } from '#chat/commands/explainResult.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
let viewer: string
let stranger: string
beforeAll(async () => {
  open = await openModelGateway()
  viewer = await open.key('looker', 'viewer', ['main'])
  stranger = await open.key('stranger', 'admin', ['other'])
  for (const action of ['BUY', 'SELL'])
    await open.swarm.fact(({ type, data }) => type === 'intent.executed' && data['action'] === action)
}, 60_000)
afterAll(() => open.close())

const get = (path: string, key = viewer) =>
  open.ask(`/api/v1/funds/main/${path}`, { headers: { authorization: `Bearer ${key}` } })
const factsOf = (type: string) => open.swarm.facts.filter((fact) => fact.type === type)

test('each executed trade stands among the prices that were claimed, with its exact amounts', async () => {
  const { status, body } = await get('history')
  expect(status).toBe(200)
  const { prices, trades, worth } = body as {
    prices: { seq: number; spotWad: string; status: string; claimHash: string }[]
    trades: { intentHash: string; amountIn: string; amountOut: string }[]
    worth: { value: string }[]
  }
  for (const { data } of factsOf('intent.executed')) {
    const { intentHash, amountIn, amountOut } = data
    expect(trades.find((trade) => trade.intentHash === intentHash)).toMatchObject({ amountIn, amountOut })
  }
  const claimed = factsOf('claim.submitted').map(({ data }) => data as { claimHash: string; claim: { extracted: string } })
  expect(prices.length).toBeGreaterThan(0)
  for (const { claimHash, spotWad } of prices) {
    const claim = claimed.find((one) => one.claimHash === claimHash)?.claim
    expect(JSON.parse(claim?.extracted ?? '{}')).toMatchObject({ spotWad })
  }
  expect(prices.some(({ status: stands }) => stands === 'finalized')).toBe(true)
  expect(prices.map(({ seq }) => seq)).toEqual(prices.map(({ seq }) => seq).toSorted((a, b) => a - b))
  expect(worth.length).toBeGreaterThan(0)
  const pricesOf = async (path: string) => ((await get(path)).body as { prices: { seq: number }[] }).prices
  // the swarm goes on: the two are compared until they are of one moment
  await expect
    .poll(async () => isDeepStrictEqual(await pricesOf('history?limit=1'), (await pricesOf('history')).slice(-1)), {
      timeout: 20_000,
    })
    .toBe(true)
})

test('the story of a trade names who claimed, signed, dry-ran and executed, each with its turn', async () => {
  const executed = factsOf('intent.executed')[0]
  const { status, body } = await get(`intents/${String(executed?.data['intentHash'])}/story`)
  expect(status).toBe(200)
  const { intent, timeline } = body as ExplainResult
  expect(intent).toMatchObject({
    outcome: 'executed',
    approval: null,
    ending: null,
    trade: { action: executed?.data['action'], amountIn: executed?.data['amountIn'] },
    execution: { txHash: executed?.data['txHash'], seq: executed?.seq },
  })
  expect(intent?.claims.length).toBeGreaterThan(0)
  expect(intent?.claims.every(({ opinions }) => opinions.length >= 2)).toBe(true)
  expect(intent?.signatures.attestedWeight).toBeGreaterThanOrEqual(intent?.signatures.thresholdWeight ?? Infinity)
  expect(intent?.dryRuns.some(({ code }) => code === 'OK')).toBe(true)
  const told = new Map(timeline.map(({ seq, actor }) => [seq, actor]))
  for (const seq of [intent?.proposed?.seq, intent?.approved?.seq, intent?.execution?.seq, intent?.claims[0]?.seq])
    expect(told.get(seq ?? -1)).toMatch(/^[a-z]+:/)
  // and nothing of another trade
  const others = factsOf('intent.executed').slice(1)
  expect(timeline.filter(({ seq }) => others.some((other) => other.seq === seq))).toEqual([])
})

test('a fund tells its tokens, its set epoch and the limits that its trades are held to', async () => {
  const { body } = await get('status')
  const { fund } = open.swarm
  expect(body).toMatchObject({
    base: { address: fund.baseAsset, symbol: expect.any(String) as string, decimals: expect.any(Number) as number },
    traded: { address: fund.tradedToken },
    setEpoch: fund.setEpoch,
    totalWeight: fund.verifiers.reduce((sum, { weight }) => sum + weight, 0),
    limits: { maxAmountIn: fund.strategy.sizing.maxAmountIn, approvalAboveValue: null },
  })
})

test('another tenant finds neither, and a trade that is not there is not found', async () => {
  const hash = String(factsOf('intent.executed')[0]?.data['intentHash'])
  for (const path of ['history', `intents/${hash}/story`, 'status']) {
    const { status, body } = await get(path, stranger)
    expect([status, (body as { error?: { code: string } }).error?.code]).toEqual([404, 'UNKNOWN_FUND'])
  }
  expect((await get(`intents/0x${'00'.repeat(32)}/story`)).status).toBe(404)
  expect((await get('history?limit=0')).status).toBe(400)
})
