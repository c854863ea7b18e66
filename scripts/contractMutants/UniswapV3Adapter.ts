import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of UniswapV3Adapter.sol. */
export const uniswapV3AdapterMutants: readonly MutantRow[] = [
  ['router.code.length == 0', 'false'],
  ['answered && answer.length == 0x20', 'answered'],
  ['word > type(uint160).max || factory.code.length == 0', 'factory.code.length == 0'],
  ['word > type(uint160).max || factory.code.length == 0', 'word > type(uint160).max'],
  ['token.forceApprove(venue, amountIn);', 'token.forceApprove(venue, type(uint256).max);'],
  ['token.forceApprove(venue, 0);', ''],
  ['recipient: ⟦msg.sender⟧', 'address(this)'],
  ['amountOutMinimum: ⟦minAmountOut⟧', '0'],
  ['unspent != 0', 'false'],
  ['pool == address(0)', 'false'],
  ['from < to', 'to < from'],
  ['size < TOKEN || (size - TOKEN) % HOP != 0', 'size < TOKEN'],
  ['size < TOKEN || (size - TOKEN) % HOP != 0', '(size - TOKEN) % HOP != 0'],
  ['pools != 0 && pools <= MAX_POOLS', 'pools != 0'],
  ['pools != 0 && pools <= MAX_POOLS', 'pools <= MAX_POOLS'],
  ['!fits || _tokenAt(path, 0) != tokenIn || _tokenAt(path, pools) != tokenOut', '!fits || _tokenAt(path, pools) != tokenOut'],
  ['!fits || _tokenAt(path, 0) != tokenIn || _tokenAt(path, pools) != tokenOut', '!fits || _tokenAt(path, 0) != tokenIn'],
  ['_tokenAt(path, j) == token', 'false'],
]

/** Wrong lines of its walk through a pool: a quote that is off by one unit is caught. */
export const poolWalkMutants: readonly MutantRow[] = [
  ['!unlocked', 'false'],
  ['steps == STEPS_MAX', 'steps == STEPS_MAX + 1'],
  ['next <= -TickPrice.MAX_TICK || next >= TickPrice.MAX_TICK', 'next >= TickPrice.MAX_TICK'],
  ['next <= -TickPrice.MAX_TICK || next >= TickPrice.MAX_TICK', 'next <= -TickPrice.MAX_TICK'],
  ['root == target', 'false'],
  ['walk.tick < 0 && walk.tick % walk.spacing != 0', 'false'],
  ['walk.tick < 0 && walk.tick % walk.spacing != 0', 'walk.tick < 0'],
  ['walk.tick < 0 && walk.tick % walk.spacing != 0', 'walk.tick % walk.spacing != 0'],
  ['!walk.down', 'false'],
  ['(word << (255 - place)) >> (255 - place)', 'word'],
  ['(word >> place) << place', 'word'],
  ['walk.down ? 0 : 255', '0'],
  ['walk.down ? ahead : ahead & (~ahead + 1)', 'ahead'],
  ['walk.down ? next - 1 : next', 'next'],
  ['walk.down ? -int256(net) : int256(net)', 'int256(net)'],
  ['!hasLiquidity', 'true'],
]

/** Wrong lines of one step within a pool: mostly roundings. */
export const swapStepMutants: readonly MutantRow[] = [
  ['Math.mulDiv(toTarget, fee, FEE_WHOLE - fee, Math.Rounding.Ceil)', 'Math.mulDiv(toTarget, fee, FEE_WHOLE - fee)'],
  ['spent = amountIn;', 'spent = afterFee;'],
  ['Math.mulDiv(scaled, root, scaled + amount * root, Math.Rounding.Ceil)', 'Math.mulDiv(scaled, root, scaled + amount * root)'],
  ['Math.mulDiv(liquidity, to - from, Q96, Math.Rounding.Ceil)', 'Math.mulDiv(liquidity, to - from, Q96)'],
  [
    'Math.ceilDiv(Math.mulDiv(liquidity << 96, from - to, from, Math.Rounding.Ceil), to)',
    'Math.mulDiv(liquidity << 96, from - to, from, Math.Rounding.Ceil) / to',
  ],
  ['Math.mulDiv(liquidity, from - to, Q96)', 'Math.mulDiv(liquidity, from - to, Q96, Math.Rounding.Ceil)'],
  ['Math.mulDiv(liquidity << 96, to - from, to) / from', 'Math.ceilDiv(Math.mulDiv(liquidity << 96, to - from, to), from)'],
]

/** Wrong lines of the price at a tick. */
export const tickPriceMutants: readonly MutantRow[] = [
  ['tick > 0', 'false'],
  ['tick > 0', 'true'],
  ['(root + type(uint32).max) >> 32', 'root >> 32'],
]
