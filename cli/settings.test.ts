import { statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { defaultFund, defaultSettings } from './defaultSettings.ts'
import { runtimeFolder } from './fixtures.ts'
import { instanceFolders, makeInstanceFolders, runtimeRoot } from './instance.ts'
import { keyNames, parseSettings, readSettings, writeSettings } from './settings.ts'
import { startSettings } from './startSettings.ts'

const folder = runtimeFolder()
afterAll(() => folder.end())

test('the defaults are settings, and survive their file', () => {
  const file = join(folder.path, 'settings.json')
  writeSettings(file, defaultSettings())
  expect(readSettings(file)).toEqual(defaultSettings())
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('no file means no settings', () => {
  expect(readSettings(join(folder.path, 'none.json'))).toBeUndefined()
})

test.each<[string, object, string]>([
  ['an unknown setting', { colour: 'red' }, 'the whole: Unrecognized key: "colour"'],
  ['a chain of another kind', { chain: { kind: 'paper' } }, 'chain.kind'],
  [
    'a key in the place of its name',
    {
      funds: [
        { ...defaultFund('main', 'Main', '0'), keys: { ...defaultFund('main', 'Main', '0').keys, owner: `0x${'1'.repeat(64)}` } },
      ],
    },
    'funds.0.keys.owner',
  ],
  [
    'two funds of one name',
    { funds: [defaultFund('main', 'Main', '0'), defaultFund('main', 'Main', '0')] },
    'funds.1.fundId: main is twice',
  ],
])('refuses %s and names the place', (_what, change, problem) => {
  expect(() => parseSettings({ ...defaultSettings(), ...change }, 'settings.json')).toThrow(
    expect.objectContaining({ code: 'SETTINGS_INVALID', message: expect.stringContaining(problem) }),
  )
})

test('a chain of others needs no builder’s keys', () => {
  const remote = parseSettings({ ...defaultSettings(), chain: { kind: 'rpc', rpcUrl: 'http://127.0.0.1:1', chainId: 5 } }, 'x')
  expect(keyNames(remote)).not.toContain('deployer')
  expect(keyNames(defaultSettings())).toContain('deployer')
})

test('what was typed at the first start is kept in the file', async () => {
  const folders = instanceFolders('typed', folder.path)
  await startSettings({ seed: 7 }, folders, () => makeInstanceFolders(folders))
  expect(readSettings(folders.settingsFile)?.chain).toMatchObject({ kind: 'local', seed: 7 })
})

test('a seed cannot be typed for a chain that is not local', async () => {
  const folders = instanceFolders('elsewhere', folder.path)
  makeInstanceFolders(folders)
  writeFileSync(
    folders.settingsFile,
    JSON.stringify({ ...defaultSettings(), chain: { kind: 'rpc', rpcUrl: 'http://127.0.0.1:1', chainId: 5 } }),
  )
  await expect(startSettings({ seed: 7 }, folders, () => undefined)).rejects.toMatchObject({ code: 'ARGUMENTS_INVALID' })
})

test.each(['', '..', '../x', 'A', '-x', 'x/y', 'x'.repeat(33), 'x\u0000', '.hidden'])('refuses the instance name %j', (name) => {
  expect(() => instanceFolders(name, folder.path)).toThrow(expect.objectContaining({ code: 'INSTANCE_NAME_INVALID' }))
})

test('storage is closed to other users', () => {
  const folders = instanceFolders('closed', folder.path)
  makeInstanceFolders(folders)
  expect([folders.readOnly, folders.storage].map((each) => statSync(each).mode & 0o777)).toEqual([0o700, 0o700])
})

test('QUORATE_RUNTIME names the root of all instances', () => {
  expect(runtimeRoot({ QUORATE_RUNTIME: 'here' }, '/somewhere')).toBe('/somewhere/here')
})
