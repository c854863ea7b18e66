import { expect, test } from 'vitest'
import { Seal } from './seal.ts'

const secret = 'ab'.repeat(32)

test('opens what it sealed, and never writes it the same way twice', () => {
  const seal = new Seal(secret)
  const one = seal.seal('xoxb-token', 'slack T1')
  expect(one).not.toContain('xoxb')
  expect(seal.seal('xoxb-token', 'slack T1')).not.toBe(one)
  expect(new Seal(secret).open(one, 'slack T1')).toBe('xoxb-token')
})

test('refuses another key, another purpose, a changed byte, and what is not sealed', () => {
  const seal = new Seal(secret)
  const one = seal.seal('xoxb-token', 'slack T1')
  const changed = `${one.slice(0, -2)}${one.endsWith('A') ? 'BB' : 'AA'}`
  for (const [by, text, about] of [
    [new Seal('cd'.repeat(32)), one, 'slack T1'],
    [seal, one, 'slack T2'],
    [seal, changed, 'slack T1'],
    [seal, 'xoxb-token', 'slack T1'],
    [seal, 's1.AAAA', 'slack T1'],
  ] as const)
    expect(() => by.open(text, about)).toThrowError(expect.objectContaining({ code: 'SEAL_REFUSED' }))
})

test('wants a key that cannot be guessed', () => {
  expect(() => new Seal('short')).toThrowError(/fewer than 32/)
})
