// What transactions would do if they were sent now, one after another, in the best way that the node knows.
import { BaseError, MethodNotFoundRpcError, MethodNotSupportedRpcError } from 'viem'
import type { EvmAddress } from '#protocol/address.ts'
import { simulationSchema, type SimulatedRequest, type Simulation } from '#protocol/simulation.ts'
import { asChainError } from '#integrations/chain/chainError.ts'
import { urlOf, type ChainClient } from '#integrations/chain/chainClient.ts'
import { simulateOneByOne } from './oneByOne.ts'
import { newestBlock, simulateInOrder } from './stateful.ts'

/**
 * Nothing is signed, sent or kept. A transaction that would fail is a result, not an error; those after it are tried all
 * the same, as the chain would.
 * @throws QuorateError RPC_UNREACHABLE, RPC_FAILED, HISTORY_UNAVAILABLE
 */
export async function simulateTransactions(
  client: ChainClient,
  { from, requests }: { readonly from: EvmAddress; readonly requests: readonly SimulatedRequest[] },
): Promise<Simulation> {
  const { number, time } = await newestBlock(client)
  const at = { block: Number(number), blockTime: time }
  const asked = { from, requests, block: number }
  try {
    const ran = await simulateInOrder(client, asked)
    return simulationSchema.parse({ ...at, mode: 'stateful', why: '', changesFrom: 'logs', ...ran })
  } catch (error) {
    if (!isUnknownMethod(error)) throw asChainError(error, { url: urlOf(client), label: 'eth_simulateV1' })
  }
  const why = 'this node cannot run transactions in order (it has no eth_simulateV1)'
  return simulationSchema.parse({ ...at, why, changesFrom: 'calls', ...(await simulateOneByOne(client, asked)) })
}

/** Nodes and their providers say it in different ways. */
const unknownMethod =
  /method .{0,80}(not found|not supported|does not exist|not available|unavailable|not allowed)|unsupported method|unknown method/i

function isUnknownMethod(error: unknown): boolean {
  if (!(error instanceof BaseError)) return false
  const typed = error.walk((each) => each instanceof MethodNotFoundRpcError || each instanceof MethodNotSupportedRpcError)
  return typed !== null || unknownMethod.test(`${error.shortMessage} ${error.details}`)
}
