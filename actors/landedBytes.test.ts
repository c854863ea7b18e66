import { expect, test } from 'vitest'
import { landedBytes } from './landedBytes.ts'

const bytes = (n: number) => ({ raw: `0x0${n}`, hash: `hash ${n}` })
const final = (nonce: number) => ({ nonce, status: 'success' as const, block: 100 + nonce, blockHash: `block ${nonce}` })

test('gives back what was final at a nonce, and nothing that was only sent', () => {
  const kept = landedBytes()
  kept.sent('alpha', bytes(1))
  kept.sent('alpha', bytes(2))
  expect(kept.at('alpha', 7)).toBeUndefined()
  kept.landed('alpha', 'hash 2', final(7))
  expect(kept.at('alpha', 7)).toEqual({ ...bytes(2), ...final(7) })
  expect([kept.at('alpha', 8), kept.at('beta', 7)]).toEqual([undefined, undefined])
})

test('knows nothing of what somebody else sent', () => {
  const kept = landedBytes()
  kept.landed('alpha', 'hash of a stranger', final(7))
  expect(kept.at('alpha', 7)).toBeUndefined()
})

test('keeps the latest and lets the oldest go', () => {
  const kept = landedBytes()
  for (let nonce = 0; nonce < 100; nonce += 1) {
    kept.sent('alpha', bytes(nonce))
    kept.landed('alpha', `hash ${nonce}`, final(nonce))
  }
  expect([35, 36, 99].map((nonce) => kept.at('alpha', nonce)?.hash)).toEqual([undefined, 'hash 36', 'hash 99'])
  expect(kept.finals('alpha').map(({ nonce }) => nonce)).toEqual(Array.from({ length: 64 }, (_, n) => 99 - n))
  kept.forget('alpha', 99)
  expect(kept.finals('alpha')[0]).toEqual({ ...bytes(98), ...final(98) })
  expect(kept.finals('beta')).toEqual([])
})
