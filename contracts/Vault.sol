// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {VaultArguments} from "./base/VaultArguments.sol";
import {VaultEscrow} from "./base/VaultEscrow.sol";
import {VaultPositions} from "./base/VaultPositions.sol";
import {VaultShares} from "./base/VaultShares.sol";
import {Batch} from "./interfaces/FundTypes.sol";
import {IVault} from "./interfaces/IVault.sol";
import {VaultDesk} from "./VaultDesk.sol";

/// @title The fund's money
/// @dev   What it may trade and how stands in VaultPositions, how shares come and go in VaultShares, what both halves
///        remember in VaultState. Requests and redemption in kind are in VaultDesk, which runs on this one's storage.
contract Vault is VaultArguments, VaultShares {
    address public immutable desk;

    constructor()
        ERC20(_made().name, _made().symbol)
        VaultPositions(_made().parts.core)
        VaultShares(IERC20(_made().asset), _newEscrow())
    {
        Made memory made = _made();
        _requireText("name", made.name);
        _requireText("symbol", made.symbol);
        desk = address(new VaultDesk(IERC20(made.asset), _policy, escrow));
        for (uint256 i = 0; i < made.tokens.length; ++i) {
            if (_tokens[made.tokens[i]]) revert ListedTwice("tokens", made.tokens[i]);
            _allowToken(made.tokens[i], true);
        }
        for (uint256 i = 0; i < made.adapters.length; ++i) {
            if (_adapters[made.adapters[i]]) revert ListedTwice("adapters", made.adapters[i]);
            _allowAdapter(made.adapters[i], true);
        }
    }

    /// @inheritdoc IVault
    function requestDeposit(uint256 assets, address controller, address) external returns (uint256) {
        if (paused()) revert ERC4626ExceededMaxDeposit(controller, assets, 0);
        _atTheDesk();
    }

    /// @inheritdoc IVault
    function requestRedeem(uint256, address, address) external returns (uint256) {
        _atTheDesk();
    }

    /// @inheritdoc IVault
    function cancelDepositRequest(address, address) external returns (uint256) {
        _atTheDesk();
    }

    /// @inheritdoc IVault
    function cancelRedeemRequest(address, address) external returns (uint256) {
        _atTheDesk();
    }

    /// @inheritdoc IVault
    function settle() external returns (uint256) {
        _atTheDesk();
    }

    /// @inheritdoc IVault
    function deposit(uint256, address, address) external returns (uint256) {
        _atTheDesk();
    }

    /// @inheritdoc IVault
    function mint(uint256, address, address) external returns (uint256) {
        _atTheDesk();
    }

    /// @inheritdoc IVault
    function redeemInKind(uint256, address, address) external returns (address[] memory, uint256[] memory) {
        _atTheDesk();
    }

    /// @inheritdoc IVault
    function takeOwed(address, address) external returns (uint256) {
        _atTheDesk();
    }

    /// @inheritdoc IVault
    function setOperator(address operator, bool approved) external returns (bool) {
        _operators[msg.sender][operator] = approved;
        emit OperatorSet(msg.sender, operator, approved);
        return true;
    }

    /// @inheritdoc IVault
    function currentRequestId() external view returns (uint256) {
        return _requestId;
    }

    /// @inheritdoc IVault
    function batchOf(uint256 requestId) external view returns (Batch memory) {
        return _batches[requestId];
    }

    /// @inheritdoc IVault
    function pendingDepositRequest(uint256 requestId, address controller) external view returns (uint256) {
        Request storage request = _deposits[controller];
        return request.requestId == requestId ? _pending(request) : 0;
    }

    /// @inheritdoc IVault
    function claimableDepositRequest(uint256 requestId, address controller) external view returns (uint256) {
        Request storage request = _deposits[controller];
        return request.requestId == requestId ? _claimable(request) : 0;
    }

    /// @inheritdoc IVault
    function pendingRedeemRequest(uint256 requestId, address controller) external view returns (uint256) {
        Request storage request = _redeems[controller];
        return request.requestId == requestId ? _pending(request) : 0;
    }

    /// @inheritdoc IVault
    function claimableRedeemRequest(uint256 requestId, address controller) external view returns (uint256) {
        Request storage request = _redeems[controller];
        return request.requestId == requestId ? _claimable(request) : 0;
    }

    /// @inheritdoc IVault
    function requestsOf(address controller) external view returns (uint256, uint256, uint64) {
        Request storage request = _redeems[controller];
        return (_deposits[controller].requestId, request.requestId, request.inKindAt);
    }

    /// @inheritdoc IVault
    function owedInKind(address account, address token) external view returns (uint256) {
        return _owed[account][token];
    }

    /// @inheritdoc IVault
    function isOperator(address controller, address operator) external view returns (bool) {
        return _operators[controller][operator];
    }

    /// @inheritdoc IVault
    function share() external view returns (address) {
        return address(this);
    }

    /// @inheritdoc IVault
    function policy() external view returns (address) {
        return address(_policy);
    }

    /// @dev The first step that touches the asset, so it asks first whether that is there.
    function _newEscrow() private returns (address) {
        address asset_ = _made().asset;
        _requireCode("asset", asset_);
        return address(new VaultEscrow(IERC20(asset_)));
    }

    function _requireText(string memory field, string memory text) private pure {
        if (bytes(text).length == 0) revert EmptyText(field);
    }

    /// @dev The same call to the same storage, by the code of the other half; ends here with its answer.
    function _atTheDesk() private {
        address half = desk;
        assembly ("memory-safe") {
            let at := mload(0x40)
            calldatacopy(at, 0, calldatasize())
            let done := delegatecall(gas(), half, at, calldatasize(), 0, 0)
            returndatacopy(at, 0, returndatasize())
            switch done
            case 0 {
                revert(at, returndatasize())
            }
            default {
                return(at, returndatasize())
            }
        }
    }
}
