// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {Position} from "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IVault} from "../interfaces/IVault.sol";
import {VaultState} from "./VaultState.sol";

/// @dev The way out that asks nobody: a part of everything, as it is. No pause closes it, and no token but the asset
///      can: what a token does not deliver is owed, and kept off the books.
abstract contract VaultInKind is VaultState {
    using EnumerableSet for EnumerableSet.AddressSet;
    using Math for uint256;
    using SafeERC20 for IERC20;

    uint256 private constant TOKEN_GAS = 300_000; // six times what a transfer needs; 32 tokens fit a transaction

    /// @dev Only the vault may run it, see VaultDesk.
    modifier asVault() virtual;

    /// @notice See IVault.
    function redeemInKind(
        uint256 shares,
        address receiver,
        address owner
    ) external asVault nonReentrant returns (address[] memory tokens, uint256[] memory amounts) {
        _requireOperator(owner);
        if (receiver == address(0)) revert IFundErrors.ZeroAddress("receiver");
        if (_open.length() == 0) _mintFee();
        uint256 supply = totalSupply() + VIRTUAL_SHARES;
        _takeShares(shares, owner);
        _mark += _unmarkedProfit().mulDiv(shares, supply, Math.Rounding.Ceil);
        uint256 cash = _money().balanceOf(address(this)).mulDiv(shares, supply);
        address[] memory open = _open.values();
        tokens = new address[](open.length + 1);
        amounts = new uint256[](open.length + 1);
        (tokens[0], amounts[0]) = (address(_money()), cash);
        for (uint256 i = 1; i < tokens.length; ++i) {
            tokens[i] = open[i - 1];
            amounts[i] = _takePart(tokens[i], shares, supply);
        }
        // every account is settled before the first token is called
        for (uint256 i = 1; i < tokens.length; ++i) {
            if (amounts[i] == 0 || _send(tokens[i], receiver, amounts[i])) continue;
            _owed[owner][tokens[i]] += amounts[i];
            emit IVault.OwedInKind(owner, tokens[i], amounts[i]);
            amounts[i] = 0;
        }
        if (cash != 0) _money().safeTransfer(receiver, cash);
        emit IVault.RedeemedInKind(owner, receiver, shares, tokens, amounts);
    }

    /// @notice See IVault.
    function takeOwed(address token, address receiver) external asVault nonReentrant returns (uint256 amount) {
        amount = _owed[msg.sender][token];
        if (amount == 0) revert IVault.NothingPending(msg.sender);
        _owed[msg.sender][token] = 0;
        IERC20(token).safeTransfer(receiver, amount);
        emit IVault.OwedInKindTaken(msg.sender, token, receiver, amount);
    }

    /// @dev Where shares wait.
    function _holder() internal view virtual returns (address);

    function _requireOperator(address account) internal view {
        if (!_isOperator(account)) revert IVault.NotOperator(account, msg.sender);
    }

    function _takeShares(uint256 shares, address owner) private {
        Request storage request = _redeems[owner];
        uint256 pending = _pending(request);
        if (shares == 0) revert IVault.EmptyRequest();
        if (shares > pending) revert IVault.ClaimTooLarge(owner, shares, pending);
        if (block.timestamp < request.inKindAt) revert IVault.QueueStillOpen(owner, request.inKindAt);
        request.amount = pending - shares;
        _batches[request.requestId].redeemShares -= shares;
        _burn(_holder(), shares);
    }

    /// @dev Of a token that shrank, a part of what is left.
    function _takePart(address token, uint256 shares, uint256 supply) private returns (uint256 amount) {
        Position storage position = _positions[token];
        uint256 quantity = position.quantity.mulDiv(shares, supply);
        amount = Math.min(quantity, _balanceIn(token).mulDiv(shares, supply));
        _reduce(position, quantity);
        _emitPosition(token, position);
    }

    /// @dev A token that does not answer is taken at the account's word.
    function _balanceIn(address token) private view returns (uint256 held) {
        bytes memory asked = abi.encodeCall(IERC20.balanceOf, (address(this)));
        _requireGas();
        assembly ("memory-safe") {
            let answered := staticcall(TOKEN_GAS, token, add(asked, 0x20), mload(asked), 0, 0x20)
            held := not(0)
            if and(answered, gt(returndatasize(), 0x1f)) {
                held := mload(0)
            }
        }
        held = Math.min(held, type(uint128).max);
    }

    /// @dev Bounded in gas and in what it may answer, so that one token cannot stop the others.
    function _send(address token, address receiver, uint256 amount) private returns (bool sent) {
        bytes memory asked = abi.encodeCall(IERC20.transfer, (receiver, amount));
        _requireGas();
        assembly ("memory-safe") {
            sent := call(TOKEN_GAS, token, 0, add(asked, 0x20), mload(asked), 0, 0x20)
            if sent {
                switch returndatasize()
                case 0 {
                    sent := gt(extcodesize(token), 0)
                }
                default {
                    sent := and(gt(returndatasize(), 0x1f), eq(mload(0), 1))
                }
            }
        }
    }

    /// @dev Otherwise a caller could make a good token look bad by bringing too little gas.
    function _requireGas() private view {
        uint256 needed = (TOKEN_GAS * 64) / 63 + 5_000;
        if (gasleft() < needed) revert IVault.TooLittleGas(gasleft(), needed);
    }
}
