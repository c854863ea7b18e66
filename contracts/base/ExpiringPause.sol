// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IExpiringPause} from "../interfaces/IExpiringPause.sol";
import {FundPart} from "./FundPart.sol";

/// @dev See IExpiringPause. A guardian that is replaced hands its unused pause to nobody: the new one has its own.
abstract contract ExpiringPause is FundPart, IExpiringPause {
    uint64 private constant PAUSE_SECONDS = 7 days;

    uint64 public pausedUntil;
    address private _spentGuardian;

    /// @inheritdoc IExpiringPause
    function pause() external {
        _requireOwnerOrGuardian();
        if (msg.sender != _policy.owner()) {
            if (msg.sender == _spentGuardian) revert PauseSpent(msg.sender);
            _spentGuardian = msg.sender;
        }
        uint64 until = uint64(block.timestamp) + PAUSE_SECONDS;
        pausedUntil = until;
        emit Paused(msg.sender, until);
    }

    /// @inheritdoc IExpiringPause
    function unpause() external onlyConfigurer {
        pausedUntil = 0;
        _spentGuardian = address(0);
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc IExpiringPause
    function paused() public view returns (bool) {
        return block.timestamp < pausedUntil;
    }
}
