// Ways to order a trade, and to wrap and unwrap the chain's own coin.
import type { Phrasing } from './phrasing.ts'

/** Swaps: what is given, what is got, and how much of which. */
export const trades: readonly Phrasing<'swap' | 'wrap' | 'unwrap'>[] = [
  {
    kind: 'swap',
    forms: [
      {
        form: '(swap|trade|exchange|convert|change|turn) [from] [{amountIn}] [{tokenIn}] [(to|for|into|in|against) {tokenOut}]',
        example: 'swap 250 USDC to WETH',
      },
      { form: '(swap|trade|exchange|convert) {tokenIn} {amountIn} (to|for|into) {tokenOut}', example: 'swap USDC 250 for WETH' },
      {
        form: '(swap|trade|exchange|convert) {tokenIn} (to|for|into) {amountOut} {tokenOut}',
        example: 'swap USDC for 0.1 WETH',
      },
      { form: 'sell [{amountIn}] [{tokenIn}] [(for|to|into|against) {tokenOut}]', example: 'sell half of my WETH for USDC' },
      { form: 'sell {tokenIn} (for|to get) {amountOut} {tokenOut}', example: 'sell WETH for 100 USDC' },
      {
        form: '(buy|purchase) [me] [{amountOut}] [{tokenOut}] [(with|for|using|from) {tokenIn}]',
        example: 'buy 0.1 WETH with USDC',
      },
      { form: '(buy|purchase) [me] {tokenOut} (with|for|using|from) {amountIn} {tokenIn}', example: 'buy WETH with 250 USDC' },
      { form: '(buy|purchase) [me] {tokenOut} (with|for|using|from) {amountIn}', example: 'buy WETH for 100' },
    ],
  },
  {
    kind: 'wrap',
    forms: [{ form: 'wrap [{amountIn}] [{token}] [(to|into|as) {wrapped}]', example: 'wrap 2 ETH' }],
  },
  {
    kind: 'unwrap',
    forms: [{ form: 'unwrap [{amountIn}] [{wrapped}] [(to|into|as) {token}]', example: 'unwrap 1.5' }],
  },
]
