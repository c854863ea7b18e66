// What bots publish in the journal for feeds, projections and audit. A name here is a promise: renaming is a visible act.
import { z } from 'zod'
import { evmAddressSchema } from './address.ts'
import { amountSchema, signedAmountSchema, wadSchema } from './amounts.ts'
import { signedClaimAttestationSchema } from './attestation.ts'
import { aboutRequest, auditEntrySchema, auditResult } from './audit.ts'
import { approvalIdSchema } from './approval.ts'
import { approvalFacts } from './approvalFacts.ts'
import { attestationFacts } from './attestationFacts.ts'
import { auditAnchorFacts } from './auditAnchor.ts'
import { chatFacts } from './chatFacts.ts'
import { claimSchema } from './claim.ts'
import { decisionRuleSchema, decisionSchema } from './decision.ts'
import { dryRunCodeSchema } from './dryRun.ts'
import { claimModeSchema, fundIdSchema } from './fund.ts'
import { adapterDataSchema, hashSchema } from './hash.ts'
import { incidentFacts } from './incidentFacts.ts'
import { intentActionSchema, intentSchema } from './intent.ts'
import { claimsPerRoundMax } from './limits.ts'
import { notificationFacts } from './notificationFacts.ts'
import { personSchema } from './person.ts'
import { priceStatusSchema } from './priceStatus.ts'
import { registrationFacts } from './registration.ts'
import { scheduleFacts } from './scheduleFacts.ts'
import { askedByShape, strategyFacts } from './strategyFacts.ts'
import { labelSchema, noteSchema, slugSchema } from './text.ts'
import { chainIdSchema, secondsSchema, uint64Schema } from './uint.ts'
import { workflowFacts } from './workflowFacts.ts'

const fund = { fundId: fundIdSchema }
const inRound = { ...fund, round: uint64Schema }
const aboutIntent = { ...fund, intentHash: hashSchema }
const aboutAccount = {
  chainId: chainIdSchema,
  account: evmAddressSchema,
  requestId: z.string().max(256),
  label: z.string().max(256),
}
const aboutPrice = {
  ...fund,
  token: evmAddressSchema,
  guard: evmAddressSchema,
  observedAt: uint64Schema.describe('of the newest observation, in seconds; 0 if there is none'),
}
const trouble = { code: labelSchema, detail: noteSchema }

