// Where a crawler looks, and what it writes down so that a verifier can look at the same place by itself.
import { z } from 'zod'
import { evmAddressSchema } from './address.ts'
import { wadSchema, amountSchema } from './amounts.ts'
import { hashSchema } from './hash.ts'
import { referenceCharsMax } from './limits.ts'
import { labelSchema, slugSchema, textSchema } from './text.ts'
import { chainIdSchema, secondsSchema, uint64Schema } from './uint.ts'

/** A crawler's task as a fund configures it. */
export const sourceSpecSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('amm-price'), pool: slugSchema.describe('a pool of the fund') }),
  z.strictObject({
    type: z.literal('http-json'),
    url: z.url({ protocol: /^https?$/ }).max(referenceCharsMax),
    jsonPath: textSchema(referenceCharsMax),
    schemaId: labelSchema,
    extractedType: labelSchema,
  }),
  z.strictObject({
    type: z.literal('http-text'),
    url: z.url({ protocol: /^https?$/ }).max(referenceCharsMax),
    schemaId: labelSchema,
  }),
])

/** The `schemaId` and `extractedType` of an `amm-price` claim. */
export const ammPriceSchemaId = 'amm-price/1'

/** What an `amm-price` claim extracts: a pair at one block. `extracted` is the canonical JSON of this. */
export const ammPriceSchema = z.strictObject({
  base: evmAddressSchema.describe('the token that is priced'),
  quote: evmAddressSchema.describe('the token it is priced in'),
  reserveBase: amountSchema,
  reserveQuote: amountSchema,
  spotWad: wadSchema.describe('quote per whole base, 18 decimals'),
  twapWad: wadSchema.nullable().describe('the same, time-weighted over the window; null when the pair is too young'),
  windowS: uint64Schema,
  blockTime: secondsSchema,
})
export type AmmPrice = z.output<typeof ammPriceSchema>

/** A pair at a block. The block's hash names the fork, so a reorg cannot change what was claimed. */
export const ammPriceRefSchema = z.strictObject({
  chainId: z.coerce.number().pipe(chainIdSchema),
  pair: evmAddressSchema,
  block: z.coerce.number().pipe(uint64Schema),
  blockHash: hashSchema,
})
export type AmmPriceRef = z.output<typeof ammPriceRefSchema>

const refPattern = /^eip155:(?<chainId>\d{1,16})\/(?<pair>0x[0-9a-fA-F]{40})@(?<block>\d{1,16}):(?<blockHash>0x[0-9a-fA-F]{64})$/

/** The `sourceRef` of an `amm-price` claim: `eip155:<chain>/<pair>@<block number>:<block hash>`. */
export const formatAmmPriceRef = (ref: AmmPriceRef): string => `eip155:${ref.chainId}/${ref.pair}@${ref.block}:${ref.blockHash}`
/** Reads a `sourceRef` of an `amm-price` claim. @throws ZodError when it is not one. */
export const parseAmmPriceRef = (text: string): AmmPriceRef => ammPriceRefSchema.parse({ ...refPattern.exec(text)?.groups })

/** Which side is priced, and over which window. */
export const ammPriceSelectorSchema = z.strictObject({
  base: evmAddressSchema,
  quote: evmAddressSchema,
  windowS: z.coerce.number().pipe(uint64Schema),
})
export type AmmPriceSelector = z.output<typeof ammPriceSelectorSchema>

const selectorPattern = /^price:(?<base>0x[0-9a-fA-F]{40})\/(?<quote>0x[0-9a-fA-F]{40}):(?<windowS>\d{1,9})s$/

/** The `selector` of an `amm-price` claim: `price:<base>/<quote>:<window>s`. */
export const formatAmmPriceSelector = (of: AmmPriceSelector): string => `price:${of.base}/${of.quote}:${of.windowS}s`
/** Reads a `selector` of an `amm-price` claim. @throws ZodError when it is not one. */
export const parseAmmPriceSelector = (text: string): AmmPriceSelector =>
  ammPriceSelectorSchema.parse({ ...selectorPattern.exec(text)?.groups })
