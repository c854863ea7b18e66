// One bot's reading of a fund's price guard, through its own RPC client. It reads and never sends.
import { BaseError, ContractFunctionRevertedError } from 'viem'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { priceGuardAbi } from '#protocol/abi/PriceGuard.ts'
import { toEvmAddress, zeroAddress, type EvmAddress } from '#protocol/address.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { priceStatusAt, type PriceStatus } from '#protocol/priceStatus.ts'
import type { ChainClient } from './chainClient.ts'

/** What one block says of the guard and of a token's price in it. Times in seconds. */
export interface GuardBooks {
  /** null when the fund's limits name none */
  readonly guard: EvmAddress | null
  /** whom the fund's policy lets observe */
  readonly keeper: EvmAddress
  /** of the block */
  readonly blockTime: number
  readonly status: PriceStatus
  /** worth of one whole token, in base units of the asset; 0 unless KNOWN */
  readonly value: string
  /** of the newest observation; 0 if there is none */
  readonly observedAt: number
  readonly windowS: number
  readonly maxAgeS: number
  /** the error that an observation by `keeper` would meet in this block; null when it would go through */
  readonly obstacle: { readonly code: string; readonly detail: string } | null
}

/** Reads all of it at the newest block. @param of whose price, and who would observe it */
export async function readGuard(
  client: ChainClient,
  fund: FundConfig,
  of: { readonly token: EvmAddress; readonly keeper: EvmAddress },
): Promise<GuardBooks> {
  const block = await client.getBlock()
  const [blockNumber, blockTime] = [block.number, Number(block.timestamp)]
  const policy = { address: fund.contracts.policy, abi: fundPolicyAbi, blockNumber } as const
  const [limits, keeper] = await Promise.all([
    client.readContract({ ...policy, functionName: 'limits' }),
    client.readContract({ ...policy, functionName: 'keeper' }),
  ])
  const common = { keeper: toEvmAddress(keeper), blockTime }
  const guard = toEvmAddress(limits.priceGuard)
  if (guard === zeroAddress)
    return { guard: null, ...common, status: 'NO_SOURCE', value: '0', observedAt: 0, windowS: 0, maxAgeS: 0, obstacle: null }
  const at = { address: guard, abi: priceGuardAbi, blockNumber } as const
  const [source, [, newer], [status, value], obstacle] = await Promise.all([
    client.readContract({ ...at, functionName: 'sourceOf', args: [of.token] }),
    client.readContract({ ...at, functionName: 'observationsOf', args: [of.token] }),
    client.readContract({ ...at, functionName: 'consult', args: [of.token, oneWhole(fund, of.token)] }),
    rehearse(client, { ...at, ...of }),
  ])
  return {
    guard,
    ...common,
    status: priceStatusAt(status),
    value: value.toString(),
    observedAt: Number(newer.observedAt),
    windowS: Number(source.window),
    maxAgeS: Number(source.maxAge),
    obstacle,
  }
}

/** The call that would observe, without sending it. @throws what is no answer of the contract */
async function rehearse(
  client: ChainClient,
  of: { readonly address: EvmAddress; readonly token: EvmAddress; readonly keeper: EvmAddress; readonly blockNumber: bigint },
): Promise<GuardBooks['obstacle']> {
  const { address, token, keeper: account, blockNumber } = of
  try {
    await client.simulateContract({ address, abi: priceGuardAbi, functionName: 'observe', args: [token], account, blockNumber })
    return null
  } catch (error) {
    const refusal = error instanceof BaseError ? error.walk((each) => each instanceof ContractFunctionRevertedError) : null
    if (!(refusal instanceof ContractFunctionRevertedError)) throw error
    const { data, signature, shortMessage } = refusal
    if (data === undefined) return { code: signature ?? 'CALL_REVERTED', detail: shortMessage }
    return { code: data.errorName, detail: `${data.errorName}(${(data.args ?? []).map(String).join(', ')})` }
  }
}

function oneWhole(fund: FundConfig, address: EvmAddress): bigint {
  const token = fund.tokens.find((one) => one.address === address)
  if (token === undefined) throw new QuorateError('NO_ROUTE', { problem: `${address} is not among the fund's tokens` })
  return 10n ** BigInt(token.decimals)
}
