import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addressFixture, fundFixture } from '#protocol/fixtures.ts'
import { defaultSettings } from './defaultSettings.ts'
import { instanceFolders, makeInstanceFolders } from './instance.ts'
import { productionProblems, productionRules } from './productionRules.ts'
import { layerSettings } from './settingsLayers.ts'
import { startSettings } from './startSettings.ts'

let root: string
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'quorate-production-'))))
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** Settings that production takes. */
function good(): Record<string, unknown> {
  const { contracts, tokens, pools } = fundFixture()
  return {
    ...defaultSettings(),
    profile: 'production',
    chain: { kind: 'rpc', rpcUrl: 'http://127.0.0.1:9', chainId: 5 },
    developmentKeys: {},
    gateway: { publicUrls: ['https://quorate.example'] },
    funds: defaultSettings().funds.map((fund) => ({ ...fund, deployed: { contracts, tokens, pools } })),
  }
}
function problems(settings: object): readonly string[] {
  const file = join(root, 'settings.json')
  writeFileSync(file, JSON.stringify(settings))
  const layered = layerSettings(file, { environment: {} })
  expect(layered.problems).toEqual([])
  return productionProblems(layered).map(({ key, layer, problem }) => `${key} (${layer}): ${problem}`)
}

test('takes settings that name a chain, its funds, public URLs and keystores', () => expect(problems(good())).toEqual([]))

const broken: readonly (readonly [string, object, RegExp])[] = [
  ['a local chain', { chain: { kind: 'local' } }, /^chain\.kind \(file\): production starts no local chain/],
  [
    'a market of its own and a price walk',
    { chain: { kind: 'rpc', rpcUrl: 'http://127.0.0.1:9', chainId: 5, developmentMarket: true } },
    /^chain\.developmentMarket \(file\): production builds no market and moves no prices/,
  ],
  ['published keys', { developmentKeys: { owner: 0 } }, /^developmentKeys \(file\): everybody has these keys/],
  ['faults', { faults: { 'crawler:main.weth': 'lie' } }, /^faults \(file\): faults are for drills/],
  ['a gateway without a public URL', { gateway: {} }, /^gateway\.publicUrls \(default\): requests are only taken for names/],
  [
    'a public URL without TLS',
    { gateway: { publicUrls: ['http://quorate.example'] } },
    /API keys and sessions would travel in the clear/,
  ],
  ['a fund that is not on the chain', { funds: defaultSettings().funds }, /^funds \(file\): a fund is not on the chain yet/],
  [
    'a relayer without TLS',
    { relay: { url: 'http://quorate.example' }, keysElsewhere: { owner: addressFixture(1) } },
    /^relay\.url \(file\): what bots sign would travel in the clear/,
  ],
]
test.each(broken)('refuses %s', (_, change, words) => {
  expect(problems({ ...good(), ...change })).toEqual([expect.stringMatching(words)])
})
test('every rule is broken above, once', () => expect(broken).toHaveLength(productionRules.length))

test('lets bots that run by themselves do without a gateway', () => {
  const relay = { url: 'https://quorate.example' }
  expect(problems({ ...good(), relay, gateway: {} })).toEqual([])
  expect(problems({ ...good(), relay: { url: 'http://127.0.0.1:8080' } })).toEqual([])
})

test('says nothing under the development profile', () => expect(problems({ ...defaultSettings() })).toEqual([]))

test('a start is refused before anything is written, also where the profile comes from the environment', async () => {
  const folders = instanceFolders('one', root)
  const start = startSettings(
    {},
    { folders, environment: { QUORATE__PROFILE: 'production' }, makeFolders: () => makeInstanceFolders(folders) },
  )
  await expect(start).rejects.toMatchObject({ code: 'PRODUCTION_REFUSED', message: expect.stringContaining('chain.kind') })
  expect(layerSettings(folders.settingsFile, { environment: {} }).isFileThere).toBe(false)
})
