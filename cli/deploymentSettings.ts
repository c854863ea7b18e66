// How a fund is put on a chain that is not a throw-away one: what `fund create` makes it from and `fund check` compares
// it with, beside what its bots need anyway.
import { z } from 'zod'
import { evmAddressSchema, toEvmAddress } from '#protocol/address.ts'
import { amountSchema } from '#protocol/amounts.ts'
import { fundPoolSchema, fundTokenSchema } from '#protocol/fund.ts'
import { bpsMax, tokensMax, venuesMax } from '#protocol/limits.ts'
import { slugSchema } from '#protocol/text.ts'
import type { FundLimits } from '#integrations/chain/newFund.ts'

const seconds = z.int().min(0).max(31_536_000)
const bps = z.int().min(0).max(bpsMax)

/** Limits on what even a full quorum may do; absent means none, and the contracts say which ranges they take. */
const limitsSchema = z.strictObject({
  maxNotional: amountSchema.optional(),
  dailyNotionalCap: amountSchema.optional(),
  cooldown: seconds.optional(),
  priceGuard: evmAddressSchema.optional(),
  maxPriceDeviationBps: bps.optional(),
  lossLimit: amountSchema.optional(),
  lossWindow: seconds.optional(),
  performanceFeeBps: bps.optional(),
  feeRecipient: evmAddressSchema.optional(),
  configDelay: seconds.optional(),
  challengeDelay: seconds.optional(),
  maxQueueTime: seconds.optional(),
})

/** A venue beside the router of the trade pool. */
const venueSchema = z.strictObject({
  id: slugSchema,
  kind: z.literal('uniswap-v3'),
  router: evmAddressSchema,
  pool: evmAddressSchema,
  feePpm: z.int().min(1).max(999_999).describe('in millionths; with the pair it names the pool'),
})

/** A price guard of the fund's own; the fund's limits name it by themselves. */
const guardSchema = z.strictObject({
  // on a real chain: long enough that nobody holds a price for it
  minWindowS: z.int().min(1).max(86_400).default(1_800).describe('no source may ever have a shorter window'),
  priced: z
    .array(
      z.strictObject({
        token: evmAddressSchema,
        pool: evmAddressSchema.describe('a Uniswap V2 pair of the token and the base asset'),
        windowS: z.int().min(1).max(86_400),
        maxAgeS: z.int().min(1).max(604_800),
        minReserve: amountSchema.describe('of the base asset'),
      }),
    )
    .min(1)
    .max(tokensMax),
})

/** A fund's `deployment` in the settings. Addresses that are absent are those of the fund's keys. */
export const deploymentSchema = z.strictObject({
  symbol: z
    .string()
    .regex(/^[A-Za-z0-9]{1,11}$/, 'expected a ticker of at most 11 letters and digits')
    .optional()
    .describe('of the shares; absent: q and the fund’s name'),
  tokens: z.array(fundTokenSchema).min(2).optional().describe('the base asset and what is traded, as they are on the chain'),
  pools: z.array(fundPoolSchema).min(1).optional().describe('where prices are read; tradePool names the one that is traded on'),
  owner: evmAddressSchema.optional().describe('such as a multisig'),
  guardian: evmAddressSchema.optional(),
  keeper: evmAddressSchema.optional(),
  venues: z.array(venueSchema).max(venuesMax).default([]).describe('where else it may trade; an adapter is made for each router'),
  // 1,800 is the contracts' default
  maxIntentWindowS: z.int().min(1).max(86_400).default(1_800),
  maxSnapshotAgeS: z.int().min(1).max(604_800).default(600),
  limits: limitsSchema.default({}),
  guard: guardSchema.optional().describe('absent: none is made, and limits.priceGuard may name one'),
  salt: z.string().min(1).max(64).optional().describe('another one is another fund; absent: the fund’s name'),
  startedAtBlock: z.int().min(0).optional().describe('fund create notes it before it sends anything'),
})
export type DeploymentSettings = z.output<typeof deploymentSchema>

/** The limits as the contracts take them. */
export function limitsOf({ limits }: DeploymentSettings): Partial<FundLimits> {
  const told: Record<string, bigint | number | string> = {}
  for (const [field, value] of Object.entries(limits)) {
    if (field.endsWith('Bps')) told[field] = value
    else if (field === 'priceGuard' || field === 'feeRecipient') told[field] = toEvmAddress(String(value))
    else told[field] = BigInt(value)
  }
  return told // each field has the contract's type by its name above
}
