import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { encodeFunctionData, parseAbi } from 'viem/utils'
import { devTokenAbi } from '#protocol/abi/DevToken.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { devTokenBytecode } from '#protocol/bytecode/DevToken.ts'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { toHash } from '#protocol/hash.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { startTestChain, type TestChain } from '#integrations/chain/chainFixtures.ts'
import { makeChainClient } from '#integrations/chain/chainClient.ts'
import type { Call } from '#machines/account.ts'
import { accountDesk } from './accountDesk.ts'
import type { AccountDesk } from './world.ts'

const tokenAbi = parseAbi(['function transfer(address to, uint256 amount) returns (bool)'])
let chain: TestChain
let desk: AccountDesk
let token: EvmAddress
let address: string
beforeAll(async () => {
  chain = await startTestChain()
  address = chain.keys.signer('alpha').address
  token = await chain
    .account('deployer')
    .deploy({ bytecode: devTokenBytecode, abi: devTokenAbi, args: ['Token', 'TKN', 18], label: 'token' })
  desk = accountDesk({ client: chain.client, chainId: 31_337, signerOf: () => chain.keys.signer('alpha') })
})
afterAll(() => chain.end())
beforeEach(() => rpc('evm_setAutomine', [true]))

const rpc = (method: string, params: readonly unknown[] = []) => callRpc(chain.anvil.url, method, params)
const mine = (blocks = 1) => rpc('anvil_mine', [`0x${blocks.toString(16)}`])
const pay = (n = 1): Call => ({ to: addressFixture(n), data: '0x', value: '1' })
/** More than the account has: its balance is zero. */
const overdraw = (): Call => ({
  to: token,
  data: encodeFunctionData({ abi: tokenAbi, functionName: 'transfer', args: [addressFixture(1), 5n] }),
  value: '0',
})
async function send(call = pay(), of = desk) {
  const nonce = await of.nextNonce(address)
  const fees = await of.prepare({ address, call, bump: 0, previous: null })
  const signed = await of.sign({ address, nonce, call, fees })
  await of.broadcast({ address, ...signed })
  return { nonce, call, fees, ...signed }
}
const receipt = (
  wanted: { nonce: number; hashes: readonly string[] },
  confirmations = 1,
  of = desk,
  signal = new AbortController().signal,
) => of.awaitReceipt({ address, confirmations, signal, ...wanted })

/** A desk that tells when it has seen its first receipt. */
function watchedDesk(): { watched: AccountDesk; looked: Promise<void> } {
  let tell: () => void
  const looked = new Promise<void>((resolve) => (tell = resolve))
  const request = async (asked: { method: string }): Promise<unknown> => {
    const answer = await chain.client.request(asked as never) // passed on as it came
    if (asked.method === 'eth_getTransactionReceipt') tell()
    return answer
  }
  const client = { ...chain.client, request } as typeof chain.client // it answers as the real one does
  return { looked, watched: accountDesk({ client, chainId: 31_337, signerOf: () => chain.keys.signer('alpha') }) }
}

test('confirms a transaction in its block', async () => {
  const { nonce, hash } = await send()
  const found = await receipt({ nonce, hashes: [hash] })
  const { blockNumber } = await chain.client.getTransactionReceipt({ hash: toHash(hash) })
  expect(found).toEqual({ state: 'confirmed', txHash: hash, block: Number(blockNumber), gasUsed: '21000' })
  expect(await desk.nextNonce(address)).toBe(nonce + 1)
})

test('waits for as many blocks as were asked for', async () => {
  const { nonce, hash } = await send()
  const waiting = receipt({ nonce, hashes: [hash] }, 3)
  const early = await Promise.race([waiting, mine().then(() => 'two blocks')])
  expect(early).toBe('two blocks')
  await mine()
  expect(await waiting).toMatchObject({ state: 'confirmed', txHash: hash })
})

test('refuses a call that would revert before it costs a nonce, in the contract’s words', async () => {
  const nonce = await desk.nextNonce(address)
  const problem = `ERC20InsufficientBalance(${address}, 0, 5)`
  await expect(desk.prepare({ address, call: overdraw(), bump: 0, previous: null })).rejects.toMatchObject({
    code: 'CALL_REVERTED',
    retryable: false,
    message: `call to ${token} would revert: ${problem}`,
    details: { problem, error: 'ERC20InsufficientBalance' },
  })
  expect(await desk.nextNonce(address)).toBe(nonce)
})

