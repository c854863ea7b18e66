// A fund as its bots know it: which contracts, which people, which rules. The chain decides; this says where to look.
import { z } from 'zod'
import { evmAddressSchema, type EvmAddress } from './address.ts'
import { approvalRuleProblems, approvalRuleShape, type ApprovalRules } from './approval.ts'
import { crawlersMax, decimalsMax, tokensMax, venuesMax, verifiersMax, verifierWeightMax } from './limits.ts'
import { sourceSpecSchema } from './source.ts'
import { strategyRulesSchema } from './strategyRules.ts'
import { labelSchema, slugSchema } from './text.ts'
import { chainIdSchema, uint64Schema } from './uint.ts'
import { fundVenueSchema, venuesOf } from './venue.ts'

/** A fund's name in addresses, paths and URLs. */
export const fundIdSchema = slugSchema

/** OFFCHAIN: the relayer counts claim signatures itself; ONCHAIN: ClaimBook does. */
export const claimModeSchema = z.enum(['OFFCHAIN', 'ONCHAIN'])

export const fundContractsSchema = z.strictObject({
  policy: evmAddressSchema,
  verifierSet: evmAddressSchema,
  claimBook: evmAddressSchema,
  snapshotBook: evmAddressSchema,
  intentBook: evmAddressSchema,
  core: evmAddressSchema,
  vault: evmAddressSchema,
  adapter: evmAddressSchema,
  priceGuard: evmAddressSchema.nullable().default(null),
  factory: evmAddressSchema.nullable().default(null),
})
export type FundContracts = z.output<typeof fundContractsSchema>

export const fundTokenSchema = z.strictObject({
  symbol: z.string().regex(/^[A-Za-z0-9.$-]{1,16}$/, 'expected a ticker of at most 16 letters and digits'),
  address: evmAddressSchema,
  decimals: z.int().min(0).max(decimalsMax),
})
export type FundToken = z.output<typeof fundTokenSchema>

/** A pool that prices `base` in `quote`. */
export const fundPoolSchema = z.strictObject({
  id: slugSchema,
  pair: evmAddressSchema,
  router: evmAddressSchema,
  base: evmAddressSchema.describe('the token that is priced and traded'),
  quote: evmAddressSchema.describe("the token it is priced in: the fund's base asset for a pool it trades on"),
})
export type FundPool = z.output<typeof fundPoolSchema>

export const fundVerifierSchema = z.strictObject({
  name: slugSchema,
  address: evmAddressSchema,
  weight: z.int().min(1).max(verifierWeightMax),
  signsWith: evmAddressSchema
    .optional()
    .describe('the key that signs for it, where its address is a contract that verifies signatures (ERC-1271)'),
})

export const fundCrawlerSchema = z.strictObject({ name: slugSchema, address: evmAddressSchema, source: sourceSpecSchema })

/** Weights that claims, snapshots and intents need. */
export const thresholdsSchema = z.strictObject({
  claim: z.int().min(1).describe('weight that finalizes a claim'),
  snapshot: z.int().min(1).describe('weight that publishes a snapshot'),
  intent: z.int().min(1).describe('weight that approves a trade'),
})

const timingMs = z.int().min(100).max(86_400_000)
/** How long each part of a round may take. A part that runs out ends the round without a trade, never with less quorum. */
export const roundTimingSchema = z.strictObject({
  intervalMs: timingMs.describe('from the opening of one round to the next'),
  claimsMs: timingMs.describe('to gather and finalize claims'),
  snapshotMs: timingMs.describe('to attest and publish the root'),
  attestationTtlS: z.int().min(60).max(86_400).describe('expiresAt of a signature, from its making'),
  twapWindowS: z.int().min(1).max(86_400),
  confirmations: z.int().min(1).max(128).describe('blocks before a receipt counts'),
})

/** The accounts that act for the fund, apart from verifiers and crawlers. */
export const fundAccountsSchema = z.strictObject({
  relayer: evmAddressSchema,
  strategy: evmAddressSchema,
  executor: evmAddressSchema,
  owner: evmAddressSchema.nullable().default(null),
  guardian: evmAddressSchema.nullable().default(null),
  keeper: evmAddressSchema.nullable().default(null),
})

/** How the keeper of the fund's price guard works. */
export const keeperRulesSchema = z.strictObject({
  gasPerDay: z
    .int()
    .min(100_000)
    .max(1_000_000_000_000)
    .default(10_000_000)
    .describe('most that its observations may use in any 24 hours, in units of gas: enough for one each quarter of an hour'),
})

