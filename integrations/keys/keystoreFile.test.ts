import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openKeystore } from './keystore.ts'
import { writeKeystore, type KeystoreToWrite } from './keystoreFile.ts'

const cost = { n: 1_024, r: 8, p: 1 }
let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'quorate-keystore-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))
const wanted = (change: Partial<KeystoreToWrite> = {}): KeystoreToWrite => ({
  name: 'owner',
  key: generatePrivateKey(),
  password: 'eight or more',
  file: join(folder, 'owner.json'),
  cost,
  ...change,
})

test('writes a keystore that opens, for its owner only, and leaves nothing beside it', async () => {
  const given = wanted()
  expect(await writeKeystore(given)).toBe(privateKeyToAddress(given.key))
  const text = readFileSync(given.file, 'utf8')
  expect(await openKeystore(text, given.password, { file: given.file, variable: '' })).toBe(given.key)
  expect(text).not.toContain(given.key.slice(2))
  expect([statSync(given.file).mode & 0o777, readdirSync(folder)]).toEqual([0o600, ['owner.json']])
})

test('never writes over another keystore', async () => {
  const first = wanted()
  await writeKeystore(first)
  const before = readFileSync(first.file, 'utf8')
  await expect(writeKeystore(wanted())).rejects.toMatchObject({ code: 'KEY_EXISTS' })
  expect([readFileSync(first.file, 'utf8'), readdirSync(folder)]).toEqual([before, ['owner.json']])
})

test.each<[string, Partial<KeystoreToWrite>, string]>([
  ['Anvil’s first key', { key: '0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80' }, 'PUBLISHED_KEY_REFUSED'],
  ['the key 1', { key: `0x${'1'.padStart(64, '0')}` }, 'PUBLISHED_KEY_REFUSED'],
  ['a short password', { password: 'seven!!' }, 'PASSWORD_REFUSED'],
  ['what is no key', { key: '0x12' }, 'KEY_INVALID'],
  ['a number outside the curve', { key: `0x${'f'.repeat(64)}` }, 'KEY_INVALID'],
])('refuses %s, and writes nothing', async (_, change, code) => {
  const given = wanted(change)
  const failure: unknown = await writeKeystore(given).catch((error: unknown) => error)
  expect(failure).toMatchObject({ code })
  expect(JSON.stringify(failure)).not.toContain(given.key.slice(2))
  expect(existsSync(given.file)).toBe(false)
})
