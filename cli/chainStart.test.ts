// Against real Anvils: one that is the instance's own, one that is somebody else's.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { attachOrStart, type AnvilHandle } from '#integrations/anvil/anvilProcess.ts'
import { startChain, viewChain } from './chainStart.ts'
import { instanceFolders, makeInstanceFolders, type InstanceFolders } from './instance.ts'
import { chainSettingsSchema, type ChainSettings } from './settings.ts'

const otherId = 4_242
let root: string
let folders: InstanceFolders
let otherFolder: string
let other: AnvilHandle
beforeAll(async () => {
  otherFolder = mkdtempSync(join(tmpdir(), 'quorate-other-'))
  other = await attachOrStart({ folder: otherFolder, chainId: otherId })
})
afterAll(async () => {
  await other.stop()
  rmSync(otherFolder, { recursive: true, force: true })
})
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quorate-chain-'))
  folders = instanceFolders('one', root)
  makeInstanceFolders(folders)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const local = (words: object = {}): ChainSettings => chainSettingsSchema.parse({ kind: 'local', ...words })
const remote = (words: object = {}): ChainSettings =>
  chainSettingsSchema.parse({ kind: 'rpc', rpcUrl: other.url, chainId: otherId, ...words })

describe('a local chain', () => {
  it('is started, found again while it runs, and continues from its state after it ended', async () => {
    const first = await startChain(local(), folders)
    const again = await startChain(local(), folders)
    expect([first.account, again.account].map((text) => text.split(':')[0])).toEqual([
      'started a local chain',
      'found the local chain that was left running',
    ])
    expect([again.url, again.genesisHash]).toEqual([first.url, first.genesisHash])
    expect(await viewChain(first)).toMatchObject({ kind: 'local', chainId: 31_337, rpcUrl: first.url, reachable: true, block: 0 })
    await first.stop()
    expect(await viewChain(first)).toMatchObject({ reachable: false, block: null, problem: expect.stringMatching(/./) })
    const later = await startChain(local(), folders)
    expect(later.genesisHash).toBe(first.genesisHash)
    await later.stop()
  })

  it('forks another chain and says from where', async () => {
    const fork = await startChain(local({ forkUrl: other.url }), folders)
    expect([fork.kind, fork.chainId]).toEqual(['fork', 31_337])
    expect(fork.account).toContain(`forked from ${other.url}`)
    await fork.stop()
  })
})

describe('somebody else’s chain', () => {
  it('is remembered by id and genesis at the first start, and is left alone at the end', async () => {
    const chain = await startChain(remote(), folders)
    expect(chain).toMatchObject({ kind: 'rpc', chainId: otherId, url: other.url, stateFile: null })
    await chain.stop()
    expect((await viewChain(await startChain(remote(), folders))).reachable).toBe(true)
  })

  it('is refused when it is not the one that the settings name', async () => {
    await expect(startChain(remote({ chainId: 1 }), folders)).rejects.toMatchObject({
      code: 'WRONG_CHAIN',
      details: { url: other.url, found: otherId, expected: 1 },
    })
  })

  it('is refused when the journal belongs to another genesis, and when the record of that is damaged', async () => {
    await startChain(remote(), folders)
    const file = join(folders.chain, 'known-chain.json')
    // what this module wrote
    const known = JSON.parse(readFileSync(file, 'utf8')) as object
    writeFileSync(file, JSON.stringify({ ...known, genesisHash: `0x${'1'.repeat(64)}` }))
    await expect(startChain(remote(), folders)).rejects.toMatchObject({ code: 'WRONG_GENESIS' })
    writeFileSync(file, '{')
    await expect(startChain(remote(), folders)).rejects.toMatchObject({ code: 'CHAIN_RECORD_DAMAGED', details: { file } })
  })

  it('is refused with its address when nothing answers there', async () => {
    await expect(startChain(remote({ rpcUrl: 'http://127.0.0.1:9/' }), folders)).rejects.toMatchObject({
      code: 'RPC_UNREACHABLE',
    })
  })
})
