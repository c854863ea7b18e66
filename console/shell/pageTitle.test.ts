import { expect, test } from 'vitest'
import { pageRoutes } from '#console/pages.ts'
import { pageTitle } from './pageTitle.ts'

test.each([
  ['/', 'Swarm'],
  ['/bots/relayer%3Amain', 'relayer:main'],
  ['/bots/relayer:main/what-if', 'What if: relayer:main'],
  ['/funds', 'Funds'],
  ['/funds/main', 'Fund main'],
  ['/funds/main/intents/0xabc', 'Trade of main'],
  ['/approvals/0123456789abcdef0123456789abcdef', 'Approval 0123456789abcdef01234567…'],
  ['/incidents/', 'Incidents'],
  ['/audit', 'Audit log'],
  ['/bots/%zz', '%zz'],
  ['/constructor', 'No such page'],
])('%s is called %s', (path, name) => {
  expect(pageTitle(path, 0)).toBe(`${name} · Quorate`)
})

test('what waits stands first, where a narrow tab shows it', () => {
  expect(pageTitle('/funds', 3)).toBe('(3) Funds · Quorate')
})

test('every page has a name', () => {
  for (const { path } of pageRoutes) expect(pageTitle(path.replace(/:\w+/g, 'x'), 0)).not.toContain('No such page')
})
