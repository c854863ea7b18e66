import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import type { EvmAddress } from '#protocol/address.ts'
import type { ChainAccount } from './chainAccount.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { createFund, depositIntoFund, type NewFund } from './deployFund.ts'
import { mintToken, setUpLocalChain, type LocalChain } from './localChain.ts'
import { erc20Abi } from './uniswapAbi.ts'

let chain: TestChain
let local: LocalChain
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
})
afterAll(() => chain.end())

function newFund(change: Partial<NewFund> = {}): NewFund {
  const address = (name: string) => chain.keys.signer(name).address
  return {
    name: 'Main',
    symbol: 'qMAIN',
    asset: local.tokens.usdc.address,
    claimMode: 'OFFCHAIN',
    roles: {
      owner: address('owner'),
      guardian: address('guardian'),
      strategy: address('strategy'),
      executor: address('executor'),
    },
    verifiers: ['alpha', 'beta', 'gamma'].map((name) => ({ address: address(name), weight: 1 })),
    thresholds: { claim: 2, snapshot: 2, intent: 2 },
    tokens: [local.tokens.weth.address],
    adapter: local.adapter,
    risk: { maxIntentWindowS: 1_800, maxSnapshotAgeS: 600, maxSlippageBps: 100 },
    salt: 'main',
    ...change,
  }
}

test('creates a fund once and takes a deposit', async () => {
  const owner = chain.account('owner')
  const fund = await createFund(owner, local.fundFactory, newFund())
  expect(await createFund(owner, local.fundFactory, newFund())).toEqual(fund)
  await mintToken(owner, local.tokens.usdc.address, owner.address, 1_000_000n)
  await depositIntoFund(owner, fund.vault, local.tokens.usdc.address, 1_000_000n)
  const assets = await chain.client.readContract({ address: fund.vault, abi: vaultAbi, functionName: 'totalAssets' })
  expect(assets).toBe(1_000_000n)
})

test('a deposit allows the vault exactly what it deposits, whatever was allowed before', async () => {
  const owner = chain.account('owner')
  const fund = await createFund(owner, local.fundFactory, newFund())
  const usdc = local.tokens.usdc.address
  const allowances: string[] = []
  const watched: ChainAccount = {
    ...owner,
    send: async (call) => {
      const mined = await owner.send(call)
      allowances.push(String(await allowanceOf(usdc, owner.address, fund.vault)))
      return mined
    },
  }
  await mintToken(owner, usdc, owner.address, 500n)
  await depositIntoFund(watched, fund.vault, usdc, 200n)
  await depositIntoFund(watched, fund.vault, usdc, 300n)
  expect(allowances).toEqual(['200', '0', '300', '0'])
})

const allowanceOf = (token: EvmAddress, holder: EvmAddress, spender: EvmAddress): Promise<bigint> =>
  chain.client.readContract({ address: token, abi: erc20Abi, functionName: 'allowance', args: [holder, spender] })

test('says by name which rule of the contracts a configuration breaks', async () => {
  const weak = newFund({ thresholds: { claim: 1, snapshot: 2, intent: 2 }, salt: 'weak' })
  await expect(createFund(chain.account('owner'), local.fundFactory, weak)).rejects.toMatchObject({ code: 'CALL_REVERTED' })
})
