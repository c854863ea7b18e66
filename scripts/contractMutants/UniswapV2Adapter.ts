import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of UniswapV2Adapter.sol. */
export const uniswapV2AdapterMutants: readonly MutantRow[] = [
  ['token.forceApprove(venue, amountIn);', 'token.forceApprove(venue, type(uint256).max);'],
  ['token.forceApprove(venue, 0);', ''],
  ['unspent != 0', 'false'],
  ['length >= 2 && length <= MAX_PATH', 'length >= 2'],
  ['length >= 2 && length <= MAX_PATH', 'length >= 1 && length <= MAX_PATH'],
  ['!fits || path[0] != tokenIn || path[length - 1] != tokenOut', '!fits || path[0] != tokenIn'],
  ['!fits || path[0] != tokenIn || path[length - 1] != tokenOut', '!fits || path[length - 1] != tokenOut'],
]
