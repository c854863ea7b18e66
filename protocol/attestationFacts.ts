// The facts about what verifiers said: verdicts counted toward a threshold.
import { z } from 'zod'
import { evmAddressSchema } from './address.ts'
import { dryRunCodeSchema } from './dryRun.ts'
import { fundIdSchema } from './fund.ts'
import { hashSchema } from './hash.ts'
import { noteSchema } from './text.ts'
import { uint64Schema } from './uint.ts'
import { intentReasonSchema, verdictReasonSchema, verdictSchema } from './verdict.ts'

const said = {
  fundId: fundIdSchema,
  verifier: evmAddressSchema,
  verdict: verdictSchema,
  detail: noteSchema,
  attestedWeight: z.int().min(0).describe('weight of all PASS signatures so far, this one included'),
  thresholdWeight: z.int().min(1),
  totalWeight: z.int().min(1),
}

/** Facts named `*.attested` tell every verdict; `intent.refused` repeats a verifier's no, for those who watch only that. */
export const attestationFacts = {
  'claim.attested': z.object({ ...said, round: uint64Schema, claimHash: hashSchema, reason: verdictReasonSchema }),
  'snapshot.attested': z.object({ ...said, round: uint64Schema, root: hashSchema, reason: verdictReasonSchema }),
  'intent.attested': z.object({
    ...said,
    intentHash: hashSchema,
    reason: intentReasonSchema,
    dryRun: dryRunCodeSchema.nullable(),
  }),
  'intent.refused': z.object({
    fundId: fundIdSchema,
    intentHash: hashSchema,
    verifier: evmAddressSchema,
    verdict: verdictSchema,
    reason: intentReasonSchema,
    detail: noteSchema,
    dryRun: dryRunCodeSchema.nullable(),
  }),
} as const
