// A person who signed in at the console: in force until it is revoked, signed out of, or its time is up. Its secret is
// known to nobody here.
import { setup } from 'xstate'
import { emit, reply } from '#runtime/authoring.ts'

/** Who signed in, how, and what they may. */
export interface SessionInput {
  readonly id: string
  /** sha256 of the secret, hex */
  readonly hash: string
  readonly role: 'viewer' | 'operator' | 'approver' | 'admin'
  readonly funds: 'all' | readonly string[]
  /** who it is; two sessions of one person are one person */
  readonly person: string
  readonly how: 'token' | 'ethereum' | 'oidc'
  /** what they proved: an address, a subject of the provider; the principal that asked for the token */
  readonly subject: string
  /** from its beginning */
  readonly lifetimeMs: number
}
/** The input is all there is to know. */
export type SessionContext = SessionInput
interface Revoke {
  readonly type: 'session.revoke'
  readonly by: string
}
interface Args {
  readonly context: SessionContext
  readonly event: Revoke
}

export const sessionMachine = setup({
  types: { context: {} as SessionContext, events: {} as Revoke, input: {} as SessionInput },
  delays: { lifetime: ({ context }) => context.lifetimeMs },
  actions: {
    announceOpened: emit(({ context: { id, role, funds, person, how, subject, lifetimeMs } }: Args) => ({
      type: 'session.opened',
      sessionId: id,
      person,
      how,
      subject,
      role,
      funds: funds === 'all' ? 'all' : [...funds],
      lifetimeMs,
    })),
    announceRevoked: emit(({ context: { id, person }, event }: Args) => ({
      type: 'session.ended',
      sessionId: id,
      person,
      how: event.by === `session:${id}` ? 'signedOut' : 'revoked',
      by: event.by,
    })),
    announceExpired: emit(({ context: { id, person } }: Args) => ({
      type: 'session.ended',
      sessionId: id,
      person,
      how: 'expired',
      by: '',
    })),
    confirm: reply({ output: { revoked: true } }),
  },
}).createMachine({
  id: 'session',
  description: 'A person who signed in at the console.',
  context: ({ input }) => input,
  entry: 'announceOpened',
  initial: 'active',
  states: {
    active: {
      description: 'Whoever has the cookie is this person.',
      after: { lifetime: { target: 'expired', actions: 'announceExpired' } },
      on: { 'session.revoke': { target: 'revoked', actions: ['announceRevoked', 'confirm'] } },
    },
    revoked: { description: 'Signed out of or taken back; its cookie opens nothing any more.', type: 'final' },
    expired: { description: 'Its time is up; its cookie opens nothing any more.', type: 'final' },
  },
})
