// A workflow run as GitHub tells of it at one moment, in the words that bots, facts and surfaces use for it.
import { z } from 'zod'

/** How many of its jobs are where. */
export const jobCountsSchema = z.object({
  queued: z.int().min(0),
  running: z.int().min(0),
  done: z.int().min(0),
  failed: z.int().min(0).describe('of those that are done'),
})
export type JobCounts = z.output<typeof jobCountsSchema>

/** How a run can end for its bot. */
export const workflowEndSchema = z.enum(['succeeded', 'failed', 'cancelled', 'refused', 'unsure'])
export type WorkflowEnd = z.output<typeof workflowEndSchema>

/** The first job that failed, and the step at which. */
export interface FailedJob {
  readonly job: string
  /** empty: it failed as a whole */
  readonly step: string
  readonly url: string
}

/** One look at a run. */
export interface RunState {
  readonly phase: 'queued' | 'running' | 'waiting' | 'completed'
  /** in GitHub's word; empty before it is completed */
  readonly conclusion: string
  /** 1 for the first, one more each time that it is run again */
  readonly attempt: number
  readonly url: string
  readonly jobs: JobCounts
  readonly failed: FailedJob | null
  /** environments whose deployment waits for a review */
  readonly waiting: readonly string[]
}

/** What a conclusion of GitHub's is to a run's bot. */
export const endOf = (conclusion: string): 'succeeded' | 'failed' | 'cancelled' =>
  conclusion === 'cancelled' ? 'cancelled' : ['success', 'neutral', 'skipped'].includes(conclusion) ? 'succeeded' : 'failed'
