// The few raw questions asked of an Anvil before a chain client exists.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { hashSchema, type Hash } from '#protocol/hash.ts'

/** A local node answers in milliseconds; this bounds a hung one. */
const rpcTimeoutMs = 2_000

const answerSchema = z.object({ result: z.unknown().optional(), error: z.object({ message: z.string() }).optional() })
const quantity = z
  .string()
  .regex(/^0x[0-9a-f]+$/)
  .transform(Number)
const blockSchema = z.object({ hash: hashSchema, timestamp: quantity })

/** One JSON-RPC call. @throws QuorateError RPC_UNREACHABLE (no answer), RPC_FAILED (an error as answer) */
export async function callRpc(url: string, method: string, params: readonly unknown[] = []): Promise<unknown> {
  let body: unknown
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(rpcTimeoutMs),
    })
    body = await response.json()
  } catch (cause) {
    throw new QuorateError('RPC_UNREACHABLE', { url, problem: cause instanceof Error ? cause.message : String(cause) }, { cause })
  }
  const answer = answerSchema.safeParse(body)
  if (!answer.success) throw new QuorateError('RPC_UNREACHABLE', { url, problem: 'the answer is not JSON-RPC' })
  if (answer.data.error !== undefined) throw new QuorateError('RPC_FAILED', { method, problem: answer.data.error.message })
  return answer.data.result
}

/** What makes a chain this chain. `genesisTime` in seconds. */
export interface ChainIdentity {
  readonly chainId: number
  readonly genesisHash: Hash
  readonly genesisTime: number
}

/** Asks a node which chain it serves. @throws QuorateError as callRpc */
export async function askChainIdentity(url: string): Promise<ChainIdentity> {
  const [chainId, genesis] = await Promise.all([
    callRpc(url, 'eth_chainId'),
    callRpc(url, 'eth_getBlockByNumber', ['0x0', false]),
  ])
  const parsed = z.object({ chainId: quantity, genesis: blockSchema }).safeParse({ chainId, genesis })
  if (!parsed.success)
    throw new QuorateError('RPC_FAILED', { method: 'eth_getBlockByNumber', problem: 'the answer has no block 0' })
  return { chainId: parsed.data.chainId, genesisHash: parsed.data.genesis.hash, genesisTime: parsed.data.genesis.timestamp }
}

/** Time of the newest block, in seconds. @throws QuorateError as callRpc */
export async function latestBlockTime(url: string): Promise<number> {
  const block = blockSchema.safeParse(await callRpc(url, 'eth_getBlockByNumber', ['latest', false]))
  if (!block.success) throw new QuorateError('RPC_FAILED', { method: 'eth_getBlockByNumber', problem: 'the answer has no block' })
  return block.data.timestamp
}
