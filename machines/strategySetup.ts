// What a strategy's machine asks, judges, says and keeps; its chart is strategy.ts.
import { assign, setup } from 'xstate'
import { emit, port, reply, tell, type EffectFailure } from '#runtime/authoring.ts'
import type { TradeAsker } from '#protocol/askedTrade.ts'
import type { AccountConfirmed, AccountFailed, AccountSend } from '#protocol/messages.ts'
import type { ClearedTask, DecideTask, Next, OutcomeTask } from '#protocol/tasks.ts'
import {
  askedByOf,
  askedFact,
  askedOf,
  busyAnswer,
  keptOf,
  overreach,
  proposedAnswer,
  refusedAnswer,
  refusedFact,
  unanswered,
  weigh,
  type Refusal,
} from './askedTrade.ts'
import { botLimits, strategyLimits } from './limits.ts'
import type { Choice } from './strategyRules.ts'
import {
  choiceOf,
  positionOf,
  proposalOf,
  taskOf,
  withMissed,
  withPrice,
  type Holdings,
  type Proposal,
  type StrategyAsk,
  type StrategyContext,
  type StrategyInput,
} from './strategyState.ts'

type Event = AccountConfirmed | AccountFailed | StrategyAsk | { readonly type: 'strategy.submitIntent.late' }
interface Args {
  readonly context: StrategyContext
  readonly event: unknown
}

/** What comes while an intent is open. */
type FollowedTask = DecideTask | OutcomeTask | ClearedTask

const nextTask = port<{ fundId: string; cursor: string }, Next<DecideTask>>('strategy.nextTask', 'read')
/** As `nextTask` and `observe`, for a trade that a person asked for. */
const awaitSnapshot = port<{ fundId: string; cursor: string }, Next<DecideTask>>('strategy.awaitSnapshot', 'read')
const weighIt = port<{ fundId: string }, Holdings>('strategy.weigh', 'read')
const observe = port<{ fundId: string }, Holdings>('strategy.observe', 'read')
/** `asker`: the person who asked for it; null: nobody did. */
const route = port<{ fundId: string; round: number; root: string; choice: Choice; asker: string | null }, Proposal>(
  'strategy.route',
  'read',
)
const submitIntent = port<
  { fundId: string; proposal: Proposal; choice: Choice; proposeTxHash: string | null; asked: TradeAsker | null },
  { status: number }
>('strategy.submitIntent', 'act')
/** The end of the intent, or a snapshot that was published before it: nothing on the feed is skipped. */
const awaitOutcome = port<{ fundId: string; intentHash: string; cursor: string }, Next<FollowedTask>>(
  'strategy.awaitOutcome',
  'read',
)

/** @throws for another event, which the machine never passes here */
function askIn(event: unknown): StrategyAsk {
  const ask = event as Event // the only ones that this machine takes
  if (ask.type !== 'strategy.ask') throw new Error(`${ask.type} asks for no trade`)
  return ask
}
/** Of what was asked for and cannot be done as things stand. */
const held = (context: StrategyContext, holdings: Holdings): Refusal | null =>
  overreach(askedOf(context), holdings, context.rules)
const failureOf = ({ code, message, details }: EffectFailure): Refusal => ({
  code,
  detail: typeof details?.['problem'] === 'string' ? details['problem'] : message,
  most: null,
})
const answerTo = ({ asked }: StrategyContext, refusal: Refusal | null) =>
  asked === null || refusal === null ? undefined : { to: asked.askId, output: refusedAnswer(refusal) }

const requestId = (context: StrategyContext): string => `propose/${proposalOf(context).intentHash}`
const isMine = ({ context, event }: { context: StrategyContext; event: Event }): boolean =>
  'requestId' in event && event.requestId === requestId(context)

