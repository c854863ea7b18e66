import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeFunctionData } from 'viem'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'
import { claimRedeemCall, pauseCall, requestRedeemCall, settleCall, unpauseCall } from '#protocol/calls.ts'
import { adapterDataFixture, hashFixture } from '#protocol/fixtures.ts'
import type { Hash } from '#protocol/hash.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { startTestFund, type ProposedTrade, type TestFund } from './fundFixtures.ts'
import { readDryRun, readHoldings, readIntentStatus, readOpenSet, readPublishedRoot, readValuation } from './fundView.ts'
import { readExecution } from './readExecution.ts'

// one fund through its life: the tests are in the order of it
let on: TestFund
let root: Hash
let purchase: ProposedTrade
beforeAll(async () => {
  on = await startTestFund()
})
afterAll(() => on.chain.end())

const spend = '1000000000'

test('reads the open set: members by the fund’s names, weights and thresholds', async () => {
  const set = await readOpenSet(on.chain.client, on.fund)
  expect({ ...set, members: set.members.toSorted((a, b) => a.name.localeCompare(b.name)) }).toEqual({
    setEpoch: 1,
    members: on.fund.verifiers,
    totalWeight: 3,
    thresholds: { claim: 2, snapshot: 2, intent: 2 },
  })
})

test('an empty vault holds what was deposited, and nothing else', async () => {
  expect(await readHoldings(on.chain.client, on.fund)).toEqual({ baseFree: '10000000000', held: null })
  const { block, blockTime, ...books } = await readValuation(on.chain.client, on.fund)
  expect(books).toEqual({
    baseAmount: '10000000000',
    positionAmount: '0',
    costBasis: '0',
    value: '10000000000',
    realisedProfit: '0',
    priceWad: '3000000000000000000000',
    paused: false,
    shareSupply: '10000000000000000',
    requests: { depositPending: '0', depositClaimable: '0', redeemPending: '0', redeemClaimable: '0', inKindAt: 0 },
  })
  const newest = await on.chain.client.getBlock()
  expect({ block, blockTime }).toEqual({ block: Number(newest.number), blockTime: Number(newest.timestamp) })
})

test('a round has no root before it is published, and this one after', async () => {
  expect(await readPublishedRoot(on.chain.client, on.fund, 7)).toMatchObject({ root: null })
  root = await on.publish(7, [hashFixture(1), hashFixture(2)])
  expect(await readPublishedRoot(on.chain.client, on.fund, 7)).toEqual({
    root,
    block: Number(await on.chain.client.getBlockNumber()),
  })
  expect(await readPublishedRoot(on.chain.client, on.fund, 8)).toMatchObject({ root: null })
})

test('follows an intent from nothing to its execution: status, dry run and event', async () => {
  const { client } = on.chain
  const state = async () => [
    await readIntentStatus(client, on.fund, purchase.intentHash),
    await readDryRun(client, on.fund, purchase),
    (await readExecution(client, on.fund, purchase.intentHash)) === null ? 'no event' : 'event',
  ]
  expect(await readIntentStatus(client, on.fund, hashFixture(9))).toBe('NONE')
  expect(await readDryRun(client, on.fund, { intentHash: hashFixture(9), adapterData: adapterDataFixture })).toBe(
    'INTENT_NOT_FOUND',
  )
  purchase = await on.propose({ action: 'BUY', amountIn: spend, round: 7, root })
  expect(await state()).toEqual(['PROPOSED', 'INTENT_NOT_APPROVED', 'no event'])
  // who is asked to sign sees what stands behind the missing approval
  const seen = { ...purchase, stage: 'unapproved' } as const
  expect(await readDryRun(client, on.fund, seen)).toBe('OK')
  expect(await readDryRun(client, on.fund, { ...seen, adapterData: adapterDataFixture })).toBe('ADAPTER_DATA_MISMATCH')
  await on.approve(purchase.intentHash)
  expect(await state()).toEqual(['APPROVED', 'OK', 'no event'])
  expect(await readDryRun(client, on.fund, { ...purchase, adapterData: adapterDataFixture })).toBe('ADAPTER_DATA_MISMATCH')
  const { hash, block } = await on.execute(purchase)
  expect(await state()).toEqual(['EXECUTED', 'INTENT_ALREADY_EXECUTED', 'event'])
  expect(await readExecution(client, on.fund, purchase.intentHash)).toEqual({
    txHash: hash,
    block,
    amountIn: spend,
    amountOut: purchase.intent.quoteAmountOut,
    realisedProfit: '0',
  })
  expect(await readExecution(client, on.fund, hashFixture(9))).toBeNull()
  // the fund of a careful chain: the same event is no proof before it has its blocks
  const careful = { ...on.fund, rounds: { ...on.fund.rounds, confirmations: 100 } }
  await expect(readExecution(client, careful, purchase.intentHash)).rejects.toMatchObject({
    code: 'CHAIN_BEHIND',
    retryable: true,
  })
})

