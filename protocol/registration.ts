// A bot that asks to take part in a fund: what it says of itself, and what observers are told of it. It signs the request
// with its own key, which proves that it holds it; nothing counts before the fund's people agree and the chain has it.
import { z } from 'zod'
import { evmAddressSchema } from './address.ts'
import { fundIdSchema } from './fund.ts'
import { hashSchema } from './hash.ts'
import { verifierWeightMax } from './limits.ts'
import { labelSchema, noteSchema, slugSchema } from './text.ts'
import { secondsSchema, uint64Schema } from './uint.ts'

/** A registration within its fund: the bot's name and a number that is never given again, such as `delta-1`. */
export const botIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,30}-[1-9][0-9]{0,8}$/, 'expected the id that its registration was answered with, such as delta-1')

/** `POST …/bots`. The address is the signer's: nobody registers another's. */
export const botRegisterSchema = z.strictObject({
  type: z.literal('bot.register'),
  role: z.literal('verifier').describe('crawlers and strategies are named in the fund’s settings'),
  name: slugSchema.describe('what it is to be called'),
  weight: z.int().min(1).max(verifierWeightMax).describe('the weight that it asks for; the fund’s people see it'),
  title: labelSchema.default('').describe('for people: who runs it, how to reach them'),
})

/** `POST …/bots/retire`, of the bot itself. */
export const botRetireSchema = z.strictObject({ type: z.literal('bot.retire'), botId: botIdSchema })

/** Where a registration stands, as its chart names it. */
export const registrationStateSchema = z.enum([
  'requested',
  'joining',
  'held',
  'active',
  'leaving',
  'revoking',
  'insisting',
  'refused',
  'expired',
  'retired',
  'revoked',
])
export type RegistrationState = z.output<typeof registrationStateSchema>

const about = { fundId: fundIdSchema, botId: botIdSchema, name: slugSchema, address: evmAddressSchema }
const thresholds = z.object({ claim: z.int().min(1), snapshot: z.int().min(1), intent: z.int().min(1) })

/** Facts about bots that join and leave, and about the sets that the chain opens for them. */
export const registrationFacts = {
  'bot.requested': z.object({ ...about, weight: z.int().min(1), title: labelSchema }),
  'bot.decided': z.object({
    ...about,
    decision: z.enum(['approved', 'refused', 'expired']),
    by: labelSchema.describe('empty when time decided'),
    reason: noteSchema,
  }),
  'bot.held': z.object({
    ...about,
    code: labelSchema.describe('a contract’s error or one of ours'),
    detail: noteSchema,
  }),
  'bot.joined': z.object({ ...about, weight: z.int().min(1), setEpoch: uint64Schema }),
  'bot.left': z.object({
    ...about,
    how: z.enum(['retired', 'revoked']),
    by: labelSchema,
    setEpoch: uint64Schema.nullable().describe('the first set without it; null when it was revoked or never in one'),
    txHash: hashSchema.nullable().describe('of the revocation'),
  }),
  'set.announced': z.object({
    fundId: fundIdSchema,
    setEpoch: uint64Schema.describe('the one that is to be opened'),
    members: z.int().min(1),
    thresholds,
    txHash: hashSchema,
  }),
  'set.waits': z.object({
    fundId: fundIdSchema,
    setEpoch: uint64Schema,
    readyAt: secondsSchema.describe('when the fund’s policy lets it be opened, in the chain’s time'),
  }),
  'set.opened': z.object({
    fundId: fundIdSchema,
    setEpoch: uint64Schema,
    members: z.int().min(1),
    thresholds,
    txHash: hashSchema,
  }),
} as const
