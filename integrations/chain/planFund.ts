// What making a fund would send and cost, tried on the chain's present state and sent by nobody: the same calls as
// deployFund.ts makes, one after the other, in blocks that only the node imagines (eth_simulateV1).
import { decodeErrorResult, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { fundFactoryAbi } from '#protocol/abi/FundFactory.ts'
import { zeroAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundContracts } from '#protocol/fund.ts'
import { askChain, type ChainClient } from './chainClient.ts'
import {
  create2Address,
  create2Call,
  hasCode,
  hasProxy,
  proxyAddress,
  proxyCode,
  proxyMaker,
  proxyMakerWei,
  type Creation,
} from './create2.ts'
import { checkedParts, contractsOf, factoryCreations, fundParts } from './deployFund.ts'
import { guardAddress, guardChute, guardCreation, type NewGuard } from './deployGuard.ts'
import { factoryConfig, type NewFund } from './newFund.ts'
import { feesNow, gasLimitFor, transactionGasMax } from './transactions.ts'

/** A dozen transactions take minutes, and a base fee doubles in six full blocks. */
const feeHeadroom = 2n
/** 2 gwei: a tip may be that much, or as much as the base fee. */
const tipLeastMost = 2_000_000_000n

/** What is to be made. */
export interface WantedDeployment {
  readonly creator: EvmAddress
  /** A factory that is there; null: this program's own, made when it is missing. */
  readonly factory: EvmAddress | null
  /** Of every venue; what is there already is left out. */
  readonly adapters: readonly Creation[]
  readonly fund: NewFund
  /** The guard that the fund's limits name, to be made with it. */
  readonly guard?: NewGuard | undefined
}

export interface PlannedStep {
  readonly label: string
  readonly gas: bigint
}

export interface FundPlan {
  /** What is missing, in order; empty when the fund is there. Parts may travel together. */
  readonly steps: readonly PlannedStep[]
  readonly contracts: FundContracts
  /** With the margin that each transaction asks for. */
  readonly gas: bigint
  /** The most that is paid for a unit of gas. */
  readonly maxFeePerGas: bigint
  /** What the creator must hold: all gas at that price, and what the proxy's maker is sent. */
  readonly maxWei: bigint
}

interface Step {
  readonly label: string
  readonly to: EvmAddress
  readonly data: Hex
  readonly value?: bigint
  /** What it takes, where that needs no trial. */
  readonly gas?: bigint
}

/** @throws CALL_REVERTED when the contracts refuse the configuration; PROXY_UNUSABLE, RPC_FAILED, RPC_UNREACHABLE */
export async function planFund(client: ChainClient, wanted: WantedDeployment): Promise<FundPlan> {
  const { creator, fund } = wanted
  const config = factoryConfig(fund)
  const [before, factory] = await missingBefore(client, wanted)
  const label = `fund ${fund.name}`
  const call = (functionName: 'predictFund' | 'deployPart' | 'createFund', args: readonly unknown[]): Hex =>
    encodeFunctionData({ abi: fundFactoryAbi, functionName, args } as never) // the arguments are checked by the simulation
  const predict: Step = { label, to: factory, data: call('predictFund', [creator, config]) }
  const parts = fundParts.map((part, at): Step => ({
    label: `${part} of ${label}`,
    to: factory,
    data: call('deployPart', [config, BigInt(at)]),
  }))
  const register: Step = { label, to: factory, data: call('createFund', [config]) }

  const found = await simulate(client, creator, [...before, predict])
  const predicted = decodeFunctionResult({ abi: fundFactoryAbi, functionName: 'predictFund', data: found.at(-1)?.data ?? '0x' })
  const contracts = contractsOf(checkedParts(predicted), fund, factory)
  const guarding = await missingGuard(client, wanted, contracts.policy)
  const missing = await missingOf(client, { contracts, factory, parts, register })
  const all = [...before, ...guarding, ...missing]
  const tried = all.length === 0 ? [] : await simulate(client, creator, all)
  const steps = all.map((step, at): PlannedStep => ({ label: step.label, gas: step.gas ?? tried[at]?.gasUsed ?? 0n }))
  const maxFeePerGas = await highestFee(client)
  const gas = steps.reduce((sum, step) => sum + gasLimitFor(step.gas), 0n)
  const sent = before.reduce((sum, { value }) => sum + (value ?? 0n), 0n)
  return { steps, contracts, gas, maxFeePerGas, maxWei: gas * maxFeePerGas + sent }
}

/**
 * The most to pay for a unit of gas: twice the base fee and a tip. The proxy's own transaction bids 100 gwei, and for
 * its next twenty blocks the node of a quiet chain takes that for what everybody tips.
 */
async function highestFee(client: ChainClient): Promise<bigint> {
  const [{ baseFeePerGas }, fees] = await Promise.all([
    askChain(client, 'the newest block', () => client.getBlock()),
    feesNow(client),
  ])
  if (baseFeePerGas === null) return feeHeadroom * BigInt(fees.maxFeePerGas)
  const tip = BigInt(fees.maxPriorityFeePerGas)
  const most = baseFeePerGas > tipLeastMost ? baseFeePerGas : tipLeastMost
  return feeHeadroom * baseFeePerGas + (tip < most ? tip : most)
}

/** What the fund stands on: proxy, deployers and factory, adapter. */
async function missingBefore(
  client: ChainClient,
  { factory, adapters }: WantedDeployment,
): Promise<readonly [steps: readonly Step[], factory: EvmAddress]> {
  const own = factory === null ? factoryCreations() : []
  const steps: Step[] = []
  for (const creation of [...own, ...adapters])
    if (!(await hasCode(client, create2Address(creation)))) steps.push(create2Call(creation))
  const last = own.at(-1)
  const at = factory ?? (last === undefined ? zeroAddress : create2Address(last))
  if (steps.length === 0 || (await hasProxy(client))) return [steps, at]
  const label = 'deterministic deployment proxy'
  const balance = await askChain(client, label, () => client.getBalance({ address: proxyMaker }))
  const sent = balance < proxyMakerWei ? proxyMakerWei - balance : 0n
  // one transfer; the proxy's own transaction is paid from it
  return [[{ label, to: proxyMaker, data: '0x', value: sent, gas: 21_000n }, ...steps], at]
}

/** It comes before the fund, which names it. */
async function missingGuard(
  client: ChainClient,
  { creator, fund, guard }: WantedDeployment,
  policy: EvmAddress,
): Promise<readonly Step[]> {
  const config = factoryConfig(fund)
  if (guard === undefined || (await hasCode(client, guardAddress(creator, config)))) return []
  const chute = guardChute(creator, config)
  const at = create2Address(chute)
  const made = { label: 'price guard', to: at, data: guardCreation(guard, { policy, asset: fund.asset }) }
  return [...((await hasCode(client, at)) ? [] : [create2Call(chute)]), made]
}

async function missingOf(
  client: ChainClient,
  of: {
    readonly contracts: FundContracts
    readonly factory: EvmAddress
    readonly parts: readonly Step[]
    readonly register: Step
  },
): Promise<readonly Step[]> {
  const { contracts, factory, parts, register } = of
  const isThere = await Promise.all(fundParts.map((part) => hasCode(client, contracts[part])))
  const missing = parts.filter((_, at) => isThere[at] === false)
  if (missing.length > 0 || !(await hasCode(client, factory))) return [...missing, register]
  const known = await askChain(client, register.label, () =>
    client.readContract({ address: factory, abi: fundFactoryAbi, functionName: 'fundOf', args: [contracts.vault] }),
  )
  return known.vault === zeroAddress ? [register] : []
}

/** One block a call: all together may be more than a block holds. @throws CALL_REVERTED naming the call */
async function simulate(
  client: ChainClient,
  creator: EvmAddress,
  steps: readonly Step[],
): Promise<readonly { readonly gasUsed: bigint; readonly data: Hex }[]> {
  const blocks = await askChain(client, 'eth_simulateV1', () =>
    client.simulateBlocks({
      blocks: steps.map(({ to, data, value }) => ({
        calls: [{ account: creator, to, data, value: value ?? 0n, gas: transactionGasMax }],
        // what the creator has is compared with the sum, in words
        stateOverrides: [
          { address: creator, balance: 2n ** 128n },
          { address: proxyAddress, code: proxyCode },
        ],
      })),
    }),
  )
  return blocks.map(({ calls: [call] }, at) => {
    const label = steps[at]?.label ?? ''
    if (call?.status !== 'success') throw new QuorateError('CALL_REVERTED', { label, problem: revertWords(call?.data ?? '0x') })
    return { gasUsed: call.gasUsed, data: call.data }
  })
}

function revertWords(data: Hex): string {
  try {
    const { errorName, args } = decodeErrorResult({ abi: fundFactoryAbi, data })
    return `${errorName}(${args.map(String).join(', ')})`
  } catch {
    return data === '0x' ? 'it reverts without a reason' : `it reverts with ${data.slice(0, 138)}`
  }
}
