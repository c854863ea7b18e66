// Keeps the development market moving: the walker takes its next step at every interval, the second venue follows it,
// and a restart goes on where the walk was left.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { asQuorateError } from '#chat/commands/wireError.ts'
import { makeChainAccount, type ChainAccount } from '#integrations/chain/chainAccount.ts'
import type { LocalChain } from '#integrations/chain/localChain.ts'
import { makePriceWalker, provideFor } from '#integrations/chain/priceWalker.ts'
import { makeVenueDrift, type VenueDrift } from '#integrations/chain/venueDrift.ts'
import type { FundPool } from '#protocol/fund.ts'
import type { KeyRing } from '#integrations/keys/keyRing.ts'
import { asStorageFailure } from '#runtime/storageFailure.ts'
import type { SwarmParts } from './swarmParts.ts'

/** What integrations/chain/localChain.ts opens the pools at, quote per whole base. */
const openingWad: Readonly<Record<string, bigint>> = { 'weth-usdc': 3_000n * 10n ** 18n, 'wbtc-usdc': 60_000n * 10n ** 18n }

const recordSchema = z.strictObject({ seed: z.int(), steps: z.int().min(0) })

type Given = Pick<SwarmParts, 'settings' | 'chain' | 'folders'> & {
  readonly keys: KeyRing
  /** Told when the walk's place cannot be kept: once, until it can again. */
  readonly step: (text: string) => void
}

/** Begins the walk; returns what ends it. A step that fails is the chain's trouble: the next one is tried at its time. */
export function startPriceWalk(given: Given, local: LocalChain): () => void {
  const { chain, folders, keys } = given
  const walk = given.settings.chain
  const file = join(folders.chain, 'price-walk.json')
  let { steps } = readRecord(file, walk.seed)
  const account = makeChainAccount(chain.client, keys.signer('walker'))
  const walkers = local.pools.flatMap((pool) => {
    const startWad = openingWad[pool.id]
    if (startWad === undefined) return []
    const walker = makePriceWalker({ account, local, pool, seed: walk.seed, startWad, from: steps })
    return [{ walker, drifts: driftsOf(account, local, pool) }]
  })
  const keep = recordKeeper(file, given.step)
  let ended = false
  let timer: NodeJS.Timeout | undefined
  const later = (): void => {
    timer = setTimeout(() => void step(), walk.walkIntervalMs)
  }
  const step = async (): Promise<void> => {
    await Promise.allSettled(
      walkers.map(async ({ walker, drifts }) => {
        const { priceWad } = await walker.step()
        for (const drift of drifts) await drift.follow(priceWad)
      }),
    )
    steps += 1
    keep({ seed: walk.seed, steps })
    if (!ended) later()
  }
  later()
  return () => {
    ended = true
    clearTimeout(timer)
  }
}

/** What one step may spend on another venue, of WETH or USDC: it moves the price by a fifth. */
const purse = { base: 60n * 10n ** 18n, quote: 180_000n * 10n ** 6n }

/** The other venues of a pool's tokens, each kept near the walk. */
function driftsOf(account: ChainAccount, local: LocalChain, pool: FundPool): readonly VenueDrift[] {
  const decimals = { base: local.tokens.weth.decimals, quote: local.tokens.usdc.decimals }
  return (local.venues[pool.id] ?? []).map((venue) =>
    makeVenueDrift({
      account,
      uniswap: local.uniswapV3,
      pool,
      venue,
      decimals,
      purse,
      provide: (trade) => provideFor(account, local, trade),
    }),
  )
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

/** Writes the record at every step. A disk that refuses it costs the place, never the walk. */
function recordKeeper(file: string, tell: Given['step']): (record: z.output<typeof recordSchema>) => void {
  let isToldOf = false
  return (record) => {
    try {
      writeFileSync(`${file}.new`, JSON.stringify(record))
      renameSync(`${file}.new`, file)
      isToldOf = false
    } catch (failure) {
      const { code, message } = asQuorateError(asStorageFailure(failure, file))
      if (!isToldOf) tell(`${code}: ${message}; the price walk goes on, but a restart repeats steps after ${record.steps - 1}`)
      isToldOf = true
    }
  }
}
