// Every kind of action on a real chain with the real Uniswap: built, simulated in one go, signed by the wallet, and what comes
// of it is what was predicted, to the last unit.
import { join } from 'node:path'
import { erc20Abi } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { amountSchema, minimumAfterSlippage, toAmount } from '#protocol/amounts.ts'
import {
  copilotActionSchema,
  plannedTradeSchema,
  txRequestSchema,
  type CopilotAction,
  type CopilotAsset,
  type CopilotVenue,
  type PlannedTrade,
  type TxRequest,
} from '#protocol/copilotPlan.ts'
import { addressFixture } from '#protocol/fixtures.ts'
import type { Simulation } from '#protocol/simulation.ts'
import { startTestChain, type TestChain } from '#integrations/chain/chainFixtures.ts'
import { mintToken, setUpLocalChain, type LocalChain } from '#integrations/chain/localChain.ts'
import { simulateTransactions } from '#integrations/chain/simulation/simulateTransactions.ts'
import { buildTransactions, type BuildGround } from './buildTransactions.ts'
import { bestQuote, readTradeQuotes } from './tradeQuotes.ts'

let chain: TestChain
let local: LocalChain
let wallet: EvmAddress
let snapshot: unknown
let venues: readonly CopilotVenue[]
const friend = addressFixture(4_711)

beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
  wallet = toEvmAddress(chain.account('alpha').address)
  const [ticks] = local.venues['weth-usdc'] ?? []
  if (ticks === undefined) throw new Error('the local chain has a second venue')
  venues = [
    { id: 'uniswap-v2', kind: 'uniswap-v2', router: local.uniswap.router },
    { id: 'uniswap-v3', kind: 'uniswap-v3', router: local.uniswapV3.router, feePpm: ticks.feePpm, quoter: ticks.adapter },
  ]
  await mintToken(chain.account('deployer'), local.tokens.usdc.address, wallet, 10_000_000_000n)
}, 60_000)
afterAll(() => chain.end())
beforeEach(async () => {
  if (snapshot !== undefined) await callRpc(chain.anvil.url, 'evm_revert', [snapshot])
  snapshot = await callRpc(chain.anvil.url, 'evm_snapshot')
})

const read = async (token: EvmAddress, spender: EvmAddress): Promise<bigint> =>
  chain.client.readContract({ address: token, abi: erc20Abi, functionName: 'allowance', args: [wallet, spender] })
const balance = async (asset: CopilotAsset, of: EvmAddress = wallet): Promise<bigint> =>
  asset === 'native'
    ? chain.client.getBalance({ address: of })
    : chain.client.readContract({ address: asset, abi: erc20Abi, functionName: 'balanceOf', args: [of] })
async function ground(): Promise<BuildGround> {
  const { usdc, weth } = local.tokens
  const spenders = venues.map(({ router }) => router)
  const known = new Map<string, bigint>()
  for (const token of [usdc.address, weth.address])
    for (const spender of spenders) known.set(`${token} ${spender}`, await read(token, spender))
  return {
    chainId: 31_337,
    wallet,
    wrapper: weth.address,
    allowance: (token, spender) => known.get(`${token} ${spender}`) ?? 0n,
    amountWords: (asset, amount) => `${amount} ${asset === usdc.address ? 'USDC' : asset === weth.address ? 'WETH' : 'ETH'}`,
    nameOf: (address) => venues.find(({ router }) => router === address)?.id ?? address,
  }
}
/** As the planning step does: the best of all venues, and the bound that is signed. */
async function planned(action: CopilotAction, from = venues): Promise<PlannedTrade | undefined> {
  if (action.kind !== 'swap') return undefined
  const asToken = (asset: CopilotAsset): EvmAddress => (asset === 'native' ? local.tokens.weth.address : asset)
  const trade = {
    tokenIn: asToken(action.tokenIn),
    tokenOut: asToken(action.tokenOut),
    side: action.side,
    amount: BigInt(action.amount),
  }
  const quotes = await readTradeQuotes(chain.client, from, trade)
  const best = bestQuote(quotes, action.side)
  if (best === undefined) throw new Error(JSON.stringify(quotes))
  const bound =
    action.side === 'in'
      ? minimumAfterSlippage(best.amount, action.slippageBps)
      : (best.amount * BigInt(10_000 + action.slippageBps)) / 10_000n
  const { timestamp } = await chain.client.getBlock()
  return plannedTradeSchema.parse({
    venue: from.find(({ id }) => id === best.venue),
    quoted: toAmount(best.amount),
    bound: toAmount(bound),
    deadline: Number(timestamp) + 600,
    quotes,
  })
}
async function built(action: CopilotAction, from = venues): Promise<readonly TxRequest[]> {
  const trade = await planned(copilotActionSchema.parse(action), from)
  const requests = buildTransactions(action, await ground(), trade)
  for (const request of requests) txRequestSchema.parse(request)
  return requests
}
const simulated = (requests: readonly TxRequest[]): Promise<Simulation> =>
  simulateTransactions(chain.client, {
    from: wallet,
    requests: requests.map(({ id, to, data, value }) => ({ txRequestId: id, to, data, value })),
  })
