// Decides once a round from claimed prices and the vault's own accounts, and carries one proposal at a time to its end.
import { assign, setup } from 'xstate'
import { emit, port, tell, type EffectFailure } from '#runtime/authoring.ts'
import type { AccountConfirmed, AccountFailed, AccountSend } from '#protocol/messages.ts'
import type { ClearedTask, DecideTask, Next, OutcomeTask } from '#protocol/tasks.ts'
import { botLimits, strategyLimits } from './limits.ts'
import { choose, type Choice } from './strategyRules.ts'
import {
  choiceOf,
  positionOf,
  proposalOf,
  taskOf,
  withMissed,
  withPrice,
  type Holdings,
  type Proposal,
  type StrategyContext,
  type StrategyInput,
} from './strategyState.ts'

export type { Holdings, Proposal, StrategyInput } from './strategyState.ts'

type Event = AccountConfirmed | AccountFailed | { readonly type: 'strategy.submitIntent.late' }
interface Args {
  readonly context: StrategyContext
  readonly event: unknown
}

/** What comes while an intent is open. */
type FollowedTask = DecideTask | OutcomeTask | ClearedTask

const nextTask = port<{ fundId: string; cursor: string }, Next<DecideTask>>('strategy.nextTask', 'read')
const observe = port<{ fundId: string }, Holdings>('strategy.observe', 'read')
const route = port<{ fundId: string; round: number; root: string; choice: Choice }, Proposal>('strategy.route', 'read')
const submitIntent = port<
  { fundId: string; proposal: Proposal; choice: Choice; proposeTxHash: string | null },
  { status: number }
>('strategy.submitIntent', 'act')
/** The end of the intent, or a snapshot that was published before it: nothing on the feed is skipped. */
const awaitOutcome = port<{ fundId: string; intentHash: string; cursor: string }, Next<FollowedTask>>(
  'strategy.awaitOutcome',
  'read',
)

const requestId = (context: StrategyContext): string => `propose/${proposalOf(context).intentHash}`
const isMine = ({ context, event }: { context: StrategyContext; event: Event }): boolean =>
  'requestId' in event && event.requestId === requestId(context)

