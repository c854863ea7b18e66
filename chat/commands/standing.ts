// What somebody may, and in which fund. A role is held in a fund: what is about one fund is judged by the role there, and what
// names none is about all of them at once, so it takes the role in each. Pure.
import { includesRole, lesserRole, type FundRole, type Standing } from './asker.ts'
import type { Permission } from './command.ts'

/** @returns the role in a fund; undefined where the fund is not there */
export function roleIn({ role, funds, roles }: Standing, fundId: string): Permission | undefined {
  if (funds !== 'all' && !funds.includes(fundId)) return undefined
  return roles?.find(({ fund }) => fund === fundId)?.role ?? role
}

/** What is held in every fund at once: the least. @returns undefined where only some are there */
export function roleEverywhere({ role, funds, roles = [] }: Standing): Permission | undefined {
  return funds === 'all' ? roles.map((one) => one.role).reduce(lesserRole, role) : undefined
}

/** @returns the greatest that is held in any fund; undefined where none is there */
export function greatestRole(standing: Standing): Permission | undefined {
  const { role, funds, roles = [] } = standing
  const held = funds === 'all' ? [role, ...roles.map((one) => one.role)] : funds.flatMap((fund) => roleIn(standing, fund) ?? [])
  return held.reduce<Permission | undefined>(
    (one, other) => (one !== undefined && includesRole(one, other) ? one : other),
    undefined,
  )
}

/** Is a role held in a fund; without one, in every fund? */
export function holds(standing: Standing, permission: Permission, fundId?: string): boolean {
  const has = fundId === undefined ? roleEverywhere(standing) : roleIn(standing, fundId)
  return has !== undefined && includesRole(has, permission)
}

/** What two standings have in common: in each fund that is there for both, the lesser role. */
export function lesserStanding(one: Standing, other: Standing): Standing {
  const funds = sharedFunds(one.funds, other.funds)
  const role = lesserRole(one.role, other.role)
  const named = new Set([...(one.roles ?? []), ...(other.roles ?? [])].map(({ fund }) => fund))
  const roles = [...named].flatMap((fund): readonly FundRole[] => {
    const [here, there] = [roleIn(one, fund), roleIn(other, fund)]
    return here === undefined || there === undefined ? [] : [{ fund, role: lesserRole(here, there) }]
  })
  return { role, funds, ...(roles.length > 0 && { roles }) }
}

function sharedFunds(one: Standing['funds'], other: Standing['funds']): Standing['funds'] {
  if (one === 'all') return other
  return other === 'all' ? one : one.filter((fund) => other.includes(fund))
}

/** For people: `viewer of all funds, approver of main`. */
export function standingWords({ role, funds, roles = [] }: StandingTold): string {
  const others = funds === 'all' ? funds : funds.filter((id) => !roles.some(({ fund }) => fund === id))
  const first = others === 'all' ? [`${role} of all funds`] : others.length === 0 ? [] : [`${role} of ${others.join(', ')}`]
  return [...first, ...roles.map((one) => `${one.role} of ${one.fund}`)].join(', ')
}

/** As a fact or an answer tells it. */
interface StandingTold {
  readonly role: string
  readonly funds: 'all' | readonly string[]
  readonly roles?: readonly { readonly fund: string; readonly role: string }[] | undefined
}
