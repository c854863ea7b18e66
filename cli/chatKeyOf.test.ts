import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { chatKeyOf } from './chatKeyOf.ts'

const readOnly = mkdtempSync(join(tmpdir(), 'quorate-chat-key-'))
afterAll(() => rmSync(readOnly, { recursive: true, force: true }))
const file = join(readOnly, 'keystores', 'chat.key')

test('the environment’s counts first', () => {
  const key = 'a'.repeat(40)
  expect(chatKeyOf({ QUORATE_CHAT_KEY: key }, { readOnly })).toBe(key)
  expect(() => chatKeyOf({ QUORATE_CHAT_KEY: 'short' }, { readOnly })).toThrowError(/at least 32/)
})

test('one of the instance’s own is made once, for its owner only', () => {
  const made = chatKeyOf({}, { readOnly })
  expect(made).toMatch(/^[0-9a-f]{64}$/)
  expect(chatKeyOf({ QUORATE_CHAT_KEY: '' }, { readOnly })).toBe(made)
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(readFileSync(file, 'utf8')).toBe(`${made}\n`)
})

test('one that somebody cut is refused', () => {
  writeFileSync(file, 'cut')
  expect(() => chatKeyOf({}, { readOnly })).toThrowError(/chat\.key/)
})
