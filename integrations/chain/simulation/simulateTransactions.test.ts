// Against a real chain with the real Uniswap: what is predicted is sent afterwards, and compared to the last unit.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { addressFixture } from '#protocol/fixtures.ts'
import type { AssetChange, SimulatedRequest } from '#protocol/simulation.ts'
import { connectChain, type ChainClient } from '#integrations/chain/chainClient.ts'
import { startTestChain, type TestChain } from '#integrations/chain/chainFixtures.ts'
import { mintToken, setUpLocalChain, type LocalChain } from '#integrations/chain/localChain.ts'
import { erc20Abi, wethAbi } from '#integrations/chain/uniswapAbi.ts'
import { swapCall } from '#integrations/chain/uniswapV2.ts'
import { simulateTransactions } from './simulateTransactions.ts'

let chain: TestChain
let local: LocalChain
let plain: ChainClient
let proxy: Server
let snapshot: unknown
/** Methods that the node behind the proxy does not have. */
const missing = new Set<string>()
let wallet: EvmAddress
const usdcIn = 250_000_000n

beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
  wallet = toEvmAddress(chain.account('alpha').address)
  await mintToken(chain.account('deployer'), local.pools[0].quote, wallet, 1_000_000_000n)
  const passOn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = ''
    for await (const piece of request) body += String(piece)
    const { id, method } = JSON.parse(body) as { readonly id: number; readonly method: string }
    const refusal = {
      jsonrpc: '2.0',
      id,
      error: { code: -32_601, message: `the method ${method} does not exist/is not available` },
    }
    const answered = missing.has(method)
      ? JSON.stringify(refusal)
      : await (await fetch(chain.anvil.url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).text()
    response.writeHead(200, { 'content-type': 'application/json' }).end(answered)
  }
  proxy = createServer((asked, answer) => void passOn(asked, answer))
  await new Promise<void>((done) => void proxy.listen(0, '127.0.0.1', done))
  const { port } = proxy.address() as AddressInfo // it listens on a port
  plain = await connectChain({ url: `http://127.0.0.1:${port}`, chainId: 31_337, pollingMs: 20 })
}, 60_000)
afterAll(async () => {
  proxy.close()
  proxy.closeAllConnections()
  await chain.end()
})
beforeEach(async () => {
  missing.clear()
  if (snapshot !== undefined) await callRpc(chain.anvil.url, 'evm_revert', [snapshot])
  snapshot = await callRpc(chain.anvil.url, 'evm_snapshot')
})

const request = (txRequestId: string, to: EvmAddress, data: `0x${string}`, value = '0'): SimulatedRequest => ({
  txRequestId,
  to,
  data,
  value,
})
const approval = (amount = usdcIn): SimulatedRequest => {
  const [{ quote, router }] = local.pools
  return request('approve-1', quote, encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [router, amount] }))
}
const swap = (id = 'swap-1', minAmountOut = 0n): SimulatedRequest => {
  const [{ base, quote, router }] = local.pools
  return request(id, router, swapCall({ path: [quote, base], amountIn: usdcIn, minAmountOut, to: wallet }))
}
const run = (client: ChainClient, ...requests: readonly SimulatedRequest[]) =>
  simulateTransactions(client, { from: wallet, requests })
const of = (changes: readonly AssetChange[], asset: string, address: EvmAddress = wallet): bigint | undefined => {
  const found = changes.find((change) => change.asset === asset && change.address === address)
  return found === undefined ? undefined : BigInt(found.delta)
}
const balance = (token: EvmAddress): Promise<bigint> =>
  chain.client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [wallet] })
/** Sends them for real. */
async function send(...requests: readonly SimulatedRequest[]): Promise<void> {
  for (const { to, data, value, txRequestId } of requests)
    await chain.account('alpha').send({ to, data, value: BigInt(value), label: txRequestId })
}

test('approve, then swap: run in order, and executed it gives exactly that', async () => {
  const [{ base, quote }] = local.pools
  const simulated = await run(chain.client, approval(), swap())
  expect(simulated).toMatchObject({ mode: 'stateful', why: '', changesFrom: 'logs', otherChanges: 0 })
  expect(simulated.results.map(({ success, assumedSuccess }) => [success, assumedSuccess])).toEqual([
    [true, false],
    [true, false],
  ])
  expect(of(simulated.changes, quote)).toBe(-usdcIn)
  expect(simulated.changes[0]?.address).toBe(wallet)
  const before = await balance(base)
  await send(approval(), swap())
  expect((await balance(base)) - before).toBe(of(simulated.changes, base))
  expect(simulated.results[1]?.events.map(({ name }) => name)).toEqual(['Transfer', 'Transfer', 'Swap'])
  expect(Number(simulated.results[1]?.gasUsed)).toBeGreaterThan(50_000)
})

