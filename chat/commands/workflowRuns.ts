// Runs of workflows: listed, shown, cancelled, repeated, and the deployments of theirs that wait for people. What is asked of
// GitHub is the run's bot's to ask; its answer is said as it is.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { decisionReasonSchema } from '#protocol/approval.ts'
import { errorTable, QuorateError, type ErrorCode } from '#protocol/errors.ts'
import { repositorySchema } from '#protocol/github.ts'
import { workflowIdSchema } from '#protocol/workflowFacts.ts'
import { inputsMissing } from '#protocol/workflowInput.ts'
import type { BotEvent } from '#runtime/host.ts'
import { askBotsCommand, askCommand, type Command } from './command.ts'
import type { CommandContext } from './commandContext.ts'
import { readableSpan } from './figures.ts'
import { printable, type Style } from './style.ts'
import { textPairs, textTable } from './textTable.ts'
import type { Told } from './told.ts'
import { repositoryNamed, requireRunner } from './workflowGrant.ts'
import { isUnderway, workflowLine, workflowLines, workflowLineSchema, type WorkflowLine } from './workflowView.ts'
import { jobWords } from './workflowWords.ts'

const id = workflowIdSchema.describe('its id, as the list gives it')
/** What a page of people's time takes. */
const listedMax = 50

export const workflowRunsSchema = z.object({
  now: z.string(),
  count: z.int().describe('All there are; `runs` has the newest of them'),
  runs: z.array(workflowLineSchema),
})
export type WorkflowRuns = Told<typeof workflowRunsSchema>

export const workflowRunsCommand = askBotsCommand({
  name: 'workflow.runs',
  also: ['runs'],
  result: workflowRunsSchema,
  summary: 'List the workflow runs that were begun from here',
  help: 'The newest come first. GitHub is not asked: each run’s bot says what it saw last.',
  permission: 'viewer',
  args: z.strictObject({
    repo: repositorySchema.optional().describe('only of this repository, owner/name'),
    all: z.boolean().default(false).describe('those that are over, too'),
  }),
  positionals: [],
  examples: [
    { type: 'workflow runs', does: 'lists what is under way' },
    { type: 'workflow runs --all', does: 'lists what is over, too' },
  ],
  async run({ repo, all }, { host, clock }): Promise<WorkflowRuns> {
    const found = workflowLines(host, repo).filter((line) => all || isUnderway(line))
    return { now: clock.now().toISOString(), count: found.length, runs: found.slice(0, listedMax) }
  },
  render({ runs, count, now }, style) {
    if (count === 0) return style.dim('no workflow runs')
    const table = textTable(
      [
        { title: 'run' },
        { title: 'workflow' },
        { title: 'at', gives: true },
        { title: 'state' },
        { title: 'jobs' },
        { title: 'age', align: 'right' },
      ],
      runs.map((line) => [
        line.id,
        line.workflow,
        printable(`${line.ref} of ${line.repo}`),
        line.state,
        line.jobs === null ? '' : jobWords(line.jobs),
        readableSpan(Date.parse(now) - Date.parse(line.at)),
      ]),
      style,
    )
    return runs.length === count ? table : `${table}\n${style.dim(`and ${count - runs.length} older`)}`
  },
})

export const workflowShowCommand = askBotsCommand({
  name: 'workflow.show',
  result: workflowLineSchema,
  summary: 'Show one workflow run: where it is, what failed, what waits',
  help: 'With the job and the step that failed, and where to look on GitHub.',
  permission: 'viewer',
  args: z.strictObject({ id }),
  positionals: ['id'],
  examples: [{ type: 'workflow show <run>', does: 'shows that run' }],
  run: async (args, { host }): Promise<WorkflowLine> => workflowLine(host, args.id),
  render: renderLine,
})

export const workflowCancelCommand = doing({
  deed: 'cancel',
  args: {},
  summary: 'Cancel a workflow run',
  help: 'GitHub ends its jobs when it gets to it. One that was not begun yet is never begun.',
  example: { type: 'workflow cancel <run>', does: 'asks GitHub to cancel it' },
  event: () => ({ type: 'workflow.cancel' }),
})
export const workflowRerunCommand = doing({
  deed: 'rerun',
  args: { failed: z.boolean().default(false).describe('only the jobs that failed') },
  summary: 'Run a workflow run again that is over',
  help: 'It stays the same run, with its next attempt. GitHub does that for 30 days.',
  example: { type: 'workflow rerun <run> --failed', does: 'runs again what failed of it' },
  event: ({ failed }) => ({ type: 'workflow.rerun', failedOnly: failed === true }),
})

export const workflowReviewCommand = askCommand({
  name: 'workflow.review',
  result: workflowLineSchema,
  summary: 'Let a deployment of a workflow run go on, or hold it back',
  help: 'In your person’s name, and only if the settings name you among the reviewers of the repository. Who ran it cannot approve what it deploys. GitHub must know the token or the app as a reviewer of the environment.',
  permission: 'approver',
  args: z.strictObject({
    id,
    verdict: z.enum(['approve', 'reject']).describe('approve lets it go on'),
    environment: z.string().min(1).max(120).optional().describe('which; may be left out where one waits'),
    reason: decisionReasonSchema.default('').describe('why, in your words; GitHub keeps it with the decision'),
  }),
  positionals: ['id', 'verdict'],
  examples: [
    { type: 'workflow review <run> approve --environment production --reason tested', does: 'lets it go on to production' },
  ],
  run: (args, context) => review(args, context),
  render: renderLine,
})