test('says why a transaction reverted in its block, by making the call again there', async () => {
  const call = overdraw()
  const nonce = await desk.nextNonce(address)
  const fees = { ...(await desk.prepare({ address, call: pay(), bump: 0, previous: null })), gas: '200000' }
  const { raw, hash } = await desk.sign({ address, nonce, call, fees })
  await rpc('evm_setAutomine', [false])
  await desk.broadcast({ address, raw, hash })
  await mine()
  const block = Number(await chain.client.getBlockNumber())
  await mine(2)
  expect(await receipt({ nonce, hashes: [hash] })).toEqual({
    state: 'reverted',
    txHash: hash,
    code: 'ERC20InsufficientBalance',
    message: `it reverted in block ${block}: ERC20InsufficientBalance(${address}, 0, 5)`,
  })
})

test('a transaction that ran out of gas reverted, for no reason that a contract gave', async () => {
  const call = {
    ...overdraw(),
    data: encodeFunctionData({ abi: parseAbi(['function mint(address to, uint256 amount)']), args: [addressFixture(1), 5n] }),
  }
  const nonce = await desk.nextNonce(address)
  const fees = { ...(await desk.prepare({ address, call, bump: 0, previous: null })), gas: '23000' }
  const { raw, hash } = await desk.sign({ address, nonce, call, fees })
  await rpc('evm_setAutomine', [false])
  await desk.broadcast({ address, raw, hash })
  await mine()
  expect(await receipt({ nonce, hashes: [hash] })).toMatchObject({ state: 'reverted', code: 'CALL_REVERTED' })
})

test('a pending transaction is bid up at its nonce; whichever is mined confirms', async () => {
  await rpc('evm_setAutomine', [false])
  const first = await send()
  const fees = await desk.prepare({ address, call: first.call, bump: 1, previous: first.fees })
  expect(BigInt(fees.maxFeePerGas) * 1_000n).toBeGreaterThanOrEqual(BigInt(first.fees.maxFeePerGas) * 1_125n)
  expect(BigInt(fees.maxPriorityFeePerGas) * 1_000n).toBeGreaterThanOrEqual(BigInt(first.fees.maxPriorityFeePerGas) * 1_125n)
  const second = await desk.sign({ address, nonce: first.nonce, call: first.call, fees })
  await desk.broadcast({ address, ...second })
  await mine()
  expect(await receipt({ nonce: first.nonce, hashes: [first.hash, second.hash] })).toMatchObject({
    state: 'confirmed',
    txHash: second.hash,
  })
})

test('bids for what would revert now, so that bytes that are out do not hold their nonce for ever', async () => {
  const previous = { gas: '50000', maxFeePerGas: '1000', maxPriorityFeePerGas: '100' }
  const fees = await desk.prepare({ address, call: overdraw(), bump: 1, previous })
  expect(fees.gas).toBe('50000')
  expect(BigInt(fees.maxFeePerGas)).toBeGreaterThan(1_000n)
})

test('the same bytes again are accepted, pending or mined', async () => {
  await rpc('evm_setAutomine', [false])
  const { raw, hash, nonce } = await send()
  await desk.broadcast({ address, raw, hash })
  await mine()
  await desk.broadcast({ address, raw, hash })
  expect(await receipt({ nonce, hashes: [hash] })).toMatchObject({ state: 'confirmed' })
})

test('the same transaction signed twice is the same bytes', async () => {
  const fees = await desk.prepare({ address, call: pay(), bump: 0, previous: null })
  const sign = () => desk.sign({ address, nonce: 4_000, call: pay(), fees })
  expect(await sign()).toEqual(await sign())
})

test('a dropped transaction is missing, and the same bytes bring it back', async () => {
  await rpc('evm_setAutomine', [false])
  const { raw, hash, nonce } = await send()
  await rpc('anvil_dropTransaction', [hash])
  expect(await receipt({ nonce, hashes: [hash] })).toEqual({ state: 'missing' })
  await desk.broadcast({ address, raw, hash })
  await mine()
  expect(await receipt({ nonce, hashes: [hash] })).toMatchObject({ state: 'confirmed', txHash: hash })
})

