import { expect, test } from 'vitest'
import { attestationNonce, envelopeNonce } from './envelopeNonce.ts'
import { addressOf } from './fixtures.ts'

test('says the same nonce of the same request, another of any other', () => {
  const nonces = [envelopeNonce('a', 'x/1/0'), envelopeNonce('b', 'x/1/0'), envelopeNonce('a', 'x/1/1')]
  expect(envelopeNonce('a', 'x/1/0')).toBe(nonces[0])
  expect(new Set(nonces).size).toBe(3)
})

test('a verifier signs one subject under one nonce per set epoch', () => {
  const [alpha, bravo] = [addressOf('alpha'), addressOf('bravo')]
  const nonces = [
    attestationNonce(alpha, '0x01', 1),
    attestationNonce(bravo, '0x01', 1),
    attestationNonce(alpha, '0x02', 1),
    attestationNonce(alpha, '0x01', 2),
  ]
  expect(attestationNonce(alpha, '0x01', 1)).toBe(nonces[0])
  expect(new Set(nonces).size).toBe(4)
})
