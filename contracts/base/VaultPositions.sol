// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {ACTION_BUY, Position, Trade, TradeResult} from "../interfaces/FundTypes.sol";
import {IAdapter} from "../interfaces/IAdapter.sol";
import {IVault} from "../interfaces/IVault.sol";
import {ExpiringPause} from "./ExpiringPause.sol";
import {VaultState} from "./VaultState.sol";

/// @dev What the fund may trade, what it holds by account, and the one way it trades.
abstract contract VaultPositions is VaultState, ExpiringPause, IVault {
    using EnumerableSet for EnumerableSet.AddressSet;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @dev Redemption in kind visits every open position in one transaction, so there is a most.
    uint256 private constant MAX_TOKENS = 32;

    address public immutable core;

    constructor(address core_) {
        core = core_;
    }

    /// @inheritdoc IVault
    function trade(
        Trade calldata order,
        bytes calldata adapterData
    ) external nonReentrant returns (TradeResult memory result) {
        if (msg.sender != core) revert Unauthorized(msg.sender, "core");
        bool buys = order.action == ACTION_BUY;
        _requireCovered(order, buys);
        if (buys && openPositions() == 0) _beforeOpening();
        (result.amountIn, result.amountOut) = _swap(order, adapterData);
        if (buys) {
            _bought(order.tokenOut, result.amountOut, result.amountIn);
        } else {
            result.realisedProfit = _sold(order.tokenIn, result.amountIn, result.amountOut);
        }
    }

    /// @inheritdoc IVault
    function setTokenAllowed(address token, bool allowed) external onlyConfigurer {
        _allowToken(token, allowed);
    }

    /// @inheritdoc IVault
    function setAdapterAllowed(address adapter, bool allowed) external onlyConfigurer {
        _allowAdapter(adapter, allowed);
    }

    /// @inheritdoc IVault
    function isTokenAllowed(address token) external view returns (bool) {
        return token == address(_money()) || _tokens[token];
    }

    /// @inheritdoc IVault
    function isAdapterAllowed(address adapter) external view returns (bool) {
        return _adapters[adapter];
    }

    /// @inheritdoc IVault
    function totalCostBasis() external view returns (uint256) {
        return _costBasis;
    }

    /// @inheritdoc IVault
    function realisedProfit() external view returns (int256) {
        return _profit;
    }

    /// @inheritdoc IVault
    function positionOf(address token) external view returns (Position memory) {
        return _positions[token];
    }

    /// @inheritdoc IVault
    function openPositions() public view returns (uint256) {
        return _open.length();
    }

    /// @inheritdoc IVault
    function openTokens() external view returns (address[] memory) {
        return _open.values();
    }

    /// @dev The vault is flat, and will not be after this trade.
    function _beforeOpening() internal virtual;

    function _allowToken(address token, bool allowed) internal {
        _requireCode("token", token);
        if (!allowed && token == address(_money())) revert AssetAlwaysAllowed(token);
        bool before = _isReachable(token);
        _tokens[token] = allowed;
        _countReachable(before, _isReachable(token));
        emit TokenAllowed(token, allowed);
    }

    function _allowAdapter(address adapter, bool allowed) internal {
        _requireCode("adapter", adapter);
        _adapters[adapter] = allowed;
        emit AdapterAllowed(adapter, allowed);
    }

    function _isReachable(address token) private view returns (bool) {
        return _tokens[token] || _open.contains(token);
    }

    function _countReachable(bool before, bool now_) private {
        if (now_ && !before && ++_reachable > MAX_TOKENS) revert TooManyTokens(MAX_TOKENS);
        if (before && !now_) --_reachable;
    }

    /// @dev A SELL is judged by account: tokens that were donated are nobody's position.
    function _requireCovered(Trade calldata order, bool buys) private view {
        uint256 available = IERC20(order.tokenIn).balanceOf(address(this));
        if (!buys) available = Math.min(available, _positions[order.tokenIn].quantity);
        if (available < order.amountIn) revert NotCovered(order.tokenIn, order.amountIn, available);
    }

    /// @dev What the adapter says it did is not believed: only the vault's own balances are.
    function _swap(
        Trade calldata order,
        bytes calldata adapterData
    ) private returns (uint256 spent, uint256 received) {
        IERC20 tokenIn = IERC20(order.tokenIn);
        IERC20 tokenOut = IERC20(order.tokenOut);
        uint256 inBefore = tokenIn.balanceOf(address(this));
        uint256 outBefore = tokenOut.balanceOf(address(this));
        tokenIn.forceApprove(order.adapter, order.amountIn);
        _callAdapter(order, adapterData);
        tokenIn.forceApprove(order.adapter, 0);
        spent = Math.saturatingSub(inBefore, tokenIn.balanceOf(address(this)));
        received = Math.saturatingSub(tokenOut.balanceOf(address(this)), outBefore);
        if (spent > order.amountIn) revert SpentTooMuch(spent, order.amountIn);
        if (received < order.minAmountOut) revert ReceivedTooLittle(received, order.minAmountOut);
    }

    function _callAdapter(Trade calldata order, bytes calldata adapterData) private {
        (bool done, ) = order.adapter.call(
            abi.encodeCall(
                IAdapter.swap,
                (order.tokenIn, order.tokenOut, order.amountIn, order.minAmountOut, adapterData)
            )
        );
        if (done) return;
        bytes memory reason;
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, 256) {
                size := 256
            }
            reason := mload(0x40)
            mstore(reason, size)
            returndatacopy(add(reason, 0x20), 0, size)
            mstore(0x40, and(add(add(reason, size), 0x3f), not(0x1f)))
        }
        revert VenueFailed(order.adapter, reason);
    }

    function _bought(address token, uint256 quantity, uint256 cost) private {
        Position storage position = _positions[token];
        position.quantity += quantity;
        position.costBasis += cost;
        _costBasis += cost;
        _open.add(token);
        _emitPosition(token, position);
    }

    /// @dev The part of the cost that leaves is in proportion to the quantity; the last sale takes the rest.
    function _sold(address token, uint256 quantity, uint256 proceeds) private returns (int256 profit) {
        Position storage position = _positions[token];
        uint256 cost = _reduce(position, quantity);
        profit = proceeds.toInt256() - cost.toInt256();
        position.realisedProfit += profit;
        _profit += profit;
        if (position.quantity == 0) {
            _open.remove(token);
            _countReachable(true, _tokens[token]);
        }
        _emitPosition(token, position);
    }
}
