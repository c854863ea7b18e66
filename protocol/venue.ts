// Where a fund may trade. The first venue is the adapter of its contracts, over the pool that its trades are priced by;
// further ones stand in `venues`. A route is always the direct one: the verifiers can say what it should give.
import { concatHex, encodeAbiParameters, numberToHex } from 'viem/utils'
import { z } from 'zod'
import { evmAddressSchema, type EvmAddress } from './address.ts'
import { adapterDataSchema, type AdapterData } from './hash.ts'
import { slugSchema } from './text.ts'

const named = { id: slugSchema, adapter: evmAddressSchema }

/** A further venue of a fund, by what its adapter takes as a route. */
export const fundVenueSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...named, kind: z.literal('uniswap-v2') }),
  z.strictObject({
    ...named,
    kind: z.literal('uniswap-v3'),
    pool: evmAddressSchema,
    feePpm: z.int().min(1).max(999_999).describe('in millionths; with the pair it names the pool'),
  }),
])
export type FundVenue = z.output<typeof fundVenueSchema>

/** The name of the venue that every fund has. */
export const firstVenueId = 'uniswap-v2'

interface Traded {
  readonly contracts: { readonly adapter: EvmAddress }
  readonly venues: readonly FundVenue[]
}

/** Every venue of a fund, its first one first. */
export const venuesOf = (fund: Traded): readonly FundVenue[] => [
  { id: firstVenueId, kind: 'uniswap-v2', adapter: fund.contracts.adapter },
  ...fund.venues,
]

/** The direct route on a venue, as its adapter takes it. */
export function routeOn(venue: FundVenue, path: { readonly tokenIn: EvmAddress; readonly tokenOut: EvmAddress }): AdapterData {
  const { tokenIn, tokenOut } = path
  const route =
    venue.kind === 'uniswap-v2'
      ? encodeAbiParameters([{ type: 'address[]' }], [[tokenIn, tokenOut]])
      : concatHex([tokenIn, numberToHex(venue.feePpm, { size: 3 }), tokenOut])
  return adapterDataSchema.parse(route)
}
