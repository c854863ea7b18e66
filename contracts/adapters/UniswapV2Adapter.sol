// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IAdapter} from "../interfaces/IAdapter.sol";

/// @dev The part of Uniswap V2's Router02 that the adapter uses.
interface IUniswapV2Router {
    function getAmountsOut(
        uint256 amountIn,
        address[] calldata path
    ) external view returns (uint256[] memory amounts);

    function swapExactTokensForTokens(
        uint256 amountIn,
        uint256 amountOutMin,
        address[] calldata path,
        address to,
        uint256 deadline
    ) external returns (uint256[] memory amounts);
}

/// @title Uniswap V2
/// @notice `adapterData` is `abi.encode(address[] path)`, from tokenIn to tokenOut over at most four pools.
contract UniswapV2Adapter is IAdapter {
    using SafeERC20 for IERC20;

    uint256 private constant MAX_PATH = 5; // each hop costs gas and a fee; longer routes are mistakes

    /// @inheritdoc IAdapter
    address public immutable venue;

    /// @notice The router has no code.
    error NoRouter(address router);

    constructor(address router) {
        if (router.code.length == 0) revert NoRouter(router);
        venue = router;
    }

    /// @inheritdoc IAdapter
    function swap(
        address tokenIn,
        address tokenOut,
        uint256 amountIn,
        uint256 minAmountOut,
        bytes calldata adapterData
    ) external returns (uint256) {
        address[] memory path = _path(tokenIn, tokenOut, adapterData);
        IERC20 token = IERC20(tokenIn);
        token.safeTransferFrom(msg.sender, address(this), amountIn);
        token.forceApprove(venue, amountIn);
        uint256[] memory amounts = IUniswapV2Router(venue).swapExactTokensForTokens(
            amountIn,
            minAmountOut,
            path,
            msg.sender,
            block.timestamp
        );
        token.forceApprove(venue, 0);
        uint256 unspent = token.balanceOf(address(this));
        if (unspent != 0) token.safeTransfer(msg.sender, unspent);
        return amounts[amounts.length - 1];
    }

    /// @inheritdoc IAdapter
    function quote(
        address tokenIn,
        address tokenOut,
        uint256 amountIn,
        bytes calldata adapterData
    ) external view returns (uint256) {
        address[] memory path = _path(tokenIn, tokenOut, adapterData);
        uint256[] memory amounts = IUniswapV2Router(venue).getAmountsOut(amountIn, path);
        return amounts[amounts.length - 1];
    }

    function _path(
        address tokenIn,
        address tokenOut,
        bytes calldata adapterData
    ) private pure returns (address[] memory path) {
        path = _decoded(adapterData);
        uint256 length = path.length;
        bool fits = length >= 2 && length <= MAX_PATH;
        if (!fits || path[0] != tokenIn || path[length - 1] != tokenOut) revert WrongRoute(tokenIn, tokenOut);
        for (uint256 i = 1; i < length; ++i) {
            for (uint256 j = 0; j < i; ++j) {
                if (path[j] == path[i]) revert TokenTwice(path[i]);
            }
        }
    }

    /// @dev As `abi.decode`, which would refuse a malformed route without a word.
    function _decoded(bytes calldata data) private pure returns (address[] memory path) {
        uint256 size = data.length;
        bool whole = size >= 0x40 && size % 0x20 == 0 && uint256(bytes32(data[:0x20])) == 0x20;
        if (!whole || uint256(bytes32(data[0x20:0x40])) != size / 0x20 - 2) revert MalformedRoute(size);
        path = new address[](size / 0x20 - 2);
        for (uint256 i = 0; i < path.length; ++i) {
            uint256 word = uint256(bytes32(data[0x40 + i * 0x20:]));
            if (word > type(uint160).max) revert MalformedRoute(size);
            path[i] = address(uint160(word));
        }
    }
}
