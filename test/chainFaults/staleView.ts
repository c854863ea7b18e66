// How a node that lags behind would answer: questions about the newest block are asked of an older one, and what came
// later is unknown. Consistent with itself, as a slow replica behind a load balancer is.

/** A JSON-RPC question. */
export interface Question {
  readonly id?: unknown
  readonly method: string
  readonly params?: readonly unknown[]
}

/** Where the block tag stands in a method's parameters. */
const tagAt: Readonly<Record<string, number>> = {
  eth_call: 1,
  eth_getTransactionCount: 1,
  eth_getBalance: 1,
  eth_getCode: 1,
  eth_estimateGas: 1,
  eth_getBlockByNumber: 0,
}
const newest: ReadonlySet<unknown> = new Set([undefined, 'latest', 'pending', 'safe', 'finalized'])

/** The question as the node has to be asked, so that its answer is that of an older block. */
export function stalled(question: Question, staleAt: number): Question {
  const params = [...(question.params ?? [])]
  const at = tagAt[question.method]
  if (at !== undefined && newest.has(params[at])) params[at] = quantity(staleAt)
  const [filter] = params
  if (question.method === 'eth_getLogs' && isRecord(filter) && newest.has(filter['toBlock']))
    params[0] = { ...filter, toBlock: quantity(staleAt) }
  return { ...question, params }
}

/** The answer without what the lagging node cannot know yet, and whether it was changed by this. */
export function staleAnswer(question: Question, answer: unknown, staleAt: number): { answer: unknown; isLie: boolean } {
  if (!isRecord(answer)) return { answer, isLie: false }
  const { result } = answer
  if (question.method === 'eth_blockNumber' && typeof result === 'string' && Number(result) > staleAt)
    return { answer: { ...answer, result: quantity(staleAt) }, isLie: true }
  if (!isRecord(result) || !isLater(result['blockNumber'] ?? result['number'], staleAt)) return { answer, isLie: false }
  if (question.method === 'eth_getTransactionReceipt' || question.method === 'eth_getBlockByNumber')
    return { answer: { ...answer, result: null }, isLie: true }
  if (question.method === 'eth_getTransactionByHash')
    return {
      answer: { ...answer, result: { ...result, blockNumber: null, blockHash: null, transactionIndex: null } },
      isLie: true,
    }
  return { answer, isLie: false }
}

const quantity = (value: number): string => `0x${value.toString(16)}`
const isLater = (block: unknown, staleAt: number): boolean => typeof block === 'string' && Number(block) > staleAt
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
