// What commands tell of the runtime's own records, as schemas: runtime/host.ts states the types.
import { z } from 'zod'

/** How a turn left its bot. */
export const turnStatusSchema = z.enum(['active', 'done', 'error', 'stopped'])
/** Why a turn happened. */
export const turnCauseSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), by: z.string(), requestId: z.string().exactOptional() }),
  z.object({ kind: z.literal('message'), from: z.string(), id: z.string() }),
  z.object({
    kind: z.literal('external'),
    askId: z.string().exactOptional(),
    who: z.string().exactOptional(),
    requestId: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('timer'), id: z.string(), generation: z.int() }),
  z.object({ kind: z.literal('effect'), id: z.string(), attempt: z.int() }),
])
const failureSchema = z.object({
  code: z.string(),
  message: z.string(),
  retryable: z.boolean(),
  details: z.record(z.string(), z.unknown()).exactOptional(),
})
/** A bot at this moment. */
export const botViewSchema = z.object({
  address: z.string(),
  role: z.string(),
  version: z.int(),
  incarnation: z.int(),
  status: z.enum(['active', 'done', 'error', 'stopped', 'quarantined']),
  value: z.unknown().describe('the state, as XState writes it'),
  context: z.unknown(),
  seq: z.int(),
  at: z.string(),
  parent: z.string().nullable(),
  queued: z.int(),
  timers: z.array(z.object({ id: z.string(), dueAt: z.string() })),
  effects: z.array(z.object({ id: z.string(), port: z.string(), attempt: z.int(), since: z.string() })),
  quarantine: failureSchema.exactOptional().describe('why it cannot go on'),
  restart: z
    .object({ dueAt: z.string(), failure: failureSchema })
    .exactOptional()
    .describe('when it begins again from its input, and after what'),
})
/** An event that no turn took. */
export const deadLetterSchema = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.string(),
  event: z.looseObject({ type: z.string() }),
  cause: turnCauseSchema,
  code: z.string(),
  problem: z.string(),
})
