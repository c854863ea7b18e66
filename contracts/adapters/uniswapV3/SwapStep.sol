// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title What a Uniswap V3 pool gives between two prices
/// @dev   Within one range of liquidity L a pool is a curve: token0 = L / root, token1 = L * root. The pool rounds what
///        it takes up and what it gives down, and so does this, in the same order: the result is the pool's own.
library SwapStep {
    uint256 private constant FEE_WHOLE = 1e6; // fees are in millionths
    uint256 private constant Q96 = 1 << 96;

    /// @dev Spends up to `amountIn`, fee included, from `root` towards `target`.
    /// @return reached the root it comes to
    /// @return spent what it takes, fee included
    /// @return out what it gives
    function go(
        uint256 root,
        uint256 target,
        uint256 liquidity,
        uint256 amountIn,
        uint256 fee
    ) internal pure returns (uint256 reached, uint256 spent, uint256 out) {
        bool down = target <= root;
        uint256 afterFee = Math.mulDiv(amountIn, FEE_WHOLE - fee, FEE_WHOLE);
        uint256 toTarget = _taken(root, target, liquidity, down);
        if (afterFee >= toTarget) {
            reached = target;
            spent = toTarget + Math.mulDiv(toTarget, fee, FEE_WHOLE - fee, Math.Rounding.Ceil);
        } else {
            reached = down ? _rootDown(root, liquidity, afterFee) : root + Math.mulDiv(afterFee, Q96, liquidity);
            // what no longer moves the price is fee
            spent = amountIn;
        }
        out = _given(root, reached, liquidity, down);
    }

    /// @dev The root after `amount` of token0 came in, rounded up: the pool never gives more than it has room for.
    ///      Nothing overflows: a step is at most one word of the bitmap, and prices of 2^45 lie in none of the
    ///      published tick spacings. Where it did, there would be no quote.
    function _rootDown(uint256 root, uint256 liquidity, uint256 amount) private pure returns (uint256) {
        uint256 scaled = liquidity << 96;
        return Math.mulDiv(scaled, root, scaled + amount * root, Math.Rounding.Ceil);
    }

    /// @dev What comes in between two roots, rounded up.
    function _taken(uint256 from, uint256 to, uint256 liquidity, bool down) private pure returns (uint256) {
        if (!down) return Math.mulDiv(liquidity, to - from, Q96, Math.Rounding.Ceil);
        return Math.ceilDiv(Math.mulDiv(liquidity << 96, from - to, from, Math.Rounding.Ceil), to);
    }

    /// @dev What goes out between two roots, rounded down.
    function _given(uint256 from, uint256 to, uint256 liquidity, bool down) private pure returns (uint256) {
        if (down) return Math.mulDiv(liquidity, from - to, Q96);
        return Math.mulDiv(liquidity << 96, to - from, to) / from;
    }
}
