// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title A venue the vault can trade on
/// @notice Holds nothing between calls. `adapterData` is the venue's own encoding of the route; its hash is signed.
interface IAdapter {
    /// @notice The route does not lead from tokenIn to tokenOut.
    /// @param  tokenIn  where the route should begin
    /// @param  tokenOut where it should end
    error WrongRoute(address tokenIn, address tokenOut);
    /// @notice `adapterData`, `length` bytes long, is not the encoding of a route.
    /// @param  length how long it is
    error MalformedRoute(uint256 length);
    /// @notice The route comes back to a token. A second trade in a pool meets another price than the quoted one.
    /// @param  token the token
    error TokenTwice(address token);

    /// @notice Pulls `amountIn` of tokenIn from the caller, trades, and sends the proceeds and anything
    ///         unspent back to the caller. Leaves no allowance. The caller checks its own balances.
    /// @param  tokenIn      what is sold
    /// @param  tokenOut     what is bought
    /// @param  amountIn     how much of tokenIn, in its base units
    /// @param  minAmountOut the least that must arrive, in base units of tokenOut
    /// @param  adapterData  the route, in the adapter's own encoding
    /// @return amountOut    what it paid, in base units of tokenOut: the caller believes its own balances
    function swap(
        address tokenIn,
        address tokenOut,
        uint256 amountIn,
        uint256 minAmountOut,
        bytes calldata adapterData
    ) external returns (uint256 amountOut);

    /// @notice What the venue would pay now.
    /// @param  tokenIn     what is sold
    /// @param  tokenOut    what is bought
    /// @param  amountIn    how much of tokenIn, in its base units
    /// @param  adapterData the route, in the adapter's own encoding
    /// @return amountOut   the amount in base units of tokenOut
    function quote(
        address tokenIn,
        address tokenOut,
        uint256 amountIn,
        bytes calldata adapterData
    ) external view returns (uint256 amountOut);

    /// @notice The venue's contract that is given the allowance during a swap.
    /// @return the contract
    function venue() external view returns (address);
}
