// Who asks, and what they may. Whatever a route does not name is refused.
import { includesRole, isHeldTo, type Asker } from '#chat/commands/asker.ts'
import type { Permission } from '#chat/commands/command.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import { permissionTable, type Action, type PermissionRow } from '#protocol/permission.ts'
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
  | (Asker & {
      readonly kind: 'key'
      /** It came with a browser's cookie: what it changes needs the Origin of this very door. */
      readonly byCookie?: true
    })
  | { readonly kind: 'nobody'; readonly problem: string }

/** What the table asks of a caller. */
export type Allow =
  /** Anyone may ask: liveness, the document. */
  | 'anyone'
  /** The request carries its own proof, which the relayer's door judges. */
  | 'signed'
  /** People from this role on; `bots` lets a fund's own bots in too. */
  | { readonly role: Permission; readonly bots?: true }

/** What a route is: an action of the table, or a command with the role of its own row. A key that is held to something is held away from what has no name. */
export type RouteAction = Action | { readonly command?: string; readonly role: Permission; readonly bots?: true }

/** What the table says of a route. Nothing is said of a route that names no action: nobody may. */
export function ruleOf(action: RouteAction | undefined): Allow | undefined {
  if (action === undefined) return undefined
  if (typeof action === 'object')
    return action.bots === undefined ? { role: action.role } : { role: action.role, bots: action.bots }
  const { who, bots }: PermissionRow = permissionTable[action]
  if (who === 'anyone') return 'anyone'
  if (who === 'envelope') return 'signed'
  return bots === undefined ? { role: who } : { role: who, bots }
}

/** As a key is held to it. */
const nameOf = (action: RouteAction): string => (typeof action === 'object' ? `commands.${action.command ?? ''}` : action)

/** Decides at the door. @throws UNAUTHENTICATED, NOT_PERMITTED */
export function requireAllowed(caller: Caller, action: RouteAction | undefined, what: string): void {
  const allow = ruleOf(action)
  if (allow === 'anyone' || allow === 'signed') return
  if (caller.kind === 'nobody') throw new QuorateError('UNAUTHENTICATED', { problem: caller.problem })
  if (allow === undefined || action === undefined)
    throw new QuorateError('NOT_PERMITTED', { command: what, permission: 'nobody: no row of the table names it' })
  const mayBe = caller.kind === 'bot' ? allow.bots === true : includesRole(caller.role, allow.role)
  if (!mayBe) throw new QuorateError('NOT_PERMITTED', { command: what, permission: allow.role })
  if (caller.kind === 'key' && !isHeldTo(caller, nameOf(action)))
    throw new QuorateError('NOT_PERMITTED', { command: what, permission: nameOf(action) })
}

/** May it, as far as the door decides? Envelopes are judged one by one. */
export function mayDo(caller: Caller, action: RouteAction): boolean {
  if (ruleOf(action) === 'signed') return false
  try {
    requireAllowed(caller, action, '')
    return true
  } catch {
    return false
  }
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