test('a reorganisation between receipt and confirmations is seen: the bytes are sent again', async () => {
  const { raw, hash, nonce } = await send()
  expect(await receipt({ nonce, hashes: [hash] })).toMatchObject({ state: 'confirmed' })
  const { watched, looked } = watchedDesk()
  const waiting = receipt({ nonce, hashes: [hash] }, 2, watched)
  await looked
  await rpc('anvil_reorg', [1, []])
  expect(await waiting).toMatchObject({ state: 'reorged', txHash: hash })
  await desk.broadcast({ address, raw, hash })
  await mine()
  expect(await receipt({ nonce, hashes: [hash] }, 2)).toMatchObject({ state: 'confirmed', txHash: hash })
})

test('another transaction at the nonce makes ours foreign, once it is final', async () => {
  const { nonce } = await send(pay(1))
  await mine(2)
  expect(await receipt({ nonce, hashes: [hashFixture(1)] }, 2)).toEqual({ state: 'foreign' })
})

test('bytes that come back while their nonce is judged are ours, not foreign', async () => {
  const { nonce, hash } = await send()
  let isBack = false
  const request = async (asked: { method: string }): Promise<unknown> =>
    isBack || !asked.method.startsWith('eth_getTransaction') ? chain.client.request(asked as never) : null // passed on as it came
  const getTransactionCount: typeof chain.client.getTransactionCount = (of) => {
    isBack ||= of.blockNumber !== undefined
    return chain.client.getTransactionCount(of)
  }
  const client = { ...chain.client, request, getTransactionCount } as typeof chain.client // it answers as the real one does
  const forgetful = accountDesk({ client, chainId: 31_337, signerOf: () => chain.keys.signer('alpha') })
  expect(await receipt({ nonce, hashes: [hash] }, 1, forgetful)).toMatchObject({ state: 'confirmed', txHash: hash })
})

test('an answer that was lost after sending hurts nobody: the receipt tells', async () => {
  const url = 'http://127.0.0.1:1'
  const away = accountDesk({
    client: makeChainClient({ url, chainId: 31_337 }),
    chainId: 31_337,
    signerOf: () => chain.keys.signer('alpha'),
  })
  const nonce = await desk.nextNonce(address)
  const fees = await desk.prepare({ address, call: pay(), bump: 0, previous: null })
  const signed = await desk.sign({ address, nonce, call: pay(), fees })
  await expect(away.broadcast({ address, ...signed })).rejects.toMatchObject({ code: 'RPC_UNREACHABLE', retryable: true })
  await desk.broadcast({ address, ...signed })
  await expect(away.broadcast({ address, ...signed })).rejects.toMatchObject({ code: 'RPC_UNREACHABLE' })
  expect(await receipt({ nonce, hashes: [signed.hash] })).toMatchObject({ state: 'confirmed' })
  await expect(receipt({ nonce, hashes: [signed.hash] }, 1, away)).rejects.toMatchObject({
    code: 'RPC_UNREACHABLE',
    retryable: true,
  })
})

test('stops looking when it is told to', async () => {
  await rpc('evm_setAutomine', [false])
  const { nonce, hash } = await send()
  const stopping = new AbortController()
  const waiting = receipt({ nonce, hashes: [hash] }, 1, desk, stopping.signal)
  stopping.abort(new Error('going down'))
  await expect(waiting).rejects.toThrow('going down')
  await mine()
})

test('signs for no address but the one whose key it was given', async () => {
  const fees = { gas: '21000', maxFeePerGas: '1', maxPriorityFeePerGas: '1' }
  const other = toEvmAddress(addressFixture(3))
  await expect(desk.sign({ address: other, nonce: 0, call: pay(), fees })).rejects.toMatchObject({ code: 'TRANSACTION_REFUSED' })
})

test('sees that the chain came back older than its nonce, fills the gap with nothing, and its bytes get their block', async () => {
  const lost = await desk.nextNonce(address)
  const nonce = lost + 2
  const fees = await desk.prepare({ address, call: pay(), bump: 0, previous: null })
  const signed = await desk.sign({ address, nonce, call: pay(7), fees })
  await desk.broadcast({ address, ...signed })
  expect(await receipt({ nonce, hashes: [signed.hash] })).toEqual({ state: 'gap', chainNonce: lost })
  expect(await desk.fillGap({ address, upTo: nonce })).toEqual({ from: lost })
  expect(await receipt({ nonce, hashes: [signed.hash] })).toMatchObject({ state: 'confirmed', txHash: signed.hash })
  expect(await desk.fillGap({ address, upTo: nonce })).toEqual({ from: nonce + 1 })
})

