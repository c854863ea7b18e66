// What a workflow run's bot knows, and what it says of it: to who asks, and to observers.
import type { EffectFailure, EmitParams, LateResult } from '#runtime/authoring.ts'
import { endOf, type RunState, type WorkflowEnd } from '#protocol/workflowRun.ts'
import { workflowLimits } from './limits.ts'

export interface WorkflowInput {
  /** its own id: from the request that asked for it, so that the same request is one run */
  readonly id: string
  /** `owner/name` */
  readonly repo: string
  /** `deploy.yml` */
  readonly workflow: string
  /** branch or tag */
  readonly ref: string
  readonly inputs: readonly { readonly name: string; readonly value: string }[]
  /** principal */
  readonly by: string
  /** behind the principal; null: nobody is known to be */
  readonly person: string | null
}
/** What GitHub looked like before anything was begun: what tells a run of ours from others. */
export interface Beginning {
  /** newest commit of the branch or tag */
  readonly head: string
  /** who runs are begun by */
  readonly login: string
  /** GitHub's clock, ms since 1970 */
  readonly since: number
  /** runs that were there already */
  readonly seen: readonly number[]
}
export interface Asker {
  readonly by: string
  readonly person: string | null
}
/** What somebody asked of it that is at GitHub now. */
export interface AskedOfRun extends Asker {
  readonly askId: string
  readonly environment: string
  readonly verdict: 'approve' | 'reject'
  readonly reason: string
  readonly failedOnly: boolean
}
export interface WorkflowContext extends WorkflowInput {
  readonly beginning: Beginning | null
  /** failures one after another, of what it is at */
  readonly tries: number
  /** how long GitHub wants to be left alone; 0: it did not say */
  readonly retryAfterMs: number
  readonly runId: number | null
  readonly url: string
  /** the one that is followed; 0 before there is one */
  readonly attempt: number
  /** as it was at the last look */
  readonly last: RunState | null
  /** looks one after another that found nothing new */
  readonly quiet: number
  /** webhooks that came while GitHub was being asked */
  readonly heard: number
  readonly asked: AskedOfRun | null
  /** who began or repeated it */
  readonly askers: readonly Asker[]
  /** who asked for its cancellation; null: nobody */
  readonly cancelledBy: string | null
  /** the last attempt whose end was told */
  readonly told: number
  readonly ending: { readonly end: WorkflowEnd; readonly detail: string } | null
}

interface FromPerson extends Asker {
  readonly askId?: string
}
export interface WorkflowReview extends FromPerson {
  readonly type: 'workflow.review'
  readonly environment: string
  readonly verdict: 'approve' | 'reject'
  readonly reason: string
}
export type WorkflowEvent =
  | (FromPerson & { readonly type: 'workflow.cancel' })
  | (FromPerson & { readonly type: 'workflow.rerun'; readonly failedOnly: boolean })
  | WorkflowReview
  /** GitHub says that something changed */
  | { readonly type: 'workflow.look'; readonly askId?: string }
  | LateResult<'workflow.dispatch' | 'workflow.cancelRun' | 'workflow.repeatRun' | 'workflow.reviewDeployment', unknown>
/** What whoever asks is answered with. */
export interface WorkflowAnswer {
  readonly ok: boolean
  /** empty when it is done; NOT_NOW, OWN, or a code of the table of errors */
  readonly code: string
  readonly detail: string
  readonly details?: EffectFailure['details']
}

/** What an attempt to begin it came to. */
export type Dispatched =
  | { readonly how: 'began' | 'adopted'; readonly runId: number | null; readonly url: string }
  | { readonly how: 'ambiguous'; readonly detail: string }
/** What a look for it came to. */
export type Found =
  | { readonly how: 'found'; readonly runId: number; readonly url: string }
  | { readonly how: 'nothing' }
  | { readonly how: 'ambiguous'; readonly detail: string }

