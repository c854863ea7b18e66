import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import { waitUntilMined } from './chainAccount.ts'
import { connectChain, makeChainClient } from './chainClient.ts'
import {
  blockHashAt,
  broadcast,
  bumpFees,
  capFees,
  fitsOneTransaction,
  gasLimitFor,
  lookup,
  prepareTransaction,
  readNonces,
  signTransaction,
} from './transactions.ts'

let chain: TestChain
beforeAll(async () => {
  chain = await startTestChain()
})
afterAll(() => chain.end())

async function signed(nonce?: number, to = addressFixture(1)) {
  const signer = chain.keys.signer('alpha')
  const call = { from: signer.address, to, data: '0x', value: '1', label: 'paying' } as const
  const [pricing, nonces] = [await prepareTransaction(chain.client, call), await readNonces(chain.client, signer.address)]
  return { call, signed: await signTransaction(signer, { ...call, ...pricing, chainId: 31_337, nonce: nonce ?? nonces.pending }) }
}

test('sends signed bytes once and finds them by their hash; sending again only means look', async () => {
  const { call, signed: tx } = await signed()
  expect(await lookup(chain.client, tx.hash)).toEqual({ state: 'unknown' })
  expect(await broadcast(chain.client, tx, call)).toEqual({ outcome: 'sent' })
  const mined = await waitUntilMined(chain.client, tx.hash, 'paying')
  expect(mined).toMatchObject({ state: 'mined', status: 'success', confirmations: 1 })
  expect(await blockHashAt(chain.client, mined.block)).toBe(mined.blockHash)
  expect(await broadcast(chain.client, tx, call)).toMatchObject({ outcome: 'look' })
  const other = await signed(0, addressFixture(2))
  expect(await broadcast(chain.client, other.signed, other.call)).toMatchObject({ outcome: 'look' })
})

test('sees a transaction wait and counts the blocks above it', async () => {
  await callRpc(chain.anvil.url, 'evm_setAutomine', [false])
  const { call, signed: tx } = await signed()
  await broadcast(chain.client, tx, call)
  expect(await lookup(chain.client, tx.hash)).toEqual({ state: 'pending' })
  expect(await broadcast(chain.client, tx, call)).toMatchObject({ outcome: 'look' })
  await callRpc(chain.anvil.url, 'anvil_mine', ['0x3'])
  await callRpc(chain.anvil.url, 'evm_setAutomine', [true])
  expect(await lookup(chain.client, tx.hash)).toMatchObject({ state: 'mined', confirmations: 3 })
})

test('refuses what the account cannot pay, and a signer of another address', async () => {
  const signer = chain.keys.signer('alpha')
  const call = { from: signer.address, to: addressFixture(1), data: '0x', value: '1', label: 'paying' } as const
  const pricing = { gas: '21000', maxFeePerGas: (10n ** 20n).toString(), maxPriorityFeePerGas: '1' }
  const { pending: nonce } = await readNonces(chain.client, signer.address)
  const tx = await signTransaction(signer, { ...call, ...pricing, chainId: 31_337, nonce })
  await expect(broadcast(chain.client, tx, call)).rejects.toMatchObject({ code: 'TRANSACTION_REFUSED' })
  const foreign = { ...call, ...pricing, from: addressFixture(4), chainId: 31_337, nonce }
  await expect(signTransaction(signer, foreign)).rejects.toMatchObject({ code: 'TRANSACTION_REFUSED' })
})

test('tells bytes that bid too little from bytes that are no good', async () => {
  const { call, signed: tx } = await signed()
  await callRpc(chain.anvil.url, 'anvil_setNextBlockBaseFeePerGas', ['0x174876e800'])
  await callRpc(chain.anvil.url, 'anvil_mine', ['0x1'])
  await expect(broadcast(chain.client, tx, call)).rejects.toMatchObject({
    code: 'FEE_TOO_LOW',
    retryable: false,
    message: expect.stringContaining('wants a higher fee for paying: max fee per gas less than block base fee'),
  })
  const dearer = await signed()
  expect(await broadcast(chain.client, dearer.signed, dearer.call)).toEqual({ outcome: 'sent' })
})

test('gives the same bytes for the same transaction', async () => {
  const signer = chain.keys.signer('alpha')
  const pricing = { gas: '21000', maxFeePerGas: '2000000000', maxPriorityFeePerGas: '1' }
  const call = { from: signer.address, to: addressFixture(1), data: '0x', value: '1', label: 'paying' } as const
  const given = { ...call, ...pricing, chainId: 31_337, nonce: 5 }
  expect(await signTransaction(signer, given)).toEqual(await signTransaction(signer, given))
  expect(await signTransaction(signer, { ...given, nonce: 6 })).not.toEqual(await signTransaction(signer, given))
})

test('raises fees by an eighth, or to what is asked now', () => {
  const before = { gas: '21000', maxFeePerGas: '1000', maxPriorityFeePerGas: '100' }
  expect(bumpFees(before)).toEqual({ gas: '21000', maxFeePerGas: '1126', maxPriorityFeePerGas: '113' })
  expect(bumpFees(before, { ...before, maxFeePerGas: '5000' })).toMatchObject({
    maxFeePerGas: '5000',
    maxPriorityFeePerGas: '113',
  })
})

test('says that no node answers, that it is another chain, or another history', async () => {
  await expect(connectChain({ url: chain.anvil.url, chainId: 1 })).rejects.toMatchObject({ code: 'WRONG_CHAIN' })
  await expect(connectChain({ url: chain.anvil.url, chainId: 31_337, genesisHash: hashFixture(1) })).rejects.toMatchObject({
    code: 'WRONG_GENESIS',
  })
  const nowhere = makeChainClient({ url: 'http://127.0.0.1:1', chainId: 31_337 })
  await expect(lookup(nowhere, hashFixture(1))).rejects.toMatchObject({ code: 'RPC_UNREACHABLE', retryable: true })
})

test('a bid pays no more than it may, and what is below that stays', () => {
  const bid = { gas: '21000', maxFeePerGas: '50', maxPriorityFeePerGas: '2' }
  expect(capFees(bid, 20n)).toEqual({ gas: '21000', maxFeePerGas: '20', maxPriorityFeePerGas: '2' })
  expect(capFees(bid, 1n)).toEqual({ gas: '21000', maxFeePerGas: '1', maxPriorityFeePerGas: '1' })
  expect(capFees(bid, 100n)).toEqual(bid)
})

test('a call that only just fits into a transaction asks for all of one; a larger one is the node’s to judge', () => {
  expect(gasLimitFor(1_000_000n)).toBe(1_310_000n)
  expect(gasLimitFor(15_000_000n)).toBe(16_777_216n)
  expect(gasLimitFor(16_777_217n)).toBeGreaterThan(16_777_216n)
  expect([fitsOneTransaction(13_373_773n), fitsOneTransaction(13_373_774n)]).toEqual([true, false])
})
