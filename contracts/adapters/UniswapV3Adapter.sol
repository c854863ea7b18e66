// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IAdapter} from "../interfaces/IAdapter.sol";
import {IUniswapV3Factory, IUniswapV3Router} from "./uniswapV3/IUniswapV3.sol";
import {PoolWalk} from "./uniswapV3/PoolWalk.sol";

/// @title Uniswap V3
/// @notice `adapterData` is the router's own path, packed: tokenIn, then a fee (3 bytes, in millionths) and the
///         next token for each of at most four pools, the last token being tokenOut.
contract UniswapV3Adapter is IAdapter {
    using SafeERC20 for IERC20;

    uint256 private constant TOKEN = 20; // bytes
    uint256 private constant HOP = 23; // a fee and a token
    uint256 private constant MAX_POOLS = 4; // each costs gas and a fee; longer routes are mistakes

    IUniswapV3Factory private immutable _factory;

    /// @inheritdoc IAdapter
    address public immutable venue;

    /// @notice The router has no code.
    error NoRouter(address router);
    /// @notice The router names no factory: it is not a router of Uniswap V3.
    error NoFactory(address router);
    /// @notice There is no pool of the two tokens at this fee.
    error NoPool(address tokenA, address tokenB, uint24 fee);

    constructor(address router) {
        if (router.code.length == 0) revert NoRouter(router);
        (bool answered, bytes memory answer) = router.staticcall(abi.encodeCall(IUniswapV3Router.factory, ()));
        uint256 word = answered && answer.length == 0x20 ? uint256(bytes32(answer)) : 0;
        address factory = address(uint160(word));
        if (word > type(uint160).max || factory.code.length == 0) revert NoFactory(router);
        venue = router;
        _factory = IUniswapV3Factory(factory);
    }

    /// @inheritdoc IAdapter
    function swap(
        address tokenIn,
        address tokenOut,
        uint256 amountIn,
        uint256 minAmountOut,
        bytes calldata adapterData
    ) external returns (uint256 amountOut) {
        _requireRoute(tokenIn, tokenOut, adapterData);
        IERC20 token = IERC20(tokenIn);
        token.safeTransferFrom(msg.sender, address(this), amountIn);
        token.forceApprove(venue, amountIn);
        amountOut = IUniswapV3Router(venue).exactInput(
            IUniswapV3Router.ExactInput({
                path: adapterData,
                recipient: msg.sender,
                deadline: block.timestamp,
                amountIn: amountIn,
                amountOutMinimum: minAmountOut
            })
        );
        token.forceApprove(venue, 0);
        uint256 unspent = token.balanceOf(address(this)); // a pool stops where its liquidity ends
        if (unspent != 0) token.safeTransfer(msg.sender, unspent);
    }

    /// @inheritdoc IAdapter
    function quote(
        address tokenIn,
        address tokenOut,
        uint256 amountIn,
        bytes calldata adapterData
    ) external view returns (uint256 amountOut) {
        uint256 pools = _requireRoute(tokenIn, tokenOut, adapterData);
        amountOut = amountIn;
        for (uint256 i = 0; i < pools; ++i) {
            (address from, address to) = (_tokenAt(adapterData, i), _tokenAt(adapterData, i + 1));
            uint24 fee = uint24(bytes3(adapterData[i * HOP + TOKEN:]));
            address pool = _factory.getPool(from, to, fee);
            if (pool == address(0)) revert NoPool(from, to, fee);
            amountOut = PoolWalk.amountOut(pool, from < to, amountOut, fee);
        }
    }

    function _requireRoute(
        address tokenIn,
        address tokenOut,
        bytes calldata path
    ) private pure returns (uint256 pools) {
        uint256 size = path.length;
        if (size < TOKEN || (size - TOKEN) % HOP != 0) revert MalformedRoute(size);
        pools = size / HOP;
        bool fits = pools != 0 && pools <= MAX_POOLS;
        if (!fits || _tokenAt(path, 0) != tokenIn || _tokenAt(path, pools) != tokenOut) {
            revert WrongRoute(tokenIn, tokenOut);
        }
        for (uint256 i = 1; i <= pools; ++i) {
            address token = _tokenAt(path, i);
            for (uint256 j = 0; j < i; ++j) {
                if (_tokenAt(path, j) == token) revert TokenTwice(token);
            }
        }
    }

    function _tokenAt(bytes calldata path, uint256 index) private pure returns (address) {
        return address(bytes20(path[index * HOP:]));
    }
}
