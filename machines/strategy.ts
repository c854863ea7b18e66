// Decides once a round from claimed prices and the vault's own accounts, or does what a person asked it for, and carries one
// proposal at a time to its end.
import type { EffectFailure } from '#runtime/authoring.ts'
import { askerOf } from './askedTrade.ts'
import { strategySetup } from './strategySetup.ts'
import { choiceOf, proposalOf, taskOf } from './strategyState.ts'

export type { Holdings, Proposal, StrategyInput } from './strategyState.ts'

export const strategyMachine = strategySetup.createMachine({
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
    asked: null,
  }),
  initial: 'watching',
  // the relayer takes a proposal once, by its hash: a late answer changes nothing here
  on: { 'strategy.submitIntent.late': {}, 'strategy.ask': { actions: 'answerBusy' } },
  states: {
    watching: {
      description: 'Waits on the feed for a published snapshot.',
      on: { 'strategy.ask': { target: 'weighing', actions: ['announceAsked', 'takeAsk'] } },
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
      on: { 'strategy.ask': { target: 'weighing', actions: ['announceAsked', 'takeAsk'] } },
      after: { rest: 'watching' },
    },
    weighing: {
      description: 'A person asked for a trade: reads the vault, to say at once what it does not have.',
      invoke: {
        id: 'strategy.weigh',
        src: 'strategy.weigh',
        input: ({ context }) => ({ fundId: context.fundId }),
        onDone: [
          {
            guard: { type: 'isOver', params: ({ event }) => event.output },
            target: 'watching',
            actions: [
              { type: 'refuseOver', params: ({ event }) => event.output },
              { type: 'announceOver', params: ({ event }) => event.output },
              'forgetTask',
            ],
          },
          { target: 'awaitingSnapshot' },
        ],
        onError: {
          target: 'watching',
          actions: [
            { type: 'refuseFailed', params: ({ event }) => event.error as EffectFailure },
            { type: 'announceUnseen', params: ({ event }) => event.error as EffectFailure },
            'forgetTask',
          ],
        },
      },
    },
    awaitingSnapshot: {
      description: 'What was asked for is decided at the next published snapshot: a trade names one, and its price is checked.',
      initial: 'following',
      // on the parent: asking the feed again must not start this time anew
      after: {
        asked: { target: 'watching', actions: ['refuseUnanswered', 'announceUnanswered', 'forgetTask'] },
      },
      states: {
        following: {
          description: 'Waits on the feed for it.',
          invoke: {
            id: 'strategy.awaitSnapshot',
            src: 'strategy.awaitSnapshot',
            input: ({ context }) => ({ fundId: context.fundId, cursor: context.cursor }),
            onDone: [
              {
                guard: { type: 'hasTask', params: ({ event }) => event.output },
                target: '#strategy.observing',
                actions: { type: 'takeTask', params: ({ event }) => event.output },
              },
              { target: 'following', reenter: true, actions: { type: 'takeTask', params: ({ event }) => event.output } },
            ],
            onError: 'pausing',
          },
        },
        pausing: {
          description: 'The feed does not answer while somebody waits; waits before it asks again.',
          after: { rest: 'following' },
        },
      },
    },
    observing: {
      description: 'Reads the vault’s position and free base asset from the chain.',
      on: { 'strategy.ask': { guard: 'isUnasked', actions: ['announceAsked', 'takeAsk'] } },
      invoke: {
        id: 'strategy.observe',
        src: 'strategy.observe',
        input: ({ context }) => ({ fundId: context.fundId }),
        onDone: { target: 'deciding', actions: { type: 'takeHoldings', params: ({ event }) => event.output } },
        onError: {
          target: 'watching',
          actions: [
            { type: 'refuseFailed', params: ({ event }) => event.error as EffectFailure },
            { type: 'announceFailure', params: ({ event }) => event.error as EffectFailure },
            'forgetTask',
          ],
        },
      },
    },
    deciding: {
      description: 'Applies the rules: exits first, then what a person asked for, then entries, else no trade.',
      entry: ['refuseWeighed', 'announceWeighed', 'reachDecision', 'announceDecision'],
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
          asker: context.asked?.person ?? null,
        }),
        onDone: [
          // it goes on chain once people approved it
          {
            guard: { type: 'asksPeople', params: ({ event }) => event.output },
            target: 'submitting',
            actions: [
              { type: 'takeProposal', params: ({ event }) => event.output },
              { type: 'answerProposed', params: ({ event }) => event.output },
            ],
          },
          {
            target: 'awaitingProposal',
            actions: [
              { type: 'takeProposal', params: ({ event }) => event.output },
              { type: 'answerProposed', params: ({ event }) => event.output },
            ],
          },
        ],
        onError: {
          target: 'watching',
          actions: [
            { type: 'refuseFailed', params: ({ event }) => event.error as EffectFailure },
            { type: 'announceFailure', params: ({ event }) => event.error as EffectFailure },
            'forgetTask',
          ],
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
          asked: askerOf(context),
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
