// The life of one proposed trade: on chain, signed by a quorum, approved, executed once, or ended with a reason.
import { assign, setup } from 'xstate'
import { emit, port, reply, tell } from '#runtime/authoring.ts'
import { attestIntentCall } from '#protocol/calls.ts'
import type { Hash } from '#protocol/hash.ts'
import type { AccountSend } from '#protocol/messages.ts'
import {
  about,
  closing,
  expired,
  hasExpired,
  refusalsOf,
  requestId,
  verdictFacts,
  verdictOf,
  type About,
  type ChainStatus,
  type IntentContext,
  type IntentEvent,
  type IntentInput,
  type ProvenExecution,
} from './intentState.ts'
import { chainLimits } from './limits.ts'
import { answerOf, canReachQuorum, hasQuorum, refusalOf, signaturesOf, withVote } from './quorum.ts'

export type { ChainStatus, IntentContext, IntentInput, ProvenExecution } from './intentState.ts'

interface Args {
  readonly context: IntentContext
  readonly event: IntentEvent
}

const readProposal = port<About, { status: ChainStatus }>('intent.readProposal', 'read')
const readApproval = port<About, { status: ChainStatus }>('intent.readApproval', 'read')
/** With `until`, answers only once the chain's own time is past it: before, a late execution is still possible. */
const findExecution = port<About & { until: number | null }, ProvenExecution>('intent.findExecution', 'read')
const proveExecution = port<About & { txHash: string | null }, ProvenExecution>('intent.proveExecution', 'read')

export const intentMachine = setup({
  types: { context: {} as IntentContext, events: {} as IntentEvent, input: {} as IntentInput },
  actors: {
    'intent.readProposal': readProposal,
    'intent.readApproval': readApproval,
    'intent.findExecution': findExecution,
    'intent.proveExecution': proveExecution,
  },
  guards: {
    isProposed: (_, found: { status: ChainStatus }) => found.status === 'PROPOSED' || found.status === 'APPROVED',
    isApproved: (_, found: { status: ChainStatus }) => found.status === 'APPROVED',
    isExecuted: (_, found: { status: ChainStatus }) => found.status === 'EXECUTED',
    hasQuorum: ({ context }) => hasQuorum(context.ballot),
    isHopeless: ({ context }) => !canReachQuorum(context.ballot),
    isAttestation: ({ context, event }) => 'requestId' in event && event.requestId === requestId(context),
    saysExecuted: ({ event }) => event.type === 'execution.report' && event.outcome === 'executed',
    isProven: (_, execution: ProvenExecution) => execution !== null,
  },
  actions: {
    announceProposed: emit(({ context }: Args) => ({
      type: 'intent.proposed',
      ...about(context),
      round: context.intent.round,
      setEpoch: context.intent.setEpoch,
      intent: { ...context.intent },
      adapterData: context.adapterData,
      reason: context.reason,
      decision: { ...context.decision },
      txHash: context.proposeTxHash,
    })),
    answerVerdict: reply(({ context, event }: Args) => ({
      output: refusalOf(context.ballot, verdictOf(event)) ?? answerOf(withVote(context.ballot, verdictOf(event))),
    })),
    announceVerdict: emit(({ context, event }: Args) => verdictFacts(context, verdictOf(event))),
    takeVerdict: assign({ ballot: ({ context, event }) => withVote(context.ballot, verdictOf(event)) }),
    refuseClosed: reply({ output: { status: 409, detail: 'this intent takes nothing of this kind now' } }),
    acceptReport: reply({ output: { status: 200, detail: 'the chain is asked' } }),
    attest: tell(({ context }: Args) => ({
      to: context.account,
      event: {
        type: 'account.send',
        requestId: requestId(context),
        replyTo: `intent:${context.intentHash}`,
        to: context.intentBook,
        data: attestIntentCall(context.intentHash as Hash, signaturesOf(context.ballot)),
        value: '0',
        label: `attest intent ${context.intentHash}`,
      } satisfies AccountSend,
    })),
    takeApproval: assign({ approvedTxHash: ({ event }) => (event.type === 'account.confirmed' ? event.txHash : null) }),
    announceApproved: emit(({ context }: Args) => ({
      type: 'intent.approved',
      ...about(context),
      intent: { ...context.intent },
      adapterData: context.adapterData,
      signers: signaturesOf(context.ballot).map((one) => one.verifier),
      txHash: context.approvedTxHash,
    })),
    takeExecution: assign({ execution: (_, execution: ProvenExecution) => execution }),
    announceExecuted: emit(({ context }: Args) => ({
      type: 'intent.executed',
      ...about(context),
      action: context.intent.action,
      rule: context.decision.rule,
      ...context.execution,
    })),
    giveEnding: assign({ ending: (_, given: { code: string; detail: string }) => given }),
    giveRefusal: assign({ ending: ({ context }) => ({ code: 'REFUSED', detail: refusalsOf(context) }) }),
    giveChainReason: assign({
      ending: ({ context, event }) =>
        event.type === 'account.failed'
          ? { code: event.code, detail: `the chain refused the signatures: ${event.message}` }
          : context.ending,
    }),
    // a confirmed transaction that approved nothing has no reason of its own
    giveStatus: assign({
      ending: ({ context }, found: { status: ChainStatus }) =>
        context.ending.code === '' ? { code: 'INTENT_NOT_APPROVED', detail: `the chain says ${found.status}` } : context.ending,
    }),
    giveReport: assign({
      ending: ({ context, event }) =>
        event.type === 'execution.report' ? { code: event.code ?? 'EXECUTION_FAILED', detail: event.detail } : context.ending,
    }),
    announceDropped: emit(({ context }: Args) => ({
      type: 'intent.dropped',
      ...about(context),
      outcome: hasExpired(context) ? 'expired' : 'dropped',
      code: context.ending.code,
      detail: context.ending.detail,
    })),
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
  context: ({ input }) => ({ ...input, approvedTxHash: null, execution: null, ending: { code: '', detail: '' } }),
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
        window: { target: 'settling', actions: { type: 'giveEnding', params: expired } },
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
                guard: { type: 'isProposed', params: ({ event }) => event.output },
                target: 'awaitingQuorum',
                actions: 'announceProposed',
              },
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
            { guard: 'isHopeless', target: '#intent.dropped', actions: 'giveRefusal' },
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
              { target: '#intent.settling', actions: ['acceptReport', 'giveReport'] },
            ],
          },
        },
      },
    },
    settling: {
      id: 'intent.settling',
      description: 'Before it is given up, the chain is asked whether it was executed after all.',
      invoke: {
        id: 'intent.findExecution',
        src: 'intent.findExecution',
        input: ({ context }) => ({ ...about(context), until: hasExpired(context) ? context.intent.deadline : null }),
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
      description: 'The chain does not answer; asks again before giving up.',
      after: { retry: 'settling' },
    },
    proving: {
      id: 'intent.proving',
      description: 'Said to be executed; a report is no proof.',
      initial: 'reading',
      // a report may be a lie: past the window only the chain's own time decides
      after: { window: { target: 'settling', actions: { type: 'giveEnding', params: expired } } },
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
      description: 'The trade will not happen; the reason is kept.',
      entry: ['announceDropped', 'tellDropped'],
    },
  },
})
