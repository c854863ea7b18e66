import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generatePrivateKey } from 'viem/accounts'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fundFixture } from '#protocol/fixtures.ts'
import { sealKeystore } from '#integrations/keys/keystore.ts'
import { shareConfig, showConfig, validateConfig } from './configInstance.ts'
import { defaultSettings } from './defaultSettings.ts'
import { instanceFolders, makeInstanceFolders, type InstanceFolders } from './instance.ts'
import { settingsSchema } from './settings.ts'

let root: string
let folders: InstanceFolders
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quorate-config-'))
  vi.stubEnv('QUORATE_RUNTIME', root)
  folders = instanceFolders('one', root)
  makeInstanceFolders(folders)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(root, { recursive: true, force: true })
})
const at = (environment: NodeJS.ProcessEnv = {}) => ({ instance: 'one', environment })
const chain = { kind: 'rpc', rpcUrl: 'https://rpc.example/v3/0123abcd', chainId: 5 }
const write = (change: object = {}): void =>
  writeFileSync(folders.settingsFile, JSON.stringify({ ...defaultSettings(), ...change }))

describe('config show', () => {
  it('gives every value with its layer, and hides what may be a key', () => {
    write({ chain })
    const { settings, profile } = showConfig({}, at({ QUORATE__GATEWAY__PORT: '8080' }))
    const row = (key: string): object | undefined => settings.find((one) => one.key === key)
    expect(profile).toBe('development')
    expect(row('gateway.port')).toMatchObject({ value: 8_080, layer: 'environment', source: 'QUORATE__GATEWAY__PORT' })
    expect(row('chain.rpcUrl')).toMatchObject({ value: 'https://rpc.example/(hidden)', layer: 'file' })
    expect(row('chain.developmentMarket')).toMatchObject({ value: false, layer: 'default' })
    expect(row('funds.0.verifiers.1.key')).toMatchObject({ value: 'verifier-beta' })
    expect(JSON.stringify(settings)).not.toContain('0123abcd')
  })

  it('gives one setting and what is under it', () => {
    write()
    const keys = showConfig({ key: 'chain', set: ['chain.seed=9'] }, at()).settings.map(({ key }) => key)
    expect(keys).toContain('chain.seed')
    expect(keys.every((key) => key.startsWith('chain.'))).toBe(true)
    expect(showConfig({ key: 'nothing' }, at()).settings).toEqual([])
  })
})

describe('config validate', () => {
  it('takes the defaults, before there is a file', () =>
    expect(validateConfig({}, at())).toMatchObject({ ok: true, isFileThere: false }))

  it('tells rules of the profile and keys without a keystore together, with what to write', () => {
    write({ chain, profile: 'production' })
    const { ok, problems } = validateConfig({}, at({ QUORATE_KEY_OWNER: '0x01' }))
    expect(ok).toBe(false)
    expect(problems.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['developmentKeys', 'gateway.publicUrls', 'funds', 'QUORATE_KEY_OWNER', 'funds.0.keys.executor']),
    )
    for (const { problem, write: words } of problems) expect([problem, words].join().length).toBeGreaterThan(20)
  })

  it('tells what is wrong with the file without throwing', () => {
    writeFileSync(folders.settingsFile, '{"version": 2}')
    expect(validateConfig({}, at())).toMatchObject({ ok: false, profile: 'unknown' })
  })
})

describe('config share', () => {
  const names = [
    'owner',
    'guardian',
    'relayer',
    'strategy',
    'executor',
    'keeper',
    'verifier-alpha',
    'verifier-beta',
    'verifier-gamma',
    'crawler-weth',
  ]
  const place = async (): Promise<void> => {
    const { contracts, tokens, pools } = fundFixture()
    const funds = defaultSettings().funds.map((fund) => ({ ...fund, deployed: { contracts, tokens, pools } }))
    write({ chain, funds, developmentKeys: {} })
    mkdirSync(join(folders.readOnly, 'keystores'))
    for (const name of names)
      writeFileSync(
        join(folders.readOnly, 'keystores', `${name}.json`),
        await sealKeystore(generatePrivateKey(), 'word', { n: 2, r: 8, p: 1 }),
      )
  }

  it('splits the keys in two: what one process is told to leave alone is what the other has', async () => {
    await place()
    const given = { keys: 'verifier-alpha, executor', gateway: 'https://quorate.example' }
    const { theirs, ours } = await shareConfig(given, at())
    const settings = settingsSchema.parse(theirs)
    expect(settings.relay?.url).toBe('https://quorate.example')
    expect(Object.keys(ours.keysElsewhere).toSorted()).toEqual(['executor', 'verifier-alpha'])
    expect([...Object.keys(settings.keysElsewhere), ...Object.keys(ours.keysElsewhere)].toSorted()).toEqual(names.toSorted())
    expect(settings.funds[0]?.deployed?.contracts.vault).toBe(fundFixture().contracts.vault)
  })

  it.each([
    ['a key that there is not', { keys: 'nobody', gateway: 'https://quorate.example' }, /name no key nobody/],
    ['no gateway', { keys: 'executor' }, /no gateway is named/],
  ])('refuses %s', async (_, args, words) => {
    await place()
    await expect(shareConfig(args, at())).rejects.toMatchObject({
      code: 'ARGUMENTS_INVALID',
      message: expect.stringMatching(words),
    })
  })
})
