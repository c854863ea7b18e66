// What `trace` answers.
import { z } from 'zod'
import { turnStatusSchema } from './runtimeShapes.ts'
import type { Told } from './told.ts'

/** Why a turn belongs to the request. */
export const traceLinkSchema = z.union([
  z.object({
    kind: z.literal('request'),
  }),
  z.object({
    kind: z.literal('message'),
    id: z.string(),
  }),
  z.object({
    kind: z.literal('effect'),
    id: z.string(),
  }),
  z.object({
    kind: z.literal('timer'),
    id: z.string(),
  }),
  z.object({
    kind: z.literal('account'),
    requestId: z.string(),
  }),
])
export type TraceLink = Told<typeof traceLinkSchema>

/** One record that came of the request. */
export const traceRecordSchema = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.string(),
  because: traceLinkSchema,
  event: z.string(),
  from: z.string().nullable(),
  to: z.string(),
  status: turnStatusSchema,
  messages: z.array(
    z.object({
      id: z.string(),
      to: z.string(),
      event: z.string(),
    }),
  ),
  effects: z.array(
    z.object({
      id: z.string(),
      port: z.string(),
      kind: z.string(),
    }),
  ),
  facts: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
    }),
  ),
})
export type TraceRecord = Told<typeof traceRecordSchema>

/** A transaction and how far it has come. */
export const traceTransactionSchema = z.object({
  txHash: z.string(),
  account: z.string(),
  label: z.string(),
  nonce: z.int(),
  state: z.enum(['sent', 'replaced', 'confirmed', 'failed']),
  block: z.int().nullable(),
  seq: z.int().describe('Of the record that told it last'),
})
export type TraceTransaction = Told<typeof traceTransactionSchema>

/** What was asked, as the audit has it. */
export const traceAskedSchema = z.object({
  id: z.string().describe('Of its bot, `request:<id>`; the asks that it makes have the same id'),
  principal: z.string(),
  surface: z.string(),
  what: z.string(),
  code: z.string().nullable().describe("`OK` or an error's; null while it is being done"),
})
export type TraceAsked = Told<typeof traceAskedSchema>

export const traceResultSchema = z.object({
  requestId: z.string(),
  asked: z.array(traceAskedSchema),
  records: z.array(traceRecordSchema),
  transactions: z.array(traceTransactionSchema),
  deadLetters: z
    .array(
      z.object({
        seq: z.int(),
        actor: z.string(),
        event: z.string(),
        code: z.string(),
      }),
    )
    .describe('Events that no turn took'),
  waits: z.array(z.string()).describe('What is still under way: messages, effects and account requests by their ids'),
  truncated: z.boolean().describe('There was more than one trace holds'),
})
export type TraceResult = Told<typeof traceResultSchema>
