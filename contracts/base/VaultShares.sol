// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC4626, IERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Batch, Limits} from "../interfaces/FundTypes.sol";
import {IVault} from "../interfaces/IVault.sol";
import {VaultPositions} from "./VaultPositions.sol";

/// @dev How shares come and go at once while the vault is flat, how a settled request is paid, and when the fee is
///      taken: before whoever enters or leaves, and before the first purchase.
abstract contract VaultShares is VaultPositions, ERC4626 {
    using Math for uint256;
    using SafeERC20 for IERC20;

    address public immutable escrow;

    constructor(IERC20 asset_, address escrow_) ERC4626(asset_) {
        escrow = escrow_;
    }

    /// @inheritdoc IVault
    function collectFee() external nonReentrant returns (uint256) {
        _requireFlat();
        return _mintFee();
    }

    /// @inheritdoc IVault
    function feeDue() external view returns (uint256) {
        return _feeDue();
    }

    /// @inheritdoc IVault
    function highWaterMark() external view returns (uint256) {
        return _mark;
    }

    /// @inheritdoc IERC4626
    function redeem(
        uint256 shares,
        address receiver,
        address owner
    ) public override(ERC4626, IERC4626) returns (uint256 assets) {
        Request storage request = _redeems[owner];
        uint256 claimed = Math.min(shares, _claimable(request));
        if (claimed != 0 && _isOperator(owner)) {
            Batch storage batch = _batches[request.requestId];
            assets = claimed.mulDiv(batch.redeemAssets, batch.redeemShares);
            _claim(request, receiver, owner, assets, claimed);
            shares -= claimed;
            if (shares == 0) return assets;
        }
        assets += super.redeem(shares, receiver, owner);
    }

    /// @inheritdoc IERC4626
    function withdraw(
        uint256 assets,
        address receiver,
        address owner
    ) public override(ERC4626, IERC4626) returns (uint256 shares) {
        Request storage request = _redeems[owner];
        uint256 claimed = Math.min(assets, _worthOfRedeem(request));
        if (claimed != 0 && _isOperator(owner)) {
            Batch storage batch = _batches[request.requestId];
            shares = claimed.mulDiv(batch.redeemShares, batch.redeemAssets, Math.Rounding.Ceil);
            _claim(request, receiver, owner, claimed, shares);
            assets -= claimed;
            if (assets == 0) return shares;
        }
        shares += super.withdraw(assets, receiver, owner);
    }

    /// @inheritdoc IERC4626
    function totalAssets() public view override(ERC4626, IERC4626) nonReentrantView returns (uint256) {
        return _total();
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
    function maxRedeem(address account) public view override(ERC4626, IERC4626) returns (uint256) {
        if (_reentrancyGuardEntered()) return 0;
        return _claimable(_redeems[account]) + _ownRedeemable(account);
    }

    /// @inheritdoc IERC4626
    function maxWithdraw(address account) public view override(ERC4626, IERC4626) returns (uint256) {
        if (_reentrancyGuardEntered()) return 0;
        return _worthOfRedeem(_redeems[account]) + _worthOf(_ownRedeemable(account), Math.Rounding.Floor);
    }

    /// @inheritdoc ERC20
    function decimals() public view override(ERC20, ERC4626, IERC20Metadata) returns (uint8) {
        return super.decimals();
    }

    function _decimalsOffset() internal pure override returns (uint8) {
        return OFFSET;
    }

    function _money() internal view override returns (IERC20) {
        return IERC20(asset());
    }

    /// @dev During a trade neither cash nor account is right, so no view tells a price.
    function _convertToShares(
        uint256 assets,
        Math.Rounding rounding
    ) internal view override nonReentrantView returns (uint256) {
        return _sharesFor(assets, rounding);
    }

    function _convertToAssets(
        uint256 shares,
        Math.Rounding rounding
    ) internal view override nonReentrantView returns (uint256) {
        return _worthOf(shares, rounding);
    }

    function _deposit(
        address caller,
        address receiver,
        uint256 assets,
        uint256 shares
    ) internal override nonReentrant {
        _mintFee();
        super._deposit(caller, receiver, assets, shares);
    }

    function _transferIn(address from, uint256 assets) internal override {
        _takeIn(from, address(this), assets);
    }

    function _withdraw(
        address caller,
        address receiver,
        address owner,
        uint256 assets,
        uint256 shares
    ) internal override nonReentrant {
        _requireFlat(); // what may be claimed of a settled request opens no other door
        _mintFee();
        super._withdraw(caller, receiver, owner, assets, shares);
    }

    function _beforeOpening() internal override {
        _mintFee();
        Limits memory limits = _policy.limits();
        (_feeRecipient, _feeBps) = (limits.feeRecipient, limits.performanceFeeBps);
    }

    function _closedToDeposits() private view returns (bool) {
        return openPositions() != 0 || paused() || _reentrancyGuardEntered();
    }

    /// @dev Of the shares one holds oneself: what a settled request gives comes on top.
    function _ownRedeemable(address account) private view returns (uint256) {
        return openPositions() != 0 ? 0 : balanceOf(account);
    }

    function _claim(
        Request storage request,
        address receiver,
        address controller,
        uint256 assets,
        uint256 shares
    ) private nonReentrant {
        request.amount -= shares;
        _money().safeTransferFrom(escrow, receiver, assets);
        emit Withdraw(msg.sender, receiver, controller, assets, shares);
    }
}
