// The life of one proposed trade: on chain, signed by a quorum, approved, executed once, or ended with a reason.
import { assign, setup } from 'xstate'
import { emit, port, reply, tell } from '#runtime/authoring.ts'
import { attestation, attestId, cancellation, cancelId } from './intentCalls.ts'
import { expiryOf, failureEnding, refusalEnding, reportEnding, statusEnding } from './intentEndings.ts'
import { approvedFact, droppedFact, executedFact, proposedFact, verdictFacts } from './intentFacts.ts'
import {
  about,
  closing,
  hasExpired,
  verdictOf,
  type About,
  type ChainStatus,
  type IntentContext,
  type IntentEvent,
  type IntentInput,
  type ProvenExecution,
} from './intentState.ts'
import { chainLimits } from './limits.ts'
import { answerOf, canReachQuorum, hasQuorum, refusalOf, withVote } from './quorum.ts'

export type { ChainStatus, IntentContext, IntentInput, ProvenExecution } from './intentState.ts'

interface Args {
  readonly context: IntentContext
  readonly event: IntentEvent
}

const readProposal = port<About, { status: ChainStatus }>('intent.readProposal', 'read')
const readApproval = port<About, { status: ChainStatus }>('intent.readApproval', 'read')
const readEnding = port<About, { status: ChainStatus }>('intent.readEnding', 'read')
/** Answers only once the chain's own time is past `until`: before, a late execution is still possible. */
const findExecution = port<About & { until: number }, ProvenExecution>('intent.findExecution', 'read')
const proveExecution = port<About & { txHash: string | null }, ProvenExecution>('intent.proveExecution', 'read')

