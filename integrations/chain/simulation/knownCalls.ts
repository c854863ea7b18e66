// Calls whose effects are known without seeing them happen: what a node that cannot run them in order is told to assume of
// those that came before, and what they move by what they say and return.
import { decodeFunctionData, decodeFunctionResult, parseAbi, type Hex } from 'viem'
import { toEvmAddress, type EvmAddress } from '#protocol/address.ts'
import type { Movement } from './knownEvents.ts'

const known = parseAbi([
  'function approve(address spender, uint256 amount) returns (bool)',
  'function transfer(address to, uint256 amount) returns (bool)',
  'function deposit() payable',
  'function withdraw(uint256 amount)',
  'function deposit(uint256 assets, address receiver) returns (uint256)',
  'function redeem(uint256 shares, address receiver, address owner) returns (uint256)',
  'function swapExactTokensForTokens(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline) returns (uint256[])',
  'struct Order { address tokenIn; address tokenOut; uint24 fee; address recipient; uint256 deadline; uint256 amountIn; uint256 amountOutMinimum; uint160 sqrtPriceLimitX96; }',
  'function exactInputSingle(Order order) payable returns (uint256)',
])

interface Call {
  readonly from: EvmAddress
  readonly to: EvmAddress
  readonly data: Hex
  readonly value: bigint
}
type Decoded = { readonly name: string; readonly args: readonly unknown[] }

function decoded(data: Hex): Decoded | undefined {
  try {
    const { functionName, args } = decodeFunctionData({ abi: known, data })
    // viem gives none for a function without arguments, whatever its types say
    return { name: functionName, args: (args as readonly unknown[] | undefined) ?? [] }
  } catch {
    return undefined
  }
}

/** What a call lets somebody take. */
export function approvalIn({ to, data }: Pick<Call, 'to' | 'data'>):
  | {
      readonly token: EvmAddress
      readonly spender: EvmAddress
      readonly amount: bigint
    }
  | undefined {
  const found = decoded(data)
  if (found?.name !== 'approve') return undefined
  const [spender, amount] = found.args as readonly [string, bigint] // the ABI says so
  return { token: to, spender: toEvmAddress(spender), amount }
}

/** What a call moves, by what it says and what it returned. @param returned null: not known */
export function movementsOf(call: Call, returned: Hex | null): readonly Movement[] {
  const { from, to, data, value } = call
  const sent: readonly Movement[] = value === 0n ? [] : [{ asset: 'native', from, to, amount: value }]
  const found = decoded(data)
  return found === undefined ? sent : [...sent, ...movementsBy(found, call, returned)]
}

function movementsBy({ name, args }: Decoded, { from, to, data, value }: Call, returned: Hex | null): readonly Movement[] {
  const address = (at: number): EvmAddress => toEvmAddress(String(args[at]))
  const amount = (at: number): bigint => args[at] as bigint
  if (name === 'transfer') return [{ asset: to, from, to: address(0), amount: amount(1) }]
  if (name === 'deposit' && args.length === 0) return [{ asset: to, from: to, to: from, amount: value }]
  if (name === 'withdraw')
    return [
      { asset: to, from, to, amount: amount(0) },
      { asset: 'native', from: to, to: from, amount: amount(0) },
    ]
  const result = returned === null ? undefined : resultOf(data, returned)
  if (name === 'swapExactTokensForTokens') {
    const path = (args[2] as readonly string[]).map((each) => toEvmAddress(each))
    const [first, last] = [path[0], path.at(-1)]
    const given = (result as readonly bigint[] | undefined)?.at(-1)
    if (first === undefined || last === undefined) return []
    return [
      { asset: first, from, to, amount: amount(0) },
      ...(given === undefined ? [] : [{ asset: last, from: to, to: address(3), amount: given }]),
    ]
  }
  if (name === 'exactInputSingle') {
    const order = args[0] as { tokenIn: string; tokenOut: string; recipient: string; amountIn: bigint }
    const out = { asset: toEvmAddress(order.tokenOut), from: to, to: toEvmAddress(order.recipient) }
    return [
      { asset: toEvmAddress(order.tokenIn), from, to, amount: order.amountIn },
      ...(typeof result === 'bigint' ? [{ ...out, amount: result }] : []),
    ]
  }
  return []
}

function resultOf(data: Hex, returned: Hex): unknown {
  try {
    const { functionName } = decodeFunctionData({ abi: known, data })
    return decodeFunctionResult({ abi: known, functionName, data: returned } as never)
  } catch {
    return undefined
  }
}
