// What a workflow run's bot does at GitHub. Asked twice, GitHub begins two runs: whoever may have asked before looks for the
// run of that first, holds it against what other bots own, and says that it cannot tell rather than ask once more.
import type { BegunRun } from '#integrations/github/githubReads.ts'
import type { RunState } from '#protocol/workflowRun.ts'
import { sameRepository } from '#protocol/github.ts'
import { QuorateError } from '#protocol/errors.ts'
import { workflowMachine } from '#machines/workflow.ts'
import type { DispatchInput, FindInput, RepeatInput, ReviewInput, RunPlace, WorkflowPlace } from '#machines/workflowPorts.ts'
import type { Beginning, Dispatched, Found } from '#machines/workflowState.ts'
import { defineBot } from '#runtime/registration.ts'
import { killPoint } from '#runtime/killPoint.ts'
import type { EffectBinding, EffectContext } from '#runtime/host.ts'
import { workflowEventSchema } from './externalEvents.ts'
import { inTurn } from './inTurn.ts'
import type { World } from './world.ts'

export const workflowBot = defineBot({
  role: 'workflow',
  version: 1,
  machine: workflowMachine,
  // which run is its own is known here only
  restartable: false,
  parseExternal: (event) => workflowEventSchema.parse(event),
})

/** GitHub lists a run within seconds of taking it; a quarter of a minute in all, before it is said that there is none. */
const looksAtMs = [0, 2_000, 5_000, 8_000]
/** Longer than all these looks, and the calls between them. */
const dispatchTimeoutMs = 120_000
/** How far our clock may be from GitHub's. */
const clocksMs = 300_000
/** Shown to people where it cannot be told which run is whose. */
const namedMax = 3

/** Runs that this process has given to bots whose turn may not be written yet, by number. */
type Given = Map<number, string>

export function workflowEffects(world: World): EffectBinding[] {
  const given: Given = new Map()
  const turns = new Map<string, Promise<unknown>>()
  const api = () => world.github.api
  return [
    { port: 'workflow.prepare', run: (place: WorkflowPlace): Promise<Beginning> => prepare(world, place) },
    {
      port: 'workflow.dispatch',
      timeoutMs: dispatchTimeoutMs,
      run: (input: DispatchInput, context): Promise<Dispatched> =>
        inTurn(turns, `${input.repo}/${input.workflow}@${input.ref}`.toLowerCase(), () => dispatch(world, given, input, context)),
    },
    {
      port: 'workflow.find',
      run: async (input: FindInput): Promise<Found> => {
        const found = await lookOnce(world, given, input)
        // others may find theirs first, and then one is left
        return found.how === 'ambiguous' && !input.isLast ? { how: 'nothing' } : found
      },
    },
    { port: 'workflow.readRun', run: (place: RunPlace): Promise<RunState> => api().run(place) },
    { port: 'workflow.cancelRun', run: (place: RunPlace, context) => cancel(world, place, context) },
    { port: 'workflow.repeatRun', run: (input: RepeatInput) => repeat(world, input) },
    { port: 'workflow.reviewDeployment', run: (input: ReviewInput) => review(world, input) },
  ]
}

async function prepare({ github: { api } }: World, { repo, workflow, ref }: WorkflowPlace): Promise<Beginning> {
  const login = await api.login()
  const { sha: head, now: since } = await api.head({ repo, ref })
  const seen = await api.begunSince({ repo, workflow, since })
  return { head, login, since, seen: seen.map(({ runId }) => runId).slice(0, 32) }
}

async function dispatch(
  world: World,
  given: Given,
  input: DispatchInput,
  { attempt, signal }: EffectContext,
): Promise<Dispatched> {
  if (attempt > 1 || input.mayHaveBegun) {
    const found = await lookFor(world, given, input, signal).catch(asDoubt)
    if (found.how === 'found') return { ...found, how: 'adopted' }
    if (found.how === 'ambiguous') return found
  }
  // whoever waited for its turn for too long is not waited for any more
  signal.throwIfAborted()
  const inputs = Object.fromEntries(input.inputs.map(({ name, value }) => [name, value]))
  const { repo, workflow, ref } = input
  const begun = await world.github.api.dispatch({ repo, workflow, ref, inputs })
  killPoint('workflow.dispatch.after')
  if (begun.runId !== null) given.set(begun.runId, input.id)
  return { how: 'began', ...begun }
}

