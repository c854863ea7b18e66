// What became of workflow runs, as sentences.
import type { Fact } from '#protocol/facts.ts'
import type { JobCounts } from '#protocol/workflowRun.ts'
import type { Tone } from './style.ts'

type OfRun = Extract<Fact, { readonly type: `workflow.${string}` }>

/** How much to notice it, and the sentence. */
export function workflowWords(fact: OfRun): readonly [Tone, string] {
  const run = `run ${fact.workflowId} (${fact.workflow} of ${fact.repo} at ${fact.ref})`
  switch (fact.type) {
    case 'workflow.dispatched': {
      const did = { began: 'runs', adopted: 'finds again', repeated: 'repeats' }[fact.how]
      return ['plain', `${fact.person ?? fact.by} ${did} ${fact.workflow} of ${fact.repo} at ${fact.ref}: run ${fact.workflowId}`]
    }
    case 'workflow.progressed':
      return ['quiet', `${run} is ${fact.phase}: ${jobWords(fact.jobs)}`]
    case 'workflow.waiting':
      return ['plain', `${run} waits for a review of ${fact.environments.join(', ')}`]
    case 'workflow.reviewed': {
      const reason = fact.reason === '' ? '' : `: ${fact.reason}`
      return [
        fact.verdict === 'approve' ? 'good' : 'bad',
        `${fact.person ?? fact.by} ${fact.verdict}s ${fact.environment} of ${run}${reason}`,
      ]
    }
    case 'workflow.cancelAsked':
      return ['plain', `${fact.person ?? fact.by} asks GitHub to cancel ${run}`]
    case 'workflow.blind':
      return ['bad', `GitHub does not say where ${run} is: ${fact.code} ${fact.detail}`]
    case 'workflow.ended':
      return endWords(fact, run)
  }
}

function endWords(fact: Extract<OfRun, { readonly type: 'workflow.ended' }>, run: string): readonly [Tone, string] {
  const { end, job, step, detail } = fact
  const where = job === '' ? '' : ` in ${job}${step === '' ? '' : `, at ${step}`}`
  const why = detail === '' ? '' : `: ${detail}`
  switch (end) {
    case 'succeeded':
      return ['good', `${run} succeeded`]
    case 'failed':
      return ['bad', `${run} failed${where}${why}`]
    case 'cancelled':
      return ['plain', `${run} is cancelled${why}`]
    case 'refused':
      return ['bad', `${run} was not begun${why}`]
    case 'unsure':
      return ['bad', `${run} is given up, whether it ran cannot be told${why}`]
  }
}

/** `2 of 5 jobs done, 1 runs`. */
export function jobWords({ queued, running, done, failed }: JobCounts): string {
  const all = queued + running + done
  if (all === 0) return 'no jobs yet'
  const more = [running === 0 ? '' : `, ${running} running`, failed === 0 ? '' : `, ${failed} failed`].join('')
  return `${done} of ${all} ${all === 1 ? 'job' : 'jobs'} done${more}`
}
