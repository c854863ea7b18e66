// What a person's sentence came to: one action in exact amounts, the steps that do it, and the transactions that their own
// wallet is asked to sign. Nothing here is signed or sent by anybody but them.
import { z } from 'zod'
import { evmAddressSchema } from './address.ts'
import { amountSchema } from './amounts.ts'
import { fundIdSchema } from './fund.ts'
import { bytesTextSchema } from './hash.ts'
import { slippageBpsMax } from './limits.ts'
import { labelSchema, slugSchema } from './text.ts'
import { chainIdSchema } from './uint.ts'

/** A token by its contract, or the chain's own coin. */
export const copilotAssetSchema = z.union([z.literal('native'), evmAddressSchema])
export type CopilotAsset = z.output<typeof copilotAssetSchema>

const positiveSchema = amountSchema.refine((amount) => amount !== '0', 'expected more than nothing')
const slippageSchema = z
  .int()
  .min(1)
  .max(slippageBpsMax)
  .describe('how much worse than the quote it may get, in 1/100 of a percent')

/** What is to be done, every name resolved and every amount in base units. */
export const copilotActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('transfer'), asset: copilotAssetSchema, amount: positiveSchema, to: evmAddressSchema }),
  z.strictObject({ kind: z.literal('approve'), token: evmAddressSchema, spender: evmAddressSchema, amount: positiveSchema }),
  z.strictObject({ kind: z.literal('revoke'), token: evmAddressSchema, spender: evmAddressSchema }),
  z.strictObject({
    kind: z.literal('swap'),
    tokenIn: copilotAssetSchema,
    tokenOut: copilotAssetSchema,
    /** `in`: exactly so much is given; `out`: exactly so much is wanted */
    side: z.enum(['in', 'out']),
    amount: positiveSchema,
    slippageBps: slippageSchema,
  }),
  z.strictObject({ kind: z.literal('wrap'), amount: positiveSchema }),
  z.strictObject({ kind: z.literal('unwrap'), amount: positiveSchema }),
  z.strictObject({
    kind: z.literal('deposit'),
    fundId: fundIdSchema,
    vault: evmAddressSchema,
    asset: evmAddressSchema,
    amount: positiveSchema,
  }),
  z.strictObject({ kind: z.literal('redeem'), fundId: fundIdSchema, vault: evmAddressSchema, shares: positiveSchema }),
])
export type CopilotAction = z.output<typeof copilotActionSchema>
/** An action of one kind. */
export type CopilotActionOf<Kind extends CopilotAction['kind']> = Extract<CopilotAction, { kind: Kind }>

/** Where a wallet may trade. */
export const copilotVenueSchema = z.discriminatedUnion('kind', [
  z.strictObject({ id: slugSchema, kind: z.literal('uniswap-v2'), router: evmAddressSchema }),
  z.strictObject({
    id: slugSchema,
    kind: z.literal('uniswap-v3'),
    router: evmAddressSchema,
    feePpm: z.int().min(1).max(999_999),
    quoter: evmAddressSchema.describe('an adapter of a fund: it quotes this venue'),
  }),
])
export type CopilotVenue = z.output<typeof copilotVenueSchema>

/** What one venue would give or take. */
export const tradeQuoteSchema = z.strictObject({
  venue: slugSchema,
  /** the other side of the trade, base units; null: it gives no quote */
  amount: amountSchema.nullable(),
  problem: z.string().max(300).describe('why it gives none; empty: it does'),
})
export type TradeQuote = z.output<typeof tradeQuoteSchema>

/** A trade worked out: on which venue, what it gives now, and the bound that is signed. */
export const plannedTradeSchema = z.strictObject({
  venue: copilotVenueSchema,
  quoted: amountSchema.describe('the other side, as quoted'),
  bound: positiveSchema.describe('the least that is accepted, or the most that is paid'),
  deadline: z.int().min(0).describe('s since 1970'),
  quotes: z.array(tradeQuoteSchema).max(8),
})
export type PlannedTrade = z.output<typeof plannedTradeSchema>

/** What the wallet is asked to sign, in order. */
export const txRequestSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+-[1-9]$/, 'expected such as swap-1'),
  kind: z.enum(['transfer', 'approve', 'revoke', 'swap', 'wrap', 'unwrap', 'deposit', 'redeem']),
  chainId: chainIdSchema,
  from: evmAddressSchema,
  to: evmAddressSchema,
  data: bytesTextSchema(4_096),
  value: amountSchema.describe('wei'),
  says: labelSchema.describe('what it does, in words'),
})
export type TxRequest = z.output<typeof txRequestSchema>
