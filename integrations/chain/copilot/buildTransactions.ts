// Transactions for a wallet, from an action in exact amounts: approvals of exactly what is spent, never of more, and one that
// does it. Pure: what the chain says was asked before.
import { concatHex, encodeFunctionData, erc20Abi, erc4626Abi, numberToHex, parseAbi, zeroAddress, type Hex } from 'viem'
import type { EvmAddress } from '#protocol/address.ts'
import { toAmount } from '#protocol/amounts.ts'
import type { CopilotAction, CopilotActionOf, CopilotAsset, PlannedTrade, TxRequest } from '#protocol/copilotPlan.ts'
import { wethAbi } from '#integrations/chain/uniswapAbi.ts'

const v2Abi = parseAbi([
  'function swapExactTokensForTokens(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline) returns (uint256[])',
  'function swapTokensForExactTokens(uint256 amountOut, uint256 amountInMax, address[] path, address to, uint256 deadline) returns (uint256[])',
  'function swapExactETHForTokens(uint256 amountOutMin, address[] path, address to, uint256 deadline) payable returns (uint256[])',
  'function swapETHForExactTokens(uint256 amountOut, address[] path, address to, uint256 deadline) payable returns (uint256[])',
  'function swapExactTokensForETH(uint256 amountIn, uint256 amountOutMin, address[] path, address to, uint256 deadline) returns (uint256[])',
  'function swapTokensForExactETH(uint256 amountOut, uint256 amountInMax, address[] path, address to, uint256 deadline) returns (uint256[])',
])
const v3Abi = parseAbi([
  'struct ExactInput { bytes path; address recipient; uint256 deadline; uint256 amountIn; uint256 amountOutMinimum; }',
  'function exactInput(ExactInput order) payable returns (uint256)',
  'function unwrapWETH9(uint256 amountMinimum, address recipient) payable',
  'function multicall(bytes[] data) payable returns (bytes[])',
])

/** Whose wallet it is, and what stands there already. */
export interface BuildGround {
  readonly chainId: number
  readonly wallet: EvmAddress
  /** the chain's own coin as a token */
  readonly wrapper: EvmAddress
  /** what a spender may take of a token now */
  readonly allowance: (token: EvmAddress, spender: EvmAddress) => bigint
  /** for words: `250 USDC`, `uniswap-v2` */
  readonly amountWords: (asset: CopilotAsset, amount: bigint) => string
  readonly nameOf: (address: EvmAddress) => string
}

interface Call {
  readonly kind: TxRequest['kind']
  readonly to: EvmAddress
  readonly data: Hex
  readonly value?: bigint
  readonly says: string
}

/** @param trade worked out, for a swap @returns at most four, in the order in which they are signed */
export function buildTransactions(action: CopilotAction, ground: BuildGround, trade?: PlannedTrade): readonly TxRequest[] {
  const counts = new Map<string, number>()
  return callsOf(action, ground, trade).map(({ kind, to, data, value = 0n, says }) => {
    const number = (counts.get(kind) ?? 0) + 1
    counts.set(kind, number)
    const about = { chainId: ground.chainId, from: ground.wallet, to, data, value: toAmount(value), says }
    return { id: `${kind}-${number}`, kind, ...about } as TxRequest // the chain's id was checked where it came in
  })
}

function callsOf(action: CopilotAction, ground: BuildGround, trade: PlannedTrade | undefined): readonly Call[] {
  const { wallet, wrapper, amountWords, nameOf } = ground
  switch (action.kind) {
    case 'transfer':
      return [transfer(action, ground)]
    case 'approve':
      return approvals(ground, { ...action, amount: BigInt(action.amount) })
    case 'revoke':
      return [
        allow(
          { ...action, amount: 0n },
          `Take back what ${nameOf(action.spender)} may take of ${nameOf(action.token)}`,
          'revoke',
        ),
      ]
    case 'wrap': {
      const value = BigInt(action.amount)
      const data = encodeFunctionData({ abi: wethAbi, functionName: 'deposit' })
      return [{ kind: 'wrap', to: wrapper, data, value, says: `Wrap ${amountWords('native', value)}` }]
    }
    case 'unwrap': {
      const amount = BigInt(action.amount)
      const data = encodeFunctionData({ abi: wethAbi, functionName: 'withdraw', args: [amount] })
      return [{ kind: 'unwrap', to: wrapper, data, says: `Unwrap ${amountWords(wrapper, amount)}` }]
    }
    case 'deposit': {
      const amount = BigInt(action.amount)
      const data = encodeFunctionData({ abi: erc4626Abi, functionName: 'deposit', args: [amount, wallet] })
      const says = `Deposit ${amountWords(action.asset, amount)} into fund ${action.fundId}`
      return [...missing(ground, action.asset, action.vault, amount), { kind: 'deposit', to: action.vault, data, says }]
    }
    case 'redeem': {
      const shares = BigInt(action.shares)
      const data = encodeFunctionData({ abi: erc4626Abi, functionName: 'redeem', args: [shares, wallet, wallet] })
      return [
        { kind: 'redeem', to: action.vault, data, says: `Redeem ${amountWords(action.vault, shares)} of fund ${action.fundId}` },
      ]
    }
    case 'swap':
      if (trade === undefined) throw new Error('a swap is planned before it is built')
      return swap(action, trade, ground)
  }
}