/** Every fact's name and the shape of its data. Unknown properties are dropped when a fact is read. */
export const factSchemas = {
  'round.opened': z.object({ ...inRound, setEpoch: uint64Schema, claimMode: claimModeSchema }),
  'round.closed': z.object({
    ...inRound,
    outcome: z.enum(['published', 'abandoned', 'late']),
    detail: noteSchema,
  }),
  'claim.submitted': z.object({
    ...inRound,
    setEpoch: uint64Schema,
    claimHash: hashSchema,
    crawler: evmAddressSchema,
    claim: claimSchema,
  }),
  'claim.finalized': z.object({ ...inRound, claimHash: hashSchema, mode: claimModeSchema, txHash: hashSchema.nullable() }),
  'claim.refused': z.object({ ...inRound, claimHash: hashSchema, reason: labelSchema, detail: noteSchema }),
  'snapshot.materialized': z.object({
    ...inRound,
    setEpoch: uint64Schema,
    root: hashSchema,
    claimHashes: z.array(hashSchema).max(claimsPerRoundMax),
    evidence: z
      .array(z.object({ claimHash: hashSchema, attestations: z.array(signedClaimAttestationSchema) }))
      .max(claimsPerRoundMax),
  }),
  'snapshot.published': z.object({
    ...inRound,
    root: hashSchema,
    claimHashes: z.array(hashSchema).max(claimsPerRoundMax),
    claims: z.array(claimSchema).max(claimsPerRoundMax),
    txHash: hashSchema.nullable().describe('null when somebody else published the same root'),
    block: uint64Schema,
  }),
  'snapshot.failed': z.object({ ...inRound, root: hashSchema.nullable(), reason: labelSchema, detail: noteSchema }),
  ...attestationFacts,
  ...strategyFacts,
  'intent.proposed': z.object({
    ...aboutIntent,
    ...askedByShape,
    round: uint64Schema,
    intent: intentSchema,
    adapterData: adapterDataSchema,
    reason: noteSchema,
    decision: decisionSchema,
    txHash: hashSchema.nullable().describe('null when it went on chain after it was approved here'),
  }),
  'intent.approved': z.object({
    ...aboutIntent,
    intent: intentSchema,
    adapterData: adapterDataSchema,
    signers: z.array(evmAddressSchema),
    txHash: hashSchema.nullable().describe('null when somebody else reached the threshold'),
  }),
  'intent.dryRun': z.object({
    ...aboutIntent,
    by: evmAddressSchema,
    code: dryRunCodeSchema,
    detail: noteSchema.optional().describe('what the code means, with the figures found'),
    block: uint64Schema.nullable(),
  }),
  'intent.executed': z.object({
    ...aboutIntent,
    action: intentActionSchema,
    amountIn: amountSchema,
    amountOut: amountSchema,
    txHash: hashSchema,
    block: uint64Schema,
    rule: decisionRuleSchema.nullable(),
  }),
  'intent.dropped': z.object({
    ...aboutIntent,
    outcome: z.enum(['dropped', 'expired', 'refused', 'cancelled']),
    code: labelSchema.nullable().describe("the contract's dry-run code, its error, or one of ours"),
    detail: noteSchema,
    txHash: hashSchema
      .nullish()
      .describe('of the cancellation; null when it was never on chain, was dead already or outlived it'),
  }),
  'intent.awaitingApproval': z.object({
    ...aboutIntent,
    ...askedByShape,
    round: uint64Schema,
    intent: intentSchema,
    reason: noteSchema,
    approvalId: approvalIdSchema,
    quorum: z.int().min(1).describe('persons'),
    value: amountSchema.describe('of the trade, in base asset'),
    above: amountSchema.describe('the bound that it is over'),
  }),
  'intent.cleared': z.object({ ...aboutIntent, approvalId: approvalIdSchema, persons: z.array(personSchema) }),
  ...approvalFacts,
  'account.sent': z.object({ ...aboutAccount, txHash: hashSchema, to: evmAddressSchema, nonce: uint64Schema }),
  'account.replaced': z.object({ ...aboutAccount, txHash: hashSchema, replaces: hashSchema, nonce: uint64Schema }),
  'account.confirmed': z.object({ ...aboutAccount, txHash: hashSchema, block: uint64Schema, nonce: uint64Schema }),
  'account.failed': z.object({ ...aboutAccount, txHash: hashSchema.nullable(), code: labelSchema, detail: noteSchema }),
  'account.gapFilled': z.object({ ...aboutAccount, fromNonce: uint64Schema, toNonce: uint64Schema }),
  'account.held': z.object({
    ...aboutAccount,
    fromNonce: uint64Schema.describe('the first nonce that the journal knows nothing of'),
    toNonce: uint64Schema,
    refused: z.int().min(0).describe('requests that waited, and are not carried out'),
  }),
  'account.undone': z.object({
    ...aboutAccount,
    txHash: hashSchema,
    nonce: uint64Schema,
    how: z.enum(['reverted', 'executed', 'replaced']).describe('what came of a transaction that was final and told'),
    block: uint64Schema.nullable().describe('of its new receipt; null when another transaction has its nonce'),
  }),
  'account.reorged': z.object({ ...aboutAccount, txHash: hashSchema, block: uint64Schema }),
  'fund.valued': z.object({
    ...inRound,
    baseAmount: amountSchema.describe('base asset held by the vault'),
    positionAmount: amountSchema.describe('traded token held by the vault'),
    costBasis: amountSchema,
    value: amountSchema.describe('all of it in base asset'),
    realisedProfit: signedAmountSchema,
    priceWad: wadSchema,
    block: uint64Schema,
    blockTime: secondsSchema,
  }),
  'fund.paused': z.object({ ...fund, by: labelSchema, txHash: hashSchema.nullable() }),
  'fund.unpaused': z.object({ ...fund, by: labelSchema, txHash: hashSchema.nullable() }),
  'fund.changeAnnounced': z.object({
    ...fund,
    by: labelSchema,
    change: z.enum(['unpause']).describe('what the owner announced; the policy makes it once its delay is over'),
    txHash: hashSchema.nullable(),
  }),
  'fund.deposited': z.object({ ...fund, by: labelSchema, amount: amountSchema, txHash: hashSchema }),
  'fund.withdrawn': z.object({ ...fund, by: labelSchema, amount: amountSchema, txHash: hashSchema }),
  'fund.depositRequested': z.object({ ...fund, by: labelSchema, amount: amountSchema, txHash: hashSchema }),
  'fund.redeemRequested': z.object({
    ...fund,
    by: labelSchema,
    shares: amountSchema.describe('base units of the fund’s share'),
    txHash: hashSchema,
  }),
  'fund.claimed': z.object({
    ...fund,
    by: labelSchema,
    assets: amountSchema.describe('of the request for deposit, whose shares were taken'),
    shares: amountSchema.describe('of the request for redemption, whose assets were taken'),
    txHash: hashSchema,
  }),
  'fund.unvalued': z.object({ ...fund, ...trouble }),
  'price.observed': z.object({
    ...aboutPrice,
    status: priceStatusSchema,
    value: amountSchema.describe('of one whole token in base units of the asset; 0 unless the price is known'),
    txHash: hashSchema.nullable().describe('null when somebody else observed'),
  }),
  'price.known': z.object({ ...aboutPrice, value: amountSchema }),
  'price.unavailable': z.object({ ...aboutPrice, status: priceStatusSchema.exclude(['KNOWN']), detail: noteSchema }),
  'keeper.held': z.object({
    ...fund,
    token: evmAddressSchema,
    reason: z.enum(['NO_GUARD', 'NO_SOURCE', 'NOT_KEEPER', 'GAS_SPENT']),
    detail: noteSchema,
  }),
  'keeper.failed': z.object({ ...fund, token: evmAddressSchema, ...trouble }),
  'crawler.failed': z.object({ ...inRound, name: slugSchema, ...trouble }),
  'verifier.failed': z.object({ ...fund, name: slugSchema, kind: z.enum(['claim', 'snapshot', 'intent', 'none']), ...trouble }),
  ...incidentFacts,
  'request.asked': z.object(aboutRequest),
  'request.settled': z.object({ ...aboutRequest, ...auditResult }),
  'request.failed': z.object({ ...aboutRequest, ...auditResult }),
  'audit.entry': z.object({
    index: z.int().min(0),
    previous: hashSchema,
    head: hashSchema,
    entry: auditEntrySchema,
  }),
  'key.made': z.object({
    keyId: slugSchema,
    title: labelSchema,
    role: z.enum(['viewer', 'operator', 'approver', 'admin']),
    funds: z.union([z.literal('all'), z.array(fundIdSchema)]),
    may: z.array(z.string().max(80)).optional().describe('the only actions that it is held to'),
    person: personSchema.optional().describe('whose it is'),
    by: labelSchema,
    lifetimeMs: z.int().min(1),
  }),
  'key.ended': z.object({ keyId: slugSchema, how: z.enum(['revoked', 'expired']), by: labelSchema }),
  ...registrationFacts,
  'session.opened': z.object({
    sessionId: z.string().max(64),
    person: personSchema,
    how: z.enum(['token', 'ethereum', 'oidc']),
    subject: labelSchema.describe('what was proven: an address, a subject of the provider; who asked for the token'),
    role: z.enum(['viewer', 'operator', 'approver', 'admin']),
    funds: z.union([z.literal('all'), z.array(fundIdSchema)]),
    lifetimeMs: z.int().min(1),
  }),
  'session.ended': z.object({
    sessionId: z.string().max(64),
    person: personSchema,
    how: z.enum(['signedOut', 'revoked', 'expired']),
    by: labelSchema,
  }),
  ...chatFacts,
  ...scheduleFacts,
  ...workflowFacts,
  ...auditAnchorFacts,
  ...notificationFacts,
  'swarm.changed': z.object({
    instance: labelSchema,
    state: z.enum(['running', 'degraded', 'draining']),
    quarantined: z.array(z.string().max(256)).describe('addresses of bots, the last few'),
    unlisted: z.int().min(0).optional().describe('how many more'),
  }),
} as const

export type FactName = keyof typeof factSchemas
/** A fact as it is emitted: its name as `type`, its data beside it. */
export type Fact<Name extends FactName = FactName> = {
  [Key in Name]: { readonly type: Key } & z.output<(typeof factSchemas)[Key]>
}[Name]

/** Is this the name of a fact? */
export const isFactName = (name: string): name is FactName => Object.hasOwn(factSchemas, name)

/**
 * Reads a fact as the host gives it: `type`, and the rest as `data`. Null when it is of another kind.
 * @throws ZodError when the name is ours and the data is not
 */
export function parseFact(stored: { readonly type: string; readonly data: unknown }): Fact | null {
  if (!isFactName(stored.type)) return null
  const { type, data } = stored
  const known = typeof data === 'object' && data !== null ? parsedFacts.get(data) : undefined
  if (known?.type === type) return known
  // The table's union cannot be correlated with its key by the compiler; the line above chose the matching schema.
  const fact = { type, ...factSchemas[stored.type].parse(data) } as Fact
  if (typeof data === 'object' && data !== null) parsedFacts.set(data, fact)
  return fact
}

/** Every bot that waits looks at every fact: each is parsed once. What the journal holds never changes. */
const parsedFacts = new WeakMap<object, Fact>()
