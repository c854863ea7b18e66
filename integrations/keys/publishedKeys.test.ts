import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { expect, test } from 'vitest'
import { toEvmAddress } from '#protocol/address.ts'
import { isPublishedAddress, publishedAccount } from './publishedKeys.ts'

test('knows Anvil’s accounts, in any spelling, and the keys that stand in tutorials', () => {
  expect(publishedAccount(0).address).toBe('0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266')
  for (const index of [0, 9, 19, 49]) expect(isPublishedAddress(toEvmAddress(publishedAccount(index).address))).toBe(true)
  expect(isPublishedAddress(toEvmAddress(privateKeyToAddress(`0x${'2'.padStart(64, '0')}`)))).toBe(true)
  expect(isPublishedAddress(toEvmAddress(privateKeyToAddress(`0x${'a'.repeat(64)}`)))).toBe(true)
})

test('takes a key of one’s own for what it is', () => {
  expect(isPublishedAddress(toEvmAddress(privateKeyToAddress(generatePrivateKey())))).toBe(false)
})
