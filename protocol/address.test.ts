import { expect, test } from 'vitest'
import { toEvmAddress } from './address.ts'
import { toHash } from './hash.ts'

const checksummed = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' // an example of EIP-55

test('an address in lower case or checksummed comes back checksummed', () => {
  expect(toEvmAddress(checksummed.toLowerCase())).toBe(checksummed)
  expect(toEvmAddress(checksummed)).toBe(checksummed)
})

test.each([
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD',
  '5aaeb6053f3e94c9b9a09f33669435e7ef1beaed',
  '0x5aaeb6',
  '',
  `${checksummed.toLowerCase()} `,
])('refuses %j', (text) => {
  expect(() => toEvmAddress(text)).toThrow()
})

test('equal hashes are equal strings', () => {
  expect(toHash(`0x${'AB'.repeat(32)}`)).toBe(`0x${'ab'.repeat(32)}`)
})
