import { expect, test } from 'vitest'
import { Tickets } from './tickets.ts'

const grant = { person: 'mara', role: 'admin', funds: 'all', by: 'operator' } as const

test('a token signs in once, in its time', () => {
  let now = 1_000
  const tickets = new Tickets(() => now)
  const [first, second] = [tickets.issue(grant, 500), tickets.issue(grant, 500)]
  expect(first).toMatch(/^[\w-]{43}$/)
  expect(tickets.take(first)).toEqual(grant)
  expect(tickets.take(first)).toBeUndefined()
  now = 1_501
  expect(tickets.take(second)).toBeUndefined()
  expect(tickets.take('')).toBeUndefined()
})

test('there are never many: the oldest goes', () => {
  const tickets = new Tickets(() => 0)
  const all = Array.from({ length: 65 }, () => tickets.issue(grant, 1))
  expect(all.map((token) => tickets.take(token) !== undefined)).toEqual([false, ...Array.from({ length: 64 }, () => true)])
})
