// Events of tokens, wrappers, vaults and pools, as a simulation shows them; and what of them moves assets.
import { decodeEventLog, parseAbi, type Hex } from 'viem'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import type { SimulatedEvent } from '#protocol/simulation.ts'

/** As a node tells it. */
export interface SimulatedLog {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
}

const known = parseAbi([
  'event Transfer(address indexed from, address indexed to, uint256 value)',
  'event Approval(address indexed owner, address indexed spender, uint256 value)',
  'event Deposit(address indexed account, uint256 value)',
  'event Withdrawal(address indexed account, uint256 value)',
  'event Deposit(address indexed sender, address indexed owner, uint256 assets, uint256 shares)',
  'event Withdraw(address indexed sender, address indexed receiver, address indexed owner, uint256 assets, uint256 shares)',
  'event Swap(address indexed sender, uint256 amount0In, uint256 amount1In, uint256 amount0Out, uint256 amount1Out, address indexed to)',
  'event Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)',
])
/** Where a node writes down transfers of the chain's own coin as if they were a token's. */
const nativeCoin = '0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee'

type Decoded = {
  readonly name: string
  readonly args: readonly (readonly [string, string])[]
  readonly values: Readonly<Record<string, unknown>>
}

function decoded({ topics, data }: SimulatedLog): Decoded | undefined {
  try {
    const { eventName, args } = decodeEventLog({ abi: known, topics: topics as [Hex, ...Hex[]], data })
    const values = args as Readonly<Record<string, unknown>>
    return { name: eventName, args: Object.entries(values).map(([name, value]) => [name, String(value)]), values }
  } catch {
    return undefined
  }
}

/** For people; undefined for one that is not known here, or is the node's own note of the chain's coin. */
export function eventOf(log: SimulatedLog): SimulatedEvent | undefined {
  const found = isNativeNote(log) ? undefined : decoded(log)
  return found && { contract: toEvmAddress(log.address), name: found.name, args: found.args.map(([a, b]) => [a, b]) }
}

export const isNativeNote = ({ address }: SimulatedLog): boolean => address.toLowerCase() === nativeCoin

/** One movement of one asset. */
export interface Movement {
  readonly asset: 'native' | EvmAddress
  readonly from: EvmAddress
  readonly to: EvmAddress
  readonly amount: bigint
}

/** What a log says was moved. A wrapper tells of what it makes and takes back without a transfer. */
export function movementOf(log: SimulatedLog): Movement | undefined {
  const found = decoded(log)
  if (found === undefined) return undefined
  const contract = toEvmAddress(log.address)
  const at = (name: string): EvmAddress => toEvmAddress(String(found.values[name]))
  const amount = (name: string): bigint => found.values[name] as bigint
  const asset = isNativeNote(log) ? ('native' as const) : contract
  if (found.name === 'Transfer') return { asset, from: at('from'), to: at('to'), amount: amount('value') }
  if (found.name === 'Deposit' && 'account' in found.values)
    return { asset: contract, from: contract, to: at('account'), amount: amount('value') }
  if (found.name === 'Withdrawal') return { asset: contract, from: at('account'), to: contract, amount: amount('value') }
  return undefined
}