const delta = ({ changes }: Simulation, asset: CopilotAsset): bigint =>
  BigInt(changes.find((change) => change.asset === asset && change.address === wallet)?.delta ?? 0)
/** Signs and sends them all. @returns what the wallet has more or less of each asset, fees left out */
async function sent(requests: readonly TxRequest[], assets: readonly CopilotAsset[]): Promise<readonly bigint[]> {
  const before = await Promise.all(assets.map((asset) => balance(asset)))
  let fees = 0n
  for (const { to, data, value, id } of requests) {
    const { hash } = await chain.account('alpha').send({ to, data, value: BigInt(value), label: id })
    const { gasUsed, effectiveGasPrice } = await chain.client.getTransactionReceipt({ hash })
    fees += gasUsed * effectiveGasPrice
  }
  const after = await Promise.all(assets.map((asset) => balance(asset)))
  return assets.map((asset, at) => (after[at] ?? 0n) - (before[at] ?? 0n) + (asset === 'native' ? fees : 0n))
}
const amount = (text: string) => amountSchema.parse(text)
const usdc = () => local.tokens.usdc.address
const weth = () => local.tokens.weth.address
const ether = '1000000000000000000'

test.each<[string, () => CopilotAction, readonly string[]]>([
  ['send a token', () => ({ kind: 'transfer', asset: usdc(), amount: amount('5000000'), to: friend }), ['transfer-1']],
  ['send the chain’s own coin', () => ({ kind: 'transfer', asset: 'native', amount: amount('77'), to: friend }), ['transfer-1']],
  [
    'allow a venue',
    () => ({ kind: 'approve', token: usdc(), spender: local.uniswap.router, amount: amount('9') }),
    ['approve-1'],
  ],
  ['wrap', () => ({ kind: 'wrap', amount: amount(ether) }), ['wrap-1']],
  [
    'swap tokens',
    () => ({ kind: 'swap', tokenIn: usdc(), tokenOut: weth(), side: 'in', amount: amount('250000000'), slippageBps: 50 }),
    ['approve-1', 'swap-1'],
  ],
  [
    'buy exactly so much',
    () => ({
      kind: 'swap',
      tokenIn: usdc(),
      tokenOut: weth(),
      side: 'out',
      amount: amount('50000000000000000'),
      slippageBps: 50,
    }),
    ['approve-1', 'swap-1'],
  ],
  [
    'swap the coin',
    () => ({ kind: 'swap', tokenIn: 'native', tokenOut: usdc(), side: 'in', amount: amount(ether), slippageBps: 50 }),
    ['swap-1'],
  ],
  [
    'swap into the coin',
    () => ({ kind: 'swap', tokenIn: usdc(), tokenOut: 'native', side: 'in', amount: amount('250000000'), slippageBps: 50 }),
    ['approve-1', 'swap-1'],
  ],
])('%s: as predicted', async (_name, action, ids) => {
  const requests = await built(action())
  expect(requests.map(({ id }) => id)).toEqual(ids)
  const prediction = await simulated(requests)
  expect(prediction).toMatchObject({ mode: 'stateful', results: ids.map((txRequestId) => ({ txRequestId, success: true })) })
  const assets = ['native', usdc(), weth()] as const
  expect(await sent(requests, assets)).toEqual(assets.map((asset) => delta(prediction, asset)))
})

test.each<[venue: 'uniswap-v2' | 'uniswap-v3', out: () => CopilotAsset]>([
  ['uniswap-v2', () => 'native'],
  ['uniswap-v3', () => 'native'],
  ['uniswap-v3', weth],
])('on %s alone, also into the coin, what was quoted is what arrives', async (venue, out) => {
  const action: CopilotAction = {
    kind: 'swap',
    tokenIn: usdc(),
    tokenOut: out(),
    side: 'in',
    amount: amount('1000000000'),
    slippageBps: 30,
  }
  const only = venues.filter(({ id }) => id === venue)
  const trade = await planned(action, only)
  expect(trade?.venue.id).toBe(venue)
  const requests = await built(action, only)
  const prediction = await simulated(requests)
  expect(delta(prediction, out())).toBe(BigInt(trade?.quoted ?? 0))
  expect(await sent(requests, [out()])).toEqual([delta(prediction, out())])
})

