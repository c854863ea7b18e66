// What a link code gives: which role in which fund, as it is typed, and never more than whoever gives it has there.
import { z } from 'zod'
import { linkedFundsMax } from '#chat/linkCode.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { roles, type Role } from '#protocol/permission.ts'
import type { CommandContext } from './commandContext.ts'
import type { FundRole, Standing } from './asker.ts'

/** Roles of single funds as they are typed: `main=approver,second=operator`. */
export const fundRolesSchema = z
  .string()
  .max(1_024)
  .transform((text) =>
    text
      .split(',')
      .map((pair) => pair.trim().split('='))
      .map(([fund, role, ...more]) => ({ fund, role: more.length > 0 ? '' : role })),
  )
  .pipe(
    z
      .array(z.object({ fund: fundIdSchema, role: z.enum(roles) }))
      .min(1)
      .max(linkedFundsMax),
  )
  .refine((all) => new Set(all.map(({ fund }) => fund)).size === all.length, 'a fund stands in it twice')

/** As it was typed. */
interface Wanted {
  readonly role: Role | undefined
  readonly funds: 'all' | readonly string[] | undefined
  readonly roles: readonly FundRole[] | undefined
}

/** @throws NOT_PERMITTED for more than who gives it has, ARGUMENTS_INVALID for too many funds */
export function standingGiven(
  { role, funds, roles: own = [] }: Wanted,
  isStillAllowed: CommandContext['isStillAllowed'],
): Standing {
  // who says nothing but roles of single funds means these funds alone
  const isOnlyNamed = own.length > 0 && role === undefined && funds === undefined
  const others = isOnlyNamed ? [] : (funds ?? 'all')
  const all = others === 'all' ? others : [...new Set([...others, ...own.map(({ fund }) => fund)])]
  if (all.length > linkedFundsMax && all !== 'all')
    throw new QuorateError('ARGUMENTS_INVALID', { command: 'link code', problem: `it names more than ${linkedFundsMax} funds` })
  const rest = others === 'all' ? others : others.filter((id) => !own.some(({ fund }) => fund === id))
  const mayThere = (needed: Role): boolean =>
    rest === 'all' ? isStillAllowed(needed) : rest.every((fund) => isStillAllowed(needed, fund))
  // nobody is in the rest where there is none: the least of what is given says nothing more than that
  const least = roles.find((one) => own.some((given) => given.role === one))
  const given = role ?? (rest.length === 0 ? least : roles.findLast(mayThere))
  if (given === undefined || !mayThere(given)) throw refusedCode(role ?? 'viewer')
  const beyond = own.find((one) => !isStillAllowed(one.role, one.fund))
  if (beyond !== undefined) throw refusedCode(`${beyond.role} of ${beyond.fund}`)
  return { role: given, funds: all, ...(own.length > 0 && { roles: own }) }
}

const refusedCode = (permission: string): QuorateError =>
  new QuorateError('NOT_PERMITTED', { command: 'a code for that role and these funds', permission })
