// One approval: of exactly one action, by as many persons as it takes, once, and not for ever. Whoever decides is answered
// whatever the answer is; what is not decided in time is refused.
import { assign, setup } from 'xstate'
import { emit, reply, tell } from '#runtime/authoring.ts'
import {
  approvedBy,
  askedFact,
  decidedFact,
  decisionOf,
  denial,
  deniedFact,
  endedFact,
  expiry,
  granted,
  grantedFact,
  misuse,
  note,
  refused,
  rejection,
  used,
  voteOf,
  type ApprovalAnswer,
  type ApprovalContext,
  type ApprovalEvent,
  type ApprovalInput,
} from './approvalState.ts'

export type { ApprovalContext, ApprovalInput } from './approvalState.ts'

interface Args {
  readonly context: ApprovalContext
  readonly event: ApprovalEvent
}
const nobody = { principal: '', person: '' }
const answer = (outcome: ApprovalAnswer['outcome'], detail: (args: Args) => string) =>
  reply((args: Args) => ({ output: { outcome, detail: detail(args) } satisfies ApprovalAnswer }))
const voter = (event: ApprovalEvent) => ({ principal: decisionOf(event).by, person: decisionOf(event).person })

export const approvalMachine = setup({
  types: { context: {} as ApprovalContext, events: {} as ApprovalEvent, input: {} as ApprovalInput },
  guards: {
    isDenied: ({ context, event }) => denial(context, decisionOf(event).person) !== null,
    // who thinks better of it may still say no
    repeatsIt: ({ context, event }) =>
      decisionOf(event).verdict === 'approve' && approvedBy(context).includes(decisionOf(event).person),
    isStale: ({ context, event }) => decisionOf(event).revision !== context.revision,
    isRejection: ({ event }) => decisionOf(event).verdict === 'reject',
    isLast: ({ context }) => approvedBy(context).length + 1 >= context.quorum,
    isThisAction: ({ context, event }) => event.type === 'approval.use' && event.digest === context.digest,
  },
  actions: {
    announceAsked: emit(({ context }: Args) => askedFact(context)),
    noteAsked: tell(({ context }: Args) => note(context, 'asked', context.requester)),
    announceDenied: emit(({ context, event }: Args) => deniedFact(context, event)),
    answerDenied: answer('denied', ({ context, event }) => denial(context, decisionOf(event).person) ?? ''),
    answerAgain: answer('already', ({ event }) => `${decisionOf(event).person} approved it before`),
    answerStale: answer(
      'stale',
      ({ context, event }) => `revision ${decisionOf(event).revision} was looked at; it is at ${context.revision}`,
    ),
    answerDecided: answer('already', ({ context }) => `approved by ${approvedBy(context).join(', ')}`),
    takeVote: assign(({ context, event }) => ({
      votes: [...context.votes, voteOf(event)],
      revision: context.revision + 1,
    })),
    announceDecided: emit(({ context, event }: Args) => decidedFact(context, event)),
    noteDecided: tell(({ context, event }: Args) => note(context, decisionOf(event).verdict, voter(event))),
    answerDone: answer('done', ({ context, event }) =>
      decisionOf(event).verdict === 'reject'
        ? 'rejected'
        : approvedBy(context).length >= context.quorum
          ? 'approved'
          : `${approvedBy(context).length} of ${context.quorum} approved`,
    ),
    announceGranted: emit(({ context }: Args) => grantedFact(context)),
    tellGranted: tell(({ context }: Args) => granted(context)),
    giveRejection: assign({ ending: ({ event }) => rejection(event) }),
    giveExpiry: assign({ ending: ({ context }) => expiry(context) }),
    giveReason: assign({
      ending: ({ context, event }) =>
        event.type === 'approval.withdraw' ? { code: 'APPROVAL_WITHDRAWN', detail: event.reason } : context.ending,
    }),
    tellRefused: tell(({ context }: Args) => refused(context)),
    tellUsed: tell(({ context }: Args) => used(context)),
    tellMisuse: tell(({ context, event }: Args) => misuse(context, event)),
    announceUsed: emit(({ context }: Args) => endedFact(context, 'used')),
    announceRejected: emit(({ context }: Args) => endedFact(context, 'rejected')),
    announceExpired: emit(({ context }: Args) => endedFact(context, 'expired')),
    announceWithdrawn: emit(({ context }: Args) => endedFact(context, 'withdrawn')),
    noteUsed: tell(({ context }: Args) => note(context, 'used', { ...nobody, principal: context.asker })),
    noteExpired: tell(({ context }: Args) => note(context, 'expired', nobody)),
    noteWithdrawn: tell(({ context }: Args) => note(context, 'withdrawn', { ...nobody, principal: context.asker })),
  },
  delays: {
    decide: ({ context }) => context.decideMs,
    use: ({ context }) => context.useMs,
  },
}).createMachine({
  id: 'approval',
  description: 'An approval of exactly one action by people, used at most once.',
  context: ({ input }) => ({ ...input, votes: [], revision: 1, ending: { code: '', detail: '' } }),
  entry: ['announceAsked', 'noteAsked'],
  initial: 'open',
  states: {
    open: {
      description: 'Neither used nor over.',
      initial: 'pending',
      after: { use: { target: 'expired', actions: 'giveExpiry' } },
      on: {
        'approval.use': { actions: 'tellMisuse' },
        'approval.withdraw': { target: 'withdrawn', actions: 'giveReason' },
      },
      states: {
        pending: {
          description: 'Waits for as many persons as it needs; one who rejects it ends it.',
          after: { decide: { target: '#approval.expired', actions: 'giveExpiry' } },
          on: {
            'approval.decide': [
              { guard: 'isDenied', actions: ['announceDenied', 'answerDenied'] },
              { guard: 'repeatsIt', actions: 'answerAgain' },
              { guard: 'isStale', actions: 'answerStale' },
              {
                guard: 'isRejection',
                target: '#approval.rejected',
                actions: ['announceDecided', 'noteDecided', 'takeVote', 'giveRejection', 'answerDone'],
              },
              { guard: 'isLast', target: 'granted', actions: ['announceDecided', 'noteDecided', 'takeVote', 'answerDone'] },
              { actions: ['announceDecided', 'noteDecided', 'takeVote', 'answerDone'] },
            ],
          },
        },
        granted: {
          description: 'Enough persons approved; the action may use it, once.',
          entry: ['announceGranted', 'tellGranted'],
          on: {
            'approval.decide': { actions: 'answerDecided' },
            'approval.use': { guard: 'isThisAction', target: '#approval.used' },
          },
        },
      },
    },
    used: {
      id: 'approval.used',
      type: 'final',
      description: 'The action that it was given for has used it.',
      entry: ['announceUsed', 'noteUsed', 'tellUsed'],
    },
    rejected: {
      id: 'approval.rejected',
      type: 'final',
      description: 'A person said no.',
      entry: ['announceRejected', 'tellRefused'],
    },
    expired: {
      id: 'approval.expired',
      type: 'final',
      description: 'Its time is up; nothing may use it any more.',
      entry: ['announceExpired', 'noteExpired', 'tellRefused'],
    },
    withdrawn: {
      type: 'final',
      description: 'Who asked for it needs it no more.',
      entry: ['announceWithdrawn', 'noteWithdrawn'],
    },
  },
})
