// For nodes that cannot run transactions in order: each is called alone, on a state changed as the approvals before it would
// have changed it. Where a token's storage cannot be read so, one that fails for want of that allowance is taken to succeed,
// and the result says so.
import type { Hex } from 'viem'
import type { EvmAddress } from '#protocol/address.ts'
import { toAmount } from '#protocol/amounts.ts'
import type { SimulatedRequest, SimulatedTransaction, Simulation } from '#protocol/simulation.ts'
import { revertDataIn } from '#integrations/chain/revertData.ts'
import { urlOf, type ChainClient } from '#integrations/chain/chainClient.ts'
import { asChainError } from '#integrations/chain/chainError.ts'
import { erc20Abi } from '#integrations/chain/uniswapAbi.ts'
import { assetChanges } from './assetChanges.ts'
import { approvalIn, movementsOf } from './knownCalls.ts'
import type { Movement } from './knownEvents.ts'
import { isWantOfAllowance, revertWords } from './revertWords.ts'
import { MadeUpState, storedSlot } from './storedSlots.ts'

interface Given {
  readonly from: EvmAddress
  readonly requests: readonly SimulatedRequest[]
  readonly block: bigint
}

/** @throws QuorateError RPC_UNREACHABLE, RPC_FAILED: a node that does not answer has simulated nothing */
export async function simulateOneByOne(
  client: ChainClient,
  given: Given,
): Promise<Pick<Simulation, 'mode' | 'results' | 'changes' | 'otherChanges'>> {
  const run = new Run(client, given)
  const results: SimulatedTransaction[] = []
  for (const request of given.requests) results.push(await run.next(request))
  const mode = results.some(({ assumedSuccess }) => assumedSuccess) ? 'assumed' : 'overrides'
  return { mode, results, ...assetChanges(run.movements, given.from) }
}

class Run {
  readonly movements: Movement[] = []
  readonly #client: ChainClient
  readonly #given: Given
  readonly #state = new MadeUpState()
  /** approvals that could not be made up */
  readonly #assumed: { readonly spender: EvmAddress; readonly amount: bigint }[] = []

  constructor(client: ChainClient, given: Given) {
    this.#client = client
    this.#given = given
  }

  async next(request: SimulatedRequest): Promise<SimulatedTransaction> {
    const call = { from: this.#given.from, to: request.to, data: request.data, value: BigInt(request.value) }
    const about = { txRequestId: request.txRequestId, events: [], otherEvents: 0 }
    const ran = await this.#call(call)
    if ('returned' in ran) {
      const gasUsed = await this.#gas(call)
      const moved = movementsOf(call, ran.returned)
      this.movements.push(...moved)
      await this.#note(call)
      for (const movement of moved) await this.#noteMovement(movement)
      return { ...about, success: true, assumedSuccess: false, assumptionReason: null, gasUsed, revert: null }
    }
    const { data, problem } = ran
    if (isWantOfAllowance(problem) && this.#assumed.some(({ spender, amount }) => spender === request.to && amount > 0n)) {
      this.movements.push(...movementsOf(call, null))
      const why = { assumedSuccess: true, assumptionReason: 'ALLOWANCE_NOT_APPLIED_IN_SIMULATION' } as const
      return { ...about, success: true, ...why, gasUsed: null, revert: null }
    }
    return { ...about, success: false, assumedSuccess: false, assumptionReason: null, gasUsed: null, revert: { data, problem } }
  }

  async #call(call: Call): Promise<{ readonly returned: Hex } | { readonly data: Hex | null; readonly problem: string }> {
    try {
      const { data } = await this.#client.call({ ...this.#at(call), blockNumber: this.#given.block })
      return { returned: data ?? '0x' }
    } catch (error) {
      const typed = asChainError(error, { url: urlOf(this.#client), label: 'a simulated call' })
      if (typed.code !== 'CALL_REVERTED') throw typed
      const data = revertDataIn(error)
      const short = data !== null && data.length <= 2 + 2 * 1_024 ? data : null
      return {
        data: short,
        problem: revertWords(short, typed.message),
      }
    }
  }

  /** A node that does not say is not asked twice: nothing is decided by it. */
  async #gas(call: Call): Promise<SimulatedTransaction['gasUsed']> {
    try {
      return toAmount(await this.#client.estimateGas(this.#at(call)))
    } catch {
      return null
    }
  }

  #at({ from, ...call }: Call) {
    return { account: from, ...call, ...(this.#state.isEmpty ? {} : { stateOverride: this.#state.asOverride() }) }
  }

  /** What comes after it finds it done. */
  async #note(call: Call): Promise<void> {
    const approval = approvalIn(call)
    if (approval === undefined) return
    const { token, spender, amount } = approval
    const slot = await storedSlot(this.#client, token, { of: 'allowance', args: [call.from, spender] }).catch(() => undefined)
    if (slot === undefined) this.#assumed.push({ spender, amount })
    else this.#state.set(token, slot, amount)
  }

  /** A wallet has afterwards what it was given. What others have of it is left as it was. */
  async #noteMovement({ asset, from, to, amount }: Movement): Promise<void> {
    const own = this.#given.from
    if (asset === 'native' || (from !== own && to !== own)) return
    const slot = await storedSlot(this.#client, asset, { of: 'balanceOf', args: [own] }).catch(() => undefined)
    if (slot === undefined) return
    const before = this.#state.get(asset, slot) ?? (await this.#balance(asset))
    const after = to === own ? before + amount : before - amount
    this.#state.set(asset, slot, after < 0n ? 0n : after)
  }

  #balance(token: EvmAddress): Promise<bigint> {
    const { from, block: blockNumber } = this.#given
    return this.#client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [from], blockNumber })
  }
}

interface Call {
  readonly from: EvmAddress
  readonly to: EvmAddress
  readonly data: Hex
  readonly value: bigint
}
