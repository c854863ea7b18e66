// What a bot may post to its fund's relayer. A crawler submits, a verifier attests, a strategy proposes, an executor reports.
import { z } from 'zod'
import { tradeAskerSchema } from './askedTrade.ts'
import { signedClaimAttestationSchema, signedIntentAttestationSchema, signedSnapshotAttestationSchema } from './attestation.ts'
import { claimSchema } from './claim.ts'
import { decisionSchema } from './decision.ts'
import { dryRunCodeSchema } from './dryRun.ts'
import { adapterDataSchema, hashSchema } from './hash.ts'
import { hashAdapterData, intentSchema } from './intent.ts'
import { botRegisterSchema, botRetireSchema } from './registration.ts'
import { noteSchema } from './text.ts'
import { uint64Schema } from './uint.ts'
import { intentReasonSchema, isConsistentVerdict, verdictReasonSchema, verdictSchema } from './verdict.ts'

const verdict = {
  verdict: verdictSchema.describe('only PASS carries a signature; NEED_MORE_EVIDENCE: it could not be found out'),
  detail: noteSchema.default('').describe('for people'),
}
const contradiction = 'expected PASS with reason OK and a signature, or another verdict with neither'

export const claimSubmitSchema = z
  .strictObject({ type: z.literal('claim.submit'), claim: claimSchema })
  .meta({ id: 'ClaimSubmit', description: 'A crawler’s claim.' })

export const claimAttestSchema = z
  .strictObject({
    type: z.literal('claim.attest'),
    claimHash: hashSchema.describe('of the claim'),
    ...verdict,
    reason: verdictReasonSchema.describe('OK with PASS, else why not'),
    attestation: signedClaimAttestationSchema.nullable().describe('with PASS; else null'),
  })
  .refine(isConsistentVerdict, contradiction)
  .refine((body) => body.attestation === null || body.attestation.claimHash === body.claimHash, 'expected one claimHash')
  .meta({ id: 'ClaimAttest', description: 'A verifier’s verdict on a claim.' })

export const snapshotAttestSchema = z
  .strictObject({
    type: z.literal('snapshot.attest'),
    round: uint64Schema.describe('round of the snapshot'),
    root: hashSchema.describe('its Merkle root, which the verifier has computed itself'),
    ...verdict,
    reason: verdictReasonSchema.describe('OK with PASS, else why not'),
    attestation: signedSnapshotAttestationSchema.nullable().describe('with PASS; else null'),
  })
  .refine(isConsistentVerdict, contradiction)
  .refine(
    (body) => body.attestation === null || (body.attestation.root === body.root && body.attestation.round === body.round),
    'expected one root and one round',
  )
  .meta({ id: 'SnapshotAttest', description: 'A verifier’s verdict on the snapshot of a round.' })

export const intentProposeSchema = z
  .strictObject({
    type: z.literal('intent.propose'),
    intent: intentSchema,
    adapterData: adapterDataSchema,
    reason: noteSchema.describe('for people; not signed'),
    decision: decisionSchema,
    proposeTxHash: hashSchema
      .nullable()
      .describe('transaction that proposed it on chain; null: it waits for people’s approval before it goes there'),
    asked: tradeAskerSchema.exactOptional().describe('the person who asked for it; absent: the strategy’s rules decided'),
  })
  .refine((body) => hashAdapterData(body.adapterData) === body.intent.adapterDataHash, {
    path: ['adapterData'],
    error: "expected data whose hash is the intent's adapterDataHash",
  })
  .meta({ id: 'IntentPropose', description: 'A trade that the strategy has proposed on chain, and why.' })

export const intentAttestSchema = z
  .strictObject({
    type: z.literal('intent.attest'),
    intentHash: hashSchema.describe('of the trade'),
    ...verdict,
    reason: intentReasonSchema.describe('OK with PASS, else why not: a reason of its own, or what the contract’s dry run said'),
    attestation: signedIntentAttestationSchema.nullable().describe('with PASS; else null'),
    dryRun: dryRunCodeSchema.nullable().describe("what the contract's dry run said; null when it was not reached"),
  })
  .refine(isConsistentVerdict, contradiction)
  .refine((body) => body.attestation === null || body.attestation.intentHash === body.intentHash, 'expected one intentHash')
  .meta({ id: 'IntentAttest', description: 'A verifier’s verdict on a trade.' })

export const executionReportSchema = z
  .strictObject({
    type: z.literal('execution.report'),
    intentHash: hashSchema,
    outcome: z.enum(['executed', 'failed', 'dropped']).describe('executed needs txHash and block'),
    txHash: hashSchema.nullable().describe('of the execution'),
    block: uint64Schema.nullable().describe('of its receipt'),
    code: dryRunCodeSchema.nullable().describe('the dry run that stopped it, when one did'),
    detail: noteSchema.describe('for people'),
  })
  .refine(
    (body) => body.outcome !== 'executed' || (body.txHash !== null && body.block !== null),
    'expected txHash and block of an execution',
  )
  .meta({ id: 'ExecutionReport', description: 'What became of a trade that the executor took on.' })

/** Everything a bot can post, told apart by `type`. */
export const envelopeBodySchema = z.discriminatedUnion('type', [
  claimSubmitSchema,
  claimAttestSchema,
  snapshotAttestSchema,
  intentProposeSchema,
  intentAttestSchema,
  executionReportSchema,
  botRegisterSchema,
  botRetireSchema,
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
  'bot.register': 'bots.register',
  'bot.retire': 'bots.register',
} as const satisfies Record<EnvelopeBody['type'], string>