export const intentMachine = setup({
  types: { context: {} as IntentContext, events: {} as IntentEvent, input: {} as IntentInput },
  actors: {
    'intent.readProposal': readProposal,
    'intent.readApproval': readApproval,
    'intent.readEnding': readEnding,
    'intent.findExecution': findExecution,
    'intent.proveExecution': proveExecution,
  },
  guards: {
    isApproved: (_, found: { status: ChainStatus }) => found.status === 'APPROVED',
    isAlive: (_, found: { status: ChainStatus }) => found.status === 'PROPOSED' || found.status === 'APPROVED',
    isExecuted: (_, found: { status: ChainStatus }) => found.status === 'EXECUTED',
    hasQuorum: ({ context }) => hasQuorum(context.ballot),
    isHopeless: ({ context }) => !canReachQuorum(context.ballot),
    isAttestation: ({ context, event }) => 'requestId' in event && event.requestId === attestId(context),
    isCancellation: ({ context, event }) => 'requestId' in event && event.requestId === cancelId(context),
    saysExecuted: ({ event }) => event.type === 'execution.report' && event.outcome === 'executed',
    isProven: (_, execution: ProvenExecution) => execution !== null,
  },
  actions: {
    announceProposed: emit(({ context }: Args) => proposedFact(context)),
    answerVerdict: reply(({ context, event }: Args) => ({
      output: refusalOf(context.ballot, verdictOf(event)) ?? answerOf(withVote(context.ballot, verdictOf(event))),
    })),
    announceVerdict: emit(({ context, event }: Args) => verdictFacts(context, verdictOf(event))),
    takeVerdict: assign({ ballot: ({ context, event }) => withVote(context.ballot, verdictOf(event)) }),
    refuseClosed: reply({ output: { status: 409, detail: 'this intent takes nothing of this kind now' } }),
    acceptReport: reply({ output: { status: 200, detail: 'the chain is asked' } }),
    attest: tell(({ context }: Args) => ({ to: context.account, event: attestation(context) })),
    cancel: tell(({ context }: Args) => ({ to: context.guardianAccount, event: cancellation(context) })),
    takeCancellation: assign({ cancelTxHash: ({ event }) => (event.type === 'account.confirmed' ? event.txHash : null) }),
    takeApproval: assign({ approvedTxHash: ({ event }) => (event.type === 'account.confirmed' ? event.txHash : null) }),
    announceApproved: emit(({ context }: Args) => approvedFact(context)),
    takeExecution: assign({ execution: (_, execution: ProvenExecution) => execution }),
    announceExecuted: emit(({ context }: Args) => executedFact(context)),
    giveEnding: assign({ ending: (_, given: { code: string; detail: string }) => given }),
    giveExpiry: assign({ ending: ({ context }) => expiryOf(context) }),
    giveRefusal: assign({ ending: ({ context }) => refusalEnding(context) }),
    giveChainReason: assign({ ending: ({ context, event }) => failureEnding(context, event) }),
    giveStatus: assign({ ending: ({ context }, found: { status: ChainStatus }) => statusEnding(context, found.status) }),
    giveReport: assign({ ending: ({ context, event }) => reportEnding(context, event) }),
    announceDropped: emit(({ context }: Args) => droppedFact(context)),
    tellExecuted: tell(({ context }: Args) => closing(context, 'executed')),
    tellDropped: tell(({ context }: Args) => closing(context, hasExpired(context) ? 'expired' : 'dropped')),
  },
  delays: {
    // measured from the bot's start, which is after validAfter: late by at most the proposal's own latency, and the
    // contract judges the deadline by itself
    window: ({ context }) => (context.intent.deadline - context.intent.validAfter) * 1_000,
    retry: chainLimits.retryMs,
  },
}).createMachine({
  id: 'intent',
  description: 'One proposed trade from its proposal to its end.',
  context: ({ input }) => ({
    ...input,
    approvedTxHash: null,
    cancelTxHash: null,
    execution: null,
    ending: { code: '', detail: '' },
  }),
  initial: 'open',
  on: {
    'intent.attest': { actions: 'refuseClosed' },
    'execution.report': { actions: 'refuseClosed' },
  },
  states: {
    open: {
      description: 'Within its window.',
      initial: 'checking',
      after: {
        window: { target: 'settling', actions: 'giveExpiry' },
      },
      states: {
        checking: {
          description: 'Is it on chain, as the strategy says?',
          invoke: {
            id: 'intent.readProposal',
            src: 'intent.readProposal',
            input: ({ context }) => about(context),
            onDone: [
              {
                guard: { type: 'isAlive', params: ({ event }) => event.output },
                target: 'awaitingQuorum',
                actions: 'announceProposed',
              },
              { guard: { type: 'isExecuted', params: ({ event }) => event.output }, target: '#intent.proving' },
              {
                target: '#intent.dropped',
                actions: {
                  type: 'giveEnding',
                  params: ({ event }) => ({ code: 'INTENT_NOT_FOUND', detail: `the chain says ${event.output.status}` }),
                },
              },
            ],
            onError: 'doubting',
          },
        },
        doubting: {
          description: 'The chain does not answer; asks again.',
          after: { retry: 'checking' },
        },
        awaitingQuorum: {
          description: 'Verifiers check the trade and sign it, or say why not.',
          always: [
            { guard: 'hasQuorum', target: 'attesting' },
            { guard: 'isHopeless', target: '#intent.cancelling', actions: 'giveRefusal' },
          ],
          on: { 'intent.attest': { actions: ['answerVerdict', 'announceVerdict', 'takeVerdict'] } },
        },
        attesting: {
          description: 'The relayer’s account carries the signatures to the contract.',
          entry: 'attest',
          on: {
            'account.confirmed': { guard: 'isAttestation', target: 'approving', actions: 'takeApproval' },
            'account.failed': { guard: 'isAttestation', target: 'approving', actions: 'giveChainReason' },
          },
        },
        approving: {
          description: 'Asks the contract whether the intent is approved: by these signatures or by someone else’s.',
          invoke: {
            id: 'intent.readApproval',
            src: 'intent.readApproval',
            input: ({ context }) => about(context),
            onDone: [
              {
                guard: { type: 'isApproved', params: ({ event }) => event.output },
                target: 'awaitingExecution',
                actions: 'announceApproved',
              },
              { guard: { type: 'isExecuted', params: ({ event }) => event.output }, target: '#intent.proving' },
              {
                guard: { type: 'isAlive', params: ({ event }) => event.output },
                target: '#intent.cancelling',
                actions: { type: 'giveStatus', params: ({ event }) => event.output },
              },
              { target: '#intent.dropped', actions: { type: 'giveStatus', params: ({ event }) => event.output } },
            ],
            onError: 'uncertain',
          },
        },
        uncertain: {
          description: 'The chain does not answer; asks again.',
          after: { retry: 'approving' },
        },
        awaitingExecution: {
          description: 'Approved on chain; the executor has it.',
          on: {
            'execution.report': [
              { guard: 'saysExecuted', target: '#intent.proving', actions: 'acceptReport' },
              // whatever the executor says, only the chain can say that it did not happen
              { target: '#intent.cancelling', actions: ['acceptReport', 'giveReport'] },
            ],
          },
        },
      },
    },
    cancelling: {
      id: 'intent.cancelling',
      description: 'It is given up: the guardian’s account takes it off the contract, so that nobody can execute it later.',
      entry: 'cancel',
      // an account that cannot send in time is not waited for: past the window the contract refuses the trade anyway
      after: { window: 'settling' },
      on: {
        'account.confirmed': { guard: 'isCancellation', target: 'burying', actions: 'takeCancellation' },
        'account.failed': { guard: 'isCancellation', target: 'burying' },
      },
    },
    burying: {
      description: 'Asks the contract whether the intent is dead, or was executed before it could be cancelled.',
      invoke: {
        id: 'intent.readEnding',
        src: 'intent.readEnding',
        input: ({ context }) => about(context),
        onDone: [
          { guard: { type: 'isExecuted', params: ({ event }) => event.output }, target: 'proving' },
          // it could not be cancelled: only its deadline ends it
          { guard: { type: 'isAlive', params: ({ event }) => event.output }, target: 'settling' },
          { target: 'dropped' },
        ],
        onError: 'mourning',
      },
    },
    mourning: {
      description: 'The chain does not answer; asks again whether the intent is dead.',
      after: { retry: 'burying' },
    },
    settling: {
      id: 'intent.settling',
      description: 'Once the chain’s own time is past the deadline, it is asked whether the intent was executed after all.',
      invoke: {
        id: 'intent.findExecution',
        src: 'intent.findExecution',
        input: ({ context }) => ({ ...about(context), until: context.intent.deadline }),
        onDone: [
          {
            guard: { type: 'isProven', params: ({ event }) => event.output },
            target: 'executed',
            actions: { type: 'takeExecution', params: ({ event }) => event.output },
          },
          { target: 'dropped' },
        ],
        onError: 'wondering',
      },
    },
    wondering: {
      description: 'The deadline is not past, or the chain does not answer; asks again before giving up.',
      after: { retry: 'settling' },
    },
    proving: {
      id: 'intent.proving',
      description: 'Said to be executed; a report is no proof.',
      initial: 'reading',
      // a report may be a lie: past the window only the chain's own time decides
      after: { window: { target: 'settling', actions: 'giveExpiry' } },
      states: {
        reading: {
          description: 'Reads the contract’s event for itself.',
          invoke: {
            id: 'intent.proveExecution',
            src: 'intent.proveExecution',
            input: ({ context, event }) => ({
              ...about(context),
              txHash: event.type === 'execution.report' ? event.txHash : null,
            }),
            onDone: [
              {
                guard: { type: 'isProven', params: ({ event }) => event.output },
                target: '#intent.executed',
                actions: { type: 'takeExecution', params: ({ event }) => event.output },
              },
              { target: 'disbelieving' },
            ],
            onError: 'disbelieving',
          },
        },
        disbelieving: {
          description: 'No proof yet; looks again.',
          after: { retry: 'reading' },
        },
      },
    },
    executed: {
      id: 'intent.executed',
      type: 'final',
      description: 'The trade happened, once, and its event was read.',
      entry: ['announceExecuted', 'tellExecuted'],
    },
    dropped: {
      id: 'intent.dropped',
      type: 'final',
      description: 'The trade cannot happen any more; the reason is kept.',
      entry: ['announceDropped', 'tellDropped'],
    },
  },
})