test('the books show the position at its cost and at today’s price', async () => {
  const { client } = on.chain
  const quantity = BigInt(purchase.intent.quoteAmountOut)
  const entry = (BigInt(spend) * 10n ** 30n) / quantity
  expect(await readHoldings(client, on.fund)).toEqual({
    baseFree: '9000000000',
    held: { quantity: quantity.toString(), entryPriceWad: entry.toString(), cost: spend },
  })
  const books = await readValuation(client, on.fund)
  const value = 9_000_000_000n + (quantity * BigInt(books.priceWad)) / 10n ** 30n
  expect(books).toMatchObject({
    baseAmount: '9000000000',
    positionAmount: quantity.toString(),
    costBasis: spend,
    value: value.toString(),
  })
  // 0.3 % to the pool and the price moved up by the purchase: within a percent of what was spent
  expect(Number(value)).toBeGreaterThan(9_990_000_000)
  expect(Number(value)).toBeLessThan(10_010_000_000)
})

test('what the owner asks for while a position is open waits', async () => {
  const { address } = on.chain.account('owner')
  await on.chain.account('owner').send({ to: on.fund.contracts.vault, data: requestRedeemCall('7000000', address), label: 'ask' })
  const { requests, blockTime } = await readValuation(on.chain.client, on.fund)
  expect(requests).toMatchObject({ depositPending: '0', redeemPending: '7000000', redeemClaimable: '0' })
  expect(requests?.inKindAt).toBeGreaterThan(blockTime)
})

test('a sale realises its loss: the event and the books say the same', async () => {
  const { client } = on.chain
  const next = await on.publish(8, [hashFixture(3)])
  const sale = await on.propose({ action: 'SELL', amountIn: purchase.intent.quoteAmountOut, round: 8, root: next })
  await on.approve(sale.intentHash)
  await on.execute(sale)
  const profit = (BigInt(sale.intent.quoteAmountOut) - BigInt(spend)).toString()
  expect(BigInt(profit)).toBeLessThan(0n)
  expect(await readExecution(client, on.fund, sale.intentHash)).toMatchObject({
    amountOut: sale.intent.quoteAmountOut,
    realisedProfit: profit,
  })
  expect(await readValuation(client, on.fund)).toMatchObject({ positionAmount: '0', costBasis: '0', realisedProfit: profit })
  expect(await readHoldings(client, on.fund)).toMatchObject({ held: null })
})

test('and settles when none is, to be claimed', async () => {
  const owner = on.chain.account('owner')
  const { vault } = on.fund.contracts
  await owner.send({ to: vault, data: settleCall(), label: 'settle' })
  expect((await readValuation(on.chain.client, on.fund)).requests).toMatchObject({
    redeemPending: '0',
    redeemClaimable: '7000000',
  })
  await owner.send({ to: vault, data: claimRedeemCall('7000000', owner.address), label: 'claim' })
  expect((await readValuation(on.chain.client, on.fund)).requests).toMatchObject({ redeemPending: '0', redeemClaimable: '0' })
})

test('an intent past its deadline is expired, whatever it was', async () => {
  const last = await on.publish(9, [hashFixture(4)])
  const late = await on.propose({ action: 'BUY', amountIn: spend, round: 9, root: last })
  await on.approve(late.intentHash)
  await callRpc(on.chain.anvil.url, 'evm_increaseTime', [601])
  await callRpc(on.chain.anvil.url, 'anvil_mine', ['0x1'])
  expect(await readIntentStatus(on.chain.client, on.fund, late.intentHash)).toBe('EXPIRED')
  expect(await readDryRun(on.chain.client, on.fund, late)).toBe('INTENT_EXPIRED')
})

test('a pause is seen, and its end', async () => {
  const { core } = on.fund.contracts
  await on.chain.account('guardian').send({ to: core, data: pauseCall(), label: 'pause' })
  expect(await readValuation(on.chain.client, on.fund)).toMatchObject({ paused: true })
  await on.chain.account('owner').send({ to: core, data: unpauseCall(), label: 'unpause' })
  expect(await readValuation(on.chain.client, on.fund)).toMatchObject({ paused: false })
})

test('a revoked verifier leaves the set; total and thresholds stay those of the opening', async () => {
  const [, beta] = on.fund.verifiers
  if (beta === undefined) throw new Error('the fund has three verifiers')
  const data = encodeFunctionData({ abi: verifierSetAbi, functionName: 'revoke', args: [beta.address] })
  await on.chain.account('guardian').send({ to: on.fund.contracts.verifierSet, data, label: 'revoke' })
  const set = await readOpenSet(on.chain.client, on.fund)
  expect(set.members.map(({ name }) => name).toSorted()).toEqual(['alpha', 'gamma'])
  expect(set).toMatchObject({ setEpoch: 1, totalWeight: 3, thresholds: { claim: 2, snapshot: 2, intent: 2 } })
})
