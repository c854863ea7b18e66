// A messenger's user who is somebody: in force until it is taken back or its time is up. Whoever the messenger says it is,
// may what the person may, as long as this is in force.
import { setup } from 'xstate'
import { emit, reply } from '#runtime/authoring.ts'

type Role = 'viewer' | 'operator' | 'approver' | 'admin'

/** Who it is, where, and what they may. */
export interface LinkInput {
  readonly id: string
  readonly messenger: 'slack' | 'discord'
  readonly workspace: string
  readonly user: string
  /** who it is; two links of one person are one person */
  readonly person: string
  readonly role: Role
  readonly funds: 'all' | readonly string[]
  /** another role in single funds; absent, also for links of an older version: the same everywhere */
  readonly roles?: readonly { readonly fund: string; readonly role: Role }[]
  /** principal that made the code it was made with */
  readonly by: string
  /** from its beginning */
  readonly lifetimeMs: number
}
/** The input is all there is to know. */
export type LinkContext = LinkInput
interface Revoke {
  readonly type: 'link.revoke'
  readonly by: string
}
interface Args {
  readonly context: LinkContext
  readonly event: Revoke
}

const about = ({ id, messenger, workspace, user, person }: LinkContext) => ({ linkId: id, messenger, workspace, user, person })

export const linkMachine = setup({
  types: { context: {} as LinkContext, events: {} as Revoke, input: {} as LinkInput },
  delays: { lifetime: ({ context }) => context.lifetimeMs },
  actions: {
    announceMade: emit(({ context }: Args) => {
      const { role, funds, roles, by, lifetimeMs } = context
      return {
        type: 'link.made',
        ...about(context),
        role,
        funds: funds === 'all' ? 'all' : [...funds],
        ...(roles !== undefined && { roles: roles.map((one) => ({ ...one })) }),
        by,
        lifetimeMs,
      }
    }),
    announceRevoked: emit(({ context, event }: Args) => ({
      type: 'link.ended',
      ...about(context),
      how: 'revoked',
      by: event.by,
    })),
    announceExpired: emit(({ context }: Args) => ({ type: 'link.ended', ...about(context), how: 'expired', by: '' })),
    confirm: reply({ output: { revoked: true } }),
  },
}).createMachine({
  id: 'link',
  description: 'A messenger’s user who is a person of this instance.',
  context: ({ input }) => input,
  entry: 'announceMade',
  initial: 'active',
  states: {
    active: {
      description: 'What this user says in the messenger, this person says.',
      after: { lifetime: { target: 'expired', actions: 'announceExpired' } },
      on: { 'link.revoke': { target: 'revoked', actions: ['announceRevoked', 'confirm'] } },
    },
    revoked: { description: 'Taken back: the user is a stranger again.', type: 'final' },
    expired: { description: 'Its time is up: the user is a stranger again.', type: 'final' },
  },
})
