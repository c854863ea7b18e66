// A fund that was just made on a real chain, as a bot reads it. What a trade changes is read in test/daemon.
import { join } from 'node:path'
import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { addressFixture, adapterDataFixture, fundFixture, hashFixture } from '#protocol/fixtures.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { createFund, depositIntoFund } from './deployFund.ts'
import {
  readDryRun,
  readExecution,
  readHoldings,
  readIntentStatus,
  readOpenSet,
  readPublishedRoot,
  readQuote,
  readValuation,
} from './fundView.ts'
import { mintToken, setUpLocalChain, type LocalChain } from './localChain.ts'

const verifiers = ['alpha', 'beta', 'gamma'] as const
let chain: TestChain
let local: LocalChain
let fund: FundConfig
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
  const address = (name: string) => chain.keys.signer(name).address
  const owner = chain.account('owner')
  const { usdc, weth } = local.tokens
  const contracts = await createFund(owner, local.fundFactory, {
    name: 'Main',
    symbol: 'qMAIN',
    asset: usdc.address,
    claimMode: 'OFFCHAIN',
    roles: {
      owner: address('owner'),
      guardian: address('guardian'),
      strategy: address('strategy'),
      executor: address('executor'),
    },
    verifiers: verifiers.map((name, index) => ({ address: address(name), weight: index + 1 })),
    thresholds: { claim: 4, snapshot: 5, intent: 6 },
    tokens: [weth.address],
    adapter: local.adapter,
    risk: { maxIntentWindowS: 1_800, maxSnapshotAgeS: 600, maxSlippageBps: 100 },
    salt: 'main',
  })
  await mintToken(owner, usdc.address, owner.address, 5_000_000_000n)
  await depositIntoFund(owner, contracts.vault, usdc.address, 5_000_000_000n)
  fund = fundFixture({
    contracts,
    baseAsset: usdc.address,
    tradedToken: weth.address,
    tradePool: 'weth-usdc',
    tokens: Object.values(local.tokens),
    pools: local.pools,
    thresholds: { claim: 4, snapshot: 5, intent: 6 },
    verifiers: verifiers.map((name, index) => ({ name, address: address(name), weight: index + 1 })),
    crawlers: [{ name: 'weth', address: addressFixture(50), source: { type: 'amm-price', pool: 'weth-usdc' } }],
  })
})
afterAll(() => chain.end())

test('the open set has the members’ names, weights and thresholds of the chain', async () => {
  const members = verifiers.map((name, index) => ({ name, weight: index + 1, address: chain.keys.signer(name).address }))
  const set = await readOpenSet(chain.client, fund)
  expect({ ...set, members: set.members.toSorted((a, b) => a.weight - b.weight) }).toEqual({
    setEpoch: 1,
    members,
    totalWeight: 6,
    thresholds: { claim: 4, snapshot: 5, intent: 6 },
  })
})

test('a member that the settings do not name is called by its address', async () => {
  const [first, ...others] = fund.verifiers
  const set = await readOpenSet(chain.client, { ...fund, verifiers: others })
  expect(set.members.map(({ name }) => name)).toContain(first?.address)
})

test('what nobody published, proposed or executed is not there', async () => {
  const nothing = hashFixture(7)
  expect((await readPublishedRoot(chain.client, fund, 1)).root).toBeNull()
  expect(await readIntentStatus(chain.client, fund, nothing)).toBe('NONE')
  expect(await readExecution(chain.client, fund, nothing)).toBeNull()
  expect(await readDryRun(chain.client, fund, nothing, adapterDataFixture)).not.toBe('OK')
})

test('a fund without a position has its base asset, and is worth it', async () => {
  expect(await readHoldings(chain.client, fund)).toEqual({ baseFree: '5000000000', held: null })
  expect(await readValuation(chain.client, fund)).toMatchObject({
    baseAmount: '5000000000',
    positionAmount: '0',
    value: '5000000000',
    realisedProfit: '0',
    paused: false,
  })
})

test('a pause is seen', async () => {
  const guardian = chain.account('guardian')
  const data = encodeFunctionData({ abi: clawCoreAbi, functionName: 'pause' })
  await guardian.send({ to: fund.contracts.core, data, label: 'pause' })
  expect((await readValuation(chain.client, fund)).paused).toBe(true)
})

test('a quote is what the pool gives, and a pool that is not there is named', async () => {
  const { amountOut } = await readQuote(chain.client, fund, {
    tokenIn: fund.baseAsset,
    tokenOut: fund.tradedToken,
    amountIn: '3000000000',
  })
  // a pool that opened at 3,000: one whole token less the fee and the move
  expect(BigInt(amountOut)).toBeGreaterThan(9n * 10n ** 17n)
  expect(BigInt(amountOut)).toBeLessThan(10n ** 18n)
  await expect(readValuation(chain.client, { ...fund, tradePool: 'nowhere' })).rejects.toMatchObject({ code: 'NO_ROUTE' })
})
