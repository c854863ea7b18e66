// A person or a service that asks for commands: who it is and what it may. Surfaces prove it, this says what follows.
import type { Permission } from './command.ts'

/** A role that is held in one fund alone. */
export interface FundRole {
  readonly fund: string
  readonly role: Permission
}

/** What a grant gives, or leaves after its bounds. */
export interface Standing {
  /** In every fund that is there and has none of its own in `roles`. */
  readonly role: Permission
  /** `all`, or the only funds that are there. */
  readonly funds: 'all' | readonly string[]
  /** Another role in single funds, greater or less; absent: the same everywhere. */
  readonly roles?: readonly FundRole[]
}

export interface Asker extends Standing {
  /** for example `session:3f…`, `key:…`, `link:…` */
  readonly principal: string
  /** Whose hands it is in; null where it is nobody's. */
  readonly person: string | null
  /** The only actions that it is held to; absent: whatever its role may. */
  readonly may?: readonly string[]
}

const ranks: Readonly<Record<Permission, number>> = { viewer: 0, operator: 1, approver: 2, admin: 3 }

/** Does a role include another? */
export const includesRole = (has: Permission, needed: Permission): boolean => ranks[has] >= ranks[needed]

/** The lesser of two. */
export const lesserRole = (one: Permission, other: Permission): Permission => (includesRole(one, other) ? other : one)

/** Is it among what an asker is held to, where it is held to something? @param action `commands.fund.pause`, `funds.read` */
export const isHeldTo = ({ may }: Pick<Asker, 'may'>, action: string): boolean => may === undefined || may.includes(action)