/** Ports, guards, actions and delays of the strategy's chart. */
export const strategySetup = setup({
  types: { context: {} as StrategyContext, events: {} as Event, input: {} as StrategyInput },
  actors: {
    'strategy.nextTask': nextTask,
    'strategy.awaitSnapshot': awaitSnapshot,
    'strategy.weigh': weighIt,
    'strategy.observe': observe,
    'strategy.route': route,
    'strategy.submitIntent': submitIntent,
    'strategy.awaitOutcome': awaitOutcome,
  },
  guards: {
    hasTask: (_, next: Next<DecideTask>) => next.task !== null,
    hasOutcome: (_, next: Next<FollowedTask>) => next.task?.kind === 'outcome',
    isCleared: (_, next: Next<FollowedTask>) => next.task?.kind === 'cleared',
    asksPeople: (_, proposal: Proposal) => proposal.asks === true,
    isMineAndKnown: (args) => isMine(args) && proposalOf(args.context).asks === true,
    wantsTrade: ({ context }) => context.choice !== null && context.choice.action !== 'HOLD',
    isMine,
    isUnasked: ({ context }) => context.asked === null,
    isOver: ({ context }, holdings: Holdings) => held(context, holdings) !== null,
  },
  actions: {
    takeTask: assign(({ context }, next: Next<DecideTask>) => ({
      cursor: next.cursor,
      task: next.task,
      pricesWad: next.task === null ? context.pricesWad : withPrice(context.pricesWad, next.task),
    })),
    takeHoldings: assign(({ context }, holdings: Holdings) => ({
      baseFree: holdings.baseFree,
      position: positionOf(context, holdings),
    })),
    takeAsk: assign({ asked: ({ event }) => keptOf(askIn(event)) }),
    announceAsked: emit(({ context, event }: Args) => askedFact({ fundId: context.fundId, asked: keptOf(askIn(event)) })),
    answerBusy: reply(({ context }: Args) => ({ output: busyAnswer(context) })),
    refuseOver: reply(({ context }: Args, holdings: Holdings) => answerTo(context, held(context, holdings))),
    announceOver: emit(({ context }: Args, holdings: Holdings) => {
      const refusal = held(context, holdings)
      return refusal === null ? undefined : refusedFact(context, refusal)
    }),
    refuseWeighed: reply(({ context }: Args) => answerTo(context, weigh(context).refusal)),
    announceWeighed: emit(({ context }: Args) => {
      const { refusal } = weigh(context)
      return refusal === null ? undefined : refusedFact(context, refusal)
    }),
    refuseUnanswered: reply(({ context }: Args) => answerTo(context, unanswered)),
    announceUnanswered: emit(({ context }: Args) => refusedFact(context, unanswered)),
    refuseFailed: reply(({ context }: Args, failure: EffectFailure) => answerTo(context, failureOf(failure))),
    announceUnseen: emit(({ context }: Args, failure: EffectFailure) => refusedFact(context, failureOf(failure))),
    answerProposed: reply(({ context }: Args, proposal: Proposal) =>
      context.asked === null ? undefined : { to: context.asked.askId, output: proposedAnswer(proposal) },
    ),
    reachDecision: assign(({ context }) => {
      const { choice, refusal } = weigh(context)
      return { choice, asked: refusal === null ? context.asked : null }
    }),
    noteSale: assign(({ context }, next: Next<FollowedTask>) => ({
      lastSaleRound:
        next.task?.kind === 'outcome' && next.task.outcome === 'executed' && choiceOf(context).action === 'SELL'
          ? taskOf(context).round
          : context.lastSaleRound,
    })),
    announceDecision: emit(({ context }: Args) => ({
      type: 'strategy.decided',
      fundId: context.fundId,
      round: taskOf(context).round,
      action: choiceOf(context).action,
      amountIn: choiceOf(context).amountIn,
      priceWad: choiceOf(context).priceWad,
      ...choiceOf(context).decision,
      ...askedByOf(context),
    })),
    takeProposal: assign((_, proposal: Proposal) => ({ proposal })),
    sendProposal: tell(({ context }: Args) => ({
      to: context.account,
      event: {
        type: 'account.send',
        requestId: requestId(context),
        replyTo: `strategy:${context.fundId}`,
        to: proposalOf(context).to,
        data: proposalOf(context).data,
        value: '0',
        label: `propose ${choiceOf(context).action} ${proposalOf(context).intentHash}`,
      } satisfies AccountSend,
    })),
    takeTransaction: assign({ proposeTxHash: ({ event }) => (event.type === 'account.confirmed' ? event.txHash : null) }),
    announceFailure: emit(({ context }: Args, failure: { code: string; message: string }) => ({
      type: 'strategy.failed',
      fundId: context.fundId,
      round: taskOf(context).round,
      code: failure.code,
      detail: failure.message,
      ...askedByOf(context),
    })),
    takeMissed: assign(({ context }, { cursor, task }: Next<FollowedTask>) => ({
      cursor,
      ...(task?.kind === 'decide' ? withMissed(context, task) : {}),
    })),
    takeOutcome: assign((_, next: Next<FollowedTask>) => ({ cursor: next.cursor })),
    forgetTask: assign({ task: null, choice: null, proposal: null, proposeTxHash: null, asked: null }),
  },
  delays: { rest: botLimits.feedRetryMs, outcome: strategyLimits.outcomeMs, asked: strategyLimits.askedMs },
})
