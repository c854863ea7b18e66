// One life of the real daemon, in this process, on a chain that misbehaves on command: the fund is placed before anything
// goes wrong, then every word between daemon and node goes through the proxy.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Hex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import type { ReadFact } from '#chat/commands/journalReading.ts'
import { controlClient } from '#cli/controlClient.ts'
import { runDaemon } from '#cli/daemon.ts'
import { instanceFolders, makeInstanceFolders } from '#cli/instance.ts'
import type { FundSettings } from '#cli/settings.ts'
import type { EvmAddress } from '#protocol/address.ts'
import { clawCoreAbi } from '#protocol/abi/ClawCore.ts'
import { connectChain } from '#integrations/chain/chainClient.ts'
import type { AccountContext } from '#machines/account.ts'
import { placeFund } from '../daemon/placeFund.ts'
import { startFaultChain, type FaultChain } from './faultChain.ts'
import { startFaultProxy, type FaultProxy } from './faultProxy.ts'
import { campaignSettings, developmentKeys, withDeployed } from './lifeSettings.ts'
import { openPriceMover, type PriceMover } from './priceMover.ts'

/** A bot as `quorate show` gives it, as far as the harness reads it. */
export interface ShownBot<Context> {
  readonly value: unknown
  readonly context: Context
}
/** `IntentExecuted` on the chain of this moment. */
export interface ExecutedLog {
  readonly intentHash: string
  readonly txHash: string
  readonly block: number
}

export interface SwarmLife {
  readonly chain: FaultChain
  readonly proxy: FaultProxy
  readonly confirmations: number
  /** Of the bots and of the market. */
  readonly keys: ReadonlyMap<string, Hex>
  /** Everything journaled since the start of this life. */
  readonly facts: readonly ReadFact[]
  /** The addresses of account bots that send in a trade. */
  readonly accounts: readonly string[]
  show<Context>(bot: string): Promise<ShownBot<Context>>
  account(address: string): Promise<ShownBot<AccountContext>>
  executed(): Promise<readonly ExecutedLog[]>
  /** @throws why the daemon ended, if it has */
  alive(): void
  /** Aborts when this life ends, for whatever reason. */
  readonly over: AbortSignal
  /** May be asked for more than once. */
  end(): Promise<void>
}

const lookEveryMs = 50

/** @param folder kept as it is when the life ends: journal, sessions' logs and the chain's state are in it */
export async function beginLife(folder: string, confirmations: number): Promise<SwarmLife> {
  mkdirSync(folder, { recursive: true })
  const chain = await startFaultChain(join(folder, 'chain'))
  try {
    return await liveOn(chain, folder, confirmations)
  } catch (failure) {
    await chain.end()
    throw failure
  }
}

async function liveOn(chain: FaultChain, folder: string, confirmations: number): Promise<SwarmLife> {
  const proxy = await startFaultProxy(() => chain.url)
  const settings = campaignSettings(proxy.url, confirmations)
  const keys = developmentKeys(settings)
  const { deployed } = await placeFund({ url: chain.url, chainId: 31_337, settings, keys, folder })
  const mover = await openPriceMover(chain, poolOf(deployed), keyOf(keys, 'mover'))
  await chain.beginBlocks()
  const folders = instanceFolders('faults', folder)
  makeInstanceFolders(folders)
  const stop = new AbortController()
  const facts: ReadFact[] = []
  const said: string[] = []
  let failure: unknown
  const ended = new AbortController()
  const over = runDaemon({
    folders,
    settings: withDeployed(settings, deployed),
    environment: { PATH: process.env['PATH'] },
    verbose: false,
    stop,
    say: (line) => said.push(line.type === 'ready' ? 'ready' : line.text),
    onFact: (fact) => facts.push(fact),
  })
    .catch((error: unknown) => (failure = error))
    .finally(() => ended.abort())
  const alive = (): void => {
    if (ended.signal.aborted) throw new Error(`the daemon ended: ${said.slice(-3).join('; ')}`, { cause: failure })
  }
  for (; !said.includes('ready'); await delay(lookEveryMs)) alive()
  const moves: PriceMover = mover.start()
  let ending: Promise<void> | undefined
  const client = controlClient(folders.name, folders.storage)
  // the daemon's own handler gives this shape
  const show = async <Context>(bot: string) => ((await client.ask('show', { bot, turns: 0 })) as { bot: ShownBot<Context> }).bot
  return {
    chain,
    proxy,
    confirmations,
    keys,
    facts,
    accounts: senders.map((name) => privateKeyToAddress(keyOf(keys, name)).toLowerCase()),
    show,
    account: (address) => show<AccountContext>(`account:31337-${address}`),
    executed: () => executedLogs(chain.url, deployed.contracts.core),
    alive,
    over: ended.signal,
    end: () =>
      (ending ??= (async () => {
        moves.stop()
        stop.abort()
        await over
        await proxy.end()
        await chain.end()
      })()),
  }
}

/** Whose transactions make a trade, or end one. */
const senders = ['relayer', 'strategy', 'executor', 'guardian'] as const

export function keyOf(keys: ReadonlyMap<string, Hex>, name: string): Hex {
  const key = keys.get(name)
  if (key === undefined) throw new Error(`the settings name no key ${name}`)
  return key
}

async function executedLogs(url: string, core: EvmAddress): Promise<readonly ExecutedLog[]> {
  const client = await connectChain({ url, chainId: 31_337 })
  const logs = await client.getContractEvents({
    address: core,
    abi: clawCoreAbi,
    eventName: 'IntentExecuted',
    fromBlock: 'earliest',
    strict: true,
  })
  return logs.map(({ args, transactionHash, blockNumber }) => ({
    intentHash: args.intentHash,
    txHash: transactionHash,
    block: Number(blockNumber),
  }))
}

const poolOf = ({ pools }: NonNullable<FundSettings['deployed']>): (typeof pools)[number] => {
  const pool = pools.find(({ id }) => id === 'weth-usdc')
  if (pool === undefined) throw new Error('the market has the pool that the fund trades on')
  return pool
}
