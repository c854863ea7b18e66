// Trusts nobody's copy: reproduces claims from their source, recomputes snapshots, checks intents against its own
// chain client, and signs only what it would defend.
import { assign, setup } from 'xstate'
import { emit, port, type EffectFailure } from '#runtime/authoring.ts'
import { botLimits, verifierLimits } from './limits.ts'
import type { Next, VerifierTask } from '#protocol/tasks.ts'
import type { IntentReason, Verdict } from '#protocol/verdict.ts'

export interface VerifierInput {
  readonly fundId: string
  readonly name: string
}
/** What a check concluded. `code` is the contract's dry-run code where one was asked. */
export interface Opinion {
  readonly verdict: Verdict
  readonly reason: IntentReason
  readonly detail: string
  readonly code: string | null
}
export interface VerifierContext extends VerifierInput {
  readonly cursor: string
  readonly task: VerifierTask | null
  readonly opinion: Opinion | null
  /** at the task in hand, so far */
  readonly looks: number
  readonly passed: number
  readonly refused: number
}
type Event = { readonly type: 'verifier.attest.late' }
interface Args {
  readonly context: VerifierContext
  readonly event: unknown
}
interface Question {
  readonly fundId: string
  readonly name: string
  readonly task: VerifierTask
}

const nextTask = port<{ fundId: string; name: string; cursor: string }, Next<VerifierTask>>('verifier.nextTask', 'read')
const reproduceClaim = port<Question, Opinion>('verifier.reproduceClaim', 'read')
const recomputeSnapshot = port<Question, Opinion>('verifier.recomputeSnapshot', 'read')
const checkIntent = port<Question, Opinion>('verifier.checkIntent', 'read')
const attest = port<Question & { opinion: Opinion }, { status: number }>('verifier.attest', 'act')

