// A workflow run as people are shown it, from its bot.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { sameRepository } from '#protocol/github.ts'
import { jobCountsSchema } from '#protocol/workflowRun.ts'
import type { BotView, Host } from '#runtime/host.ts'
import { readableState } from './figures.ts'
import type { Told } from './told.ts'

export const workflowLineSchema = z
  .object({
    id: z.string().describe('of this instance; what the commands name it by'),
    repo: z.string(),
    workflow: z.string().describe('its file'),
    ref: z.string().describe('branch or tag'),
    inputs: z.array(z.object({ name: z.string(), value: z.string() })),
    by: z.string().describe('principal who ran it'),
    person: z.string().nullable(),
    state: z.string(),
    runId: z.int().nullable().describe('GitHub’s number; null: none that is known'),
    url: z.string().describe('on GitHub; empty: none that is known'),
    attempt: z.int().min(0),
    conclusion: z.string().describe('in GitHub’s word; empty before its end'),
    jobs: jobCountsSchema.nullable(),
    failed: z.object({ job: z.string(), step: z.string(), url: z.string() }).nullable().describe('the first job that failed'),
    waiting: z.array(z.string()).describe('environments whose deployment waits for a review'),
    detail: z.string().describe('why it ended where GitHub does not say'),
    at: z.string().describe('when its bot last changed, ISO 8601'),
  })
  .meta({ id: 'WorkflowRun' })
export type WorkflowLine = Told<typeof workflowLineSchema>

// machines/workflowState.ts states it
const contextSchema = z.object({
  ...workflowLineSchema.pick({
    id: true,
    repo: true,
    workflow: true,
    ref: true,
    inputs: true,
    by: true,
    person: true,
    runId: true,
    url: true,
    attempt: true,
  }).shape,
  last: workflowLineSchema
    .pick({ conclusion: true, failed: true, waiting: true })
    .extend({ jobs: jobCountsSchema, attempt: z.int() })
    .nullable(),
  ending: z.object({ detail: z.string() }).nullable(),
})

function lineOf({ value, context, at }: BotView): WorkflowLine {
  const { last, ending, ...rest } = contextSchema.parse(context)
  // what was seen of an attempt before the one that is followed is over
  const seen = last?.attempt === rest.attempt ? last : null
  return {
    ...rest,
    state: readableState(value),
    conclusion: seen?.conclusion ?? '',
    jobs: seen?.jobs ?? null,
    failed: seen?.failed ?? null,
    waiting: seen?.waiting ?? [],
    detail: ending?.detail ?? '',
    at,
  }
}

/** The newest first. */
export const workflowLines = (host: Pick<Host, 'list'>, repo?: string): readonly WorkflowLine[] =>
  host
    .list('workflow')
    .map(lineOf)
    .filter((line) => repo === undefined || sameRepository(line.repo, repo))
    .toSorted((one, other) => (one.at < other.at ? 1 : -1))

/** @throws UNKNOWN_RUN */
export function workflowLine(host: Pick<Host, 'view'>, id: string): WorkflowLine {
  const view = host.view(`workflow:${id}`)
  if (view === undefined) throw new QuorateError('UNKNOWN_RUN', { id })
  return lineOf(view)
}

/** Can anything still come of it by itself? */
export const isUnderway = ({ state }: WorkflowLine): boolean => !/^(?:ended|calledOff|refused|unsure|closed)/.test(state)
