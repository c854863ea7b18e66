// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IExpiringPause, PAUSE_SECONDS} from "../interfaces/IExpiringPause.sol";
import {FundPart} from "./FundPart.sol";

/// @dev See IExpiringPause. How long a guardian may pause is the policy's to say: the parts share one right.
abstract contract ExpiringPause is FundPart, IExpiringPause {
    uint64 public pausedUntil;
    uint64 public pausedAt;

    /// @inheritdoc IExpiringPause
    function pause() external {
        _requireOwnerOrGuardian();
        _pause(
            msg.sender == _policy.owner() ? uint64(block.timestamp) + PAUSE_SECONDS : _policy.spendPause(msg.sender),
            msg.sender
        );
    }

    /// @inheritdoc IExpiringPause
    function unpause() external onlyConfigurer {
        pausedUntil = 0;
        _policy.restorePause();
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc IExpiringPause
    function paused() public view returns (bool) {
        return block.timestamp < pausedUntil;
    }

    /// @dev What a part does to itself spends nobody's right.
    function _pauseItself() internal returns (uint64 until) {
        until = uint64(block.timestamp) + PAUSE_SECONDS;
        _pause(until, address(this));
    }

    /// @dev Never shortens a pause, and one that is drawn out began when it began.
    function _pause(uint64 until, address by) private {
        if (!paused()) pausedAt = uint64(block.timestamp);
        if (until > pausedUntil) pausedUntil = until;
        emit Paused(by, pausedUntil);
    }
}
