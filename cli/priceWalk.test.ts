// Against a real market on a real Anvil, with a walk that steps as fast as it can.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { readAmmPrice } from '#integrations/chain/ammPrice.ts'
import { startTestChain, type TestChain } from '#integrations/chain/chainFixtures.ts'
import { setUpLocalChain, type LocalChain } from '#integrations/chain/localChain.ts'
import type { RunningChain } from './chainStart.ts'
import { defaultSettings } from './defaultSettings.ts'
import { instanceFolders, makeInstanceFolders, type InstanceFolders } from './instance.ts'
import { startPriceWalk } from './priceWalk.ts'

let chain: TestChain
let local: LocalChain
const roots: string[] = []
const told: string[] = []
let folders: InstanceFolders
let file: string
beforeAll(async () => {
  chain = await startTestChain()
  local = await setUpLocalChain(chain.account('deployer'), join(chain.folder, 'local-chain.json'))
})
afterAll(async () => {
  await chain.end()
  for (const root of roots) rmSync(root, { recursive: true, force: true })
})
beforeEach(() => {
  told.length = 0
  const root = mkdtempSync(join(tmpdir(), 'quorate-walk-'))
  // removed at the very end: a step may still be under way when a walk was ended
  roots.push(root)
  folders = instanceFolders('walk', root)
  makeInstanceFolders(folders)
  file = join(folders.chain, 'price-walk.json')
})

const running = (): RunningChain => ({
  kind: 'local',
  chainId: 31_337,
  url: chain.anvil.url,
  client: chain.client,
  genesisHash: chain.anvil.genesisHash,
  stateFile: null,
  account: '',
  stop: () => Promise.resolve(),
})
const record = (): { seed: number; steps: number } => JSON.parse(readFileSync(file, 'utf8'))

/** Walks until this many steps are recorded, then ends the walk. */
async function walkTo(seed: number, steps: number): Promise<void> {
  const settings = defaultSettings({ seed, walkIntervalMs: 50 })
  const given = { settings, chain: running(), folders, keys: chain.keys, step: (text: string) => void told.push(text) }
  const rest = startPriceWalk(given, local)
  await vi.waitFor(() => expect(record()).toMatchObject({ seed, steps: expect.toSatisfy((at: number) => at >= steps) }), {
    timeout: 15_000,
    interval: 20,
  })
  rest()
}

async function priceOf(id: string): Promise<string> {
  const pool = local.pools.find((each) => each.id === id)
  if (pool === undefined) throw new Error(`no pool ${id}`)
  return (await readAmmPrice(chain.client, { ...pool, window: { blocks: 0 } })).price.spotWad
}

test('moves every pool, counts its steps, and goes on counting after a restart', async () => {
  const before = await Promise.all([priceOf('weth-usdc'), priceOf('wbtc-usdc')])
  await walkTo(1, 2)
  const reached = record().steps
  const after = await Promise.all([priceOf('weth-usdc'), priceOf('wbtc-usdc')])
  expect([after[0] === before[0], after[1] === before[1]]).toEqual([false, false])
  await walkTo(1, reached + 1)
  expect(record().steps).toBeGreaterThan(reached)
})

test.each([
  ['another seed', JSON.stringify({ seed: 1, steps: 1_000 })],
  ['a record that nobody can read', '{"seed":'],
  ['a record of another shape', JSON.stringify({ seed: 2, steps: -1 })],
])('begins anew with %s', async (_, text) => {
  writeFileSync(file, text)
  await walkTo(2, 1)
  expect(record().steps).toBeLessThan(1_000)
})

test('tells once that its place cannot be kept, walks on, and tells it again when that is so again', async () => {
  const lost = /^STORAGE_UNUSABLE: .*price-walk\.json.*; the price walk goes on, but a restart repeats steps after \d+$/
  const blocked = `${file}.new`
  mkdirSync(blocked)
  const given = { settings: defaultSettings({ seed: 1, walkIntervalMs: 50 }), chain: running(), folders, keys: chain.keys }
  const rest = startPriceWalk({ ...given, step: (text) => void told.push(text) }, local)
  const soon = { timeout: 15_000, interval: 5 }
  const untilPriceMoves = async (): Promise<void> => {
    const before = await priceOf('weth-usdc')
    await vi.waitFor(async () => expect(await priceOf('weth-usdc')).not.toBe(before), soon)
  }
  await vi.waitFor(() => expect(told).toHaveLength(1), soon)
  for (const _ of [1, 2, 3]) await untilPriceMoves()
  expect(told).toEqual([expect.stringMatching(lost)])
  rmSync(blocked, { recursive: true })
  await vi.waitFor(() => expect(record().steps).toBeGreaterThan(1), soon)
  // between two writes nothing of that name is there
  await vi.waitFor(() => mkdirSync(blocked), soon)
  await vi.waitFor(() => expect(told).toHaveLength(2), soon)
  rest()
  expect(told[1]).toMatch(lost)
})
