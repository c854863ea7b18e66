// Who asks, and what they may. Whatever a route does not name is refused.
import type { Permission } from '#chat/commands/command.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'

/** Whoever a request was proven to come from. */
export type Caller =
  /** A bot, by the signature of this very request; `letInto` names the fund whose people approved its registration. */
  | {
      readonly kind: 'bot'
      readonly principal: string
      readonly person: null
      readonly address: EvmAddress
      readonly letInto?: string
    }
  /** A person or a service, by an API key; a person, by a session. */
  | {
      readonly kind: 'key'
      readonly principal: string
      /** Whose hands it is in; null where it is nobody's. */
      readonly person: string | null
      readonly role: Permission
      /** `all`, or the only funds there are for it. */
      readonly funds: 'all' | readonly string[]
      /** It came with a browser's cookie: what it changes needs the Origin of this very door. */
      readonly byCookie?: true
    }
  | { readonly kind: 'nobody'; readonly problem: string }

/** What a route asks of its caller. */
export type Allow =
  /** Anyone may ask: liveness, the document. */
  | 'anyone'
  /** The request carries its own proof, which the relayer's door judges. */
  | 'signed'
  /** People from this role on; `bots` lets a fund's own bots in too. */
  | { readonly role: Permission; readonly bots?: true }

const ranks: Readonly<Record<Permission, number>> = { viewer: 0, operator: 1, approver: 2, admin: 3 }

/** Does a role include another? */
export const includesRole = (has: Permission, needed: Permission): boolean => ranks[has] >= ranks[needed]

/** @throws UNAUTHENTICATED, NOT_PERMITTED */
export function requireAllowed(caller: Caller, allow: Allow, what: string): void {
  if (allow === 'anyone' || allow === 'signed') return
  if (caller.kind === 'nobody') throw new QuorateError('UNAUTHENTICATED', { problem: caller.problem })
  if (caller.kind === 'bot' ? allow.bots === true : includesRole(caller.role, allow.role)) return
  throw new QuorateError('NOT_PERMITTED', { command: what, permission: allow.role })
}

/** Is a fund there for this caller? One of another tenant is not. */
export function seesFund(caller: Caller, fund: FundConfig): boolean {
  switch (caller.kind) {
    case 'bot':
      return participants(fund).has(caller.address) || caller.letInto === fund.fundId
    case 'key':
      return caller.funds === 'all' || caller.funds.includes(fund.fundId)
    case 'nobody':
      return false
  }
}

/** Everyone who signs for a fund. */
function participants(fund: FundConfig): ReadonlySet<string> {
  const { strategy, executor, relayer, keeper } = fund.accounts
  return new Set([
    ...fund.verifiers.map(({ address }) => address),
    ...fund.crawlers.map(({ address }) => address),
    ...[strategy, executor, relayer, keeper].filter((address) => address !== null),
  ])
}
