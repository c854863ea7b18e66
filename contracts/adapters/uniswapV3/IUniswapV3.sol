// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

// The part of Uniswap V3's interfaces that the adapter calls, written from their published ABI.

/// @dev Trades along a packed path and pays with the caller's allowance.
interface IUniswapV3Router {
    struct ExactInput {
        bytes path;
        address recipient;
        uint256 deadline;
        uint256 amountIn;
        uint256 amountOutMinimum;
    }

    function exactInput(ExactInput calldata order) external payable returns (uint256 amountOut);

    function factory() external view returns (address);
}

/// @dev One pool per pair and fee.
interface IUniswapV3Factory {
    function getPool(address tokenA, address tokenB, uint24 fee) external view returns (address);
}

/// @dev One pair at one fee. Prices are square roots of token1 per token0 with 96 fractional bits.
interface IUniswapV3Pool {
    function slot0()
        external
        view
        returns (
            uint160 sqrtPriceX96,
            int24 tick,
            uint16 observationIndex,
            uint16 observationCardinality,
            uint16 observationCardinalityNext,
            uint8 feeProtocol,
            bool unlocked
        );

    function liquidity() external view returns (uint128);

    function tickSpacing() external view returns (int24);

    function tickBitmap(int16 word) external view returns (uint256);

    function ticks(
        int24 tick
    )
        external
        view
        returns (
            uint128 liquidityGross,
            int128 liquidityNet,
            uint256 feeGrowthOutside0,
            uint256 feeGrowthOutside1,
            int56 tickCumulativeOutside,
            uint160 secondsPerLiquidityOutside,
            uint32 secondsOutside,
            bool initialized
        );
}