test('gives a chain that lost a final transaction the same bytes again', async () => {
  const { nonce, hash } = await send()
  expect(await receipt({ nonce, hashes: [hash] })).toMatchObject({ state: 'confirmed' })
  await rpc('anvil_reorg', [1, []])
  expect(await desk.nextNonce(address)).toBe(nonce)
  expect(await desk.fillGap({ address, upTo: nonce + 1 })).toEqual({ from: nonce })
  expect(await receipt({ nonce, hashes: [hash] })).toMatchObject({ state: 'confirmed', txHash: hash })
})

test('fills a lost nonce with nothing when the node never takes its bytes again', async () => {
  const { nonce, hash } = await send()
  expect(await receipt({ nonce, hashes: [hash] })).toMatchObject({ state: 'confirmed' })
  await rpc('anvil_reorg', [1, []])
  await rpc('anvil_setNextBlockBaseFeePerGas', ['0xba43b7400']) // 50 gwei: more than its bytes bid
  await mine()
  expect(await desk.fillGap({ address, upTo: nonce + 1 })).toEqual({ from: nonce })
  expect(await desk.nextNonce(address)).toBe(nonce + 1)
  expect(await receipt({ nonce, hashes: [hash] })).toEqual({ state: 'foreign' })
})

describe('what was final', () => {
  const transfer = (): Call => overdraw()
  /** The tokens that make a transfer go through, from another account, and the transfer in the block after. */
  const funded = async () => {
    const data = encodeFunctionData({ abi: devTokenAbi, functionName: 'mint', args: [toEvmAddress(address), 5n] })
    await chain.account('deployer').send({ to: token, data, label: 'mint' })
    const sent = await send(transfer())
    expect(await receipt({ nonce: sent.nonce, hashes: [sent.hash] })).toMatchObject({ state: 'confirmed' })
    return sent
  }

  test('is told when a reorg lets the same bytes revert, once', async () => {
    const { nonce, hash, raw } = await funded()
    expect(await desk.undone(address)).toEqual([])
    await rpc('anvil_reorg', [2, [[raw, 0]]])
    expect(await desk.undone(address)).toMatchObject([{ txHash: hash, nonce, how: 'reverted' }])
    expect(await desk.undone(address)).toEqual([])
  })

  test('is told with the next receipt too, so that a busy account need not come to rest first', async () => {
    const { nonce, hash, raw } = await funded()
    await rpc('anvil_reorg', [2, [[raw, 0]]])
    const next = await send()
    const found = await receipt({ nonce: next.nonce, hashes: [next.hash] })
    expect(found).toMatchObject({ state: 'confirmed', txHash: next.hash, undone: [{ txHash: hash, nonce, how: 'reverted' }] })
  })

  test('is told when another transaction has its nonce', async () => {
    const { nonce, hash } = await send()
    expect(await receipt({ nonce, hashes: [hash] })).toMatchObject({ state: 'confirmed' })
    await rpc('anvil_reorg', [1, []])
    const other = accountDesk({ client: chain.client, chainId: 31_337, signerOf: () => chain.keys.signer('alpha') })
    await send(pay(9), other)
    expect(await desk.undone(address)).toEqual([{ txHash: hash, nonce, how: 'replaced', block: null }])
  })

  test('is not told of when the same bytes went through in another block, nor while the chain may yet take them', async () => {
    const { nonce, hash, raw } = await send()
    expect(await receipt({ nonce, hashes: [hash] })).toMatchObject({ state: 'confirmed' })
    await mine()
    await rpc('anvil_reorg', [2, [[raw, 1]]])
    expect(await desk.undone(address)).toEqual([])
    await rpc('anvil_reorg', [2, []])
    expect(await desk.undone(address)).toEqual([])
    expect(await desk.fillGap({ address, upTo: nonce + 1 })).toEqual({ from: nonce })
    expect(await desk.undone(address)).toEqual([])
  })
})
