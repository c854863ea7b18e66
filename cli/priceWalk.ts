// Keeps the development market moving: the walker takes its next step at every interval, and a restart goes on where
// the walk was left.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { makeChainAccount } from '#integrations/chain/chainAccount.ts'
import type { LocalChain } from '#integrations/chain/localChain.ts'
import { makePriceWalker } from '#integrations/chain/priceWalker.ts'
import type { KeyRing } from '#integrations/keys/keyRing.ts'
import type { RunningChain } from './chainStart.ts'
import type { InstanceFolders } from './instance.ts'
import type { Settings } from './settings.ts'

/** What integrations/chain/localChain.ts opens the pools at, quote per whole base. */
const openingWad: Readonly<Record<string, bigint>> = { 'weth-usdc': 3_000n * 10n ** 18n, 'wbtc-usdc': 60_000n * 10n ** 18n }

const recordSchema = z.strictObject({ seed: z.int(), steps: z.int().min(0) })

interface Given {
  readonly settings: Settings
  readonly chain: RunningChain
  readonly folders: InstanceFolders
  readonly keys: KeyRing
}

/** Begins the walk; returns what ends it. A step that fails is the chain's trouble: the next one is tried at its time. */
export function startPriceWalk({ settings: { chain: walk }, chain, folders, keys }: Given, local: LocalChain): () => void {
  const file = join(folders.chain, 'price-walk.json')
  let { steps } = readRecord(file, walk.seed)
  const account = makeChainAccount(chain.client, keys.signer('walker'))
  const walkers = local.pools.flatMap((pool) => {
    const startWad = openingWad[pool.id]
    return startWad === undefined ? [] : [makePriceWalker({ account, local, pool, seed: walk.seed, startWad, from: steps })]
  })
  let ended = false
  let timer: NodeJS.Timeout | undefined
  const later = (): void => {
    timer = setTimeout(() => void step(), walk.walkIntervalMs)
  }
  const step = async (): Promise<void> => {
    await Promise.allSettled(walkers.map((walker) => walker.step()))
    steps += 1
    writeRecord(file, { seed: walk.seed, steps })
    if (!ended) later()
  }
  later()
  return () => {
    ended = true
    clearTimeout(timer)
  }
}

/** Another seed is another walk, from its beginning; so is a record nobody can read. */
function readRecord(file: string, seed: number): z.output<typeof recordSchema> {
  const begun = { seed, steps: 0 }
  if (!existsSync(file)) return begun
  try {
    const record = recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    return record.seed === seed ? record : begun
  } catch {
    return begun
  }
}

function writeRecord(file: string, record: z.output<typeof recordSchema>): void {
  writeFileSync(`${file}.new`, JSON.stringify(record))
  renameSync(`${file}.new`, file)
}
