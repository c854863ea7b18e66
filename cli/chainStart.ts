// The chain of one instance: a local Anvil that is attached to or started, or somebody else's node that is looked at.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ChainView } from '#chat/commands/commandContext.ts'
import { redaction } from '#chat/commands/redaction.ts'
import { asQuorateError } from '#chat/commands/wireError.ts'
import { QuorateError } from '#protocol/errors.ts'
import { hashSchema, type Hash } from '#protocol/hash.ts'
import { chainIdSchema } from '#protocol/uint.ts'
import { attachOrStart } from '#integrations/anvil/anvilProcess.ts'
import { askChainIdentity } from '#integrations/anvil/rpc.ts'
import { connectChain, type ChainClient } from '#integrations/chain/chainClient.ts'
import type { InstanceFolders } from './instance.ts'
import type { ChainSettings } from './settings.ts'
import { shownUrl } from './settingsWords.ts'

export interface RunningChain {
  readonly kind: ChainView['kind']
  readonly chainId: number
  readonly url: string
  readonly client: ChainClient
  readonly genesisHash: Hash
  /** Where a local chain keeps its state; null elsewhere. */
  readonly stateFile: string | null
  /** What happened, for the person who started it. */
  readonly account: string
  /** Ends a local chain with its state on disk; leaves others alone. */
  stop(): Promise<void>
}

/** @throws WRONG_CHAIN, WRONG_GENESIS, PORT_IN_USE, ANVIL_MISSING, ANVIL_FAILED, CHAIN_RECORD_DAMAGED, RPC_UNREACHABLE */
export async function startChain(settings: ChainSettings, folders: InstanceFolders): Promise<RunningChain> {
  return settings.kind === 'local' ? startLocal(settings, folders) : connectRemote(settings, folders)
}

async function startLocal(settings: Extract<ChainSettings, { kind: 'local' }>, folders: InstanceFolders): Promise<RunningChain> {
  const { chainId, port, blockTimeS, forkUrl } = settings
  const anvil = await attachOrStart({
    folder: folders.chain,
    chainId,
    port,
    ...(blockTimeS === undefined ? {} : { blockTimeS }),
    ...(forkUrl === undefined ? {} : { forkUrl }),
  })
  return {
    kind: forkUrl === undefined ? 'local' : 'fork',
    chainId,
    url: anvil.url,
    client: await connectChain({ url: anvil.url, chainId }),
    genesisHash: anvil.genesisHash,
    stateFile: join(folders.chain, 'anvil-state.json'),
    account: `${anvil.attached ? 'found the local chain that was left running' : 'started a local chain'}: ${anvil.url}, chain ${chainId}${forkUrl === undefined ? '' : `, forked from ${forkUrl}`}`,
    stop: () => anvil.stop(),
  }
}

/** 15 blocks of 12 s: what a node that is in step never misses. */
const lagMaxS = 180

const knownChainSchema = z.strictObject({ chainId: chainIdSchema, genesisHash: hashSchema })

/** A journal belongs to one chain: the first one that this instance ever saw. */
async function connectRemote(
  { rpcUrl, chainId }: Extract<ChainSettings, { kind: 'rpc' }>,
  folders: InstanceFolders,
): Promise<RunningChain> {
  const file = join(folders.chain, 'known-chain.json')
  const known = existsSync(file) ? readKnown(file) : undefined
  const found = await askChainIdentity(rpcUrl)
  const expected = known?.chainId ?? chainId
  if (found.chainId !== expected || chainId !== expected)
    throw new QuorateError('WRONG_CHAIN', { url: rpcUrl, found: found.chainId, expected })
  if (known !== undefined && known.genesisHash !== found.genesisHash) {
    throw new QuorateError('WRONG_GENESIS', { url: rpcUrl, found: found.genesisHash, expected: known.genesisHash })
  }
  if (known === undefined) {
    writeFileSync(`${file}.new`, `${JSON.stringify({ chainId, genesisHash: found.genesisHash })}\n`, { mode: 0o600 })
    renameSync(`${file}.new`, file)
  }
  return {
    kind: 'rpc',
    chainId,
    url: rpcUrl,
    client: await connectChain({ url: rpcUrl, chainId, genesisHash: found.genesisHash }),
    genesisHash: found.genesisHash,
    stateFile: null,
    account: `connected to chain ${chainId} at ${rpcUrl}`,
    stop: () => Promise.resolve(),
  }
}

function readKnown(file: string): z.output<typeof knownChainSchema> {
  try {
    return knownChainSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new QuorateError('CHAIN_RECORD_DAMAGED', { file, problem: 'not a chain record' }, { cause })
  }
}

/** The chain as `status` shows it; a node that does not answer is shown as that. Its address is for everyone who may look: without what lets in. */
export async function viewChain({ kind, chainId, url, client }: RunningChain): Promise<ChainView> {
  const common = { kind, chainId, rpcUrl: shownUrl(url) }
  try {
    const { number, timestamp } = await client.getBlock({ blockTag: 'latest' })
    return {
      ...common,
      reachable: true,
      block: Number(number),
      head: { at: Number(timestamp), lagMaxS: kind === 'rpc' ? lagMaxS : null },
    }
  } catch (failure) {
    return {
      ...common,
      reachable: false,
      block: null,
      problem: redaction.text(asQuorateError(failure).message.split('\n')[0] ?? ''),
    }
  }
}
