// What is told of approvals: asked for, decided by whom, used or over.
import { z } from 'zod'
import { approvalIdSchema, decisionReasonSchema } from './approval.ts'
import { hashSchema } from './hash.ts'
import { approversMax } from './limits.ts'
import { personSchema } from './person.ts'
import { labelSchema, noteSchema, slugSchema } from './text.ts'

const about = {
  fundId: slugSchema,
  approvalId: approvalIdSchema,
  what: labelSchema.describe('what is to be done, for example intent.execute'),
  digest: hashSchema.describe('of exactly that'),
}
const decision = { ...about, verdict: z.enum(['approve', 'reject']), by: labelSchema, person: personSchema }
const persons = z.array(personSchema).max(approversMax)

/** Rows of `factSchemas`. */
export const approvalFacts = {
  'approval.asked': z.object({
    ...about,
    summary: noteSchema,
    requester: labelSchema,
    person: personSchema.describe('who may not decide'),
    quorum: z.int().min(1),
    approvers: persons.nullable().describe('null: whoever has the permission'),
    decideMs: z.int().min(1).describe('how long it waits'),
  }),
  'approval.decided': z.object({
    ...decision,
    approvals: z.int().min(0),
    quorum: z.int().min(1),
    reason: decisionReasonSchema.optional().describe('absent when none was given'),
  }),
  'approval.denied': z.object({ ...decision, detail: noteSchema }),
  'approval.granted': z.object({ ...about, persons }),
  'approval.ended': z.object({
    ...about,
    how: z.enum(['used', 'rejected', 'expired', 'withdrawn']),
    persons,
    detail: noteSchema,
  }),
} as const
