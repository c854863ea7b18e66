// What each role takes from outside. Envelopes were checked whole at the relayer's door; here their kind is.
import { z } from 'zod'
import { decisionReasonSchema } from '#protocol/approval.ts'
import { evmAddressSchema } from '#protocol/address.ts'
import { amountSchema } from '#protocol/amounts.ts'
import { askedTradeSchema } from '#protocol/askedTrade.ts'
import { conversationHeardSchema } from '#protocol/conversation.ts'
import { hashSchema } from '#protocol/hash.ts'
import { personSchema } from '#protocol/person.ts'
import { severitySchema } from '#protocol/monitorRules.ts'
import { subscribedKinds } from '#protocol/news.ts'
import { labelSchema, noteSchema, slugSchema } from '#protocol/text.ts'

const fromDoor = <const Types extends readonly [string, ...string[]]>(types: Types) =>
  z.looseObject({ type: z.enum(types), from: evmAddressSchema })

export const relayerEventSchema = fromDoor(['claim.submit', 'claim.attest', 'snapshot.attest', 'intent.propose'])
export const intentEventSchema = fromDoor(['intent.attest', 'execution.report'])

const asked = {
  by: labelSchema,
  commandId: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'expected up to 64 letters, digits, dots and dashes'),
}
/** An operator's commands to a fund; amounts are base units of its asset. */
export const fundCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('fund.pause'), ...asked }),
  z.strictObject({
    type: z.literal('fund.unpause'),
    change: z.strictObject({ step: z.enum(['announce', 'make']), policy: evmAddressSchema, salt: hashSchema }).optional(),
    ...asked,
  }),
  z.strictObject({ type: z.literal('fund.deposit'), amount: amountSchema, ...asked }),
  z.strictObject({ type: z.literal('fund.withdraw'), amount: amountSchema, ...asked }),
  z.strictObject({ type: z.literal('fund.requestDeposit'), amount: amountSchema, ...asked }),
  z.strictObject({ type: z.literal('fund.requestRedeem'), shares: amountSchema, ...asked }),
  z
    .strictObject({ type: z.literal('fund.claim'), settle: z.boolean(), assets: amountSchema, shares: amountSchema, ...asked })
    .refine(({ assets, shares }) => BigInt(assets) + BigInt(shares) > 0n, 'expected something to claim'),
])

