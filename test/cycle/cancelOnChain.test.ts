// What the bots' cancellation does on the real contracts: an approved intent that is given up cannot be executed by anyone.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestFund, type ProposedTrade, type TestFund } from '#integrations/chain/fundFixtures.ts'
import { readDryRun, readIntentStatus } from '#integrations/chain/fundView.ts'
import { cancelIntentCall } from '#protocol/calls.ts'
import { hashFixture } from '#protocol/fixtures.ts'

let on: TestFund
let trade: ProposedTrade
beforeAll(async () => {
  on = await startTestFund()
  const root = await on.publish(1, [hashFixture(1)])
  trade = await on.propose({ action: 'BUY', amountIn: '1000000000', round: 1, root })
  await on.approve(trade.intentHash)
})
afterAll(() => on.chain.end())

const cancelBy = (name: 'relayer' | 'guardian') =>
  on.chain.account(name).send({ to: on.fund.contracts.intentBook, data: cancelIntentCall(trade.intentHash), label: 'cancel' })
const state = async () => [
  await readIntentStatus(on.chain.client, on.fund, trade.intentHash),
  await readDryRun(on.chain.client, on.fund, trade),
]

test('the relayer may not cancel; the guardian may, once, and then the trade is dead long before its deadline', async () => {
  await expect(cancelBy('relayer')).rejects.toMatchObject({ code: 'CALL_REVERTED' })
  expect(await state()).toEqual(['APPROVED', 'OK'])
  await cancelBy('guardian')
  expect(await state()).toEqual(['CANCELLED', 'INTENT_CANCELLED'])
  await expect(on.execute(trade)).rejects.toMatchObject({ code: 'CALL_REVERTED' })
  await expect(cancelBy('guardian')).rejects.toMatchObject({ code: 'CALL_REVERTED' })
})
