import { afterAll, beforeAll, expect, test } from 'vitest'
import { encodeFunctionData, numberToHex } from 'viem'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { executeChangeCall, pauseCall, scheduleChangeCall, unpauseCall } from '#protocol/calls.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { callRpc } from '#integrations/anvil/rpc.ts'
import { toHash, zeroHash } from '#protocol/hash.ts'
import { readUnpause } from './fundChanges.ts'
import { startTestFund, type TestFund } from './fundFixtures.ts'

// one pause through its life: the tests are in the order of it
let on: TestFund
beforeAll(async () => {
  on = await startTestFund()
})
afterAll(() => on.chain.end())

const delayS = 3_600
const graceS = 7 * 86_400
const send = async (who: 'owner' | 'guardian', to: EvmAddress, data: `0x${string}`): Promise<void> => {
  await on.chain.account(who).send({ to, data, label: 'test' })
}
const now = async (): Promise<number> => Number((await on.chain.client.getBlock()).timestamp)
async function pass(seconds: number): Promise<void> {
  await callRpc(on.chain.anvil.url, 'evm_increaseTime', [seconds])
  await callRpc(on.chain.anvil.url, 'anvil_mine', ['0x1'])
}

test('where changes do not wait there is nothing to announce', async () => {
  expect(await readUnpause(on.chain.client, on.fund)).toBeNull()
})

test('an unpause is announced, waits, is ready, and is made: each pause has its own', async () => {
  const { client } = on.chain
  const { core, policy } = on.fund.contracts
  const read = { address: policy, abi: fundPolicyAbi } as const
  const limits = await client.readContract({ ...read, functionName: 'limits' })
  const next = { ...limits, configDelay: BigInt(delayS) }
  await send('owner', policy, encodeFunctionData({ abi: fundPolicyAbi, functionName: 'setLimits', args: [next] }))
  const first = await readUnpause(client, on.fund)
  expect(first).toEqual({ status: 'unknown', salt: zeroHash })

  await send('guardian', core, pauseCall())
  const pausedAt = await now()
  const salt = toHash(numberToHex(pausedAt, { size: 32 }))
  expect(await readUnpause(client, on.fund)).toEqual({ status: 'unknown', salt })
  await expect(send('owner', core, unpauseCall())).rejects.toMatchObject({ code: 'CALL_REVERTED' })

  await send('owner', policy, scheduleChangeCall(core, unpauseCall(), salt))
  const readyAtS = (await now()) + delayS
  const times = { salt, readyAtS, expiresAtS: readyAtS + graceS }
  expect(await readUnpause(client, on.fund)).toEqual({ status: 'waiting', ...times })
  await pass(delayS)
  expect(await readUnpause(client, on.fund)).toEqual({ status: 'ready', ...times })
  await pass(graceS + 1)
  expect(await readUnpause(client, on.fund)).toEqual({ status: 'unknown', salt })

  await send('owner', policy, scheduleChangeCall(core, unpauseCall(), salt))
  await pass(delayS)
  await send('owner', policy, executeChangeCall(core, unpauseCall(), salt))
  expect(await client.readContract({ address: core, abi: clawCoreAbi, functionName: 'pausedUntil' })).toBe(0n)
})