/** Codes by which GitHub says that it did nothing and will not do it. Whatever else failed may have happened. */
const refusals: ReadonlySet<string> = new Set([
  'GITHUB_OFF',
  'GITHUB_REFUSED',
  'GITHUB_DECLINED',
  'GITHUB_AUTH_INVALID',
  'UNKNOWN_REF',
  'UNKNOWN_WORKFLOW',
  'UNKNOWN_REPOSITORY',
  'WORKFLOW_UNREADABLE',
])
export const isRefusal = ({ code }: EffectFailure): boolean => refusals.has(code)

export const begun = (input: WorkflowInput): WorkflowContext => ({
  ...input,
  beginning: null,
  tries: 0,
  retryAfterMs: 0,
  runId: null,
  url: '',
  attempt: 0,
  last: null,
  quiet: 0,
  heard: 0,
  asked: null,
  askers: [{ by: input.by, person: input.person }],
  cancelledBy: null,
  told: 0,
  ending: null,
})

/** Longer each time, and never shorter than GitHub wants. */
export const restMs = ({ tries, retryAfterMs }: WorkflowContext, maxMs: number = workflowLimits.restMaxMs): number =>
  Math.max(retryAfterMs, Math.min(workflowLimits.restMs * 2 ** Math.min(Math.max(tries - 1, 0), 12), maxMs))
/** Until the next look at a run that goes on. */
export const pollMs = ({ quiet, heard }: WorkflowContext): number =>
  heard > 0 ? workflowLimits.heardMs : Math.min(workflowLimits.pollMs * 2 ** Math.min(quiet, 12), workflowLimits.pollMaxMs)

export function failedOnce({ tries }: WorkflowContext, { details }: EffectFailure): Partial<WorkflowContext> {
  const { retryAfterMs } = details ?? {}
  return { tries: tries + 1, retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : 0 }
}
export const worked = { tries: 0, retryAfterMs: 0 }

/** @throws before there is one, where the machine never asks */
export function runIdOf({ runId }: WorkflowContext): number {
  if (runId === null) throw new Error('a run that is followed has a number')
  return runId
}
export function beginningOf({ beginning }: WorkflowContext): Beginning {
  if (beginning === null) throw new Error('what is begun was looked at before')
  return beginning
}
export function askedOf({ asked }: WorkflowContext): AskedOfRun {
  if (asked === null) throw new Error('what is done at GitHub was asked for')
  return asked
}

/** As it is kept while GitHub is at it. */
export function takenAsk(event: WorkflowEvent): AskedOfRun | null {
  const rest = { environment: '', verdict: 'approve' as const, reason: '', failedOnly: false }
  switch (event.type) {
    case 'workflow.cancel':
      return { ...rest, by: event.by, person: event.person, askId: event.askId ?? '' }
    case 'workflow.rerun':
      return { ...rest, by: event.by, person: event.person, askId: event.askId ?? '', failedOnly: event.failedOnly }
    case 'workflow.review': {
      const { by, person, askId = '', environment, verdict, reason } = event
      return { ...rest, by, person, askId, environment, verdict, reason }
    }
    default:
      return null
  }
}

/** Who repeats a run stands behind it like who began it. */
export function withAsker({ askers }: WorkflowContext, { by, person }: Asker): readonly Asker[] {
  const others = askers.filter((one) => one.by !== by || one.person !== person)
  return [...others, { by, person }].slice(-workflowLimits.askers)
}

/** Why this decision may not be made by this person; null when it may. */
export function ownDenial({ askers }: WorkflowContext, { verdict, person }: WorkflowReview): string | null {
  if (verdict === 'reject') return null
  if (askers.some((one) => one.person === null))
    return 'nobody is known to be behind who ran it, so nobody is known to be another'
  return askers.some((one) => one.person === person) ? `${person ?? ''} ran it: somebody else has to decide` : null
}

const about = ({ id, repo, workflow, ref }: WorkflowContext) => ({ workflowId: id, repo, workflow, ref })
const run = (context: WorkflowContext) => ({
  ...about(context),
  runId: runIdOf(context),
  attempt: context.attempt,
  url: context.url,
})
const who = ({ by, person }: Asker): Asker => ({ by, person })

