// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Batch, Position} from "../interfaces/FundTypes.sol";
import {IVault} from "../interfaces/IVault.sol";

/// @dev All that the vault remembers of shares, positions and requests, and what both of its halves make of it: the
///      price of a share, the fee, what a request gives. The vault's second half, VaultDesk, runs on the vault's
///      storage, so it declares none of its own, and this comes first in the vault's line of bases.
abstract contract VaultState is ERC20, ReentrancyGuardTransient {
    using EnumerableSet for EnumerableSet.AddressSet;
    using Math for uint256;
    using SafeCast for uint256;
    using SafeERC20 for IERC20;

    /// @dev `amount` is what is not claimed yet. `inKindAt` only for redemption: a later setting does not move it.
    struct Request {
        uint256 amount;
        uint128 requestId;
        uint64 inKindAt;
    }

    /// @dev Six more decimals than the asset: moving the share price by a donation costs a million times the gain.
    uint8 internal constant OFFSET = 6;
    uint256 internal constant VIRTUAL_SHARES = 10 ** OFFSET;

    mapping(address token => bool) internal _tokens;
    mapping(address adapter => bool) internal _adapters;
    mapping(address token => Position) internal _positions;
    EnumerableSet.AddressSet internal _open;
    uint256 internal _reachable; // tokens that are allowed or held by account
    uint256 internal _costBasis;
    int256 internal _profit;
    uint256 internal _mark;
    address internal _feeRecipient; // the terms of the fee are those that held when the first position was opened
    uint16 internal _feeBps;
    uint256 internal _requestId = 1; // 0 has a meaning of its own in ERC-7540
    mapping(uint256 requestId => Batch) internal _batches;
    mapping(address controller => Request) internal _deposits;
    mapping(address controller => Request) internal _redeems;
    mapping(address controller => mapping(address operator => bool)) internal _operators;
    mapping(address account => mapping(address token => uint256)) internal _owed;

    function _money() internal view virtual returns (IERC20);

    /// @dev Idle assets and what the open positions cost: their market value is nobody's promise.
    function _total() internal view returns (uint256) {
        return _money().balanceOf(address(this)) + _costBasis;
    }

    /// @dev A fee that is due is part of the price before anybody collects it.
    function _sharesFor(uint256 assets, Math.Rounding rounding) internal view returns (uint256) {
        return assets.mulDiv(totalSupply() + _feeDue() + VIRTUAL_SHARES, _total() + 1, rounding);
    }

    function _worthOf(uint256 shares, Math.Rounding rounding) internal view returns (uint256) {
        return shares.mulDiv(_total() + 1, totalSupply() + _feeDue() + VIRTUAL_SHARES, rounding);
    }

    function _feeDue() internal view returns (uint256) {
        if (_open.length() != 0) return 0;
        uint256 fee = _unmarkedProfit().mulDiv(_feeBps, 10_000);
        return fee == 0 ? 0 : fee.mulDiv(totalSupply() + VIRTUAL_SHARES, _total() + 1 - fee);
    }

    /// @dev Realised profit above the mark: gifts are no profit, and no loss is earned back twice.
    function _unmarkedProfit() internal view returns (uint256) {
        int256 above = _profit - _mark.toInt256();
        return above > 0 ? uint256(above) : 0;
    }

    /// @dev Only while flat: then all that was earned is in the asset, and a share has one price.
    function _mintFee() internal returns (uint256 shares) {
        uint256 profit = _unmarkedProfit();
        if (profit == 0) return 0;
        shares = _feeDue();
        _mark += profit;
        if (shares == 0) return 0;
        _mint(_feeRecipient, shares);
        emit IVault.FeeMinted(_feeRecipient, shares, profit, _mark);
    }

    function _requireFlat() internal view {
        uint256 open = _open.length();
        if (open != 0) revert IVault.NotFlat(open);
    }

    /// @dev An asset that keeps a part of what moves would make every share worth less than was paid for it.
    function _takeIn(address from, address to, uint256 assets) internal {
        uint256 before = _money().balanceOf(to);
        _money().safeTransferFrom(from, to, assets);
        uint256 received = _money().balanceOf(to) - before;
        if (received < assets) revert IVault.ReceivedTooLittle(received, assets);
    }

    /// @dev Takes a quantity off a position's account, and its part of the cost with it.
    function _reduce(Position storage position, uint256 quantity) internal returns (uint256 cost) {
        cost = position.costBasis.mulDiv(quantity, position.quantity);
        position.quantity -= quantity;
        position.costBasis -= cost;
        _costBasis -= cost;
    }

    function _emitPosition(address token, Position storage position) internal {
        emit IVault.PositionChanged(token, position.quantity, position.costBasis, position.realisedProfit);
    }

    function _isOperator(address account) internal view returns (bool) {
        return msg.sender == account || _operators[account][msg.sender];
    }

    function _pending(Request storage request) internal view returns (uint256) {
        return _batches[request.requestId].settledAt == 0 ? request.amount : 0;
    }

    function _claimable(Request storage request) internal view returns (uint256) {
        return _batches[request.requestId].settledAt == 0 ? 0 : request.amount;
    }

    /// @dev Assets that a settled request for redemption still gives.
    function _worthOfRedeem(Request storage request) internal view returns (uint256) {
        Batch storage batch = _batches[request.requestId];
        return _claimable(request).mulDiv(batch.redeemAssets, Math.max(batch.redeemShares, 1));
    }
}
