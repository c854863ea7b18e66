import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keystorePassword, passwordIn, variableOf } from './keystorePassword.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'quorate-password-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('the nearest to the key wins: its own word, its own file, everyone’s word, everyone’s file, the credential', () => {
  const file = (name: string): string => {
    writeFileSync(join(folder, name), `${name}\n`)
    return join(folder, name)
  }
  const all = {
    QUORATE_PASSWORD_VERIFIER_ALPHA: 'own word',
    QUORATE_PASSWORD_FILE_VERIFIER_ALPHA: file('own-file'),
    QUORATE_PASSWORD: 'word',
    QUORATE_PASSWORD_FILE: file('file'),
    CREDENTIALS_DIRECTORY: folder,
  }
  file('quorate-password')
  const order: string[] = []
  const left: Record<string, string | undefined> = { ...all }
  for (const name of Object.keys(all)) {
    order.push(keystorePassword('verifier-alpha', left) ?? 'none')
    delete left[name]
  }
  expect(order).toEqual(['own word', 'own-file', 'word', 'file', 'quorate-password'])
  expect(keystorePassword('verifier-alpha', left)).toBeUndefined()
})

test('a file that cannot be read, or is no password, is refused without its content', () => {
  expect(() => keystorePassword('a', { QUORATE_PASSWORD_FILE: join(folder, 'none') })).toThrow(
    expect.objectContaining({ code: 'PASSWORD_REFUSED', message: expect.stringContaining('ENOENT') }),
  )
  writeFileSync(join(folder, 'long'), 'secret'.repeat(1_000))
  expect(() => keystorePassword('a', { QUORATE_PASSWORD_FILE: join(folder, 'long') })).toThrow(/^(?!.*secretsecret)/)
})

test('of a text only its first line counts, with every sign in it', () => {
  expect([passwordIn('a b \r\nc'), passwordIn(' x'), passwordIn('')]).toEqual(['a b ', ' x', ''])
})

test('a variable is named after its key', () =>
  expect(variableOf('PASSWORD_FILE', 'verifier-alpha')).toBe('QUORATE_PASSWORD_FILE_VERIFIER_ALPHA'))
