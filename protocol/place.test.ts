import { expect, test } from 'vitest'
import { placeId, placeText, readPlace, shortTag } from './place.ts'

test.each(['slack:T1:C1', 'slack:T1:C1:1712.34', 'discord:-:998877', 'discord:1:2:3'])('%s is read as it is written', (text) => {
  const place = readPlace(text)
  expect(place === undefined ? '' : placeText(place)).toBe(text)
})

test.each([
  '',
  'slack',
  'slack:T1',
  'teams:T1:C1',
  'slack:T 1:C1',
  'slack:T1:C1:',
  'slack:T1:C1:2:3',
  `slack:T1:${'C'.repeat(65)}`,
])('%j names no place', (text) => {
  expect(readPlace(text)).toBeUndefined()
})

test('a place has one id, a thread in it another, and each fits an address', () => {
  const channel = { messenger: 'slack', workspace: 'T1', channel: 'C1', thread: null } as const
  expect(placeId(channel)).toBe(placeId({ ...channel }))
  expect(placeId(channel)).not.toBe(placeId({ ...channel, thread: '1.2' }))
  expect(placeId(channel)).toMatch(/^slack\.[0-9a-f]{16}$/)
  expect(shortTag('a')).not.toBe(shortTag('b'))
})
