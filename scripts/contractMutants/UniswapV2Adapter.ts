import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of UniswapV2Adapter.sol. */
export const uniswapV2AdapterMutants: readonly MutantRow[] = [
  ['token.forceApprove(venue, amountIn);', 'token.forceApprove(venue, type(uint256).max);'],
  ['token.forceApprove(venue, 0);', ''],
  ['unspent != 0', 'false'],
  ['size >= 0x40 && size % 0x20 == 0 && uint256(bytes32(data[:0x20])) == 0x20', 'size >= 0x40 && size % 0x20 == 0'],
  [
    'size >= 0x40 && size % 0x20 == 0 && uint256(bytes32(data[:0x20])) == 0x20',
    'size >= 0x40 && uint256(bytes32(data[:0x20])) == 0x20',
  ],
  ['uint256(bytes32(data[0x20:0x40])) != size / 0x20 - 2', 'false'],
  ['word > type(uint160).max', 'false'],
  ['length >= 2 && length <= MAX_PATH', 'length >= 2'],
  ['length >= 2 && length <= MAX_PATH', 'length >= 1 && length <= MAX_PATH'],
  ['!fits || path[0] != tokenIn || path[length - 1] != tokenOut', '!fits || path[0] != tokenIn'],
  ['!fits || path[0] != tokenIn || path[length - 1] != tokenOut', '!fits || path[length - 1] != tokenOut'],
  ['path[j] == path[i]', 'false'],
]
