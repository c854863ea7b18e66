import { decodeAbiParameters } from 'viem'
import { expect, test } from 'vitest'
import { addressFixture, fundFixture } from './fixtures.ts'
import { firstVenueId, fundVenueSchema, routeOn, venuesOf } from './venue.ts'

const tokenIn = addressFixture(1)
const tokenOut = addressFixture(2)
const second = fundVenueSchema.parse({
  id: 'uniswap-v3',
  kind: 'uniswap-v3',
  adapter: addressFixture(9),
  pool: addressFixture(8),
  feePpm: 3_000,
})

test('a fund trades on the adapter of its contracts first, and then on its further venues', () => {
  const fund = fundFixture({ venues: [second] })
  expect(venuesOf(fund)).toEqual([{ id: firstVenueId, kind: 'uniswap-v2', adapter: fund.contracts.adapter }, second])
  expect(venuesOf(fundFixture())).toHaveLength(1)
})

test('a route on Uniswap V2 is the ABI encoding of the pair', () => {
  const route = routeOn({ id: 'a', kind: 'uniswap-v2', adapter: tokenIn }, { tokenIn, tokenOut })
  expect(decodeAbiParameters([{ type: 'address[]' }], route)).toEqual([[tokenIn, tokenOut]])
})

test('a route on Uniswap V3 is the packed path with the fee in three bytes', () => {
  expect(routeOn(second, { tokenIn, tokenOut })).toBe(`${tokenIn}000bb8${tokenOut.slice(2)}`.toLowerCase())
})

test.each([
  ['a fee of nothing', { feePpm: 0 }],
  ['a fee of everything', { feePpm: 1_000_000 }],
  ['no pool', { pool: undefined }],
  ['another kind', { kind: 'uniswap-v9' }],
  ['an unknown word', { router: tokenIn }],
])('a venue with %s is refused', (_, change) => {
  expect(fundVenueSchema.safeParse({ ...second, ...change }).success).toBe(false)
})