/** A refusal to show runs says nothing about whether one was begun. */
function asDoubt(failure: unknown): Found {
  if (!(failure instanceof QuorateError) || failure.retryable) throw failure
  return { how: 'ambiguous', detail: `it may have begun, and its run could not be looked for: ${failure.message}` }
}

/** Until there is one, or there has been time enough for it to be listed. */
async function lookFor(world: World, given: Given, place: WorkflowPlace & { beginning: Beginning }, signal: AbortSignal) {
  let found: Found = { how: 'nothing' }
  for (const ms of looksAtMs) {
    if (ms > 0) await world.github.rest(ms, signal)
    found = await lookOnce(world, given, place)
    if (found.how !== 'nothing') return found
  }
  return found
}

/** Runs that may be its own: begun since, by us, at its branch or tag, and no other bot's. */
async function lookOnce(
  { github }: World,
  given: Given,
  { id, repo, workflow, ref, beginning }: WorkflowPlace & { beginning: Beginning },
): Promise<Found> {
  const { head, login, since, seen } = beginning
  const runs = await github.api.begunSince({ repo, workflow, since })
  // looked up behind the answer: what was given meanwhile is taken
  const others = github.runs().filter((one) => one.id !== id && sameRepository(one.repo, repo) && one.workflow === workflow)
  const taken = new Set([...seen, ...others.map(({ runId }) => runId)])
  const isFree = ({ runId }: BegunRun): boolean => !taken.has(runId) && (given.get(runId) ?? id) === id
  const mine = runs.filter((run) => run.ref === ref && run.login.toLowerCase() === login.toLowerCase() && isFree(run))
  const [one] = mine
  if (one === undefined) return { how: 'nothing' }
  const rivals = others.filter((other) => other.ref === ref && (other.mayBeginUntil ?? 0) >= since - clocksMs)
  if (mine.length === 1 && one.head === head && rivals.length === 0) {
    given.set(one.runId, id)
    return { how: 'found', runId: one.runId, url: one.url }
  }
  return {
    how: 'ambiguous',
    detail: whyNot(
      mine,
      head,
      rivals.map((rival) => rival.id),
    ),
  }
}

function whyNot(mine: readonly BegunRun[], head: string, rivals: readonly string[]): string {
  const named = mine.slice(0, namedMax).map(({ url }) => url)
  const why =
    mine.length > 1
      ? `${mine.length} runs may be its own`
      : rivals.length > 0
        ? `a run may be its own, or that of ${rivals.slice(0, namedMax).join(', ')}`
        : `a run may be its own, of another commit than ${head.slice(0, 10)}`
  return `${why}: ${named.join(' ')}`
}

async function cancel({ github: { api } }: World, place: RunPlace, { attempt }: EffectContext): Promise<null> {
  await api.cancel(place).catch((failure: unknown) => {
    // over already: an attempt before this one may have ended it
    if (attempt === 1 || !(failure instanceof QuorateError && failure.code === 'GITHUB_DECLINED')) throw failure
  })
  return null
}

async function repeat({ github: { api } }: World, input: RepeatInput): Promise<{ attempt: number }> {
  const now = await api.run(input)
  // an earlier asking did it, or somebody at GitHub: either way it runs again
  if (now.attempt > input.attempt) return { attempt: now.attempt }
  await api.rerun(input)
  return { attempt: input.attempt + 1 }
}

async function review({ github }: World, input: ReviewInput): Promise<null> {
  const { id, repo, runId, attempt, environment, verdict, reason, person } = input
  // decided at the door, and again here: the settings may be others by now
  if (!github.mayReview(repo, person))
    throw new QuorateError('REVIEW_DENIED', { id, environment, problem: `${person} is not among its reviewers` })
  const signed = `${verdict === 'approve' ? 'Approved' : 'Rejected'} by ${person} (run ${id}, attempt ${attempt}).`
  const comment = reason === '' ? signed : `${reason}\n\n${signed}`
  const waiting = await github.api.pending({ repo, runId })
  const deployment = waiting.find((one) => one.environment === environment)
  if (deployment !== undefined) {
    await github.api.review({ repo, runId, deployment, verdict, comment })
    return null
  }
  const decided = await github.api.decided({ repo, runId })
  if (decided.some((one) => one.comment === comment && one.environments.includes(environment))) return null
  throw new QuorateError('GITHUB_DECLINED', { what: `to decide about ${environment} of run ${id}`, problem: 'it does not wait' })
}
