import { join } from 'node:path'
import { privateKeyToAddress } from 'viem/accounts'
import { keccak256, toHex } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fundFactoryAbi } from '#protocol/abi/FundFactory.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import type { ChainAccount } from './chainAccount.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { createFund, depositIntoFund, deployFundFactory, factoryCreations } from './deployFund.ts'
import { mintToken, setUpLocalChain, type LocalChain } from './localChain.ts'
import type { NewFund } from './newFund.ts'
import { newFundFixture } from './newFundFixture.ts'
import { create2Address } from './create2.ts'
import { broadcast, prepareTransaction, readNonces, signTransaction } from './transactions.ts'
import { erc20Abi } from './uniswapAbi.ts'

let chain: TestChain
let local: LocalChain
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
})
afterAll(() => chain.end())

const newFund = (change: Partial<NewFund> = {}): NewFund => {
  const market = { asset: local.tokens.usdc.address, token: local.tokens.weth.address, adapter: local.adapter }
  return newFundFixture(chain, market, change)
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

const registered = (at: EvmAddress): Promise<bigint> =>
  chain.client.readContract({ address: at, abi: fundFactoryAbi, functionName: 'fundCount' })

/** An account that is killed before it sends for the nth time, or right after the node took it. */
function dyingAt(account: ChainAccount, nth: number, when: 'before' | 'after'): ChainAccount {
  let sent = 0
  return {
    ...account,
    send: async (call) => {
      sent += 1
      if (sent === nth && when === 'before') throw new Error('killed')
      const mined = await account.send(call)
      if (sent === nth) throw new Error('killed')
      return mined
    },
  }
}

describe('in parts', () => {
  // the most that a set may have on chain
  const many = Array.from({ length: 64 }, (_, at) => ({
    address: toEvmAddress(privateKeyToAddress(keccak256(toHex(`verifier ${at}`)))),
    weight: 1,
  }))
  const thresholds = { claim: 33, snapshot: 33, intent: 33 }

  test('a fund with 64 verifiers fits where a transaction may have 16,777,216 gas', async () => {
    const capped = await startTestChain({ gasCap: true })
    try {
      const account = capped.account('deployer')
      const market = await setUpLocalChain(account, join(capped.folder, 'local-chain.json'))
      const gas: bigint[] = []
      const watched: ChainAccount = {
        ...account,
        send: async (call) => {
          const mined = await account.send(call)
          gas.push((await capped.client.getTransaction({ hash: mined.hash })).gas)
          return mined
        },
      }
      const asked = newFund({ asset: market.tokens.usdc.address, tokens: [market.tokens.weth.address], adapter: market.adapter })
      const made = await createFund(watched, market.fundFactory, { ...asked, verifiers: many, thresholds })
      const found = await capped.client.readContract({
        address: market.fundFactory,
        abi: fundFactoryAbi,
        functionName: 'fundOf',
        args: [made.vault],
      })
      expect(found.vault).toBe(made.vault)
      // this chain means it
      const one = { from: account.address, to: account.address, data: '0x', value: '0', label: 'a greedy call' } as const
      const priced = { ...one, ...(await prepareTransaction(capped.client, one)), gas: '16777217' }
      const { mined: nonce } = await readNonces(capped.client, account.address)
      const signed = await signTransaction(capped.keys.signer('deployer'), { ...priced, chainId: 31_337, nonce })
      await expect(broadcast(capped.client, signed, one)).rejects.toMatchObject({ code: 'TRANSACTION_REFUSED' })
      expect(gas.length).toBeGreaterThan(1)
      expect(gas.filter((each) => each > 16_777_216n)).toEqual([])
    } finally {
      await capped.end()
    }
  })

  test.each([
    [1, 'before'],
    [1, 'after'],
    [2, 'before'],
    [2, 'after'],
    [3, 'before'],
    [3, 'after'],
  ] as const)(
    'killed at transaction %i, %s it, it is finished by typing the same again, and registered once',
    async (nth, when) => {
      const owner = chain.account('owner')
      const fund = newFund({ verifiers: many, thresholds, salt: `killed ${nth} ${when}` })
      const before = await registered(local.fundFactory)
      await expect(createFund(dyingAt(owner, nth, when), local.fundFactory, fund)).rejects.toThrow('killed')
      const made = await createFund(owner, local.fundFactory, fund)
      expect(await createFund(owner, local.fundFactory, fund)).toEqual(made)
      expect(await registered(local.fundFactory)).toBe(before + 1n)
    },
  )

  test('two runs at once make one fund', async () => {
    const owner = chain.account('owner')
    const fund = newFund({ salt: 'twice' })
    const before = await registered(local.fundFactory)
    const [one, other] = await Promise.all([
      createFund(owner, local.fundFactory, fund),
      createFund(owner, local.fundFactory, fund),
    ])
    expect(one).toEqual(other)
    expect(await registered(local.fundFactory)).toBe(before + 1n)
  })
})

test('the factory is where its code says, on every chain and whoever deploys it', async () => {
  const last = factoryCreations().at(-1)
  if (last === undefined) throw new Error('the factory is the last')
  expect(local.fundFactory).toBe(create2Address(last))
  const height = await chain.client.getBlockNumber()
  expect(await deployFundFactory(chain.account('owner'))).toBe(local.fundFactory)
  expect(await chain.client.getBlockNumber()).toBe(height)
})
