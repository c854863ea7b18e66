// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IUniswapV3Pool} from "./IUniswapV3.sol";
import {SwapStep} from "./SwapStep.sol";
import {TickPrice} from "./TickPrice.sol";

/// @title A swap in a Uniswap V3 pool, walked without touching it
/// @dev   Steps from tick to tick as the pool would, through its public getters, so that it may run in a static call,
///        where the published quoter, which swaps and reverts, cannot. Where it cannot know it reverts: a quote of a
///        swap that would fail is worse than none.
library PoolWalk {
    uint256 internal constant STEPS_MAX = 64; // ~10,000 gas each; a trade that moves a price further is a mistake

    /// @notice The pool has no price yet, or is in the middle of a swap and shows the price before it.
    error PoolLocked(address pool);
    /// @notice The pool's liquidity ends before the amount is spent; `unspent` is left.
    error TooThin(address pool, uint256 unspent);
    /// @notice The trade crosses more of the pool than a quote walks through.
    error TooFar(address pool, uint256 unspent, uint256 stepsMax);

    struct Walk {
        IUniswapV3Pool pool;
        bool down;
        int24 spacing;
        int24 tick;
        uint256 root;
        uint256 liquidity;
    }

    /// @dev What `amountIn` of token0 (`down`: the price falls) or of token1 gives now.
    function amountOut(
        address pool,
        bool down,
        uint256 amountIn,
        uint24 fee
    ) internal view returns (uint256 total) {
        Walk memory walk = _begin(IUniswapV3Pool(pool), down);
        uint256 left = amountIn;
        for (uint256 steps = 0; left != 0; ++steps) {
            if (steps == STEPS_MAX) revert TooFar(pool, left, STEPS_MAX);
            (int24 next, bool hasLiquidity) = _nextTick(walk);
            if (next <= -TickPrice.MAX_TICK || next >= TickPrice.MAX_TICK) revert TooThin(pool, left);
            uint256 target = TickPrice.rootAt(next);
            (uint256 root, uint256 spent, uint256 out) = SwapStep.go(
                walk.root,
                target,
                walk.liquidity,
                left,
                fee
            );
            left -= spent;
            total += out;
            walk.root = root;
            if (root == target) _cross(walk, next, hasLiquidity);
        }
    }

    function _begin(IUniswapV3Pool pool, bool down) private view returns (Walk memory walk) {
        (uint160 root, int24 tick, , , , , bool unlocked) = pool.slot0();
        if (!unlocked) revert PoolLocked(address(pool));
        walk = Walk(pool, down, pool.tickSpacing(), tick, root, pool.liquidity());
    }

    /// @dev The next tick that liquidity begins or ends at, or the edge of the bitmap's word: pools stop there too.
    function _nextTick(Walk memory walk) private view returns (int24 next, bool hasLiquidity) {
        int24 slot = walk.tick / walk.spacing;
        if (walk.tick < 0 && walk.tick % walk.spacing != 0) --slot; // towards minus infinity
        if (!walk.down) ++slot;
        uint256 place = uint8(uint24(slot));
        uint256 word = walk.pool.tickBitmap(int16(slot >> 8));
        uint256 ahead = walk.down ? (word << (255 - place)) >> (255 - place) : (word >> place) << place;
        hasLiquidity = ahead != 0;
        uint256 found = walk.down ? 0 : 255;
        if (hasLiquidity) found = Math.log2(walk.down ? ahead : ahead & (~ahead + 1));
        next = (slot - int24(uint24(place)) + int24(uint24(found))) * walk.spacing;
    }

    /// @dev Liquidity that begins at a tick when the price rises through it ends there when the price falls.
    function _cross(Walk memory walk, int24 next, bool hasLiquidity) private view {
        walk.tick = walk.down ? next - 1 : next;
        if (!hasLiquidity) return;
        (, int128 net, , , , , , ) = walk.pool.ticks(next);
        int256 liquidity = int256(walk.liquidity) + (walk.down ? -int256(net) : int256(net));
        walk.liquidity = uint256(liquidity);
    }
}
