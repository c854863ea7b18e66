import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roles, type Role } from '#protocol/permission.ts'
import { includesRole, type Standing } from './asker.ts'
import { greatestRole, holds, lesserStanding, roleEverywhere, roleIn, standingWords } from './standing.ts'

const mixed: Standing = { role: 'viewer', funds: 'all', roles: [{ fund: 'main', role: 'approver' }] }
const two: Standing = { role: 'operator', funds: ['main', 'second'], roles: [{ fund: 'main', role: 'viewer' }] }

test.each<[string, Standing, string, Role | undefined]>([
  ['its own role where it has one', mixed, 'main', 'approver'],
  ['the role of all elsewhere', mixed, 'other', 'viewer'],
  ['less in one fund', two, 'main', 'viewer'],
  ['none where the fund is not there', two, 'third', undefined],
  [
    'none by a role of a fund that is not there',
    { role: 'viewer', funds: [], roles: [{ fund: 'main', role: 'admin' }] },
    'main',
    undefined,
  ],
  ['nothing by a name of JavaScript’s own', { role: 'viewer', funds: ['main'] }, 'constructor', undefined],
])('in a fund it is %s', (_name, standing, fund, role) => expect(roleIn(standing, fund)).toBe(role))

test('of no fund it is the least of all, and nothing for who knows some', () => {
  expect(roleEverywhere(mixed)).toBe('viewer')
  expect(roleEverywhere({ role: 'admin', funds: 'all', roles: [{ fund: 'main', role: 'operator' }] })).toBe('operator')
  expect(roleEverywhere({ role: 'admin', funds: ['main'] })).toBeUndefined()
})

test('the greatest is of a fund that is there', () => {
  expect([greatestRole(mixed), greatestRole(two), greatestRole({ role: 'admin', funds: [] })]).toEqual([
    'approver',
    'operator',
    undefined,
  ])
})

test('in words', () => {
  expect(standingWords(mixed)).toBe('viewer of all funds, approver of main')
  expect(standingWords(two)).toBe('operator of second, viewer of main')
  expect(standingWords({ role: 'viewer', funds: ['main'], roles: [{ fund: 'main', role: 'admin' }] })).toBe('admin of main')
  expect(standingWords({ role: 'viewer', funds: ['main', 'second'] })).toBe('viewer of main, second')
})

const fundIds = ['main', 'second', 'third'] as const
const standings = fc.record(
  {
    role: fc.constantFrom(...roles),
    funds: fc.oneof(fc.constant('all' as const), fc.uniqueArray(fc.constantFrom(...fundIds))),
    roles: fc.uniqueArray(fc.record({ fund: fc.constantFrom(...fundIds), role: fc.constantFrom(...roles) }), {
      selector: ({ fund }) => fund,
    }),
  },
  { requiredKeys: ['role', 'funds'] },
)

test('what two have in common is held in a fund exactly where both hold it', () => {
  fc.assert(
    fc.property(
      standings,
      standings,
      fc.constantFrom(...roles),
      fc.constantFrom(...fundIds, 'another'),
      (one, other, needed, fund) => {
        const both = lesserStanding(one, other)
        expect(holds(both, needed, fund)).toBe(holds(one, needed, fund) && holds(other, needed, fund))
        // of all funds at once never more than either
        expect(holds(both, needed) && !(holds(one, needed) && holds(other, needed))).toBe(false)
      },
    ),
  )
})

test('what is held everywhere is held in each fund, and what is held in one is no more than the greatest', () => {
  fc.assert(
    fc.property(standings, fc.constantFrom(...roles), fc.constantFrom(...fundIds, 'another'), (standing, needed, fund) => {
      expect(holds(standing, needed) && !holds(standing, needed, fund)).toBe(false)
      const [here, greatest] = [roleIn(standing, fund), greatestRole(standing)]
      expect(here === undefined || (greatest !== undefined && includesRole(greatest, here))).toBe(true)
    }),
  )
})
