import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeFunctionData } from 'viem'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import { executeChangeCall, openEpochCall, revokeVerifierCall, scheduleChangeCall } from '#protocol/calls.ts'
import { addressFixture } from '#protocol/fixtures.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { startTestFund, type TestFund } from './fundFixtures.ts'
import { readPolicyChange, readRosterSet } from './rosterView.ts'

// one set after the other: the tests are in their order
let on: TestFund
beforeAll(async () => {
  on = await startTestFund()
})
afterAll(() => on.chain.end())

const joiner = toEvmAddress(addressFixture(40))
const delayS = 3_600
const send = async (who: 'owner' | 'guardian', to: EvmAddress, data: `0x${string}`): Promise<void> => {
  await on.chain.account(who).send({ to, data, label: 'test' })
}
const weights = (members: readonly { readonly address: EvmAddress; readonly weight: number }[]) =>
  Object.fromEntries(members.map(({ address, weight }) => [address, weight]))

test('the next set takes who joins, in any order, and the reading says what the contract says', async () => {
  const { client } = on.chain
  const { verifierSet } = on.fund.contracts
  const first = await readRosterSet(client, on.fund, [joiner])
  expect(first).toMatchObject({ setEpoch: 1, totalWeight: 3, configDelayS: 0, revoked: [], thresholds: { claim: 2 } })
  const members = [{ address: joiner, weight: 2 }, ...first.members]
  await send('owner', verifierSet, openEpochCall(members, { claim: 4, snapshot: 4, intent: 3 }))
  const second = await readRosterSet(client, on.fund, [])
  expect(second).toMatchObject({ setEpoch: 2, totalWeight: 5, thresholds: { claim: 4, snapshot: 4, intent: 3 } })
  expect(weights(second.members)).toEqual(weights(members))
})

test('who is revoked is told, as a member and as a stranger', async () => {
  const { verifierSet } = on.fund.contracts
  const stranger = toEvmAddress(addressFixture(41))
  await send('guardian', verifierSet, revokeVerifierCall(joiner))
  await send('guardian', verifierSet, revokeVerifierCall(stranger))
  const { members, revoked } = await readRosterSet(on.chain.client, on.fund, [stranger, toEvmAddress(addressFixture(42))])
  expect(members.filter((one) => one.revoked).map(({ address }) => address)).toEqual([joiner])
  expect(revoked).toEqual([stranger])
})

test('a set that waits is unknown, then waits, then is ready, and opens by the very same call', async () => {
  const { client } = on.chain
  const { policy, verifierSet } = on.fund.contracts
  const limits = await client.readContract({ address: policy, abi: fundPolicyAbi, functionName: 'limits' })
  const next = { ...limits, configDelay: BigInt(delayS) }
  await send('owner', policy, encodeFunctionData({ abi: fundPolicyAbi, functionName: 'setLimits', args: [next] }))
  const { members, setEpoch, configDelayS } = await readRosterSet(client, on.fund, [])
  expect(configDelayS).toBe(delayS)
  const kept = members.filter(({ revoked }) => !revoked)
  const data = openEpochCall(kept, { claim: 2, snapshot: 2, intent: 2 })
  const salt = `0x${setEpoch.toString(16).padStart(64, '0')}` as const
  const change = { target: verifierSet, data, salt }
  expect(await readPolicyChange(client, on.fund, change)).toEqual({ status: 'unknown', readyAt: 0, waitS: 0 })
  await expect(send('owner', verifierSet, data)).rejects.toMatchObject({ code: 'CALL_REVERTED' })
  await send('owner', policy, scheduleChangeCall(verifierSet, data, salt))
  const waiting = await readPolicyChange(client, on.fund, change)
  expect(waiting).toMatchObject({ status: 'waiting', waitS: delayS })
  await callRpc(on.chain.anvil.url, 'evm_increaseTime', [delayS])
  await callRpc(on.chain.anvil.url, 'anvil_mine', ['0x1'])
  expect(await readPolicyChange(client, on.fund, change)).toEqual({ status: 'ready', readyAt: waiting.readyAt, waitS: 0 })
  await send('owner', policy, executeChangeCall(verifierSet, data, salt))
  expect(await readRosterSet(client, on.fund, [])).toMatchObject({ setEpoch: 3, totalWeight: 3 })
})