test('without its approval the swap fails, and says why in words', async () => {
  const { results, changes } = await run(chain.client, swap())
  expect(results[0]).toMatchObject({ success: false, events: [] })
  expect(results[0]?.revert?.problem).toMatch(/no allowance for it \(.*TRANSFER_FROM_FAILED/)
  expect(changes).toEqual([])
})

test('each sees what those before it left: the second swap gives less, and a third that is too much fails', async () => {
  const [{ base }] = local.pools
  const twice = await run(chain.client, approval(2n * usdcIn), swap('one'), swap('two'), swap('three'))
  expect(twice.results.map(({ success }) => success)).toEqual([true, true, true, false])
  const once = await run(chain.client, approval(), swap())
  expect(of(twice.changes, base)).toBeLessThan(2n * (of(once.changes, base) ?? 0n))
})

test('the chain’s own coin is seen leaving, arriving and wrapped', async () => {
  const { weth } = local.tokens
  const friend = addressFixture(77)
  const wrap = request('wrap', weth.address, encodeFunctionData({ abi: wethAbi, functionName: 'deposit' }), '2000')
  const back = request('unwrap', weth.address, encodeFunctionData({ abi: wethAbi, functionName: 'withdraw', args: [500n] }))
  const { changes, results } = await run(chain.client, wrap, back, request('send', friend, '0x', '70'))
  expect(results.every(({ success }) => success)).toBe(true)
  expect([of(changes, 'native'), of(changes, weth.address), of(changes, 'native', friend)]).toEqual([-1_570n, 1_500n, 70n])
})

test('a node that cannot run them in order is given a state in which the approval was made, and predicts the same', async () => {
  const best = await run(chain.client, approval(), swap())
  missing.add('eth_simulateV1')
  const simulated = await run(plain, approval(), swap())
  expect(simulated).toMatchObject({ mode: 'overrides', changesFrom: 'calls', why: expect.stringContaining('eth_simulateV1') })
  expect(simulated.results.map(({ success, assumedSuccess }) => [success, assumedSuccess])).toEqual([
    [true, false],
    [true, false],
  ])
  const own = (changes: readonly AssetChange[]) => changes.filter(({ address }) => address === wallet)
  expect(own(simulated.changes)).toEqual(own(best.changes))
  expect(simulated.results[1]?.gasUsed).not.toBeNull()
})

test('there, too, what was wrapped can be swapped, and what was not approved cannot', async () => {
  missing.add('eth_simulateV1')
  const [{ base, quote, router }] = local.pools
  const wrap = request('wrap', base, encodeFunctionData({ abi: wethAbi, functionName: 'deposit' }), '1000000000000000')
  const allow = request(
    'approve',
    base,
    encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [router, 10n ** 15n] }),
  )
  const sell = request('swap', router, swapCall({ path: [base, quote], amountIn: 10n ** 15n, minAmountOut: 0n, to: wallet }))
  const whole = await run(plain, wrap, allow, sell)
  expect(whole.results.map(({ success }) => success)).toEqual([true, true, true])
  expect(of(whole.changes, quote)).toBe(of((await run(chain.client, wrap, allow, sell)).changes, quote))
  const { mode, results } = await run(plain, wrap, sell)
  expect([mode, results[1]?.success]).toEqual(['overrides', false])
})

test('where no storage can be read either, the want of an allowance is assumed away and said; any other failure stays one', async () => {
  missing.add('eth_simulateV1').add('eth_createAccessList')
  const { mode, results, changes } = await run(plain, approval(), swap(), swap('dear', 10n ** 30n))
  expect(mode).toBe('assumed')
  expect(results[1]).toMatchObject({
    success: true,
    assumedSuccess: true,
    assumptionReason: 'ALLOWANCE_NOT_APPLIED_IN_SIMULATION',
    gasUsed: null,
  })
  expect(results[2]).toMatchObject({ success: false, revert: { problem: expect.stringContaining('the price moved') } })
  expect(of(changes, local.pools[0].quote)).toBe(-usdcIn)
  // an approval that lets nothing be taken excuses nothing
  const none = await run(plain, approval(0n), swap())
  expect(none.results[1]?.success).toBe(false)
})

test('a node that does not answer has simulated nothing', async () => {
  missing.add('eth_simulateV1').add('eth_call')
  await expect(run(plain, approval(), swap())).rejects.toMatchObject({ code: 'RPC_FAILED' })
})
