// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626, IERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {ExpiringPause} from "./base/ExpiringPause.sol";
import {VaultArguments} from "./base/VaultArguments.sol";
import {ACTION_BUY, Batch, Position, Trade, TradeResult} from "./interfaces/FundTypes.sol";
import {IAdapter} from "./interfaces/IAdapter.sol";
import {IVault} from "./interfaces/IVault.sol";

/// @title The fund's money
contract Vault is VaultArguments, ERC4626, ExpiringPause, ReentrancyGuardTransient, IVault {
    using EnumerableSet for EnumerableSet.AddressSet;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    address public immutable core;
    uint256 public totalCostBasis;
    int256 public realisedProfit;

    mapping(address token => bool) private _tokens;
    mapping(address adapter => bool) public isAdapterAllowed;
    mapping(address token => Position) private _positions;
    EnumerableSet.AddressSet private _open;

    constructor() ERC20(_made().name, _made().symbol) ERC4626(IERC20(_made().asset)) {
        Made memory made = _made();
        _requireText("name", made.name);
        _requireText("symbol", made.symbol);
        _requireCode("asset", made.asset);
        core = made.parts.core;
        for (uint256 i = 0; i < made.tokens.length; ++i) {
            if (_tokens[made.tokens[i]]) revert ListedTwice("tokens", made.tokens[i]);
            _allowToken(made.tokens[i], true);
        }
        for (uint256 i = 0; i < made.adapters.length; ++i) {
            if (isAdapterAllowed[made.adapters[i]]) revert ListedTwice("adapters", made.adapters[i]);
            _allowAdapter(made.adapters[i], true);
        }
    }

    /// @inheritdoc IVault
    function trade(
        Trade calldata order,
        bytes calldata adapterData
    ) external nonReentrant returns (TradeResult memory result) {
        if (msg.sender != core) revert Unauthorized(msg.sender, "core");
        bool buys = order.action == ACTION_BUY;
        _requireCovered(order, buys);
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
    function requestDeposit(uint256, address, address) external pure returns (uint256) {
        revert NotSupported("requestDeposit");
    }

    /// @inheritdoc IVault
    function requestRedeem(uint256, address, address) external pure returns (uint256) {
        revert NotSupported("requestRedeem");
    }

    /// @inheritdoc IVault
    function redeemInKind(
        uint256,
        address,
        address
    ) external pure returns (address[] memory, uint256[] memory) {
        revert NotSupported("redeemInKind");
    }

    /// @inheritdoc IVault
    function setOperator(address, bool) external pure returns (bool) {
        revert NotSupported("setOperator");
    }

    /// @inheritdoc IVault
    function isOperator(address, address) external pure returns (bool) {
        return false;
    }

    /// @inheritdoc IVault
    function pendingDepositRequest(uint256, address) external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IVault
    function claimableDepositRequest(uint256, address) external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IVault
    function pendingRedeemRequest(uint256, address) external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IVault
    function claimableRedeemRequest(uint256, address) external pure returns (uint256) {
        return 0;
    }

    /// @inheritdoc IVault
    function deposit(uint256, address, address) external pure returns (uint256) {
        revert NotSupported("claimDeposit");
    }

    /// @inheritdoc IVault
    function mint(uint256, address, address) external pure returns (uint256) {
        revert NotSupported("claimDeposit");
    }

    /// @inheritdoc IVault
    function settle() external pure returns (uint256) {
        revert NotSupported("settle");
    }

    /// @inheritdoc IVault
    function collectFee() external pure returns (uint256) {
        revert NotSupported("collectFee");
    }

    /// @inheritdoc IVault
    function currentRequestId() external pure returns (uint256) {
        revert NotSupported("currentRequestId");
    }

    /// @inheritdoc IVault
    function batchOf(uint256) external pure returns (Batch memory) {
        revert NotSupported("batchOf");
    }

    /// @inheritdoc IVault
    function feeDue() external pure returns (uint256) {
        revert NotSupported("feeDue");
    }

    /// @inheritdoc IVault
    function highWaterMark() external pure returns (uint256) {
        revert NotSupported("highWaterMark");
    }

    /// @inheritdoc IVault
    function share() external view returns (address) {
        return address(this);
    }

    /// @inheritdoc IVault
    function isTokenAllowed(address token) external view returns (bool) {
        return token == asset() || _tokens[token];
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

    /// @inheritdoc IVault
    function policy() external view returns (address) {
        return address(_policy);
    }

    /// @notice Idle assets and what the open positions cost: their market value is nobody's promise.
    function totalAssets() public view override(ERC4626, IERC4626) returns (uint256) {
        return super.totalAssets() + totalCostBasis;
    }

    /// @inheritdoc IERC4626
    function maxDeposit(address account) public view override(ERC4626, IERC4626) returns (uint256) {
        return _closedToDeposits() ? 0 : super.maxDeposit(account);
    }

    /// @inheritdoc IERC4626
    function maxMint(address account) public view override(ERC4626, IERC4626) returns (uint256) {
        return _closedToDeposits() ? 0 : super.maxMint(account);
    }

    /// @inheritdoc IERC4626
    function maxWithdraw(address account) public view override(ERC4626, IERC4626) returns (uint256) {
        return openPositions() != 0 ? 0 : super.maxWithdraw(account);
    }

    /// @inheritdoc IERC4626
    function maxRedeem(address account) public view override(ERC4626, IERC4626) returns (uint256) {
        return openPositions() != 0 ? 0 : super.maxRedeem(account);
    }

    function _closedToDeposits() private view returns (bool) {
        return openPositions() != 0 || paused();
    }

    /// @dev Six more decimals than the asset: moving the share price by a donation costs a million times the gain.
    function _decimalsOffset() internal pure override returns (uint8) {
        return 6;
    }

    function _deposit(
        address caller,
        address receiver,
        uint256 assets,
        uint256 shares
    ) internal override nonReentrant {
        super._deposit(caller, receiver, assets, shares);
    }

    function _withdraw(
        address caller,
        address receiver,
        address owner,
        uint256 assets,
        uint256 shares
    ) internal override nonReentrant {
        super._withdraw(caller, receiver, owner, assets, shares);
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
        totalCostBasis += cost;
        _open.add(token);
        emit PositionChanged(token, position.quantity, position.costBasis, position.realisedProfit);
    }

    /// @dev The part of the cost that leaves is in proportion to the quantity; the last sale takes the rest.
    function _sold(address token, uint256 quantity, uint256 proceeds) private returns (int256 profit) {
        Position storage position = _positions[token];
        uint256 cost = Math.mulDiv(position.costBasis, quantity, position.quantity);
        profit = proceeds.toInt256() - cost.toInt256();
        position.quantity -= quantity;
        position.costBasis -= cost;
        position.realisedProfit += profit;
        totalCostBasis -= cost;
        realisedProfit += profit;
        if (position.quantity == 0) _open.remove(token);
        emit PositionChanged(token, position.quantity, position.costBasis, position.realisedProfit);
    }

    function _requireText(string memory field, string memory text) private pure {
        if (bytes(text).length == 0) revert EmptyText(field);
    }

    function _allowToken(address token, bool allowed) private {
        _requireCode("token", token);
        if (!allowed && token == asset()) revert AssetAlwaysAllowed(token);
        _tokens[token] = allowed;
        emit TokenAllowed(token, allowed);
    }

    function _allowAdapter(address adapter, bool allowed) private {
        _requireCode("adapter", adapter);
        isAdapterAllowed[adapter] = allowed;
        emit AdapterAllowed(adapter, allowed);
    }
}
