// One run of a workflow on GitHub, from what somebody asked for to its end, and from there again when it is repeated. Beginning
// a run is the one thing that GitHub does twice when it is asked twice: before it is asked again, the run of the first asking is
// looked for, and where that cannot be told from others, nothing more is begun and people are told.
import { assign, setup } from 'xstate'
import type { EffectFailure } from '#runtime/authoring.ts'
import type { RunState, WorkflowEnd } from '#protocol/workflowRun.ts'
import { workflowLimits } from './limits.ts'
import { workflowGuards } from './workflowGuards.ts'
import { answered, failed, place, runPlace, workflowPorts } from './workflowPorts.ts'
import { workflowSayings } from './workflowSayings.ts'
import {
  askedOf,
  beginningOf,
  begun,
  decisionOf,
  failedOnce,
  failureText,
  pollMs,
  restMs,
  taken,
  takenAsk,
  withAsker,
  worked,
  type Beginning,
  type Dispatched,
  type Found,
  type WorkflowContext,
  type WorkflowEvent,
  type WorkflowInput,
} from './workflowState.ts'

export type { WorkflowContext, WorkflowInput } from './workflowState.ts'

/** What its turns do with what GitHub answered. */
const takesRun = () => withAnswer('takeRun', 'tellDispatched')
const goesOn = () => withAnswer('tellProgress', 'take')
const endsWith = () => withAnswer('tellProgress', 'take', 'tellEnded', 'markTold')
function withAnswer<const Name extends string>(...names: readonly Name[]) {
  // which port answered is known where these stand, and checked there by nobody but the tests of each transition
  return names.map((type) => ({ type, params: answered as never }))
}
/** At rest until the next look. */
function looksAgain() {
  return { after: { poll: 'looking' }, on: { 'workflow.look': { target: 'looking', actions: 'answerHeard' } } } as const
}
const ending = (end: WorkflowEnd, detail: string) => ({ ending: { end, detail } })