test('the best of the venues is taken, and a venue that quotes nothing says why', async () => {
  const trade = { tokenIn: usdc(), tokenOut: weth(), side: 'in', amount: 250_000_000n } as const
  const quotes = await readTradeQuotes(chain.client, venues, trade)
  const given = quotes.map(({ amount: each }) => BigInt(each ?? 0))
  expect(bestQuote(quotes, 'in')?.amount).toBe(given.toSorted((one, other) => (one > other ? -1 : 1))[0])
  expect(
    (await readTradeQuotes(chain.client, venues, { ...trade, side: 'out', amount: 10n ** 16n })).map(({ problem }) => problem),
  ).toEqual(['', expect.stringContaining('no trade by what it gives')])
  const none = await readTradeQuotes(chain.client, venues, { ...trade, tokenOut: addressFixture(9) })
  expect(none.map(({ amount: each }) => each)).toEqual([null, null])
  expect(bestQuote(none, 'in')).toBeUndefined()
})

test('never more is allowed than is spent, and what was allowed before is taken back first', async () => {
  const swap: CopilotAction = {
    kind: 'swap',
    tokenIn: usdc(),
    tokenOut: weth(),
    side: 'in',
    amount: amount('250000000'),
    slippageBps: 50,
  }
  const v2 = venues.slice(0, 1)
  await sent(await built({ kind: 'approve', token: usdc(), spender: local.uniswap.router, amount: amount('9') }), [])
  const requests = await built(swap, v2)
  expect(requests.map(({ id }) => id)).toEqual(['revoke-1', 'approve-1', 'swap-1'])
  const approve = requests.find(({ kind }) => kind === 'approve')
  expect(approve?.says).toBe('Allow uniswap-v2 to take 250000000 USDC, no more')
  await sent(requests, [])
  expect(await read(usdc(), local.uniswap.router)).toBe(0n)
  // as much is allowed as is spent: nothing is asked for again
  await sent(await built({ kind: 'approve', token: usdc(), spender: local.uniswap.router, amount: amount('250000000') }), [])
  expect((await built(swap, v2)).map(({ id }) => id)).toEqual(['swap-1'])
  const revoked = await built({ kind: 'revoke', token: usdc(), spender: local.uniswap.router })
  await sent(revoked, [])
  expect(await read(usdc(), local.uniswap.router)).toBe(0n)
})

test('a wrapped coin is unwrapped, a vault takes and gives back', async () => {
  await sent(await built({ kind: 'wrap', amount: amount(ether) }), [])
  const back = await built({ kind: 'unwrap', amount: amount('400') })
  const prediction = await simulated(back)
  expect(await sent(back, ['native', weth()])).toEqual([delta(prediction, 'native'), delta(prediction, weth())])
  expect(delta(prediction, 'native')).toBe(400n)
  const vault = addressFixture(12)
  const requests = buildTransactions(
    { kind: 'deposit', fundId: 'main', vault, asset: usdc(), amount: amount('5') },
    await ground(),
  )
  expect(requests.map(({ id, to }) => [id, to])).toEqual([
    ['approve-1', usdc()],
    ['deposit-1', vault],
  ])
  const [redeem] = buildTransactions({ kind: 'redeem', fundId: 'main', vault, shares: amount('5') }, await ground())
  expect(redeem).toMatchObject({ id: 'redeem-1', to: vault, value: '0' })
})

test('a bound that the price has passed fails in the simulation, in words', async () => {
  const action: CopilotAction = {
    kind: 'swap',
    tokenIn: usdc(),
    tokenOut: weth(),
    side: 'in',
    amount: amount('250000000'),
    slippageBps: 1,
  }
  const requests = await built(action, venues.slice(0, 1))
  // somebody buys before
  const other = await built({ ...action, amount: amount('5000000000'), slippageBps: 1_000 }, venues.slice(0, 1))
  await sent(other, [])
  const { results } = await simulated(requests)
  expect(results.at(-1)?.revert?.problem).toMatch(/^the price moved: .*INSUFFICIENT_OUTPUT_AMOUNT/)
})
