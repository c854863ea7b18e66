import { expect, it } from 'vitest'
import { decodeFunctionData } from 'viem/utils'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { vaultAbi } from '#protocol/abi/Vault.ts'
import { addressFixture } from '#protocol/fixtures.ts'
import { depositCall, pauseCall } from '#protocol/calls.ts'
import { calledIn } from './calledIn.ts'

it('says what viem says of a call, the first time and after', () => {
  const data = depositCall('5', addressFixture(7))
  for (let time = 0; time < 2; time += 1) {
    expect(calledIn(vaultAbi, data)).toEqual(decodeFunctionData({ abi: vaultAbi, data }))
    expect(calledIn(clawCoreAbi, pauseCall())).toEqual({ functionName: 'pause', args: undefined })
  }
})

it('refuses a call of no function', () => {
  expect(() => calledIn(vaultAbi, '0x00000000')).toThrow('0x00000000')
})