/** @throws UNKNOWN_RUN, PERSON_UNKNOWN, REVIEW_DENIED, RUN_REFUSED, INPUTS_MISSING, and what GitHub refuses */
async function review(
  args: {
    readonly id: string
    readonly verdict: 'approve' | 'reject'
    readonly environment?: string | undefined
    readonly reason: string
  },
  context: CommandContext,
): Promise<WorkflowLine> {
  const { host, github, who, person, isStillAllowed } = context
  const command = 'workflow review'
  const line = workflowLine(host, args.id)
  const rule = repositoryNamed(github, line.repo, command)
  if (!isStillAllowed('approver')) throw new QuorateError('NOT_PERMITTED', { command, permission: 'approver' })
  if (person === null) throw new QuorateError('PERSON_UNKNOWN', { principal: who })
  const [first, ...others] = line.waiting
  if (args.environment === undefined && others.length > 0) {
    const which = {
      name: 'environment',
      says: 'which of those that wait',
      kind: 'text',
      choices: line.waiting,
      preset: '',
    } as const
    throw new QuorateError('INPUTS_MISSING', inputsMissing(command, [which]))
  }
  const environment = args.environment ?? first ?? ''
  if (environment === '') throw new QuorateError('RUN_REFUSED', { id: line.id, what: 'review', problem: 'nothing of it waits' })
  if (!rule.review.includes(person))
    throw new QuorateError('REVIEW_DENIED', { id: line.id, environment, problem: `${person} is not among its reviewers` })
  const { verdict, reason } = args
  return tell(context, line, 'review', { type: 'workflow.review', by: who, person, environment, verdict, reason }, environment)
}

interface Doing<Args extends z.ZodRawShape> {
  readonly deed: 'cancel' | 'rerun'
  readonly args: Args
  readonly summary: string
  readonly help: string
  readonly example: { readonly type: string; readonly does: string }
  event(args: Readonly<Record<string, unknown>>): BotEvent
}

/** What whoever may run a workflow may do about its run. */
function doing<Args extends z.ZodRawShape>({ deed, args, summary, help, example, event }: Doing<Args>): Command {
  return askCommand({
    name: `workflow.${deed}`,
    result: workflowLineSchema,
    summary,
    help,
    permission: 'operator',
    args: z.strictObject({ id, ...args }),
    positionals: ['id'],
    examples: [example],
    async run(given, context): Promise<WorkflowLine> {
      const { id: named, ...rest } = given as { readonly id: string } & Readonly<Record<string, unknown>> // as `args` states
      const line = workflowLine(context.host, named)
      requireRunner(context, repositoryNamed(context.github, line.repo, `workflow ${deed}`), `workflow ${deed}`)
      const { who, person } = context
      return tell(context, line, deed, { ...event(rest), by: who, person })
    },
    render: renderLine,
  })
}

// machines/workflowState.ts states it
const answerSchema = z.object({
  ok: z.boolean(),
  code: z.string(),
  detail: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
})
const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code)

/** Asks the run's bot, which answers when GitHub has. */
async function tell(
  { host, who, requestId = randomUUID() }: CommandContext,
  { id: run }: WorkflowLine,
  what: string,
  event: BotEvent,
  environment = '',
): Promise<WorkflowLine> {
  const refused = (problem: string): QuorateError => new QuorateError('RUN_REFUSED', { id: run, what, problem })
  const said = await host.ask(`workflow:${run}`, event, { askId: `${what}/${requestId}`, who }).catch((error: unknown) => {
    throw error instanceof QuorateError && error.code === 'BOT_FINISHED' ? refused('it is over') : error
  })
  const { ok, code, detail, details = {} } = answerSchema.parse(said)
  if (ok) return workflowLine(host, run)
  if (code === 'OWN') throw new QuorateError('REVIEW_DENIED', { id: run, environment, problem: detail })
  throw isCode(code) ? new QuorateError(code, details) : refused(detail)
}

function renderLine(line: WorkflowLine, style: Style): string {
  const { failed, jobs, waiting } = line
  const pairs: [string, string][] = [
    ['run', style.bold(line.id)],
    ['workflow', printable(`${line.workflow} of ${line.repo} at ${line.ref}`)],
    ['state', line.conclusion === '' ? line.state : `${line.state} (${printable(line.conclusion)})`],
    ['asked by', printable(line.person === null ? line.by : `${line.person} (${line.by})`)],
    ...line.inputs.map(({ name, value }): [string, string] => [name, printable(value)]),
    ...(line.attempt > 1 ? ([['attempt', String(line.attempt)]] as [string, string][]) : []),
    ...(jobs === null ? [] : ([['jobs', jobWords(jobs)]] as [string, string][])),
    ...(failed === null
      ? []
      : ([['failed', printable(`${failed.job}${failed.step === '' ? '' : `, at ${failed.step}`}: ${failed.url}`)]] as [
          string,
          string,
        ][])),
    ...(waiting.length === 0 ? [] : ([['waits for', printable(waiting.join(', '))]] as [string, string][])),
    ...(line.detail === '' ? [] : ([['because', printable(line.detail)]] as [string, string][])),
    ...(line.url === '' ? [] : ([['on GitHub', printable(line.url)]] as [string, string][])),
  ]
  return textPairs(pairs, style)
}
