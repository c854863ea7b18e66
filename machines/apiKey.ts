// An API key of a person or a service: in force until it is revoked or its time is up. Its secret is known to nobody here.
import { setup } from 'xstate'
import { emit, reply } from '#runtime/authoring.ts'

/** What a key may: a role, in all funds or in those that are named. */
export interface ApiKeyInput {
  readonly id: string
  /** For people: whose it is, or what for. */
  readonly title: string
  /** sha256 of the secret, hex */
  readonly hash: string
  readonly role: 'viewer' | 'operator' | 'approver' | 'admin'
  readonly funds: 'all' | readonly string[]
  /** The only actions that it is held to, as protocol/permission.ts names them; absent: whatever its role may. */
  readonly may?: readonly string[]
  /** Whose hands it is in; absent where it is nobody's, as a service's. Such a key decides nothing in a person's name. */
  readonly person?: string
  /** principal that made it */
  readonly by: string
  /** from its making */
  readonly lifetimeMs: number
}
/** The input is all there is to know. */
export type ApiKeyContext = ApiKeyInput
interface Revoke {
  readonly type: 'key.revoke'
  readonly by: string
}
interface Args {
  readonly context: ApiKeyContext
  readonly event: Revoke
}

export const apiKeyMachine = setup({
  types: { context: {} as ApiKeyContext, events: {} as Revoke, input: {} as ApiKeyInput },
  delays: { lifetime: ({ context }) => context.lifetimeMs },
  actions: {
    announceMade: emit(({ context: { id, title, role, funds, may, person, by, lifetimeMs } }: Args) => ({
      type: 'key.made',
      keyId: id,
      title,
      role,
      funds: funds === 'all' ? 'all' : [...funds],
      ...(may === undefined ? {} : { may: [...may] }),
      ...(person === undefined ? {} : { person }),
      by,
      lifetimeMs,
    })),
    announceRevoked: emit(({ context, event }: Args) => ({ type: 'key.ended', keyId: context.id, how: 'revoked', by: event.by })),
    announceExpired: emit(({ context }: Args) => ({ type: 'key.ended', keyId: context.id, how: 'expired', by: '' })),
    confirm: reply({ output: { revoked: true } }),
  },
}).createMachine({
  id: 'key',
  description: 'An API key of a person or a service.',
  context: ({ input }) => input,
  entry: 'announceMade',
  initial: 'active',
  states: {
    active: {
      description: 'Whoever has the secret is let in.',
      after: { lifetime: { target: 'expired', actions: 'announceExpired' } },
      on: { 'key.revoke': { target: 'revoked', actions: ['announceRevoked', 'confirm'] } },
    },
    revoked: { description: 'Taken back; it opens nothing any more.', type: 'final' },
    expired: { description: 'Its time is up; it opens nothing any more.', type: 'final' },
  },
})
