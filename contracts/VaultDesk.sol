// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {VaultInKind} from "./base/VaultInKind.sol";
import {Batch} from "./interfaces/FundTypes.sol";
import {IFundPolicy} from "./interfaces/IFundPolicy.sol";
import {IVault} from "./interfaces/IVault.sol";

/// @title The second half of a vault: requests that wait for a flat moment, and redemption in kind
/// @notice Of no use by itself: the vault runs these functions on its own storage, since one contract would be too
///         large for both halves. It is made with its vault, and nothing can put another in its place.
/// @dev    A controller has one request a side, so that claiming costs the same however many wait; nobody else can
///         make one for it, so that nobody can stand in its way.
contract VaultDesk is VaultInKind {
    using Math for uint256;
    using SafeERC20 for IERC20;

    /// @dev What a fund that sets no time of its own lets savers wait: nobody is locked in for ever.
    uint64 private constant DEFAULT_QUEUE_TIME = 7 days;

    IERC20 private immutable _asset;
    IFundPolicy private immutable _policy;
    address private immutable _escrow;
    address private immutable _self = address(this);

    /// @dev Called by itself it would take assets that no vault knows of.
    modifier asVault() override {
        if (address(this) == _self) revert IVault.NotTheVault(_self);
        _;
    }

    constructor(IERC20 asset, IFundPolicy policy, address escrow_) ERC20("", "") {
        (_asset, _policy, _escrow) = (asset, policy, escrow_);
    }

    /// @notice See IVault.
    function requestDeposit(
        uint256 assets,
        address controller,
        address owner
    ) external asVault nonReentrant returns (uint256 requestId) {
        _requireOperator(owner);
        if (controller != owner) _requireOperator(controller);
        Request storage request = _deposits[controller];
        requestId = _join(request, controller, assets, _worthOfDeposit(request));
        _batches[requestId].depositAssets += assets;
        _takeIn(owner, _escrow, assets);
        emit IVault.DepositRequest(controller, owner, requestId, msg.sender, assets);
    }

    /// @notice See IVault.
    function requestRedeem(
        uint256 shares,
        address controller,
        address owner
    ) external asVault nonReentrant returns (uint256 requestId) {
        if (!_isOperator(owner)) _spendAllowance(owner, msg.sender, shares);
        if (controller != owner) _requireOperator(controller);
        Request storage request = _redeems[controller];
        requestId = _join(request, controller, shares, _worthOfRedeem(request));
        uint64 wait = _policy.limits().maxQueueTime;
        request.inKindAt = uint64(block.timestamp) + (wait == 0 ? DEFAULT_QUEUE_TIME : wait);
        _batches[requestId].redeemShares += shares;
        _transfer(owner, _escrow, shares);
        emit IVault.RedeemRequest(controller, owner, requestId, msg.sender, shares);
    }

    /// @notice See IVault.
    function cancelDepositRequest(
        address receiver,
        address controller
    ) external asVault nonReentrant returns (uint256 assets) {
        Request storage request = _deposits[controller];
        uint256 requestId = request.requestId;
        assets = _leave(request, controller);
        _batches[requestId].depositAssets -= assets;
        _asset.safeTransferFrom(_escrow, receiver, assets);
        emit IVault.RequestCancelled(controller, requestId, receiver, assets, 0);
    }

    /// @notice See IVault.
    function cancelRedeemRequest(
        address receiver,
        address controller
    ) external asVault nonReentrant returns (uint256 shares) {
        Request storage request = _redeems[controller];
        uint256 requestId = request.requestId;
        shares = _leave(request, controller);
        _batches[requestId].redeemShares -= shares;
        _transfer(_escrow, receiver, shares);
        emit IVault.RequestCancelled(controller, requestId, receiver, 0, shares);
    }

    /// @notice See IVault.
    function settle() external asVault nonReentrant returns (uint256 requestId) {
        _requireFlat();
        requestId = _requestId++;
        Batch storage batch = _batches[requestId];
        (uint256 assetsIn, uint256 sharesIn) = (batch.depositAssets, batch.redeemShares);
        if (assetsIn == 0 && sharesIn == 0) revert IVault.NothingToSettle(requestId);
        _mintFee();
        // one price for both sides, taken before either moves it, and rounded for those who stay
        uint256 sharesOut = _sharesFor(assetsIn, Math.Rounding.Floor);
        uint256 assetsOut = _worthOf(sharesIn, Math.Rounding.Floor);
        (batch.depositShares, batch.redeemAssets) = (sharesOut, assetsOut);
        batch.settledAt = uint64(block.timestamp);
        _burn(_escrow, sharesIn);
        _mint(_escrow, sharesOut);
        if (assetsIn != 0) _takeIn(_escrow, address(this), assetsIn);
        if (assetsOut != 0) _asset.safeTransfer(_escrow, assetsOut);
        emit IVault.BatchSettled(requestId, batch);
    }

    /// @notice See IVault.
    function deposit(
        uint256 assets,
        address receiver,
        address controller
    ) external asVault nonReentrant returns (uint256 shares) {
        Request storage request = _deposits[controller];
        shares = assets.mulDiv(_batches[request.requestId].depositShares, _assetsOf(request));
        _claim(request, receiver, controller, assets, shares);
    }

    /// @notice See IVault.
    function mint(
        uint256 shares,
        address receiver,
        address controller
    ) external asVault nonReentrant returns (uint256 assets) {
        Request storage request = _deposits[controller];
        uint256 most = _worthOfDeposit(request);
        if (shares > most) revert IVault.ClaimTooLarge(controller, shares, most);
        if (shares != 0) {
            uint256 ofBatch = _batches[request.requestId].depositShares;
            assets = shares.mulDiv(_assetsOf(request), ofBatch, Math.Rounding.Ceil);
        }
        _claim(request, receiver, controller, assets, shares);
    }

    function _money() internal view override returns (IERC20) {
        return _asset;
    }

    function _holder() internal view override returns (address) {
        return _escrow;
    }

    /// @dev Never 0, so that it can be divided by.
    function _assetsOf(Request storage request) private view returns (uint256) {
        return Math.max(_batches[request.requestId].depositAssets, 1);
    }

    /// @dev Shares that a settled request for deposit still gives.
    function _worthOfDeposit(Request storage request) private view returns (uint256) {
        return _claimable(request).mulDiv(_batches[request.requestId].depositShares, _assetsOf(request));
    }

    /// @dev What is left of an earlier request and worth nothing stands in no later one's way.
    function _join(
        Request storage request,
        address controller,
        uint256 amount,
        uint256 unclaimed
    ) private returns (uint256 requestId) {
        if (amount == 0) revert IVault.EmptyRequest();
        if (unclaimed != 0) revert IVault.ClaimFirst(controller, request.requestId);
        requestId = _requestId;
        if (request.requestId != requestId) (request.requestId, request.amount) = (uint128(requestId), 0);
        request.amount += amount;
        Batch storage batch = _batches[requestId];
        if (batch.openedAt == 0) batch.openedAt = uint64(block.timestamp);
    }

    function _leave(Request storage request, address controller) private returns (uint256 amount) {
        _requireOperator(controller);
        amount = _pending(request);
        if (amount == 0) revert IVault.NothingPending(controller);
        request.amount = 0;
    }

    function _claim(
        Request storage request,
        address receiver,
        address controller,
        uint256 assets,
        uint256 shares
    ) private {
        _requireOperator(controller);
        uint256 claimable = _claimable(request);
        if (assets > claimable) revert IVault.ClaimTooLarge(controller, assets, claimable);
        request.amount = claimable - assets;
        _transfer(_escrow, receiver, shares);
        emit IERC4626.Deposit(controller, receiver, assets, shares);
    }
}
