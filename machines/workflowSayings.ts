// What a workflow run's bot says: facts for observers, answers for whoever asked.
import { emit, reply, type EffectFailure } from '#runtime/authoring.ts'
import type { RunState } from '#protocol/workflowRun.ts'
import {
  askedOf,
  blindFact,
  cancelAskedFact,
  dispatchedFact,
  endedFact,
  ownDenial,
  ownEndFact,
  progressedFact,
  repeatedFact,
  reviewedFact,
  waitingFact,
  type Dispatched,
  type Found,
  type WorkflowAnswer,
  type WorkflowContext,
  type WorkflowEvent,
} from './workflowState.ts'

interface Args {
  readonly context: WorkflowContext
  readonly event: WorkflowEvent
}
const done: WorkflowAnswer = { ok: true, code: '', detail: '' }
const denied = (code: string, detail: string): WorkflowAnswer => ({ ok: false, code, detail })
/** At once. */
const say = (answer: (args: Args) => WorkflowAnswer) => reply((args: Args) => ({ output: answer(args) }))

/** By their names in the chart. */
export const workflowSayings = {
  tellDispatched: emit(({ context }: Args, { how }: Dispatched | Found) =>
    dispatchedFact(context, how === 'adopted' ? 'adopted' : 'began'),
  ),
  tellProgress: emit(({ context }: Args, state: RunState) => progressedFact(context, state)),
  tellWaiting: emit(({ context }: Args, state: RunState) => waitingFact(context, state)),
  tellEnded: emit(({ context }: Args, state: RunState) => endedFact(context, state)),
  tellOwnEnd: emit(({ context }: Args) => ownEndFact(context)),
  tellBlind: emit(({ context }: Args, failure: EffectFailure) => blindFact(context, failure)),
  tellCancelAsked: emit(({ context }: Args) => cancelAskedFact(context)),
  tellRepeated: emit(({ context }: Args) => repeatedFact(context)),
  tellReviewed: emit(({ context }: Args) => reviewedFact(context)),
  answerHeard: say(() => done),
  answerNotNow: say(() => denied('NOT_NOW', 'it is not at a point where that can be done')),
  answerOwn: say(({ context, event }) =>
    denied('OWN', (event.type === 'workflow.review' ? ownDenial(context, event) : null) ?? ''),
  ),
  answerNotWaiting: say(({ context }) => denied('NOT_NOW', `what waits is ${context.last?.waiting.join(', ') ?? 'nothing'}`)),
  answerCalledOff: say(() => ({ ...done, detail: 'it is called off before it began' })),
  answerDone: reply(({ context }: Args) => ({ to: askedOf(context).askId, output: done })),
  answerFailed: reply(({ context }: Args, { code, message, details }: EffectFailure) => ({
    to: askedOf(context).askId,
    output: { ...denied(code, message), ...(details === undefined ? {} : { details }) } satisfies WorkflowAnswer,
  })),
}