function transfer({ asset, amount, to }: CopilotActionOf<'transfer'>, { amountWords }: BuildGround): Call {
  const says = `Send ${amountWords(asset, BigInt(amount))} to ${to}`
  if (asset === 'native') return { kind: 'transfer', to, data: '0x', value: BigInt(amount), says }
  const data = encodeFunctionData({ abi: erc20Abi, functionName: 'transfer', args: [to, BigInt(amount)] })
  return { kind: 'transfer', to: asset, data, says }
}

const allow = (
  { token, spender, amount }: { readonly token: EvmAddress; readonly spender: EvmAddress; readonly amount: bigint },
  says: string,
  kind: 'approve' | 'revoke' = 'approve',
): Call => ({
  kind,
  to: token,
  data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }),
  says,
})

/** Exactly so much. Some tokens change an allowance only by way of none. */
function approvals(
  { allowance, amountWords, nameOf }: BuildGround,
  of: { readonly token: EvmAddress; readonly spender: EvmAddress; readonly amount: bigint },
): readonly Call[] {
  const { token, spender, amount } = of
  const now = allowance(token, spender)
  const set = allow(of, `Allow ${nameOf(spender)} to take ${amountWords(token, amount)}, no more`)
  return now === 0n ? [set] : [allow({ ...of, amount: 0n }, `Take back what ${nameOf(spender)} may take now`, 'revoke'), set]
}

/** What has to be allowed before: nothing, where exactly that is allowed already. */
const missing = (ground: BuildGround, token: EvmAddress, spender: EvmAddress, amount: bigint): readonly Call[] =>
  ground.allowance(token, spender) >= amount ? [] : approvals(ground, { token, spender, amount })

function swap(action: CopilotActionOf<'swap'>, trade: PlannedTrade, ground: BuildGround): readonly Call[] {
  const { tokenIn, tokenOut, side } = action
  const [given, wanted] = side === 'in' ? [action.amount, trade.bound] : [trade.bound, action.amount]
  const spent = BigInt(given)
  const words = [ground.amountWords(tokenIn, spent), ground.amountWords(tokenOut, BigInt(wanted))] as const
  const says =
    side === 'in'
      ? `Swap ${words[0]} for at least ${words[1]} on ${trade.venue.id}`
      : `Swap at most ${words[0]} for ${words[1]} on ${trade.venue.id}`
  const value = tokenIn === 'native' ? spent : 0n
  const data = trade.venue.kind === 'uniswap-v2' ? onV2(action, trade, ground) : onV3(action, trade, ground)
  const before = tokenIn === 'native' ? [] : missing(ground, tokenIn, trade.venue.router, spent)
  return [...before, { kind: 'swap', to: trade.venue.router, data, value, says }]
}

const asToken = (asset: CopilotAsset, { wrapper }: BuildGround): EvmAddress => (asset === 'native' ? wrapper : asset)

function onV2(action: CopilotActionOf<'swap'>, trade: PlannedTrade, ground: BuildGround): Hex {
  const { tokenIn, tokenOut, side } = action
  const path = [asToken(tokenIn, ground), asToken(tokenOut, ground)]
  const [amount, bound] = [BigInt(action.amount), BigInt(trade.bound)]
  const rest = [path, ground.wallet, BigInt(trade.deadline)] as const
  const abi = v2Abi
  if (tokenIn === 'native')
    return side === 'in'
      ? encodeFunctionData({ abi, functionName: 'swapExactETHForTokens', args: [bound, ...rest] })
      : encodeFunctionData({ abi, functionName: 'swapETHForExactTokens', args: [amount, ...rest] })
  if (tokenOut === 'native')
    return side === 'in'
      ? encodeFunctionData({ abi, functionName: 'swapExactTokensForETH', args: [amount, bound, ...rest] })
      : encodeFunctionData({ abi, functionName: 'swapTokensForExactETH', args: [amount, bound, ...rest] })
  return side === 'in'
    ? encodeFunctionData({ abi, functionName: 'swapExactTokensForTokens', args: [amount, bound, ...rest] })
    : encodeFunctionData({ abi, functionName: 'swapTokensForExactTokens', args: [amount, bound, ...rest] })
}

/** What comes out as a wrapper is unwrapped by the router in the same transaction. */
function onV3(action: CopilotActionOf<'swap'>, trade: PlannedTrade, ground: BuildGround): Hex {
  if (trade.venue.kind !== 'uniswap-v3' || action.side === 'out') throw new Error('no venue with ticks was planned for it')
  const [tokenIn, tokenOut] = [asToken(action.tokenIn, ground), asToken(action.tokenOut, ground)]
  const isUnwrapped = action.tokenOut === 'native'
  const order = {
    path: concatHex([tokenIn, numberToHex(trade.venue.feePpm, { size: 3 }), tokenOut]),
    // the router's own word for itself
    recipient: isUnwrapped ? zeroAddress : ground.wallet,
    deadline: BigInt(trade.deadline),
    amountIn: BigInt(action.amount),
    amountOutMinimum: BigInt(trade.bound),
  }
  const exact = encodeFunctionData({ abi: v3Abi, functionName: 'exactInput', args: [order] })
  if (!isUnwrapped) return exact
  const unwrap = encodeFunctionData({ abi: v3Abi, functionName: 'unwrapWETH9', args: [BigInt(trade.bound), ground.wallet] })
  return encodeFunctionData({ abi: v3Abi, functionName: 'multicall', args: [[exact, unwrap]] })
}