export const strategyMachine = setup({
  types: { context: {} as StrategyContext, events: {} as Event, input: {} as StrategyInput },
  actors: {
    'strategy.nextTask': nextTask,
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
    reachDecision: assign({ choice: ({ context }) => choose({ ...context, round: taskOf(context).round }, context.rules) }),
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
    })),
    takeMissed: assign(({ context }, { cursor, task }: Next<FollowedTask>) => ({
      cursor,
      ...(task?.kind === 'decide' ? withMissed(context, task) : {}),
    })),
    takeOutcome: assign((_, next: Next<FollowedTask>) => ({ cursor: next.cursor })),
    forgetTask: assign({ task: null, choice: null, proposal: null, proposeTxHash: null }),
  },
  delays: { rest: botLimits.feedRetryMs, outcome: strategyLimits.outcomeMs },
}).createMachine({
  id: 'strategy',
  description: 'Decides once a round, proposes at most one trade at a time, and explains itself.',
  context: ({ input }) => ({
    ...input,
    cursor: '',
    task: null,
    pricesWad: [],
    lastSaleRound: null,
    baseFree: '0',
    position: null,
    choice: null,
    proposal: null,
    proposeTxHash: null,
  }),
  initial: 'watching',
  // the relayer takes a proposal once, by its hash: a late answer changes nothing here
  on: { 'strategy.submitIntent.late': {} },
  states: {
    watching: {
      description: 'Waits on the feed for a published snapshot.',
      invoke: {
        id: 'strategy.nextTask',
        src: 'strategy.nextTask',
        input: ({ context }) => ({ fundId: context.fundId, cursor: context.cursor }),
        onDone: [
          {
            guard: { type: 'hasTask', params: ({ event }) => event.output },
            target: 'observing',
            actions: { type: 'takeTask', params: ({ event }) => event.output },
          },
          { target: 'watching', reenter: true, actions: { type: 'takeTask', params: ({ event }) => event.output } },
        ],
        onError: 'resting',
      },
    },
    resting: {
      description: 'The feed does not answer; waits before it asks again.',
      after: { rest: 'watching' },
    },
    observing: {
      description: 'Reads the vault’s position and free base asset from the chain.',
      invoke: {
        id: 'strategy.observe',
        src: 'strategy.observe',
        input: ({ context }) => ({ fundId: context.fundId }),
        onDone: { target: 'deciding', actions: { type: 'takeHoldings', params: ({ event }) => event.output } },
        onError: {
          target: 'watching',
          actions: [{ type: 'announceFailure', params: ({ event }) => event.error as EffectFailure }, 'forgetTask'],
        },
      },
    },
    deciding: {
      description: 'Applies the rules: exits first, then entries, else no trade.',
      entry: ['reachDecision', 'announceDecision'],
      always: [
        { guard: 'wantsTrade', target: 'routing' },
        { target: 'watching', actions: 'forgetTask' },
      ],
    },
    routing: {
      description: 'Quotes the trade and fixes every field of the intent.',
      invoke: {
        id: 'strategy.route',
        src: 'strategy.route',
        input: ({ context }) => ({
          fundId: context.fundId,
          round: taskOf(context).round,
          root: taskOf(context).root,
          choice: choiceOf(context),
        }),
        onDone: [
          // it goes on chain once people approved it
          {
            guard: { type: 'asksPeople', params: ({ event }) => event.output },
            target: 'submitting',
            actions: { type: 'takeProposal', params: ({ event }) => event.output },
          },
          { target: 'awaitingProposal', actions: { type: 'takeProposal', params: ({ event }) => event.output } },
        ],
        onError: {
          target: 'watching',
          actions: [{ type: 'announceFailure', params: ({ event }) => event.error as EffectFailure }, 'forgetTask'],
        },
      },
    },
    awaitingProposal: {
      description: 'Its account puts the intent on chain.',
      entry: 'sendProposal',
      on: {
        'account.confirmed': [
          // the relayer has it already, and looks at the chain itself
          { guard: 'isMineAndKnown', target: 'awaitingOutcome', actions: 'takeTransaction' },
          { guard: 'isMine', target: 'submitting', actions: 'takeTransaction' },
        ],
        'account.failed': {
          guard: 'isMine',
          target: 'watching',
          actions: [{ type: 'announceFailure', params: ({ event }) => event }, 'forgetTask'],
        },
      },
    },
    submitting: {
      description: 'Hands the proposal with its route to the relayer; before it is on chain, where people have to approve it.',
      invoke: {
        id: 'strategy.submitIntent',
        src: 'strategy.submitIntent',
        input: ({ context }) => ({
          fundId: context.fundId,
          proposal: proposalOf(context),
          choice: choiceOf(context),
          proposeTxHash: context.proposeTxHash,
        }),
        onDone: 'awaitingOutcome',
        onError: {
          target: 'watching',
          actions: [{ type: 'announceFailure', params: ({ event }) => event.error as EffectFailure }, 'forgetTask'],
        },
      },
    },
    awaitingOutcome: {
      description: 'Its intent is with people, verifiers, relayer and executor; no second one is proposed meanwhile.',
      initial: 'listening',
      // on the parent: asking again must not start this time anew
      after: { outcome: { target: 'watching', actions: 'forgetTask' } },
      states: {
        listening: {
          description: 'Waits on the feed for the end of its intent; remembers the prices of the rounds that pass meanwhile.',
          invoke: {
            id: 'strategy.awaitOutcome',
            src: 'strategy.awaitOutcome',
            input: ({ context }) => ({
              fundId: context.fundId,
              intentHash: proposalOf(context).intentHash,
              cursor: context.cursor,
            }),
            onDone: [
              {
                guard: { type: 'hasOutcome', params: ({ event }) => event.output },
                target: '#strategy.watching',
                actions: [
                  { type: 'takeOutcome', params: ({ event }) => event.output },
                  { type: 'noteSale', params: ({ event }) => event.output },
                  'forgetTask',
                ],
              },
              {
                guard: { type: 'isCleared', params: ({ event }) => event.output },
                target: '#strategy.awaitingProposal',
                actions: { type: 'takeOutcome', params: ({ event }) => event.output },
              },
              { target: 'listening', reenter: true, actions: { type: 'takeMissed', params: ({ event }) => event.output } },
            ],
            onError: 'asking',
          },
        },
        asking: {
          description: 'The feed does not answer while an intent is open; waits before it asks again.',
          after: { rest: 'listening' },
        },
      },
    },
  },
})
