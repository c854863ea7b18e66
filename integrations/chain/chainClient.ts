// A chain as this program reads it: viem's public client, set up so that nothing it says is stale.
import { createPublicClient, defineChain, http, type Chain, type HttpTransport, type PublicClient } from 'viem'
import { QuorateError } from '#protocol/errors.ts'
import { toHash, type Hash } from '#protocol/hash.ts'
import { asChainError } from './chainError.ts'

/** Answers of a node that is merely busy; a hung one is given up after this. */
const rpcTimeoutMs = 10_000
/** Reads are repeated by viem itself on lost connections; sends never are (see transactions.ts). */
const retries = 2
const retryDelayMs = 100
/** A local chain mines in milliseconds, others in seconds; asking for a receipt this often hurts neither. */
const pollingMs = 100

/** viem's client for reading one chain. */
export type ChainClient = PublicClient<HttpTransport, Chain>

/** A client that caches no block number. Nothing is asked of the node yet. */
export function makeChainClient(options: {
  readonly url: string
  readonly chainId: number
  readonly pollingMs?: number
}): ChainClient {
  const chain = defineChain({
    id: options.chainId,
    name: `chain ${options.chainId}`,
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [options.url] } },
  })
  return createPublicClient({
    chain,
    cacheTime: 0,
    pollingInterval: options.pollingMs ?? pollingMs,
    transport: http(options.url, { timeout: rpcTimeoutMs, retryCount: retries, retryDelay: retryDelayMs }),
  })
}

/** The node's address, for messages. */
export const urlOf = (client: ChainClient): string => client.transport.url ?? '(no url)'

/**
 * A client of a node that was asked which chain it serves.
 * @throws QuorateError RPC_UNREACHABLE, WRONG_CHAIN, WRONG_GENESIS (when a genesis is expected)
 */
export async function connectChain(options: {
  readonly url: string
  readonly chainId: number
  readonly genesisHash?: Hash
  readonly pollingMs?: number
}): Promise<ChainClient> {
  const client = makeChainClient(options)
  const found = await askChain(client, 'eth_chainId', () => client.getChainId())
  if (found !== options.chainId) throw new QuorateError('WRONG_CHAIN', { url: options.url, found, expected: options.chainId })
  if (options.genesisHash !== undefined) {
    const genesis = await askChain(client, 'eth_getBlockByNumber', () => client.getBlock({ blockNumber: 0n }))
    const hash = toHash(genesis.hash)
    if (hash !== options.genesisHash) {
      throw new QuorateError('WRONG_GENESIS', { url: options.url, found: hash, expected: options.genesisHash })
    }
  }
  return client
}

/** Runs one question to a chain and types its failure. `label` names the question to people. @throws QuorateError as asChainError */
export async function askChain<Answer>(client: ChainClient, label: string, question: () => Promise<Answer>): Promise<Answer> {
  try {
    return await question()
  } catch (error) {
    throw asChainError(error, { url: urlOf(client), label })
  }
}
