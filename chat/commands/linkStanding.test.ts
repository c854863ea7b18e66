import { expect, test } from 'vitest'
import type { Role } from '#protocol/permission.ts'
import { fundRolesSchema, standingGiven } from './linkStanding.ts'
import type { Standing } from './asker.ts'
import { holds } from './standing.ts'

const admin: Standing = { role: 'admin', funds: 'all' }
const given = (wanted: Partial<Parameters<typeof standingGiven>[0]>, giver = admin) =>
  standingGiven({ role: undefined, funds: undefined, roles: undefined, ...wanted }, (role: Role, fund?: string) =>
    holds(giver, role, fund),
  )
const refusal = (...args: Parameters<typeof given>): string => {
  try {
    given(...args)
    return ''
  } catch (error) {
    return (error as Error).message
  }
}
const approverOfMain = [{ fund: 'main', role: 'approver' }] as const

test.each<[string, Partial<Parameters<typeof standingGiven>[0]>, Standing]>([
  ['nothing: all that the giver may', {}, admin],
  ['a role: of all funds', { role: 'viewer' }, { role: 'viewer', funds: 'all' }],
  ['funds: what the giver may there', { funds: ['main'] }, { role: 'admin', funds: ['main'] }],
  [
    'a role and another in one fund',
    { role: 'viewer', roles: approverOfMain },
    { role: 'viewer', funds: 'all', roles: approverOfMain },
  ],
  [
    'roles of single funds alone: these funds',
    { roles: approverOfMain },
    { role: 'approver', funds: ['main'], roles: approverOfMain },
  ],
  [
    'roles of single funds beside others',
    { role: 'viewer', funds: ['second', 'main'], roles: approverOfMain },
    { role: 'viewer', funds: ['second', 'main'], roles: approverOfMain },
  ],
  [
    'a role for nothing but what has its own: the fund is there by that',
    { role: 'viewer', funds: ['second'], roles: approverOfMain },
    { role: 'viewer', funds: ['second', 'main'], roles: approverOfMain },
  ],
])('who says %s', (_name, wanted, standing) => expect(given(wanted)).toEqual(standing))

test('the role beside roles of single funds is the least of them where no other fund is there', () => {
  const own = [
    { fund: 'main', role: 'approver' },
    { fund: 'second', role: 'operator' },
  ] as const
  expect(given({ roles: own })).toMatchObject({ role: 'operator', funds: ['main', 'second'] })
})

test('nobody gives what they do not have in that fund', () => {
  const giver: Standing = { role: 'viewer', funds: 'all', roles: [{ fund: 'main', role: 'approver' }] }
  expect(given({ role: 'viewer', roles: approverOfMain }, giver)).toMatchObject({ role: 'viewer', roles: approverOfMain })
  expect(given({}, giver)).toEqual({ role: 'viewer', funds: 'all' })
  expect(refusal({ role: 'approver' }, giver)).toContain('needs the permission approver')
  expect(refusal({ roles: [{ fund: 'second', role: 'operator' }] }, giver)).toContain('operator of second')
  expect(refusal({ roles: [{ fund: 'main', role: 'admin' }] }, giver)).toContain('admin of main')
  expect(refusal({ funds: ['other'] }, { role: 'admin', funds: ['main'] })).toContain('needs the permission viewer')
})

test('no more funds than a line of a messenger holds', () => {
  const funds = Array.from({ length: 16 }, (_, at) => `fund${at}`)
  expect(refusal({ role: 'viewer', funds })).toBe('')
  expect(refusal({ role: 'viewer', funds, roles: approverOfMain })).toContain('more than 16 funds')
})

test('roles of single funds are typed in one word', () => {
  expect(fundRolesSchema.parse('main=approver,second=operator')).toEqual([
    { fund: 'main', role: 'approver' },
    { fund: 'second', role: 'operator' },
  ])
  for (const wrong of [
    '',
    'main',
    'main=',
    '=approver',
    'main=boss',
    'main=approver=admin',
    'main=viewer,main=admin',
    'Main=viewer',
  ])
    expect(fundRolesSchema.safeParse(wrong).success).toBe(false)
})
