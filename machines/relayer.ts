// Runs a fund's rounds: gathers claims and verdicts, finalizes at threshold, builds the snapshot, gathers signatures
// over its root and publishes it; and opens one bot per proposed intent. It counts; contracts decide.
import { assign, setup } from 'xstate'
import { emit, port, reply, start, tell } from '#runtime/authoring.ts'
import type { RoundClosed } from '#protocol/messages.ts'
import type { OpenSet } from '#protocol/relay.ts'
import { chainLimits } from './limits.ts'
import { rememberedIntents, startOf } from './relayerIntents.ts'
import { isCrawler, isSameAddress, senderOf } from './relayerSenders.ts'
import {
  answerClaim,
  answerClaimVerdict,
  answerSnapshotVerdict,
  claimFacts,
  claimVerdictFacts,
  evidenceOf,
  materialized,
  openRound,
  postingFacts,
  postings,
  publishedClaims,
  publication,
  settledPosting,
  snapshotVerdictFacts,
  withClaim,
  withClaimVerdict,
  withSnapshotVerdict,
} from './relayerRound.ts'
import { canReachQuorum, hasQuorum } from './quorum.ts'
import { roundOf, type RelayerContext, type RelayerEvent, type RelayerInput } from './relayerState.ts'

export type { RelayerInput } from './relayerState.ts'

interface Args {
  readonly context: RelayerContext
  readonly event: RelayerEvent
}

const readSet = port<{ fundId: string }, OpenSet>('relayer.readSet', 'read')
const readSnapshot = port<{ fundId: string; round: number }, { root: string | null; block: number }>(
  'relayer.readSnapshot',
  'read',
)

const closed = (context: RelayerContext, outcome: RoundClosed['outcome'], reason: string) => ({
  to: `fund:${context.fundId}` as const,
  event: { type: 'round.closed', round: roundOf(context).round, outcome, reason } satisfies RoundClosed,
})
const publishId = (context: RelayerContext): string => `publish/${context.fundId}/${roundOf(context).round}`