export const workflowMachine = setup({
  types: { context: {} as WorkflowContext, events: {} as WorkflowEvent, input: {} as WorkflowInput },
  actors: workflowPorts,
  guards: workflowGuards,
  actions: {
    ...workflowSayings,
    keepBeginning: assign((_, beginning: Beginning) => ({ ...worked, beginning })),
    countFailure: assign(({ context }, failure: EffectFailure) => failedOnce(context, failure)),
    countSearch: assign({ tries: ({ context }) => context.tries + 1, retryAfterMs: 0 }),
    forgetFailures: assign(worked),
    takeRun: assign((_, found: Dispatched | Found) =>
      'runId' in found ? { ...worked, runId: found.runId, url: found.url, attempt: 1 } : {},
    ),
    giveRefusal: assign((_, failure: EffectFailure) => ending('refused', failureText(failure))),
    giveDoubt: assign((_, found: Dispatched | Found) => ending('unsure', 'detail' in found ? found.detail : '')),
    giveFailure: assign((_, failure: EffectFailure) => ending('unsure', failureText(failure))),
    giveNothingFound: assign(ending('unsure', 'GitHub took it and shows no run of it')),
    giveCalledOff: assign(ending('cancelled', 'it was called off before it began')),
    take: assign(({ context }, state: RunState) => taken(context, state)),
    markTold: assign((_, { attempt }: RunState) => ({ told: attempt })),
    countQuiet: assign({ ...worked, quiet: ({ context }) => context.quiet + 1 }),
    hear: assign({ heard: ({ context }) => context.heard + 1 }),
    forgetHeard: assign({ heard: 0 }),
    takeAsk: assign({ asked: ({ event }) => takenAsk(event) }),
    forgetAsk: assign({ asked: null }),
    standBehind: assign({ askers: ({ context, event }) => ('by' in event ? withAsker(context, event) : context.askers) }),
    noteCancelled: assign({ cancelledBy: ({ context }) => askedOf(context).by }),
    beginAgain: assign((_, { attempt }: { readonly attempt: number }) => ({ attempt, quiet: 0, cancelledBy: null })),
  },
  delays: {
    rest: ({ context }) => restMs(context),
    search: ({ context }) => restMs(context, workflowLimits.findRestMaxMs),
    poll: ({ context }) => pollMs(context),
    keep: workflowLimits.keepMs,
  },
}).createMachine({
  id: 'workflow',
  description: 'One run of a workflow on GitHub.',
  context: ({ input }) => begun(input),
  initial: 'preparing',
  on: {
    'workflow.cancel': { actions: 'answerNotNow' },
    'workflow.rerun': { actions: 'answerNotNow' },
    'workflow.review': { actions: 'answerNotNow' },
    'workflow.look': { actions: ['hear', 'answerHeard'] },
    // none of these states is left before its answer
    'workflow.dispatch.late': {},
    'workflow.cancelRun.late': {},
    'workflow.repeatRun.late': {},
    'workflow.reviewDeployment.late': {},
  },
  states: {
    preparing: {
      description: 'Looks which commit it is about and which runs are there already, so that its own can be told from them.',
      invoke: {
        id: 'workflow.prepare',
        src: 'workflow.prepare',
        input: ({ context }) => place(context),
        onDone: { target: 'dispatching', actions: { type: 'keepBeginning', params: answered } },
        onError: [
          { guard: { type: 'isRefusal', params: failed }, target: 'refused', actions: { type: 'giveRefusal', params: failed } },
          { guard: 'isLastPreparation', target: 'refused', actions: { type: 'giveRefusal', params: failed } },
          { target: 'postponed', actions: { type: 'countFailure', params: failed } },
        ],
      },
      on: { 'workflow.cancel': { target: 'calledOff', actions: 'answerCalledOff' } },
    },
    postponed: {
      description: 'GitHub did not answer, and nothing was asked of it yet; it is asked again.',
      after: { rest: 'preparing' },
      on: { 'workflow.cancel': { target: 'calledOff', actions: 'answerCalledOff' } },
    },
    dispatching: {
      description: 'Has GitHub begin it, once: a repeated attempt first looks for the run of an earlier one.',
      invoke: {
        id: 'workflow.dispatch',
        src: 'workflow.dispatch',
        input: ({ context }) => ({
          ...place(context),
          inputs: context.inputs,
          beginning: beginningOf(context),
          mayHaveBegun: context.tries > 0,
        }),
        onDone: [
          {
            guard: { type: 'isAmbiguous', params: answered },
            target: 'unsure',
            actions: { type: 'giveDoubt', params: answered },
          },
          { guard: { type: 'hasRun', params: answered }, target: 'followed', actions: takesRun() },
          { target: 'finding', actions: 'forgetFailures' },
        ],
        onError: [
          { guard: { type: 'isRefusal', params: failed }, target: 'refused', actions: { type: 'giveRefusal', params: failed } },
          { guard: 'isLastAttempt', target: 'unsure', actions: { type: 'giveFailure', params: failed } },
          { target: 'doubting', actions: { type: 'countFailure', params: failed } },
        ],
      },
    },
    doubting: {
      description: 'GitHub was asked to begin it and gave no answer: it is looked for before it is asked again.',
      after: { rest: 'dispatching' },
    },
    finding: {
      description: 'GitHub took it without naming its run; that is looked for among those that were begun since.',
      invoke: {
        id: 'workflow.find',
        src: 'workflow.find',
        input: ({ context }) => ({
          ...place(context),
          beginning: beginningOf(context),
          isLast: context.tries + 1 >= workflowLimits.findTries,
        }),
        onDone: [
          { guard: { type: 'hasRun', params: answered }, target: 'followed', actions: takesRun() },
          {
            guard: { type: 'isAmbiguous', params: answered },
            target: 'unsure',
            actions: { type: 'giveDoubt', params: answered },
          },
          { guard: 'isLastSearch', target: 'unsure', actions: 'giveNothingFound' },
          { target: 'awaitingRun', actions: 'countSearch' },
        ],
        onError: [
          { guard: 'isLastSearch', target: 'unsure', actions: { type: 'giveFailure', params: failed } },
          { target: 'awaitingRun', actions: { type: 'countFailure', params: failed } },
        ],
      },
    },
    awaitingRun: { description: 'GitHub lists a run seconds after it took it; looks again.', after: { search: 'finding' } },
    followed: {
      description: 'Its run is known.',
      initial: 'looking',
      on: { 'workflow.cancel': { target: 'cancelling', actions: 'takeAsk' } },
      states: {
        looking: {
          description: 'Asks GitHub where the run is.',
          entry: 'forgetHeard',
          invoke: {
            id: 'workflow.readRun',
            src: 'workflow.readRun',
            input: ({ context }) => runPlace(context),
            onDone: [
              { guard: { type: 'isStale', params: answered }, target: 'queued', actions: 'countQuiet' },
              { guard: { type: 'isCompleted', params: answered }, target: '#workflow.ended', actions: endsWith() },
              { guard: 'isStopping', target: 'stopping', actions: goesOn() },
              {
                guard: { type: 'isWaiting', params: answered },
                target: 'awaitingReview',
                actions: [{ type: 'tellWaiting', params: answered }, ...goesOn()],
              },
              { guard: { type: 'isQueued', params: answered }, target: 'queued', actions: goesOn() },
              { target: 'running', actions: goesOn() },
            ],
            onError: [
              {
                guard: { type: 'isGone', params: failed },
                target: '#workflow.unsure',
                actions: { type: 'giveFailure', params: failed },
              },
              { guard: 'isLastLook', target: '#workflow.unsure', actions: { type: 'giveFailure', params: failed } },
              {
                target: 'blind',
                actions: [
                  { type: 'tellBlind', params: failed },
                  { type: 'countFailure', params: failed },
                ],
              },
            ],
          },
        },
        queued: { description: 'GitHub has it, and no job of it runs yet.', ...looksAgain() },
        running: { description: 'Its jobs run.', ...looksAgain() },
        awaitingReview: {
          description: 'A deployment of it waits for somebody other than who ran it.',
          after: { poll: 'looking' },
          on: {
            'workflow.look': { target: 'looking', actions: 'answerHeard' },
            'workflow.review': [
              { guard: 'isOwn', actions: 'answerOwn' },
              { guard: 'waitsForThis', target: '#workflow.reviewing', actions: 'takeAsk' },
              { actions: 'answerNotWaiting' },
            ],
          },
        },
        stopping: { description: 'GitHub was asked to cancel it, and ends its jobs.', ...looksAgain() },
        blind: { description: 'GitHub did not say where it is; it is asked again.', after: { rest: 'looking' } },
      },
    },
    cancelling: {
      description: 'Asks GitHub to cancel the run.',
      invoke: {
        id: 'workflow.cancelRun',
        src: 'workflow.cancelRun',
        input: ({ context }) => runPlace(context),
        onDone: { target: 'followed', actions: ['noteCancelled', 'tellCancelAsked', 'answerDone', 'forgetAsk'] },
        onError: { target: 'followed', actions: [{ type: 'answerFailed', params: failed }, 'forgetAsk'] },
      },
    },
    reviewing: {
      description: 'Tells GitHub what a person decided about a deployment.',
      invoke: {
        id: 'workflow.reviewDeployment',
        src: 'workflow.reviewDeployment',
        input: ({ context }) => ({ ...runPlace(context), ...decisionOf(context) }),
        onDone: { target: 'followed', actions: ['tellReviewed', 'answerDone', 'forgetAsk'] },
        onError: { target: 'followed', actions: [{ type: 'answerFailed', params: failed }, 'forgetAsk'] },
      },
    },
    repeating: {
      description: 'Has GitHub run it again.',
      invoke: {
        id: 'workflow.repeatRun',
        src: 'workflow.repeatRun',
        input: ({ context }) => ({ ...runPlace(context), failedOnly: askedOf(context).failedOnly }),
        onDone: {
          target: 'followed',
          actions: [{ type: 'beginAgain', params: answered }, 'tellRepeated', 'answerDone', 'forgetAsk'],
        },
        onError: { target: 'followed', actions: [{ type: 'answerFailed', params: failed }, 'forgetAsk'] },
      },
    },
    ended: {
      description: 'The last attempt of the run is over; it can be repeated.',
      initial: 'judging',
      after: { keep: 'closed' },
      on: {
        'workflow.rerun': { target: 'repeating', actions: ['takeAsk', 'standBehind'] },
        'workflow.look': { target: 'followed', actions: 'answerHeard' },
      },
      states: {
        judging: {
          description: 'By GitHub’s own word for how it ended.',
          always: [{ guard: 'wentWell', target: 'succeeded' }, { guard: 'wasCancelled', target: 'cancelled' }, 'failed'],
        },
        succeeded: { description: 'All of it went well.' },
        failed: { description: 'A job failed, or GitHub ended it otherwise.' },
        cancelled: { description: 'It was cancelled.' },
      },
    },
    calledOff: {
      type: 'final',
      description: 'It was cancelled before GitHub was asked to begin it.',
      entry: ['giveCalledOff', 'tellOwnEnd'],
    },
    refused: { type: 'final', description: 'GitHub refused to begin it: nothing ran.', entry: 'tellOwnEnd' },
    unsure: { type: 'final', description: 'Whether it ran, or where it is, cannot be told; people look.', entry: 'tellOwnEnd' },
    closed: { type: 'final', description: 'GitHub repeats it no more.' },
  },
})
