// Transactions run one after another on a state that nobody keeps: `eth_simulateV1`, each on what those before it left.
import { z } from 'zod'
import type { Hex } from 'viem'
import type { EvmAddress } from '#protocol/address.ts'
import { toAmount } from '#protocol/amounts.ts'
import { simulatedEventsMax, type SimulatedRequest, type SimulatedTransaction, type Simulation } from '#protocol/simulation.ts'
import { askChain, type ChainClient } from '#integrations/chain/chainClient.ts'
import { assetChanges } from './assetChanges.ts'
import { eventOf, isNativeNote, movementOf, type SimulatedLog } from './knownEvents.ts'
import { revertWords } from './revertWords.ts'

const hex = z.templateLiteral(['0x', z.string()])
const logSchema = z.object({ address: hex, topics: z.array(hex), data: hex })
const callSchema = z.object({
  returnData: hex.default('0x'),
  logs: z.array(logSchema).default([]),
  gasUsed: hex,
  status: hex,
  error: z.object({ message: z.string().default(''), data: hex.optional() }).optional(),
})
const answerSchema = z.array(z.object({ calls: z.array(callSchema) })).length(1)
type Ran = z.output<typeof callSchema>

/**
 * @param block on the state after this one
 * @throws whatever the node says to it: where it does not know the method, viem's own error for that
 */
export async function simulateInOrder(
  client: ChainClient,
  {
    from,
    requests,
    block,
  }: { readonly from: EvmAddress; readonly requests: readonly SimulatedRequest[]; readonly block: bigint },
): Promise<Pick<Simulation, 'results' | 'changes' | 'otherChanges'>> {
  const calls = requests.map(({ to, data, value }) => ({ from, to, data, value: `0x${BigInt(value).toString(16)}` }))
  const question = { blockStateCalls: [{ calls }], traceTransfers: true, validation: false }
  const said: unknown = await client.request({
    method: 'eth_simulateV1',
    params: [question, `0x${block.toString(16)}`],
    // viem's types know its own shape of it only
  } as never)
  const [{ calls: ran }] = answerSchema.parse(said) as [{ calls: Ran[] }]
  const logs = ran.filter(succeeded).flatMap(({ logs: each }) => each as readonly SimulatedLog[])
  return {
    results: requests.map(({ txRequestId }, at) => resultOf(txRequestId, ran[at])),
    ...assetChanges(
      logs.flatMap((log) => movementOf(log) ?? []),
      from,
    ),
  }
}

const succeeded = ({ status }: Ran): boolean => BigInt(status) === 1n

function resultOf(txRequestId: string, ran: Ran | undefined): SimulatedTransaction {
  const about = { txRequestId, assumedSuccess: false, assumptionReason: null }
  if (ran === undefined)
    return {
      ...about,
      success: false,
      gasUsed: null,
      revert: { data: null, problem: 'it was not run' },
      events: [],
      otherEvents: 0,
    }
  const gasUsed = toAmount(BigInt(ran.gasUsed))
  if (!succeeded(ran)) {
    const data = revertDataOf(ran)
    return {
      ...about,
      success: false,
      gasUsed,
      revert: { data, problem: revertWords(data, ran.error?.message) },
      events: [],
      otherEvents: 0,
    }
  }
  const logs = (ran.logs as readonly SimulatedLog[]).filter((log) => !isNativeNote(log))
  const events = logs.flatMap((log) => eventOf(log) ?? []).slice(0, simulatedEventsMax)
  return { ...about, success: true, gasUsed, revert: null, events, otherEvents: logs.length - events.length }
}

/** What is longer than a reason is none. */
function revertDataOf({ returnData, error }: Ran): Hex | null {
  const data = error?.data ?? returnData
  return data.length > 2 && data.length <= 2 + 2 * 1_024 ? data : null
}

/** Asks which block is the newest, once for all that is compared. @throws as askChain */
export async function newestBlock(client: ChainClient): Promise<{ readonly number: bigint; readonly time: number }> {
  const { number, timestamp } = await askChain(client, 'the newest block', () => client.getBlock())
  return { number, time: Number(timestamp) }
}
