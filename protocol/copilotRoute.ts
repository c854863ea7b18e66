// What a message to the copilot came to: a question, an order, something to ask back, or talk; with what was said of it.
// Amounts are text in whole units: what a token's decimals make of them is known where its contract is asked.
import { z } from 'zod'
import { evmAddressSchema } from './address.ts'
import { bpsMax } from './limits.ts'
import { slugSchema } from './text.ts'

/** QUERY is answered, ACTION becomes a run, CLARIFY is asked back, GENERAL is talked about. */
export const routeModes = ['QUERY', 'ACTION', 'CLARIFY', 'GENERAL'] as const

/** What the copilot prepares for a person's own wallet to sign. */
export const actionKinds = ['transfer', 'approve', 'revoke', 'swap', 'wrap', 'unwrap', 'deposit', 'redeem'] as const
export type ActionKind = (typeof actionKinds)[number]

/** What the copilot looks up without a run. */
export const queryKinds = ['balance', 'allowance', 'price', 'quote', 'tokens', 'funds', 'run', 'gas'] as const
export type QueryKind = (typeof queryKinds)[number]

/** Names of what is said of an action or a question. */
export const slotNames = [
  'tokenIn',
  'tokenOut',
  'token',
  'amount',
  'recipient',
  'spender',
  'fund',
  'slippageBps',
  'chain',
] as const
export type SlotName = (typeof slotNames)[number]

/** Digits before the point: more than any supply in whole tokens, and 2^256 base units at 18 decimals fit. */
const wholeDigitsMax = 60

/** Fraction digits that a person may write: what a native coin and almost every token has. */
export const saidDecimalsMax = 18

/** How much: a number in whole units of what is given (`in`) or got (`out`), a share of what is held, or all of it. */
export const saidAmountSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('exact'),
    text: z
      .string()
      .max(wholeDigitsMax + 1 + saidDecimalsMax)
      .regex(
        new RegExp(`^(?:0|[1-9]\\d{0,${wholeDigitsMax - 1}})(?:\\.\\d{1,${saidDecimalsMax}})?$`),
        `expected a decimal number with at most ${saidDecimalsMax} decimals`,
      )
      .refine((text) => /[1-9]/.test(text), 'expected more than 0'),
    of: z.enum(['in', 'out']),
  }),
  z.strictObject({ kind: z.literal('share'), bps: z.int().min(1).max(bpsMax) }),
  z.strictObject({ kind: z.literal('all') }),
])
export type SaidAmount = z.output<typeof saidAmountSchema>

/** A token as it was said: its symbol among those that are known here, or its address. */
export const saidTokenSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('symbol'), text: z.string().min(1).max(32) }),
  z.strictObject({ kind: z.literal('address'), text: evmAddressSchema }),
])
export type SaidToken = z.output<typeof saidTokenSchema>

/** Who may spend: by a name that is registered here, or an address. */
export const saidSpenderSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('name'), text: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal('address'), text: evmAddressSchema }),
])
export type SaidSpender = z.output<typeof saidSpenderSchema>

/** What was said of an action or a question; nothing that was not said, but for a default that a note names. */
export const routeSlotsSchema = z.strictObject({
  tokenIn: saidTokenSchema.optional(),
  tokenOut: saidTokenSchema.optional(),
  token: saidTokenSchema.optional(),
  amount: saidAmountSchema.optional(),
  /** an address and never a name: nobody is paid whom a registry elsewhere decides on */
  recipient: evmAddressSchema.optional(),
  spender: saidSpenderSchema.optional(),
  fund: slugSchema.optional(),
  slippageBps: z
    .int()
    .min(1)
    .max(bpsMax - 1)
    .optional(),
  chain: z.strictObject({ id: z.int().min(1), name: z.string().min(1).max(64) }).optional(),
})
export type RouteSlots = z.output<typeof routeSlotsSchema>

/** Bounds of a route: it is put before a person, in a messenger too. */
export const routeBounds = { choices: 10, choiceChars: 120, questionChars: 600, notes: 10, noteChars: 300 } as const

/** What a message came to. */
export const routeSchema = z.strictObject({
  mode: z.enum(routeModes),
  kind: z.enum([...actionKinds, ...queryKinds]).nullable(),
  slots: routeSlotsSchema,
  /** in the order in which they are asked for */
  missing: z.array(z.enum(slotNames)).max(slotNames.length),
  /** what is asked back; null when nothing is */
  question: z.string().min(1).max(routeBounds.questionChars).nullable(),
  /** what may stand for the first missing slot; `yes` and `no` where all is there and has to be confirmed */
  choices: z.array(z.string().min(1).max(routeBounds.choiceChars)).max(routeBounds.choices),
  confidence: z.number().min(0).max(1),
  /** why it was read so */
  reason: z.string().min(1).max(routeBounds.noteChars),
  /** defaults that were taken, and what a person should know before going on */
  notes: z.array(z.string().min(1).max(routeBounds.noteChars)).max(routeBounds.notes),
})
export type Route = z.output<typeof routeSchema>
