// What a bot may post to its fund's relayer. A crawler submits, a verifier attests, a strategy proposes, an executor reports.
import { z } from 'zod'
import { signedClaimAttestationSchema, signedIntentAttestationSchema, signedSnapshotAttestationSchema } from './attestation.ts'
import { claimSchema } from './claim.ts'
import { decisionSchema } from './decision.ts'
import { dryRunCodeSchema } from './dryRun.ts'
import { adapterDataSchema, hashSchema } from './hash.ts'
import { hashAdapterData, intentSchema } from './intent.ts'
import { noteSchema } from './text.ts'
import { uint64Schema } from './uint.ts'
import { intentReasonSchema, isConsistentVerdict, verdictReasonSchema, verdictSchema } from './verdict.ts'

const contradiction = 'expected PASS with reason OK and a signature, or another verdict with neither'

export const claimSubmitSchema = z.strictObject({ type: z.literal('claim.submit'), claim: claimSchema })

export const claimAttestSchema = z
  .strictObject({
    type: z.literal('claim.attest'),
    claimHash: hashSchema,
    verdict: verdictSchema,
    reason: verdictReasonSchema,
    detail: noteSchema.default(''),
    attestation: signedClaimAttestationSchema.nullable(),
  })
  .refine(isConsistentVerdict, contradiction)
  .refine((body) => body.attestation === null || body.attestation.claimHash === body.claimHash, 'expected one claimHash')

export const snapshotAttestSchema = z
  .strictObject({
    type: z.literal('snapshot.attest'),
    round: uint64Schema,
    root: hashSchema,
    verdict: verdictSchema,
    reason: verdictReasonSchema,
    detail: noteSchema.default(''),
    attestation: signedSnapshotAttestationSchema.nullable(),
  })
  .refine(isConsistentVerdict, contradiction)
  .refine(
    (body) => body.attestation === null || (body.attestation.root === body.root && body.attestation.round === body.round),
    'expected one root and one round',
  )

export const intentProposeSchema = z
  .strictObject({
    type: z.literal('intent.propose'),
    intent: intentSchema,
    adapterData: adapterDataSchema,
    reason: noteSchema,
    decision: decisionSchema,
    proposeTxHash: hashSchema,
  })
  .refine((body) => hashAdapterData(body.adapterData) === body.intent.adapterDataHash, {
    path: ['adapterData'],
    error: "expected data whose hash is the intent's adapterDataHash",
  })

export const intentAttestSchema = z
  .strictObject({
    type: z.literal('intent.attest'),
    intentHash: hashSchema,
    verdict: verdictSchema,
    reason: intentReasonSchema,
    detail: noteSchema.default(''),
    attestation: signedIntentAttestationSchema.nullable(),
    dryRun: dryRunCodeSchema.nullable().describe("what the contract's dry run said; null when it was not reached"),
  })
  .refine(isConsistentVerdict, contradiction)
  .refine((body) => body.attestation === null || body.attestation.intentHash === body.intentHash, 'expected one intentHash')

export const executionReportSchema = z
  .strictObject({
    type: z.literal('execution.report'),
    intentHash: hashSchema,
    outcome: z.enum(['executed', 'failed', 'dropped']),
    txHash: hashSchema.nullable(),
    block: uint64Schema.nullable(),
    code: dryRunCodeSchema.nullable().describe('the dry run that stopped it, when one did'),
    detail: noteSchema,
  })
  .refine(
    (body) => body.outcome !== 'executed' || (body.txHash !== null && body.block !== null),
    'expected txHash and block of an execution',
  )

/** Everything a bot can post, told apart by `type`. */
export const envelopeBodySchema = z.discriminatedUnion('type', [
  claimSubmitSchema,
  claimAttestSchema,
  snapshotAttestSchema,
  intentProposeSchema,
  intentAttestSchema,
  executionReportSchema,
])
export type EnvelopeBody = z.output<typeof envelopeBodySchema>

/** The scope a bot needs for each body; deny by default. */
export const envelopeScopes = {
  'claim.submit': 'claims.submit',
  'claim.attest': 'claims.attest',
  'snapshot.attest': 'claims.attest',
  'intent.propose': 'intents.propose',
  'intent.attest': 'intents.attest',
  'execution.report': 'executions.report',
} as const satisfies Record<EnvelopeBody['type'], string>
