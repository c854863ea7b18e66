import { expect, test } from 'vitest'
import { Challenges } from './challenge.ts'

test('a challenge is good in its time, for its purpose and in its process', () => {
  let now = 1_700_000_000_000
  const challenges = new Challenges('ethereum', 1_000, () => now)
  const one = challenges.issue()
  expect(one).toMatch(/^[0-9a-z]{68}$/)
  expect(challenges.isGood(one)).toBe(true)
  expect(challenges.isGood(challenges.issue().slice(0, -1) + 'g')).toBe(false)
  expect(challenges.isGood((one.startsWith('0') ? '1' : '0') + one.slice(1))).toBe(false)
  expect(new Challenges('ethereum', 1_000, () => now).isGood(one)).toBe(false)
  expect(challenges.isGood('')).toBe(false)
  now += 1_001
  expect(challenges.isGood(one)).toBe(false)
  now -= 2_000
  expect(challenges.isGood(one)).toBe(false)
})

test('secrets of a challenge are its own, one for each use', () => {
  const challenges = new Challenges('oidc', 1_000, () => 0)
  const [one, other] = [challenges.issue(), challenges.issue()]
  expect(challenges.secretOf(one, 'a')).toBe(challenges.secretOf(one, 'a'))
  expect(new Set([challenges.secretOf(one, 'a'), challenges.secretOf(one, 'b'), challenges.secretOf(other, 'a')]).size).toBe(3)
})
