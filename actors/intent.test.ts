import { expect, test } from 'vitest'
import { amountSchema } from '#protocol/amounts.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { intentEffects } from './intent.ts'
import { actorsFund, runEffect, testNow, worldOf } from './fixtures.ts'

const execution = { txHash: hashFixture(5), block: 9, amountIn: '1', amountOut: '2', realisedProfit: '0' }
const about = { fundId: 'main', intentHash: hashFixture(4) }
const effects = (found: typeof execution | null = execution) =>
  intentEffects(
    worldOf({
      view: {
        intentStatus: () => Promise.resolve('APPROVED' as const),
        execution: (_, __, txHash) => Promise.resolve(txHash === hashFixture(6) ? null : found),
      },
    }),
  )

test.each(['intent.readApproval', 'intent.readEnding'])('%s asks the chain for the status', async (port) => {
  expect(await runEffect(effects(), port, about)).toEqual({ status: 'APPROVED' })
})

test('a proposal is read with the fund’s rules of this moment', async () => {
  const rules = { approvalAboveValue: amountSchema.parse('5'), approvers: ['mara'] }
  const world = worldOf({ view: { intentStatus: () => Promise.resolve('NONE') }, fund: { ...actorsFund(), ...rules } })
  expect(await runEffect(intentEffects(world), 'intent.readProposal', about)).toEqual({ status: 'NONE', rules })
})

test('says what became of an intent only once the chain’s time is past its deadline', async () => {
  const at = (until: number) => runEffect(effects(null), 'intent.findExecution', { ...about, until })
  await expect(at(testNow)).rejects.toMatchObject({ code: 'CHAIN_BEHIND', retryable: true })
  expect(await at(testNow - 1)).toBeNull()
  expect(await runEffect(effects(), 'intent.findExecution', { ...about, until: testNow - 1 })).toEqual(execution)
})

test('proves an execution by the chain’s event, not by a report', async () => {
  expect(await runEffect(effects(), 'intent.proveExecution', { ...about, txHash: hashFixture(5) })).toEqual(execution)
  expect(await runEffect(effects(), 'intent.proveExecution', { ...about, txHash: hashFixture(6) })).toBeNull()
  expect(await runEffect(effects(), 'intent.proveExecution', { ...about, txHash: null })).toEqual(execution)
})