/** A whole fund configuration, checked for contradictions. */
export const fundConfigSchema = z
  .strictObject({
    fundId: fundIdSchema,
    name: labelSchema,
    chainId: chainIdSchema,
    contracts: fundContractsSchema,
    baseAsset: evmAddressSchema.describe('one side of every trade'),
    tradedToken: evmAddressSchema.describe('the other side'),
    tradePool: slugSchema.describe('the pool that trades go through'),
    tokens: z.array(fundTokenSchema).min(2).max(tokensMax),
    pools: z.array(fundPoolSchema).min(1).max(tokensMax),
    venues: z
      .array(fundVenueSchema)
      .max(venuesMax)
      .default([])
      .describe('further venues that the vault allows, beside the adapter of its contracts'),
    claimMode: claimModeSchema.default('OFFCHAIN'),
    setEpoch: uint64Schema.describe('the open one when this was written; the chain is asked before signing'),
    thresholds: thresholdsSchema,
    verifiers: z.array(fundVerifierSchema).min(1).max(verifiersMax),
    crawlers: z.array(fundCrawlerSchema).min(1).max(crawlersMax),
    accounts: fundAccountsSchema,
    strategy: strategyRulesSchema,
    rounds: roundTimingSchema,
    keeper: keeperRulesSchema.prefault({}),
    ...approvalRuleShape,
  })
  .superRefine((fund, context) => {
    for (const problem of fundProblems(fund)) context.addIssue({ code: 'custom', ...problem, path: [...problem.path] })
  })
export type FundConfig = z.output<typeof fundConfigSchema>

/** The address that claims and intents name as their fund: the vault's. */
export const fundAddress = (fund: { readonly contracts: FundContracts }): EvmAddress => fund.contracts.vault

/** The sum of all weights. */
export const totalWeight = (verifiers: readonly { readonly weight: number }[]): number =>
  verifiers.reduce((sum, verifier) => sum + verifier.weight, 0)

interface Problem {
  readonly path: readonly (string | number)[]
  readonly message: string
}
type Checked = Pick<
  FundConfig,
  | 'thresholds'
  | 'verifiers'
  | 'crawlers'
  | 'tokens'
  | 'pools'
  | 'baseAsset'
  | 'tradedToken'
  | 'tradePool'
  | 'venues'
  | 'contracts'
> &
  ApprovalRules

function fundProblems(fund: Checked): Problem[] {
  return [
    ...thresholdProblems(fund),
    ...repeated(fund.verifiers.map((verifier) => verifier.address)).map((address) => ({
      path: ['verifiers'],
      message: `${address} is twice`,
    })),
    ...repeated([...fund.verifiers, ...fund.crawlers].map((bot) => bot.name)).map((name) => ({
      path: ['verifiers'],
      message: `the name ${name} is twice`,
    })),
    ...repeated(fund.tokens.map((token) => token.address)).map((address) => ({
      path: ['tokens'],
      message: `${address} is twice`,
    })),
    ...repeated(fund.pools.map((pool) => pool.id)).map((id) => ({ path: ['pools'], message: `${id} is twice` })),
    ...(['id', 'adapter'] as const).flatMap((key) =>
      repeated(venuesOf(fund).map((venue) => venue[key])).map((value) => ({ path: ['venues'], message: `${value} is twice` })),
    ),
    ...tradeProblems(fund),
    ...approvalRuleProblems(fund),
  ]
}

/** The contract's rule at the opening of a set: more than half, and reachable. */
/** Thresholds that two halves could reach, or nobody; the contracts refuse them too. */
export function thresholdProblems(fund: {
  readonly thresholds: FundConfig['thresholds']
  readonly verifiers: readonly { readonly weight: number }[]
}): Problem[] {
  const total = totalWeight(fund.verifiers)
  return (['claim', 'snapshot', 'intent'] as const).flatMap((kind) => {
    const threshold = fund.thresholds[kind]
    if (2 * threshold <= total)
      return [{ path: ['thresholds', kind], message: `${threshold} is not more than half of the total weight ${total}` }]
    if (threshold > total) return [{ path: ['thresholds', kind], message: `${threshold} is over the total weight ${total}` }]
    return []
  })
}

function tradeProblems(fund: Checked): Problem[] {
  const known = new Set<string>(fund.tokens.map((token) => token.address))
  const problems: Problem[] = []
  for (const [index, pool] of fund.pools.entries()) {
    for (const side of ['base', 'quote'] as const) {
      if (!known.has(pool[side]))
        problems.push({ path: ['pools', index, side], message: `${pool[side]} is not among the tokens` })
    }
  }
  const pool = fund.pools.find((candidate) => candidate.id === fund.tradePool)
  if (pool === undefined) problems.push({ path: ['tradePool'], message: `there is no pool ${fund.tradePool}` })
  else if (pool.base !== fund.tradedToken || pool.quote !== fund.baseAsset) {
    problems.push({ path: ['tradePool'], message: 'its base must be tradedToken and its quote baseAsset' })
  }
  for (const [index, crawler] of fund.crawlers.entries()) {
    const { source } = crawler
    if (source.type === 'amm-price' && !fund.pools.some((candidate) => candidate.id === source.pool)) {
      problems.push({ path: ['crawlers', index, 'source', 'pool'], message: `there is no pool ${source.pool}` })
    }
  }
  return problems
}

function repeated<Value>(values: readonly Value[]): Value[] {
  return values.filter((value, index) => values.indexOf(value) !== index)
}
