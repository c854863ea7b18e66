// What transactions would do if they were sent now, one after another: the copilot shows it, policy judges it, and what is
// sent later is compared with it.
import { z } from 'zod'
import { evmAddressSchema, type EvmAddress } from './address.ts'
import { amountSchema, signedAmountSchema } from './amounts.ts'
import { bytesTextSchema, type Hex } from './hash.ts'

/**
 * How it was found out, the best first. `stateful`: the node ran them in order, each on what those before it left.
 * `overrides`: each was run alone, on a state changed as those before it would have changed it. `assumed`: one of them
 * failed alone for want of an allowance that one before it gives, and was taken to succeed.
 */
export const simulationModes = ['stateful', 'overrides', 'assumed'] as const

export const simulatedChangesMax = 48
export const simulatedEventsMax = 32

/** One transaction that is tried. */
export interface SimulatedRequest {
  readonly txRequestId: string
  readonly to: EvmAddress
  readonly data: Hex
  /** wei */
  readonly value: string
}

/** What an address has more or less of afterwards, fees of the chain left out. */
export const assetChangeSchema = z.strictObject({
  address: evmAddressSchema,
  asset: z.union([z.literal('native'), evmAddressSchema]).describe('a token’s contract, or the chain’s own coin'),
  delta: signedAmountSchema.describe('base units; negative: it leaves'),
})
export type AssetChange = z.output<typeof assetChangeSchema>

/** An event of a contract that is known here; others are counted only. */
export const simulatedEventSchema = z.strictObject({
  contract: evmAddressSchema,
  name: z.string().max(64),
  args: z.array(z.tuple([z.string().max(64), z.string().max(128)])).max(8),
})
export type SimulatedEvent = z.output<typeof simulatedEventSchema>

export const simulatedTransactionSchema = z.strictObject({
  txRequestId: z.string().max(64),
  success: z.boolean(),
  assumedSuccess: z.boolean(),
  /** why it is taken to succeed */
  assumptionReason: z.enum(['ALLOWANCE_NOT_APPLIED_IN_SIMULATION']).nullable(),
  /** null where the node would not say */
  gasUsed: amountSchema.nullable(),
  /** why it fails; null: it does not */
  revert: z.strictObject({ data: bytesTextSchema(1_024).nullable(), problem: z.string().max(500) }).nullable(),
  events: z.array(simulatedEventSchema).max(simulatedEventsMax),
  /** events that are not known here, or too many */
  otherEvents: z.int().min(0),
})
export type SimulatedTransaction = z.output<typeof simulatedTransactionSchema>

export const simulationSchema = z.strictObject({
  mode: z.enum(simulationModes),
  /** why no better way was open; empty: it is the best */
  why: z.string().max(500),
  /** it stands on the state after this block */
  block: z.int().min(0),
  blockTime: z.int().min(0).describe('of that block, s since 1970'),
  results: z.array(simulatedTransactionSchema).max(8),
  /** `logs`: of what happened; `calls`: of what the calls say and return, where no events could be seen */
  changesFrom: z.enum(['logs', 'calls']),
  changes: z.array(assetChangeSchema).max(simulatedChangesMax),
  /** that did not fit */
  otherChanges: z.int().min(0),
})
export type Simulation = z.output<typeof simulationSchema>
