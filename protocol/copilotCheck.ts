// What is checked of a wallet's transactions before a person is asked: each check has a name, a verdict, a sentence and the
// figures behind it. One FAIL blocks; a judge may make a verdict stricter, never milder.
import { z } from 'zod'
import { amountSchema } from './amounts.ts'
import { evmAddressSchema } from './address.ts'
import { copilotVenueSchema } from './copilotPlan.ts'
import { slippageBpsMax } from './limits.ts'
import { chainIdSchema } from './uint.ts'
import { fundTokenSchema } from './fund.ts'

export const checkVerdicts = ['PASS', 'WARN', 'FAIL'] as const
export type CheckVerdict = (typeof checkVerdicts)[number]

/** Of the configuration: what is allowed at all. */
export const policyCheckIds = [
  'artifacts.complete',
  'chain.allowed',
  'token.allowed',
  'venue.allowed',
  'spender.allowed',
  'approval.exact',
  'slippage.bounded',
  'swap.minimum',
  'price.fair',
  'deadline.sane',
  'value.single',
  'value.daily',
  'gas.sane',
] as const
/** Of this transaction: does it do what was asked, and nothing else? */
export const securityCheckIds = [
  'simulation.succeeds',
  'simulation.mode',
  'balance.enough',
  'changes.asAsked',
  'approvals.asAsked',
  'recipient.real',
  'recipient.known',
  'recipient.lookAlike',
] as const

export const copilotCheckSchema = z.strictObject({
  id: z.enum([...policyCheckIds, ...securityCheckIds]),
  verdict: z.enum(checkVerdicts),
  reason: z.string().min(1).max(400),
  data: z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean(), z.null()])),
})
export type CopilotCheck = z.output<typeof copilotCheckSchema>

/** What an operator allows wallets to do here. An empty list allows nothing. */
export const copilotPolicySchema = z.strictObject({
  chainId: chainIdSchema,
  tokens: z.array(fundTokenSchema).max(64),
  /** the chain's own coin as a token; null: it is not traded here */
  wrapper: evmAddressSchema.nullable(),
  venues: z.array(copilotVenueSchema).max(8),
  /** beside the venues' routers: vaults, by address */
  spenders: z.array(evmAddressSchema).max(64),
  slippageBpsMax: z.int().min(1).max(slippageBpsMax),
  /** from the time-weighted price */
  deviationBpsMax: z.int().min(1).max(5_000),
  /** of one action and of a person's day, in base units of `valueToken`; null: no bound */
  valueToken: evmAddressSchema,
  valueMax: amountSchema.nullable(),
  valueDayMax: amountSchema.nullable(),
  gasMax: z.int().min(21_000).max(30_000_000),
  /** s */
  deadlineMaxS: z.int().min(60).max(86_400),
})
export type CopilotPolicy = z.output<typeof copilotPolicySchema>

/** The strictest of some. */
export const strictest = (checks: readonly Pick<CopilotCheck, 'verdict'>[]): CheckVerdict =>
  checks.some(({ verdict }) => verdict === 'FAIL') ? 'FAIL' : checks.some(({ verdict }) => verdict === 'WARN') ? 'WARN' : 'PASS'