const child = z.strictObject({ role: slugSchema, id: z.string().min(1).max(128), input: z.json() })
/** What the daemon tells the root. */
export const swarmEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('swarm.booted') }),
  z.strictObject({ type: z.literal('swarm.recovered') }),
  z.strictObject({ type: z.literal('swarm.add'), children: z.array(child).max(64) }),
  z.strictObject({ type: z.literal('bot.quarantined'), address: z.string().max(256) }),
  z.strictObject({ type: z.literal('bot.released'), address: z.string().max(256) }),
  z.strictObject({ type: z.literal('swarm.drain') }),
  z.strictObject({ type: z.literal('swarm.drained') }),
])
/** What people do about an incident. */
export const incidentEventSchema = z.strictObject({
  type: z.enum(['incident.acknowledge', 'incident.resolve']),
  by: labelSchema,
  note: noteSchema,
})
/** What may be told to an API key's bot. */
export const apiKeyEventSchema = z.strictObject({ type: z.literal('key.revoke'), by: labelSchema })
/** A bot that asks for a place; the door has checked its envelope. */
export const rosterEventSchema = fromDoor(['bot.register'])
const decision = { by: labelSchema, reason: noteSchema }
/** What may be told to a registration: the decision of the fund's people, or that the bot itself leaves. */
export const registrationEventSchema = z.union([
  z.strictObject({
    type: z.enum(['registration.approve', 'registration.refuse', 'registration.retire', 'registration.revoke']),
    ...decision,
  }),
  fromDoor(['bot.retire']),
])
/** What may be told to a session's bot. */
export const sessionEventSchema = z.strictObject({ type: z.literal('session.revoke'), by: labelSchema })
/** What may be told to a chat link's bot. */
export const linkEventSchema = z.strictObject({ type: z.literal('link.revoke'), by: labelSchema })
/** What may be told to an executor: it pulls its work, and may be asked to try it before its time. */
export const executorEventSchema = z.strictObject({ type: z.literal('executor.sweep'), by: labelSchema })
/** The daemon has begun: whatever is up is looked at. */
export const heraldEventSchema = z.strictObject({ type: z.literal('herald.begun') })
/** A person asks a strategy for a trade; the door has checked their permission. */
export const strategyEventSchema = askedTradeSchema.safeExtend({ type: z.literal('strategy.ask') })
const clock = { by: labelSchema, now: z.number().min(0) }
const minuteOfDay = z.int().min(0).max(1_439)
/** What people say of what a place is to be told. */
export const subscriptionEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('subscription.set'),
    kinds: z.array(z.enum(subscribedKinds)).min(1).max(subscribedKinds.length),
    fundId: z.union([slugSchema, z.literal('')]),
    severity: severitySchema,
    quiet: z.strictObject({ from: minuteOfDay, to: minuteOfDay }).nullable(),
    digest: z.enum(['off', 'hourly', 'daily']),
    escalateTo: labelSchema,
    ...clock,
  }),
  z.strictObject({ type: z.literal('subscription.mute'), until: z.number().min(0).nullable(), ...clock }),
  z.strictObject({ type: z.literal('subscription.end'), by: labelSchema }),
])
/** What may be told to a schedule. */
export const scheduleEventSchema = z.strictObject({ type: z.literal('schedule.end'), by: labelSchema })
/** Whoever asks names the account that pays; the log itself says what is anchored. */
export const anchorEventSchema = z.strictObject({
  type: z.literal('anchor.make'),
  account: z.string().regex(/^account:\d+-0x[0-9a-fA-F]{40}$/),
  by: labelSchema,
})
const asker = { by: labelSchema, person: personSchema.nullable() }
/** What people ask of a workflow run, and that GitHub says it has changed. */
export const workflowEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('workflow.cancel'), ...asker }),
  z.strictObject({ type: z.literal('workflow.rerun'), failedOnly: z.boolean(), ...asker }),
  z.strictObject({
    type: z.literal('workflow.review'),
    ...asker,
    person: personSchema,
    environment: z.string().min(1).max(120),
    verdict: z.enum(['approve', 'reject']),
    reason: decisionReasonSchema,
  }),
  z.strictObject({ type: z.literal('workflow.look') }),
])
const ended = { code: labelSchema, tookMs: z.int().min(0) }
/** What a surface tells of a request: its answer, or that it was not done. */
export const requestEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('request.settled'),
    answer: z.strictObject({ status: z.int().min(200).max(599), body: z.json() }),
    ...ended,
  }),
  z.strictObject({ type: z.literal('request.failed'), ...ended }),
])
/** A person's decision on an approval. */
export const approvalEventSchema = z.strictObject({
  type: z.literal('approval.decide'),
  verdict: z.enum(['approve', 'reject']),
  revision: z.int().min(1),
  by: labelSchema,
  person: personSchema,
  reason: decisionReasonSchema.exactOptional(),
})

/** What each role takes from outside, by role; who is not here takes nothing. */
export const externalEvents: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ['anchor', anchorEventSchema],
  ['approval', approvalEventSchema],
  ['conversation', conversationHeardSchema],
  ['executor', executorEventSchema],
  ['fund', fundCommandSchema],
  ['herald', heraldEventSchema],
  ['incident', incidentEventSchema],
  ['intent', intentEventSchema],
  ['key', apiKeyEventSchema],
  ['link', linkEventSchema],
  ['registration', registrationEventSchema],
  ['relayer', relayerEventSchema],
  ['request', requestEventSchema],
  ['roster', rosterEventSchema],
  ['schedule', scheduleEventSchema],
  ['session', sessionEventSchema],
  ['strategy', strategyEventSchema],
  ['subscription', subscriptionEventSchema],
  ['swarm', swarmEventSchema],
  ['workflow', workflowEventSchema],
])