export const verifierMachine = setup({
  types: { context: {} as VerifierContext, events: {} as Event, input: {} as VerifierInput },
  actors: {
    'verifier.nextTask': nextTask,
    'verifier.reproduceClaim': reproduceClaim,
    'verifier.recomputeSnapshot': recomputeSnapshot,
    'verifier.checkIntent': checkIntent,
    'verifier.attest': attest,
  },
  guards: {
    isClaim: (_, next: Next<VerifierTask>) => next.task?.kind === 'claim',
    isSnapshot: (_, next: Next<VerifierTask>) => next.task?.kind === 'snapshot',
    isIntent: (_, next: Next<VerifierTask>) => next.task?.kind === 'intent',
    hasClaim: ({ context }) => context.task?.kind === 'claim',
    hasSnapshot: ({ context }) => context.task?.kind === 'snapshot',
    // what a claim lacks, no second look adds to it
    mayLookAgain: ({ context }) =>
      context.opinion?.verdict === 'NEED_MORE_EVIDENCE' &&
      context.opinion.reason !== 'MISSING_FIELDS' &&
      context.looks < verifierLimits.looks,
  },
  actions: {
    takeTask: assign((_, next: Next<VerifierTask>) => ({ cursor: next.cursor, task: next.task })),
    takeOpinion: assign(({ context }, opinion: Opinion) => ({ opinion, looks: context.looks + 1 })),
    // a source that cannot be read is no proof of a lie, and no reason to sign
    takeDoubt: assign(({ context }, failure: EffectFailure) => ({
      looks: context.looks + 1,
      opinion: {
        verdict: 'NEED_MORE_EVIDENCE',
        reason: 'REPRODUCTION_FAILED',
        detail: failure.message,
        code: failure.code,
      } as const,
    })),
    countOpinion: assign(({ context }) =>
      context.opinion?.verdict === 'PASS' ? { passed: context.passed + 1 } : { refused: context.refused + 1 },
    ),
    forgetTask: assign({ task: null, opinion: null, looks: 0 }),
    announceFailure: emit(({ context }: Args, failure: EffectFailure) => ({
      type: 'verifier.failed',
      fundId: context.fundId,
      name: context.name,
      kind: context.task?.kind ?? 'none',
      code: failure.code,
      detail: failure.message,
    })),
  },
  delays: { rest: botLimits.feedRetryMs, lookAgain: verifierLimits.lookAgainMs },
}).createMachine({
  id: 'verifier',
  description: 'Reproduces claims, recomputes snapshots, checks intents, and signs what holds.',
  context: ({ input }) => ({ ...input, cursor: '', task: null, opinion: null, looks: 0, passed: 0, refused: 0 }),
  initial: 'watching',
  // an attestation counts once, by its nonce: a late answer changes nothing here
  on: { 'verifier.attest.late': {} },
  states: {
    watching: {
      description: 'Waits on the feed for something to verify.',
      invoke: {
        id: 'verifier.nextTask',
        src: 'verifier.nextTask',
        input: ({ context }) => ({ fundId: context.fundId, name: context.name, cursor: context.cursor }),
        onDone: [
          {
            guard: { type: 'isClaim', params: ({ event }) => event.output },
            target: 'reproducing',
            actions: { type: 'takeTask', params: ({ event }) => event.output },
          },
          {
            guard: { type: 'isSnapshot', params: ({ event }) => event.output },
            target: 'recomputing',
            actions: { type: 'takeTask', params: ({ event }) => event.output },
          },
          {
            guard: { type: 'isIntent', params: ({ event }) => event.output },
            target: 'checking',
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
    reproducing: {
      description: 'Reads the claim’s source with its own client and compares.',
      invoke: {
        id: 'verifier.reproduceClaim',
        src: 'verifier.reproduceClaim',
        input: ({ context }) => question(context),
        onDone: { target: 'concluding', actions: { type: 'takeOpinion', params: ({ event }) => event.output } },
        onError: { target: 'concluding', actions: { type: 'takeDoubt', params: ({ event }) => event.error as EffectFailure } },
      },
    },
    recomputing: {
      description: 'Builds the round’s Merkle root from the claims it finalized itself.',
      invoke: {
        id: 'verifier.recomputeSnapshot',
        src: 'verifier.recomputeSnapshot',
        input: ({ context }) => question(context),
        onDone: { target: 'concluding', actions: { type: 'takeOpinion', params: ({ event }) => event.output } },
        onError: { target: 'concluding', actions: { type: 'takeDoubt', params: ({ event }) => event.error as EffectFailure } },
      },
    },
    checking: {
      description: 'Checks an intent: snapshot, limits, dry run, and the time-weighted price.',
      invoke: {
        id: 'verifier.checkIntent',
        src: 'verifier.checkIntent',
        input: ({ context }) => question(context),
        onDone: { target: 'concluding', actions: { type: 'takeOpinion', params: ({ event }) => event.output } },
        onError: { target: 'concluding', actions: { type: 'takeDoubt', params: ({ event }) => event.error as EffectFailure } },
      },
    },
    concluding: {
      description: 'Has looked: says what it found, or looks again when it could not find out.',
      always: [{ guard: 'mayLookAgain', target: 'reconsidering' }, { target: 'attesting' }],
    },
    reconsidering: {
      description: 'Could not find out; waits before it looks again.',
      after: {
        lookAgain: [
          { guard: 'hasClaim', target: 'reproducing' },
          { guard: 'hasSnapshot', target: 'recomputing' },
          { target: 'checking' },
        ],
      },
    },
    attesting: {
      description: 'Hands its verdict, signed if it passed, to the relayer.',
      invoke: {
        id: 'verifier.attest',
        src: 'verifier.attest',
        input: ({ context }) => ({ ...question(context), opinion: opinionOf(context) }),
        onDone: { target: 'watching', actions: ['countOpinion', 'forgetTask'] },
        onError: {
          target: 'watching',
          actions: [{ type: 'announceFailure', params: ({ event }) => event.error as EffectFailure }, 'forgetTask'],
        },
      },
    },
  },
})

function question(context: VerifierContext): Question {
  if (context.task === null) throw new Error('a verifier at work has a task')
  return { fundId: context.fundId, name: context.name, task: context.task }
}

function opinionOf(context: VerifierContext): Opinion {
  if (context.opinion === null) throw new Error('an opinion is formed before it is attested')
  return context.opinion
}
