// On a real chain, by transactions whose estimate is a lie.
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeChainAccount, type ChainAccount } from './chainAccount.ts'
import { startTestChain, type TestChain } from './chainFixtures.ts'
import type { ChainClient } from './chainClient.ts'
import { mintToken, setUpLocalChain, type LocalChain } from './localChain.ts'
import { minedRevert } from './minedRevert.ts'
import { approve, swapCall } from './uniswapV2.ts'

const amountIn = 10n ** 9n
let chain: TestChain
let local: LocalChain
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
  const { quote, router } = local.pools[0]
  await mintToken(chain.account('alpha'), quote, chain.account('alpha').address, amountIn * 10n)
  await approve(chain.account('alpha'), quote, router, amountIn * 10n)
})
afterAll(() => chain.end())

function swapEstimated(estimate: bigint, minAmountOut: bigint): ReturnType<ChainAccount['send']> {
  const client: ChainClient = { ...chain.client, estimateGas: () => Promise.resolve(estimate) }
  const account = makeChainAccount(client, chain.keys.signer('alpha'))
  const { quote, base, router } = local.pools[0]
  const data = swapCall({ path: [quote, base], amountIn, minAmountOut, to: account.address })
  return account.send({ to: router, data, label: 'swapping' })
}

test('tells what a contract said', async () => {
  const refused = swapEstimated(500_000n, 10n ** 30n)
  await expect(refused).rejects.toMatchObject({
    code: 'CALL_REVERTED',
    message: expect.stringMatching(
      /^swapping would revert: it did, in 0x[0-9a-f]{64} \(block \d+, \d+ of 685000 gas\); repeated/,
    ),
    details: {
      block: expect.any(Number),
      gasLimit: '685000',
      gasUsed: expect.stringMatching(/^\d{5}$/),
      reason: expect.stringContaining('UniswapV2Router: INSUFFICIENT_OUTPUT_AMOUNT'),
    },
  })
})

test('tells that the gas was too little', async () => {
  await expect(swapEstimated(24_000n, 0n)).rejects.toMatchObject({
    message: expect.stringContaining(' of 90000 gas: too little)'),
    details: { gasLimit: '90000', reason: expect.stringContaining('repeated, it says') },
  })
})

test('is told without a reason when the node knows no more', async () => {
  const { block, hash } = await chain.account('beta').send({ to: chain.account('beta').address, data: '0x', label: 'nothing' })
  const mined = { state: 'mined', status: 'reverted', block, blockHash: hash, confirmations: 1, gasUsed: '21000' } as const
  const forgetful = { ...chain.client, call: () => Promise.reject(new Error('pruned')) } as ChainClient
  const given = { hash, label: 'nothing', mined: { ...mined, feeWei: '1', contract: null } }
  expect((await minedRevert(forgetful, given)).details['reason']).toContain('could not be repeated')
  expect((await minedRevert(chain.client, given)).details['reason']).toBe('repeated on the state before it, it succeeds')
})