export const relayerMachine = setup({
  types: { context: {} as RelayerContext, events: {} as RelayerEvent, input: {} as RelayerInput },
  actors: { 'relayer.readSet': readSet, 'relayer.readSnapshot': readSnapshot },
  guards: {
    hasNext: ({ context }) => context.next !== null,
    isComplete: ({ context }) => {
      const { claims } = roundOf(context)
      return claims.length >= context.expectedClaims && claims.every((claim) => claim.state !== 'open')
    },
    hasFinalized: ({ context }) => roundOf(context).claims.some((claim) => claim.state === 'finalized'),
    isPosted: ({ context }) => roundOf(context).posting.length === 0,
    mustPost: ({ context }) =>
      context.claimMode === 'ONCHAIN' && roundOf(context).claims.some((claim) => claim.state === 'finalized'),
    hasSnapshotQuorum: ({ context }) => hasQuorum(roundOf(context).ballot),
    isHopeless: ({ context }) => !canReachQuorum(roundOf(context).ballot),
    isPublication: ({ context, event }) => 'requestId' in event && event.requestId === publishId(context),
    isOurs: ({ context }, found: { root: string | null }) => found.root === roundOf(context).root,
    // the door has checked these too; a door that was left open must not open the fund
    isStranger: ({ context, event }) => event.type === 'claim.submit' && !isCrawler(context, event),
    isImposter: ({ context, event }) => event.type === 'intent.propose' && !isSameAddress(event.from, context.strategy),
    isOpenEpoch: ({ context, event }) => event.type === 'intent.propose' && event.intent.setEpoch === context.set?.setEpoch,
    isNewOfOpenEpoch: ({ context, event }) =>
      event.type === 'intent.propose' &&
      !context.intents.includes(event.intentHash) &&
      event.intent.setEpoch === context.set?.setEpoch,
  },
  actions: {
    noteNext: assign({ next: ({ context, event }) => (event.type === 'round.open' ? event.round : context.next) }),
    openRound: assign(({ context }, set: OpenSet) => ({ set, round: openRound(context.next ?? 0, set), next: null, reason: '' })),
    announceRound: emit(({ context }: Args) => ({
      type: 'round.opened',
      fundId: context.fundId,
      round: roundOf(context).round,
      setEpoch: roundOf(context).setEpoch,
      claimMode: context.claimMode,
    })),
    answerClaim: reply(({ context, event }: Args) => ({ output: answerClaim(context, event) })),
    announceClaim: emit(({ context, event }: Args) => claimFacts(context, event)),
    takeClaim: assign({ round: ({ context, event }) => withClaim(roundOf(context), event) }),
    answerClaimVerdict: reply(({ context, event }: Args) => ({ output: answerClaimVerdict(context, event) })),
    announceClaimVerdict: emit(({ context, event }: Args) => claimVerdictFacts(context, event)),
    takeClaimVerdict: assign({ round: ({ context, event }) => withClaimVerdict(roundOf(context), event) }),
    refuseClosed: reply(({ context }: Args) => ({
      output: {
        status: 409,
        detail: context.round === null ? 'no round is open' : `round ${context.round.round} takes nothing of this kind now`,
      },
    })),
    postClaims: tell(({ context }: Args) => postings(context)),
    notePostings: assign({
      round: ({ context }) => ({ ...roundOf(context), posting: postings(context).map((one) => one.event.requestId) }),
    }),
    announcePosted: emit(({ context, event }: Args) => postingFacts(context, event)),
    takePosted: assign({ round: ({ context, event }) => settledPosting(roundOf(context), event) }),
    materialize: assign({ round: ({ context }) => materialized(roundOf(context)) }),
    announceSnapshot: emit(({ context }: Args) => ({
      type: 'snapshot.materialized',
      fundId: context.fundId,
      round: roundOf(context).round,
      setEpoch: roundOf(context).setEpoch,
      root: roundOf(context).root,
      claimHashes: roundOf(context).claimHashes,
      // the signatures that finalized each claim, so that a verifier need not take the relayer's word
      evidence: evidenceOf(roundOf(context)),
    })),
    answerSnapshotVerdict: reply(({ context, event }: Args) => ({ output: answerSnapshotVerdict(context, event) })),
    announceSnapshotVerdict: emit(({ context, event }: Args) => snapshotVerdictFacts(context, event)),
    takeSnapshotVerdict: assign({ round: ({ context, event }) => withSnapshotVerdict(roundOf(context), event) }),
    publish: tell(({ context }: Args) => ({ to: context.account, event: publication(context, publishId(context)) })),
    announcePublished: emit(({ context, event }: Args, given: { txHash: string | null; block: number } | undefined) => ({
      type: 'snapshot.published',
      fundId: context.fundId,
      round: roundOf(context).round,
      root: roundOf(context).root,
      claimHashes: roundOf(context).claimHashes,
      claims: publishedClaims(roundOf(context)),
      txHash: event.type === 'account.confirmed' ? event.txHash : (given?.txHash ?? null),
      block: event.type === 'account.confirmed' ? event.block : (given?.block ?? 0),
    })),
    closePublished: tell(({ context }: Args) => closed(context, 'published', '')),
    giveReason: assign({ reason: (_, given: { reason: string }) => given.reason }),
    giveChainReason: assign({
      reason: ({ context, event }) => (event.type === 'account.failed' ? `${event.code}: ${event.message}` : context.reason),
    }),
    announceAbandoned: emit(({ context }: Args) => ({
      type: 'snapshot.failed',
      fundId: context.fundId,
      round: roundOf(context).round,
      root: roundOf(context).root,
      reason: 'abandoned',
      detail: context.reason,
    })),
    closeAbandoned: tell(({ context }: Args) => closed(context, 'abandoned', context.reason)),
    forgetRound: assign({ round: null }),
    startIntent: start(({ context, event }: Args) => startOf(context, event)),
    rememberIntent: assign({ intents: ({ context, event }) => rememberedIntents(context.intents, event) }),
    acceptIntent: reply({ output: { status: 202, detail: 'the intent is with the verifiers' } }),
    refuseIntent: reply({ output: { status: 409, detail: 'this intent was proposed already' } }),
    refuseSender: reply(({ context, event }: Args) => ({
      output: { status: 403, detail: `${senderOf(event)} may not ${event.type} in fund ${context.fundId}` },
    })),
    refuseEpoch: reply(({ context }: Args) => ({
      output: {
        status: 409,
        detail: `the open verifier set is epoch ${context.set?.setEpoch ?? 'unknown'}; propose for that one`,
      },
    })),
  },
  delays: {
    collect: ({ context }) => context.collectMs,
    gather: ({ context }) => context.snapshotMs,
    retry: chainLimits.retryMs,
  },
}).createMachine({
  id: 'relayer',
  description: 'Counts verdicts of a fund’s round towards quorum and puts the result on chain.',
  context: ({ input }) => ({ ...input, round: null, next: null, set: null, intents: [], reason: '' }),
  initial: 'idle',
  on: {
    'round.open': { actions: 'noteNext' },
    'claim.submit': [{ guard: 'isStranger', actions: 'refuseSender' }, { actions: 'refuseClosed' }],
    'claim.attest': { actions: 'refuseClosed' },
    'snapshot.attest': { actions: 'refuseClosed' },
    'intent.propose': [
      { guard: 'isImposter', actions: 'refuseSender' },
      { guard: 'isNewOfOpenEpoch', actions: ['startIntent', 'acceptIntent', 'rememberIntent'] },
      { guard: 'isOpenEpoch', actions: 'refuseIntent' },
      { actions: 'refuseEpoch' },
    ],
  },
  states: {
    idle: {
      description: 'Between rounds.',
      always: { guard: 'hasNext', target: 'opening' },
    },
    opening: {
      description: 'Reads the open verifier set and its thresholds from the chain.',
      invoke: {
        id: 'relayer.readSet',
        src: 'relayer.readSet',
        input: ({ context }) => ({ fundId: context.fundId }),
        onDone: { target: 'collecting', actions: [{ type: 'openRound', params: ({ event }) => event.output }, 'announceRound'] },
        onError: 'unreachable',
      },
    },
    unreachable: {
      description: 'The chain does not answer; the round opens when it does.',
      after: { retry: 'opening' },
    },
    collecting: {
      description: 'Takes claims and verdicts; each claim is finalized or refused by weight.',
      always: { guard: 'isComplete', target: 'settling' },
      on: {
        'claim.submit': [
          { guard: 'isStranger', actions: 'refuseSender' },
          { actions: ['answerClaim', 'announceClaim', 'takeClaim'] },
        ],
        'claim.attest': { actions: ['answerClaimVerdict', 'announceClaimVerdict', 'takeClaimVerdict'] },
      },
      after: { collect: 'settling' },
    },
    settling: {
      description: 'The collection is over: goes on with what was finalized, or gives the round up.',
      always: [
        { guard: 'mustPost', target: 'posting' },
        { guard: 'hasFinalized', target: 'gathering' },
        { target: 'abandoning', actions: { type: 'giveReason', params: { reason: 'no claim reached its threshold' } } },
      ],
    },
    posting: {
      description: 'Claims are finalized on chain, one transaction after the other.',
      entry: ['postClaims', 'notePostings'],
      always: [{ guard: 'isPosted', target: 'posted' }],
      on: {
        'account.confirmed': { actions: ['announcePosted', 'takePosted'] },
        'account.failed': { actions: ['announcePosted', 'takePosted'] },
      },
    },
    posted: {
      description: 'Every claim’s transaction is settled.',
      always: [
        { guard: 'hasFinalized', target: 'gathering' },
        { target: 'abandoning', actions: { type: 'giveReason', params: { reason: 'the chain finalized no claim' } } },
      ],
    },
    gathering: {
      description: 'The root is built; verifiers recompute and sign it.',
      entry: ['materialize', 'announceSnapshot'],
      always: [
        { guard: 'hasSnapshotQuorum', target: 'publishing' },
        {
          guard: 'isHopeless',
          target: 'abandoning',
          actions: { type: 'giveReason', params: { reason: 'too many verifiers refused the root' } },
        },
      ],
      on: { 'snapshot.attest': { actions: ['answerSnapshotVerdict', 'announceSnapshotVerdict', 'takeSnapshotVerdict'] } },
      after: {
        gather: {
          target: 'abandoning',
          actions: { type: 'giveReason', params: { reason: 'the root did not reach its threshold in time' } },
        },
      },
    },
    publishing: {
      description: 'Its account publishes the root with the signatures.',
      entry: 'publish',
      on: {
        'account.confirmed': { guard: 'isPublication', target: 'published', actions: 'announcePublished' },
        'account.failed': { guard: 'isPublication', target: 'checking', actions: 'giveChainReason' },
      },
    },
    checking: {
      description: 'The chain refused: was the same root published by someone else?',
      invoke: {
        id: 'relayer.readSnapshot',
        src: 'relayer.readSnapshot',
        input: ({ context }) => ({ fundId: context.fundId, round: roundOf(context).round }),
        onDone: [
          {
            guard: { type: 'isOurs', params: ({ event }) => event.output },
            target: 'published',
            actions: { type: 'announcePublished', params: ({ event }) => ({ txHash: null, block: event.output.block }) },
          },
          { target: 'abandoning' },
        ],
        onError: 'doubting',
      },
    },
    doubting: {
      description: 'The chain does not answer; asks again before it gives the round up.',
      after: { retry: 'checking' },
    },
    published: {
      description: 'The root is on chain.',
      entry: 'closePublished',
      always: { target: 'idle', actions: 'forgetRound' },
    },
    abandoning: {
      description: 'The round ends without a snapshot; nothing can trade on it.',
      entry: ['announceAbandoned', 'closeAbandoned'],
      always: { target: 'idle', actions: 'forgetRound' },
    },
  },
})
