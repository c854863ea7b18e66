import { getContractAddress, parseTransaction, recoverTransactionAddress } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { devTokenAbi } from '#protocol/abi/DevToken.ts'
import { devTokenBytecode } from '#protocol/bytecode/DevToken.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import {
  create2Address,
  deployOnce,
  ensureProxy,
  hasCode,
  hasProxy,
  proxyAddress,
  proxyCreation,
  proxyMaker,
  proxyMakerWei,
  proxyTransaction,
} from './create2.ts'

let bare: TestChain
beforeAll(async () => {
  bare = await startTestChain({ noProxy: true })
})
afterAll(() => bare.end())

const token = (name: string) => ({ bytecode: devTokenBytecode, abi: devTokenAbi, args: [name, 'T', 6], label: name })

test("the proxy's transaction is by nobody, makes the proxy where it is said to be, and costs what its maker is sent", async () => {
  const parsed = parseTransaction(proxyTransaction)
  expect(await recoverTransactionAddress({ serializedTransaction: proxyTransaction as `0x02${string}` })).toBe(proxyMaker)
  expect(getContractAddress({ from: proxyMaker, nonce: 0n })).toBe(proxyAddress)
  expect(parsed.data).toBe(proxyCreation)
  expect((parsed.gas ?? 0n) * (parsed.gasPrice ?? 0n)).toBe(proxyMakerWei)
})

test('a chain without the proxy gets it, once', async () => {
  const account = bare.account('deployer')
  expect(await hasProxy(bare.client)).toBe(false)
  const made = await deployOnce(account, token('first'))
  expect(await hasProxy(bare.client)).toBe(true)
  expect(made).toBe(create2Address(token('first')))
  expect(await hasCode(bare.client, made)).toBe(true)
  const height = await bare.client.getBlockNumber()
  await ensureProxy(account)
  expect(await deployOnce(account, token('first'))).toBe(made)
  expect(await bare.client.getBlockNumber()).toBe(height)
})

test('other arguments are another address', () => {
  expect(create2Address(token('first'))).not.toBe(create2Address(token('second')))
})

test("another contract at the proxy's address is refused before anything is sent", async () => {
  const chain = await startTestChain({ noProxy: true })
  try {
    await callRpc(chain.anvil.url, 'anvil_setCode', [proxyAddress, '0x00'])
    await expect(deployOnce(chain.account('deployer'), token('first'))).rejects.toMatchObject({ code: 'PROXY_UNUSABLE' })
    expect(await chain.client.getBlockNumber()).toBe(0n)
  } finally {
    await chain.end()
  }
})
