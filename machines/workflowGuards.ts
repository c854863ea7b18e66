// When a workflow run's bot goes which way.
import type { EffectFailure } from '#runtime/authoring.ts'
import { endOf, type RunState } from '#protocol/workflowRun.ts'
import { workflowLimits } from './limits.ts'
import { isRefusal, ownDenial, type Dispatched, type Found, type WorkflowContext, type WorkflowEvent } from './workflowState.ts'

interface Args {
  readonly context: WorkflowContext
  readonly event: WorkflowEvent
}
const isSpent =
  (tries: number) =>
  ({ context }: Args): boolean =>
    context.tries + 1 >= tries
const hasEnded =
  (end: ReturnType<typeof endOf>) =>
  ({ context }: Args): boolean =>
    endOf(context.last?.conclusion ?? '') === end

/** By their names in the chart. */
export const workflowGuards = {
  isRefusal: (_: Args, failure: EffectFailure): boolean => isRefusal(failure),
  isGone: (_: Args, { code }: EffectFailure): boolean => code === 'UNKNOWN_RUN',
  isLastPreparation: isSpent(workflowLimits.prepareTries),
  isLastAttempt: isSpent(workflowLimits.dispatchTries),
  isLastSearch: isSpent(workflowLimits.findTries),
  isLastLook: isSpent(workflowLimits.blindLooks),
  isAmbiguous: (_: Args, { how }: Dispatched | Found): boolean => how === 'ambiguous',
  hasRun: (_: Args, found: Dispatched | Found): boolean => 'runId' in found && found.runId !== null,
  // a repeat that GitHub does not show yet
  isStale: ({ context }: Args, { attempt }: RunState): boolean => attempt < context.attempt,
  isCompleted: (_: Args, { phase }: RunState): boolean => phase === 'completed',
  wentWell: hasEnded('succeeded'),
  wasCancelled: hasEnded('cancelled'),
  isStopping: ({ context }: Args): boolean => context.cancelledBy !== null,
  isWaiting: (_: Args, { phase }: RunState): boolean => phase === 'waiting',
  isQueued: (_: Args, { phase }: RunState): boolean => phase === 'queued',
  isOwn: ({ context, event }: Args): boolean => event.type === 'workflow.review' && ownDenial(context, event) !== null,
  waitsForThis: ({ context, event }: Args): boolean =>
    event.type === 'workflow.review' && context.last?.waiting.includes(event.environment) === true,
}
