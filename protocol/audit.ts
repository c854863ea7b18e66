// The chain of audit entries: each head is the hash of the one before and of the entry, as canonical JSON.
import { stringToBytes } from 'viem/utils'
import { z } from 'zod'
import { approvalIdSchema } from './approval.ts'
import { aboutErrand } from './chatFacts.ts'
import { canonicalJson } from './canonicalJson.ts'
import { hashSchema, zeroHash, type Hash } from './hash.ts'
import { keccak } from './keccak.ts'
import { labelSchema, slugSchema } from './text.ts'

/** Who asked for what. */
export const aboutRequest = {
  id: z.string().min(1).max(64),
  principal: labelSchema,
  surface: z.enum(['cli', 'api', 'console', 'chat']),
  what: labelSchema.describe('a command, for example fund.pause'),
  digest: hashSchema.describe('of its arguments'),
}
/** What came of it. */
export const auditResult = { code: labelSchema.describe('OK, or the code it was refused with'), tookMs: z.int().min(0) }

/** What was asked, and what came of it. */
export const auditEntrySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('asked'), ...aboutRequest }),
  z.strictObject({ kind: z.literal('settled'), ...aboutRequest, ...auditResult }),
  z.strictObject({ kind: z.literal('failed'), ...aboutRequest, ...auditResult }),
  z.strictObject({
    kind: z.literal('approval'),
    step: z.enum(['asked', 'approve', 'reject', 'used', 'expired', 'withdrawn']),
    fundId: slugSchema,
    approvalId: approvalIdSchema,
    what: labelSchema.describe('the action, for example intent.execute'),
    digest: hashSchema.describe('of exactly that action'),
    principal: z.string().max(256).describe('who; empty when its time was up'),
    person: z.string().max(128).describe('the person behind; empty when there is none'),
  }),
  z.strictObject({
    kind: z.literal('errand'),
    ...aboutErrand,
    principal: z.string().max(256).describe('who it was taken for; empty for a stranger'),
    what: z.string().max(128).describe('the command that it came to; empty where it came to none'),
    digest: hashSchema.describe('of what was said or pressed'),
    code: labelSchema.describe('OK, or the code it was refused with'),
  }),
])
/** One line of the log, as a bot tells it. */
export type AuditEntry = { readonly kind: 'asked' | 'settled' | 'failed' | 'approval' | 'errand' } & Readonly<
  Record<string, string | number>
>

/** The head of an empty log. */
export const auditStart: Hash = zeroHash

/** The head after an entry. @throws NOT_CANONICAL */
export function auditHead(previous: string, entry: AuditEntry): Hash {
  return keccak(stringToBytes(canonicalJson({ previous, entry })))
}
