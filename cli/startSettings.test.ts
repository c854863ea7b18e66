import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { attachOrStart, type AnvilHandle } from '#integrations/anvil/anvilProcess.ts'
import { instanceFolders, makeInstanceFolders, type InstanceFolders } from './instance.ts'
import { readSettings, writeSettings, type Settings } from './settings.ts'
import { defaultSettings } from './defaultSettings.ts'
import { startSettings } from './startSettings.ts'

let root: string
let folders: InstanceFolders
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quorate-start-'))
  folders = instanceFolders('one', root)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const start = (args: Parameters<typeof startSettings>[0], environment: NodeJS.ProcessEnv = {}): Promise<Settings> =>
  startSettings(args, { folders, environment, makeFolders: () => makeInstanceFolders(folders) })

let chainFolder: string
let anvil: AnvilHandle
beforeAll(async () => {
  chainFolder = mkdtempSync(join(tmpdir(), 'quorate-other-'))
  anvil = await attachOrStart({ folder: chainFolder, chainId: 4_242 })
})
afterAll(async () => {
  await anvil.stop()
  rmSync(chainFolder, { recursive: true, force: true })
})

test('the first start writes what was typed over the defaults, and the next one needs no word', async () => {
  const first = await start({ seed: 7, fork: 'http://127.0.0.1:9/' })
  expect(first.chain).toMatchObject({ kind: 'local', seed: 7, forkUrl: 'http://127.0.0.1:9/' })
  expect(readSettings(folders.settingsFile)).toEqual(first)
  expect(await start({})).toEqual(first)
})

test('a later word holds for one start and leaves the file', async () => {
  await start({ seed: 7 })
  expect((await start({ seed: 8 })).chain.seed).toBe(8)
  expect(readSettings(folders.settingsFile)?.chain.seed).toBe(7)
})

test('a chain that was typed is asked for its id', async () => {
  const { chain } = await start({ chain: anvil.url })
  expect(chain).toMatchObject({ kind: 'rpc', rpcUrl: anvil.url, chainId: 4_242 })
})

test('a chain that was typed keeps what else the file says of it', async () => {
  makeInstanceFolders(folders)
  const remote = {
    kind: 'rpc',
    rpcUrl: 'http://127.0.0.1:9/',
    chainId: 4_242,
    developmentMarket: true,
    seed: 5,
    walkIntervalMs: 99,
  }
  writeSettings(folders.settingsFile, { ...defaultSettings(), chain: remote } as Settings)
  expect((await start({ chain: anvil.url })).chain).toEqual({ ...remote, rpcUrl: anvil.url })
})

test.each([
  ['a chain that does not answer', { chain: 'http://127.0.0.1:9/' }, 'RPC_UNREACHABLE'],
  ['a seed for somebody else’s chain', { chain: 'http://127.0.0.1:9/', seed: 1 }, 'ARGUMENTS_INVALID'],
  ['a fork of somebody else’s chain', { chain: 'http://127.0.0.1:9/', fork: 'http://127.0.0.1:9/' }, 'ARGUMENTS_INVALID'],
])('%s is refused before anything is made', async (_, args, code) => {
  await expect(start(args)).rejects.toMatchObject({ code })
  expect(existsSync(folders.root)).toBe(false)
})

test('a seed or fork for an instance on another chain is refused unless the chain is typed too', async () => {
  makeInstanceFolders(folders)
  const remote = { kind: 'rpc', rpcUrl: anvil.url, chainId: 4_242 }
  // the defaults of the schema are filled in when it is read
  writeSettings(folders.settingsFile, { ...defaultSettings(), chain: remote } as Settings)
  await expect(start({ seed: 2 })).rejects.toMatchObject({ code: 'ARGUMENTS_INVALID' })
  expect((await start({})).chain).toMatchObject(remote)
  expect((await start({ chain: 'local', seed: 2 })).chain).toMatchObject({ kind: 'local', seed: 2 })
})
