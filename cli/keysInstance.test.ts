import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generatePrivateKey, privateKeyToAddress } from 'viem/accounts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openKeystore, sealKeystore } from '#integrations/keys/keystore.ts'
import { defaultSettings } from './defaultSettings.ts'
import { instanceFolders, makeInstanceFolders, type InstanceFolders } from './instance.ts'
import { importKey, listKeys, newKey, type KeyContext } from './keysInstance.ts'
import { writeSettings } from './settings.ts'

const cost = { n: 1_024, r: 8, p: 1 }
let root: string
let folders: InstanceFolders
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quorate-keys-'))
  vi.stubEnv('QUORATE_RUNTIME', root)
  folders = instanceFolders('one', root)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true, force: true })
})

const context = (change: Partial<KeyContext> = {}): KeyContext => ({
  instance: 'one',
  environment: {},
  json: false,
  terminal: { interactive: false },
  cost,
  ...change,
})
const stored = (name: string): string => readFileSync(join(folders.readOnly, 'keystores', `${name}.json`), 'utf8')
/** A file descriptor with this text, as a shell gives with `3<file`. */
function withFd<Result>(text: string, use: (fd: number) => Promise<Result>): Promise<Result> {
  const file = join(root, `given-${text.length}`)
  writeFileSync(file, text)
  const fd = openSync(file, 'r')
  return use(fd).finally(() => closeSync(fd))
}

describe('keys new', () => {
  it('seals a key of its own under the password of a file descriptor, and tells nothing but its address', async () => {
    const made = await withFd('correct horse\n', (fd) => newKey({ name: 'owner', 'password-fd': fd }, context()))
    const key = await openKeystore(stored('owner'), 'correct horse', { file: '', variable: '' })
    expect(made.address).toBe(privateKeyToAddress(key))
    expect(JSON.stringify(made)).not.toContain(key.slice(2))
  })

  it('asks a person twice, and makes nothing when the two differ', async () => {
    const answers = ['correct horse', 'correct mouse', 'battery staple', 'battery staple']
    const ask = (): Promise<string> => Promise.resolve(answers.shift() ?? '')
    await expect(newKey({ name: 'owner' }, context({ ask }))).rejects.toMatchObject({ code: 'PASSWORD_REFUSED' })
    await newKey({ name: 'owner' }, context({ ask }))
    expect(await openKeystore(stored('owner'), 'battery staple', { file: '', variable: '' })).toMatch(/^0x/)
  })

  it('takes the password that the daemon will take', async () => {
    await newKey({ name: 'owner' }, context({ environment: { QUORATE_PASSWORD: 'from outside' } }))
    expect(await openKeystore(stored('owner'), 'from outside', { file: '', variable: '' })).toMatch(/^0x/)
  })

  it('refuses a name that has a keystore before anybody types a password, and refuses when nobody is there', async () => {
    await newKey({ name: 'owner' }, context({ environment: { QUORATE_PASSWORD: 'from outside' } }))
    const before = stored('owner')
    const ask = vi.fn<() => Promise<string>>()
    await expect(newKey({ name: 'owner' }, context({ ask }))).rejects.toMatchObject({ code: 'KEY_EXISTS' })
    await expect(newKey({ name: 'other' }, context())).rejects.toMatchObject({ code: 'PASSWORD_REFUSED' })
    expect([ask.mock.calls, stored('owner'), readdirSync(join(folders.readOnly, 'keystores'))]).toEqual([
      [],
      before,
      ['owner.json'],
    ])
  })
})

describe('keys import', () => {
  const key = generatePrivateKey()
  const environment = { QUORATE_PASSWORD: 'from outside' }

  it('takes a key from a file descriptor, with or without 0x', async () => {
    for (const [name, text] of [
      ['one', key],
      ['two', `${key.slice(2)}\n`],
    ] as const)
      expect(await withFd(text, (fd) => importKey({ name, 'key-fd': fd }, context({ environment })))).toMatchObject({
        address: privateKeyToAddress(key),
      })
  })

  it('takes a key from another program’s keystore, and seals it under the instance’s password', async () => {
    const file = join(root, 'geth.json')
    writeFileSync(file, await sealKeystore(key, 'geth’s own', cost))
    const made = await withFd('geth’s own', (fd) =>
      importKey({ name: 'owner', file, 'file-password-fd': fd }, context({ environment })),
    )
    expect(made.address).toBe(privateKeyToAddress(key))
    expect(await openKeystore(stored('owner'), 'from outside', { file: '', variable: '' })).toBe(key)
  })

  it.each([
    ['a wrong password', 'another', 'KEYSTORE_PASSWORD_WRONG'],
    ['a file that is not there', '', 'KEYSTORE_INVALID'],
  ])('refuses %s', async (_, password, code) => {
    const file = join(root, 'geth.json')
    if (password !== '') writeFileSync(file, await sealKeystore(key, 'geth’s own', cost))
    const ask = (): Promise<string> => Promise.resolve(password)
    await expect(importKey({ name: 'owner', file }, context({ ask, environment }))).rejects.toMatchObject({ code })
  })
})

describe('keys list', () => {
  it('tells of each key where it is and what it is for, without a password', async () => {
    makeInstanceFolders(folders)
    const elsewhere = { 'verifier-gamma': '0x00000000000000000000000000000000000000a1' }
    writeSettings(folders.settingsFile, {
      ...defaultSettings(),
      developmentKeys: { guardian: 1 },
      keysElsewhere: elsewhere,
    } as never) // parsed when it is read
    const { address } = await newKey({ name: 'owner' }, context({ environment: { QUORATE_PASSWORD: 'from outside' } }))
    await newKey({ name: 'spare' }, context({ environment: { QUORATE_PASSWORD: 'from outside' } }))
    chmodSync(join(folders.readOnly, 'keystores', 'spare.json'), 0o644)
    const { keys } = await listKeys({ instance: 'one', environment: { QUORATE_KEY_RELAYER: generatePrivateKey() } })
    const row = (name: string): object | undefined => keys.find((one) => one.name === name)
    expect(row('owner')).toEqual({ name: 'owner', address, place: 'keystore', usedFor: ['main owner'], open: false })
    expect(row('spare')).toMatchObject({ place: 'keystore', usedFor: [], open: true })
    expect(row('guardian')).toMatchObject({ place: 'published' })
    expect(row('relayer')).toMatchObject({ place: 'environment' })
    expect(row('verifier-gamma')).toMatchObject({ place: 'elsewhere', usedFor: ['main verifier gamma'] })
    expect(row('executor')).toMatchObject({ place: 'missing', address: null })
  })

  it('lists the keystores alone where the settings mean nothing', async () => {
    mkdirSync(join(folders.readOnly, 'keystores'), { recursive: true })
    writeFileSync(folders.settingsFile, '{')
    writeFileSync(join(folders.readOnly, 'keystores', 'old.json'), '{}')
    expect((await listKeys({ instance: 'one', environment: {} })).keys).toMatchObject([
      { name: 'old', place: 'keystore', address: null },
    ])
  })
})
