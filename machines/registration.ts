// One bot that asked to take part in a fund: from its request through the decision of the fund's people to its place in the
// verifier set, and out of it again. It decides nothing itself and counts nothing: the chain's set does.
import { assign, setup } from 'xstate'
import { emit, reply, tell, type Address } from '#runtime/authoring.ts'
import { revokeVerifierCall } from '#protocol/calls.ts'
import type { AccountConfirmed, AccountFailed, AccountSend, RosterFailed, RosterSettled, RosterWish } from '#protocol/messages.ts'
import type { BotRetire, RelayAnswer } from '#protocol/relay.ts'
import { registrationLimits } from './limits.ts'

export interface RegistrationInput {
  readonly fundId: string
  readonly botId: string
  readonly role: 'verifier'
  readonly name: string
  /** whose key signed the request */
  readonly address: string
  readonly weight: number
  /** who runs it, in its own words */
  readonly title: string
  /** the account that may revoke at once */
  readonly guardian: Address
  readonly verifierSet: string
}
export interface RegistrationContext extends RegistrationInput {
  /** who decided last, and why */
  readonly by: string
  readonly reason: string
  /** the first set epoch with it; null before */
  readonly setEpoch: number | null
  /** why it is held; empty when it is not */
  readonly trouble: string
  /** revocations sent */
  readonly requests: number
}
/** What the fund's people say. */
export type RegistrationCommand = {
  readonly type: 'registration.approve' | 'registration.refuse' | 'registration.retire' | 'registration.revoke'
  /** principal, as the surface names it */
  readonly by: string
  readonly reason: string
}
type Event = RegistrationCommand | BotRetire | RosterSettled | RosterFailed | AccountConfirmed | AccountFailed
interface Args {
  readonly context: RegistrationContext
  readonly event: Event
}

const about = ({ fundId, botId, name, address }: RegistrationContext) => ({ fundId, botId, name, address })
const byOf = (event: Event): { readonly by: string; readonly reason: string } =>
  'by' in event ? { by: event.by, reason: event.reason } : 'from' in event ? { by: event.from, reason: 'its own wish' } : nobody
const nobody = { by: '', reason: '' }
const wish = (type: RosterWish['type']) =>
  tell(({ context }: Args) => ({
    to: `roster:${context.fundId}` as const,
    event: { type, botId: context.botId } satisfies RosterWish,
  }))
const decided = (decision: 'approved' | 'refused' | 'expired') =>
  emit(({ context, event }: Args) => ({ type: 'bot.decided', ...about(context), decision, ...byOf(event) }))
const answer = (state: string) => reply({ output: { ok: true, state } })
const requestId = ({ fundId, botId, requests }: RegistrationContext): string => `revoke/${fundId}/${botId}/${requests}`
const isOwn = ({ context, event }: Args): boolean =>
  event.type === 'bot.retire' && event.from.toLowerCase() === context.address.toLowerCase()
const setEpochIn = (event: Event): number | null => ('setEpoch' in event ? event.setEpoch : null)