export const dispatchedFact = (context: WorkflowContext, how: 'began' | 'adopted'): EmitParams => ({
  type: 'workflow.dispatched',
  ...run(context),
  ...who(context),
  how,
})
export const repeatedFact = (context: WorkflowContext): EmitParams => ({
  type: 'workflow.dispatched',
  ...run(context),
  ...who(askedOf(context)),
  how: 'repeated',
})
export const cancelAskedFact = (context: WorkflowContext): EmitParams => ({
  type: 'workflow.cancelAsked',
  ...run(context),
  ...who(askedOf(context)),
})
export function reviewedFact(context: WorkflowContext): EmitParams {
  const { environment, verdict, reason, ...asked } = askedOf(context)
  return { type: 'workflow.reviewed', ...run(context), ...who(asked), environment, verdict, reason }
}

/** Is it anything new? The link and the words of a failure come with the end. */
export const isNews = ({ last }: WorkflowContext, state: RunState): boolean =>
  last === null ||
  JSON.stringify([last.phase, last.attempt, last.jobs]) !== JSON.stringify([state.phase, state.attempt, state.jobs])
const seen = (context: WorkflowContext, { attempt, url }: RunState) => ({ ...run(context), attempt, url })

/** Before the look is taken: undefined where it found nothing new. */
export function progressedFact(context: WorkflowContext, state: RunState): EmitParams | undefined {
  if (!isNews(context, state)) return undefined
  return { type: 'workflow.progressed', ...seen(context, state), phase: state.phase, jobs: state.jobs }
}
export function waitingFact(context: WorkflowContext, state: RunState): EmitParams | undefined {
  const { last } = context
  const isTold = last !== null && last.attempt === state.attempt && last.waiting.join('\n') === state.waiting.join('\n')
  return isTold ? undefined : { type: 'workflow.waiting', ...seen(context, state), environments: [...state.waiting] }
}
export function taken(context: WorkflowContext, state: RunState): Partial<WorkflowContext> {
  const quiet = isNews(context, state) ? 0 : context.quiet + 1
  return { ...worked, last: state, attempt: state.attempt, url: state.url, quiet }
}

/** Once for each attempt. */
export function endedFact(context: WorkflowContext, state: RunState): EmitParams | undefined {
  if (state.attempt === context.told) return undefined
  const { conclusion, failed } = state
  return {
    type: 'workflow.ended',
    ...seen(context, state),
    ...who(context),
    url: failed?.url ?? state.url,
    end: endOf(conclusion),
    conclusion,
    job: failed?.job ?? '',
    step: failed?.step ?? '',
    detail: context.cancelledBy === null || conclusion !== 'cancelled' ? '' : `${context.cancelledBy} asked for it`,
  }
}
/** An end that GitHub does not know of. */
export function ownEndFact(context: WorkflowContext): EmitParams {
  const { ending, runId, attempt, url } = context
  const { end = 'unsure', detail = '' } = ending ?? {}
  return {
    type: 'workflow.ended',
    ...about(context),
    ...who(context),
    runId,
    attempt,
    url,
    end,
    conclusion: '',
    job: '',
    step: '',
    detail,
  }
}
export const blindFact = (context: WorkflowContext, { code, message }: EffectFailure): EmitParams | undefined =>
  context.tries > 0 ? undefined : { type: 'workflow.blind', ...about(context), code, detail: shortly(message) }

export const shortly = (text: string): string => text.slice(0, workflowLimits.detailChars)
export const failureText = ({ code, message }: EffectFailure): string => shortly(`${code}: ${message}`)

/** What a person decided, as GitHub is told of it. @throws without a person, whom the door asks for */
export function decisionOf(context: WorkflowContext): {
  readonly environment: string
  readonly verdict: 'approve' | 'reject'
  readonly reason: string
  readonly person: string
} {
  const { environment, verdict, reason, person } = askedOf(context)
  if (person === null) throw new Error('a decision is a person’s')
  return { environment, verdict, reason, person }
}
