import { expect, test } from 'vitest'
import { landedBytes } from './landedBytes.ts'

const bytes = (n: number) => ({ raw: `0x0${n}`, hash: `hash ${n}` })

test('gives back what was final at a nonce, and nothing that was only sent', () => {
  const kept = landedBytes()
  kept.sent('alpha', bytes(1))
  kept.sent('alpha', bytes(2))
  expect(kept.at('alpha', 7)).toBeUndefined()
  kept.landed('alpha', 7, 'hash 2')
  expect(kept.at('alpha', 7)).toEqual(bytes(2))
  expect([kept.at('alpha', 8), kept.at('beta', 7)]).toEqual([undefined, undefined])
})

test('knows nothing of what somebody else sent', () => {
  const kept = landedBytes()
  kept.landed('alpha', 7, 'hash of a stranger')
  expect(kept.at('alpha', 7)).toBeUndefined()
})

test('keeps the latest and lets the oldest go', () => {
  const kept = landedBytes()
  for (let nonce = 0; nonce < 100; nonce += 1) {
    kept.sent('alpha', bytes(nonce))
    kept.landed('alpha', nonce, `hash ${nonce}`)
  }
  expect([kept.at('alpha', 35), kept.at('alpha', 36), kept.at('alpha', 99)]).toEqual([undefined, bytes(36), bytes(99)])
})
