import { expect, test } from 'vitest'
import { addressFixture, hashFixture } from './fixtures.ts'
import { formatAmmPriceRef, formatAmmPriceSelector, parseAmmPriceRef, parseAmmPriceSelector } from './source.ts'

const ref = { chainId: 31_337, pair: addressFixture(20), block: 42, blockHash: hashFixture(1) }
const selector = { base: addressFixture(11), quote: addressFixture(10), windowS: 60 }

test('references and selectors are read back as they were written', () => {
  expect(parseAmmPriceRef(formatAmmPriceRef(ref))).toEqual(ref)
  expect(parseAmmPriceSelector(formatAmmPriceSelector(selector))).toEqual(selector)
})

test.each([
  '',
  'https://example.org',
  formatAmmPriceRef(ref).slice(0, -1),
  ` ${formatAmmPriceRef(ref)}`,
  `${formatAmmPriceRef(ref)}\n`,
])('refuses the reference %j', (text) => {
  expect(() => parseAmmPriceRef(text)).toThrow()
})

test.each(['', 'price:x/y:60s', formatAmmPriceSelector({ ...selector, windowS: -1 })])('refuses the selector %j', (text) => {
  expect(() => parseAmmPriceSelector(text)).toThrow()
})
