// What an intent's machine asks, judges, says and keeps; its chart is intent.ts.
import { assign, setup } from 'xstate'
import { emit, port, reply, start, tell } from '#runtime/authoring.ts'
import { attestation, attestId, cancellation, cancelId } from './intentCalls.ts'
import { expiryOf, failureEnding, refusalEnding, reportEnding, statusEnding } from './intentEndings.ts'
import {
  approvalEnding,
  approvalStart,
  approvalUse,
  approvalWithdrawal,
  askedApproval,
  awaitingFact,
  clearedFact,
  closedApproval,
  grantedApproval,
  isDue,
  isMyApproval,
  isUnplaced,
  type FoundProposal,
} from './intentApproval.ts'
import { approvedFact, droppedFact, executedFact, proposedFact, verdictFacts } from './intentFacts.ts'
import {
  closing,
  hasExpired,
  verdictOf,
  windowMs,
  type About,
  type ChainStatus,
  type IntentContext,
  type IntentEvent,
  type IntentInput,
  type ProvenExecution,
} from './intentState.ts'
import { chainLimits } from './limits.ts'
import { answerOf, canReachQuorum, hasQuorum, refusalOf, withVote } from './quorum.ts'

const isAlive = (status: ChainStatus): boolean => status === 'PROPOSED' || status === 'APPROVED'

interface Args {
  readonly context: IntentContext
  readonly event: IntentEvent
}

const readProposal = port<About, FoundProposal>('intent.readProposal', 'read')
const readApproval = port<About, { status: ChainStatus }>('intent.readApproval', 'read')
const readEnding = port<About, { status: ChainStatus }>('intent.readEnding', 'read')
/** Answers only once the chain's own time is past `until`: before, a late execution is still possible. */
const findExecution = port<About & { until: number }, ProvenExecution>('intent.findExecution', 'read')
const proveExecution = port<About & { txHash: string | null }, ProvenExecution>('intent.proveExecution', 'read')

/** Ports, guards, actions and delays of the intent's chart. */
export const intentSetup = setup({
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
    isAlive: (_, found: { status: ChainStatus }) => isAlive(found.status),
    /** people have to be asked, about a trade that is on chain or waits to go there */
    needsApproval: ({ context }, found: FoundProposal) =>
      isDue(context, found) && (isAlive(found.status) || isUnplaced(context, found.status)),
    isUnplaced: ({ context }, found: { status: ChainStatus }) => isUnplaced(context, found.status),
    wasNeverPlaced: ({ context, event }) => isMyApproval(context, event) && context.proposeTxHash === null,
    isMyApproval: ({ context, event }) => isMyApproval(context, event),
    hasQuorumAndApproval: ({ context }) => hasQuorum(context.ballot) && context.approval !== null,
    isExecuted: (_, found: { status: ChainStatus }) => found.status === 'EXECUTED',
    hasQuorum: ({ context }) => hasQuorum(context.ballot),
    isHopeless: ({ context }) => !canReachQuorum(context.ballot),
    isAttestation: ({ context, event }) => 'requestId' in event && event.requestId === attestId(context),
    isCancellation: ({ context, event }) => 'requestId' in event && event.requestId === cancelId(context),
    saysExecuted: ({ event }) => event.type === 'execution.report' && event.outcome === 'executed',
    isProven: (_, execution: ProvenExecution) => execution !== null,
  },
  actions: {
    askApproval: start(({ context }: Args, found: FoundProposal) => approvalStart(context, found)),
    announceAwaiting: emit(({ context }: Args, found: FoundProposal) => awaitingFact(context, found)),
    noteApproval: assign({ approval: ({ context }) => askedApproval(context) }),
    takeGrant: assign({ approval: ({ context, event }) => grantedApproval(context, event) }),
    announceCleared: emit(({ context }: Args) => clearedFact(context)),
    useApproval: tell(({ context }: Args) => approvalUse(context)),
    closeApproval: assign({ approval: ({ context }) => closedApproval(context) }),
    giveDenial: assign({ ending: ({ context, event }) => approvalEnding(context, event) }),
    withdrawApproval: tell(({ context }: Args) => approvalWithdrawal(context)),
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
    window: ({ context }) => windowMs(context),
    retry: chainLimits.retryMs,
  },
})
