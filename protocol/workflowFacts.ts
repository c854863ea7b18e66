// The facts of workflow runs: what cards and feeds show of them.
import { z } from 'zod'
import { gitRefSchema, repositorySchema, workflowFileSchema } from './github.ts'
import { labelSchema, noteSchema } from './text.ts'
import { jobCountsSchema, workflowEndSchema } from './workflowRun.ts'

/** A run's bot; at most 32 characters, because a messenger's button carries it. */
export const workflowIdSchema = z.string().regex(/^[a-z0-9]{1,32}$/, 'expected a run’s id: up to 32 letters and digits')

const about = {
  workflowId: workflowIdSchema,
  repo: repositorySchema,
  workflow: workflowFileSchema,
  ref: gitRefSchema,
}
const run = {
  ...about,
  runId: z.int().min(1).describe('GitHub’s number of the run'),
  attempt: z.int().min(1),
  url: z.string().max(512),
}
const asked = { by: labelSchema.describe('principal'), person: labelSchema.nullable() }

/** Told by workflow runs only. */
export const workflowFacts = {
  'workflow.dispatched': z.object({
    ...run,
    ...asked,
    how: z.enum(['began', 'adopted', 'repeated']).describe('adopted: an attempt before this one had begun it'),
  }),
  'workflow.progressed': z.object({
    ...run,
    phase: z.enum(['queued', 'running', 'waiting', 'completed']),
    jobs: jobCountsSchema,
  }),
  'workflow.waiting': z.object({ ...run, environments: z.array(labelSchema).max(16) }),
  'workflow.reviewed': z.object({
    ...run,
    ...asked,
    environment: labelSchema,
    verdict: z.enum(['approve', 'reject']),
    reason: noteSchema,
  }),
  'workflow.cancelAsked': z.object({ ...run, ...asked }),
  'workflow.blind': z.object({ ...about, code: labelSchema, detail: noteSchema }),
  'workflow.ended': z.object({
    ...about,
    ...asked,
    runId: z.int().min(1).nullable().describe('null: none was begun, as far as is known'),
    attempt: z.int().min(0),
    url: z.string().max(512),
    end: workflowEndSchema,
    conclusion: labelSchema.describe('in GitHub’s word; empty where there is none'),
    job: labelSchema.describe('the first that failed; empty: none'),
    step: labelSchema.describe('of that job; empty: none'),
    detail: noteSchema,
  }),
} as const
