// What a fund's contracts hold its trades to, and what of it is used up; and what they would say of a trade that is not on
// chain yet.
import { z } from 'zod'
import { dryRunCodeSchema } from './dryRun.ts'

const amount = z.string().regex(/^\d+$/)

/** Bounds as the policy of a fund has them at a block; null where it sets none. Amounts in base units of the base asset. */
export const fundPolicySchema = z
  .object({
    block: z.int().min(0).describe('that it was read at'),
    at: z.iso.datetime().describe('time of that block, ISO 8601'),
    maxSlippageBps: z.int().describe('that a trade may give way from its quote'),
    maxIntentWindowS: z.int().describe('from when a trade may be executed to its deadline'),
    maxSnapshotAgeS: z.int().describe('of the data that a trade goes back to'),
    maxNotional: amount.nullable().describe('most that one trade may be worth'),
    dailyNotionalCap: amount.nullable().describe('most that the trades of 24 hours may be worth'),
    notionalSpent: amount.describe('what they are worth now'),
    lossLimit: amount.nullable().describe('most that trades may lose against the time-weighted price before the core pauses'),
    lossWindowS: z.int().nullable().describe('in which the losses are forgotten'),
    lossLevel: amount.describe('what they are now'),
    maxPriceDeviationBps: z.int().nullable().describe('that a trade may be worse than the time-weighted price'),
    cooldownS: z.int().nullable().describe('between two trades'),
    lastExecutedAt: z.iso.datetime().nullable().describe('when the last one was; null before the first'),
    challengeDelayS: z.int().nullable().describe('in which an approved trade may still be stopped'),
  })
  .meta({ id: 'FundPolicy', description: 'What the contracts of a fund hold its trades to, and what of it is used up.' })
export type FundPolicy = z.output<typeof fundPolicySchema>

/** A dry run of a trade that people are asked about: as if it were proposed now and verifiers had signed it. */
export const rehearsalSchema = z
  .object({
    block: z.int().min(0).describe('that it was tried on'),
    code: dryRunCodeSchema.nullable().describe('the first check that would stop it; null: it cannot even be proposed'),
    detail: z.string().describe('the same for people'),
    waits: z.boolean().describe('does it only wait, and pass by itself in time?'),
  })
  .meta({ id: 'Rehearsal', description: 'What the contracts would say of a trade now.' })
export type Rehearsal = z.output<typeof rehearsalSchema>