export const registrationMachine = setup({
  types: { context: {} as RegistrationContext, events: {} as Event, input: {} as RegistrationInput },
  guards: { isOwn, isMine: ({ context, event }) => 'requestId' in event && event.requestId === requestId(context) },
  actions: {
    tellRequested: emit(({ context }: Args) => {
      return { type: 'bot.requested', ...about(context), weight: context.weight, title: context.title }
    }),
    tellApproved: decided('approved'),
    tellRefused: decided('refused'),
    tellExpired: decided('expired'),
    noteDecision: assign(({ event }) => byOf(event)),
    join: wish('roster.join'),
    leave: wish('roster.leave'),
    vacate: wish('roster.vacate'),
    noteSeat: assign({ setEpoch: ({ event }) => setEpochIn(event), trouble: '' }),
    tellJoined: emit(({ context, event }: Args) => {
      return { type: 'bot.joined', ...about(context), weight: context.weight, setEpoch: setEpochIn(event) }
    }),
    noteTrouble: assign({ trouble: ({ event }) => ('code' in event ? `${event.code}: ${textIn(event)}` : '') }),
    tellHeld: emit(({ context, event }: Args) =>
      'code' in event ? { type: 'bot.held', ...about(context), code: event.code, detail: textIn(event) } : undefined,
    ),
    tellRetired: emit(({ context, event }: Args) => {
      const by = context.by === '' || event.type === 'bot.retire' ? byOf(event).by : context.by
      return { type: 'bot.left', ...about(context), how: 'retired', by, setEpoch: setEpochIn(event), txHash: null }
    }),
    countRequest: assign({ requests: ({ context }) => context.requests + 1 }),
    revoke: tell(({ context }: Args) => ({
      to: context.guardian,
      event: {
        type: 'account.send',
        requestId: requestId(context),
        replyTo: `registration:${context.fundId}.${context.botId}`,
        to: context.verifierSet,
        data: revokeVerifierCall(context.address as `0x${string}`), // its schema checked it
        value: '0',
        label: `revoke verifier ${context.name} of fund ${context.fundId}`,
      } satisfies AccountSend,
    })),
    tellRevoked: emit(({ context, event }: Args) => {
      const txHash = 'txHash' in event ? event.txHash : null
      return { type: 'bot.left', ...about(context), how: 'revoked', by: context.by, setEpoch: null, txHash }
    }),
    answerApproved: answer('joining'),
    answerRefused: answer('refused'),
    answerLeaving: answer('leaving'),
    answerRevoking: answer('revoking'),
    answerNot: reply({ output: { ok: false } }),
    takeRetirement: reply({ output: { status: 202, detail: 'it leaves with the next set' } satisfies RelayAnswer }),
    takeWithdrawal: reply({ output: { status: 200, detail: 'the registration is withdrawn' } satisfies RelayAnswer }),
    refuseRetirement: reply(({ context, event }: Args) => ({
      output: (isOwn({ context, event })
        ? { status: 409, detail: 'it is on its way into a set, or out of one' }
        : { status: 403, detail: 'a bot retires itself only' }) satisfies RelayAnswer,
    })),
  },
  delays: { expiry: registrationLimits.expiryMs, insist: registrationLimits.insistMs },
}).createMachine({
  id: 'registration',
  description: 'A bot that asked to take part in a fund.',
  context: ({ input }) => ({ ...input, by: '', reason: '', setEpoch: null, trouble: '', requests: 0 }),
  entry: 'tellRequested',
  initial: 'requested',
  on: {
    // whatever a state does not take
    'registration.approve': { actions: 'answerNot' },
    'registration.refuse': { actions: 'answerNot' },
    'registration.retire': { actions: 'answerNot' },
    'registration.revoke': { actions: 'answerNot' },
    'bot.retire': { actions: 'refuseRetirement' },
  },
  states: {
    requested: {
      description: 'It signed its request with its own key; the fund’s people have not decided.',
      after: { expiry: { target: 'expired', actions: 'tellExpired' } },
      on: {
        'registration.approve': { target: 'joining', actions: ['noteDecision', 'tellApproved', 'answerApproved'] },
        'registration.refuse': { target: 'refused', actions: ['noteDecision', 'tellRefused', 'answerRefused'] },
        'bot.retire': { guard: 'isOwn', target: 'retired', actions: ['takeWithdrawal', 'tellRetired'] },
      },
    },
    joining: {
      description: 'Approved: the roster opens a set with it, after the delay that the fund’s changes have.',
      entry: 'join',
      on: {
        'roster.seated': { target: 'active', actions: ['noteSeat', 'tellJoined'] },
        'roster.failed': { target: 'held', actions: ['noteTrouble', 'tellHeld'] },
        'registration.revoke': { target: 'revoking', actions: ['noteDecision', 'answerRevoking'] },
      },
    },
    held: {
      description: 'Approved, but no set could be opened with it; people look, and approve or refuse again.',
      on: {
        'registration.approve': { target: 'joining', actions: ['noteDecision', 'tellApproved', 'answerApproved'] },
        'registration.refuse': { target: 'refused', actions: ['noteDecision', 'tellRefused', 'answerRefused'] },
        'bot.retire': { guard: 'isOwn', target: 'retired', actions: ['takeWithdrawal', 'tellRetired'] },
      },
    },
    active: {
      description: 'In the open verifier set: its signatures count with its weight.',
      on: {
        'registration.retire': { target: 'leaving', actions: ['noteDecision', 'answerLeaving'] },
        'bot.retire': { guard: 'isOwn', target: 'leaving', actions: ['noteDecision', 'takeRetirement'] },
        'registration.revoke': { target: 'revoking', actions: ['noteDecision', 'answerRevoking'] },
      },
    },
    leaving: {
      description: 'It counts until the roster has opened a set without it.',
      entry: 'leave',
      on: {
        'roster.unseated': { target: 'retired', actions: 'tellRetired' },
        'roster.failed': { target: 'active', actions: ['noteTrouble', 'tellHeld'] },
        'registration.revoke': { target: 'revoking', actions: ['noteDecision', 'answerRevoking'] },
      },
    },
    revoking: {
      description: 'The guardian’s account revokes it on chain: from then on it counts nowhere.',
      entry: ['countRequest', 'revoke'],
      on: {
        'account.confirmed': { guard: 'isMine', target: 'revoked', actions: 'tellRevoked' },
        'account.failed': { guard: 'isMine', target: 'insisting', actions: ['noteTrouble', 'tellHeld'] },
      },
    },
    insisting: {
      description: 'The revocation did not reach the chain; it is sent again until it does.',
      after: { insist: 'revoking' },
    },
    refused: { description: 'The fund’s people said no.', type: 'final', entry: 'vacate' },
    expired: { description: 'Nobody decided in time; the bot may ask again.', type: 'final', entry: 'vacate' },
    retired: { description: 'It left; no set has it any more.', type: 'final', entry: 'vacate' },
    revoked: { description: 'Revoked on chain, at once and everywhere.', type: 'final', entry: 'vacate' },
  },
})

const textIn = (event: Event): string => ('detail' in event ? event.detail : 'message' in event ? event.message : '')
