// One look at a run as bots are told of it, from what GitHub says of the run, its jobs and what waits for a review.
import type { z } from 'zod'
import type { FailedJob, JobCounts, RunState } from '#protocol/workflowRun.ts'
import type { jobsShape, runShape } from './githubShapes.ts'

type Run = Pick<z.output<typeof runShape>, 'status' | 'conclusion' | 'run_attempt' | 'html_url'>
type Job = z.output<typeof jobsShape>['jobs'][number]

const bad = new Set(['failure', 'timed_out', 'startup_failure', 'action_required'])
const isBad = (conclusion: string | null): boolean => conclusion !== null && bad.has(conclusion)

/** Does anything of it wait for people? GitHub has to be asked for what. */
export const mayWait = (run: Run, jobs: readonly Job[]): boolean =>
  run.status !== 'completed' && (run.status === 'waiting' || jobs.some(({ status }) => status === 'waiting'))

/** @param waiting environments whose deployment waits for a review */
export function runStateOf(run: Run, jobs: readonly Job[], waiting: readonly string[]): RunState {
  return {
    phase: phaseOf(run, waiting),
    conclusion: run.status === 'completed' ? (run.conclusion ?? '') : '',
    attempt: run.run_attempt,
    url: run.html_url,
    jobs: countsOf(jobs),
    failed: failedOf(run, jobs),
    waiting: waiting.slice(0, 16),
  }
}

function phaseOf({ status }: Run, waiting: readonly string[]): RunState['phase'] {
  if (status === 'completed') return 'completed'
  if (waiting.length > 0) return 'waiting'
  return status === 'in_progress' ? 'running' : 'queued'
}

function countsOf(jobs: readonly Job[]): JobCounts {
  const count = (wanted: (job: Job) => boolean): number => jobs.filter(wanted).length
  const done = count(({ status }) => status === 'completed')
  const running = count(({ status }) => status === 'in_progress')
  return { queued: jobs.length - done - running, running, done, failed: count(({ conclusion }) => isBad(conclusion)) }
}

function failedOf(run: Run, jobs: readonly Job[]): FailedJob | null {
  const job = jobs.find(({ conclusion }) => isBad(conclusion))
  if (job === undefined) return null
  const step = job.steps.find(({ conclusion }) => isBad(conclusion))
  return { job: job.name, step: step?.name ?? '', url: job.html_url ?? run.html_url }
}
