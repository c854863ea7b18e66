import fc from 'fast-check'
import { keccak256 } from 'viem/utils'
import { expect, test, vi } from 'vitest'
import { keccak, keccakPure, loadKeccakWasm } from './keccak.ts'

/** Around the sponge's block of 136 bytes the padding differs. */
const bytesArbitrary = fc.oneof(
  fc.uint8Array({ maxLength: 600 }),
  fc.constantFrom(0, 1, 135, 136, 137, 271, 272, 273).map((length) => new Uint8Array(length).fill(0xa5)),
)

test('the WebAssembly one is used here, and both give what viem gives', async () => {
  expect(keccak).not.toBe(keccakPure)
  const another = await loadKeccakWasm()
  fc.assert(
    fc.property(bytesArbitrary, (bytes) => {
      const expected = keccak256(bytes)
      expect([keccak(bytes), another(bytes), keccakPure(bytes)]).toEqual([expected, expected, expected])
    }),
    { numRuns: 500 },
  )
})

test('hashes a view into a larger buffer, and only the view', () => {
  const bytes = Uint8Array.from({ length: 300 }, (_, at) => at % 251)
  expect(keccak(bytes.subarray(7, 90))).toBe(keccakPure(bytes.slice(7, 90)))
})

test('where WebAssembly may not run, the pure one takes its place', async () => {
  vi.resetModules()
  vi.stubGlobal('WebAssembly', undefined)
  try {
    const there = await import('./keccak.ts')
    expect(there.keccak).toBe(there.keccakPure)
    expect(there.keccak(new Uint8Array())).toBe('0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470')
  } finally {
    vi.unstubAllGlobals()
  }
})
