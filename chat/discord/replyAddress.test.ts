import fc from 'fast-check'
import { SnowflakeUtil } from 'discord.js'
import { expect, test } from 'vitest'
import { idAt, readAddress, timeOf, writeAddress } from './replyAddress.ts'

test('reads what it wrote, and keeps within what a delivery may carry', () => {
  const address = {
    to: 'interaction',
    application: '1100000000000000001',
    id: '1700000000000000001',
    token: 'x'.repeat(1_500),
    user: '1400000000000000001',
  } as const
  expect(readAddress(writeAddress(address))).toEqual(address)
  expect(writeAddress(address).length).toBeLessThanOrEqual(2_000)
})

test('says nothing of what it could not read', () => {
  expect(() => readAddress('{"to":"interaction","token":"a secret"}')).toThrowError(
    expect.objectContaining({ code: 'MESSENGER_REFUSED', message: expect.not.stringContaining('secret') }),
  )
})

test('knows the time of an id as others do, and the least id of a time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_420_070_400_000, max: 2_500_000_000_000 }), (time) => {
      const id = String(SnowflakeUtil.generate({ timestamp: time }))
      expect(timeOf(id)).toBe(time)
      expect(BigInt(idAt(time)) <= BigInt(id)).toBe(true)
      expect(timeOf(idAt(time))).toBe(time)
    }),
  )
})

test('begins with the first id there was, however old what is asked for is', () => {
  expect(idAt(0)).toBe('0')
})
