// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ScheduledChange} from "../interfaces/FundTypes.sol";
import {IExpiringPause} from "../interfaces/IExpiringPause.sol";
import {IFundPolicy} from "../interfaces/IFundPolicy.sol";

/// @dev The changes of configuration that were announced and wait. The owner announces and makes them, owner and
///      guardian drop them. Making one means that the policy itself calls the part: nothing else ever makes the
///      policy call anything, so a part that is called by the policy may trust that the change was announced.
abstract contract ChangeQueue is IFundPolicy {
    uint64 private constant GRACE_SECONDS = 7 days; // as long as a pause: who was away for one can still act

    struct Waiting {
        address target;
        uint48 scheduledAt;
        uint40 delay;
        bool replacesGuardian;
    }

    mapping(bytes32 changeId => Waiting) private _waiting;

    /// @inheritdoc IFundPolicy
    function scheduleChange(
        address target,
        bytes calldata data,
        bytes32 salt
    ) external returns (bytes32 changeId) {
        _requireOwner();
        _requireTarget(target);
        changeId = hashChange(target, data, salt);
        (uint64 readyAt, uint64 expiresAt) = _times(_waiting[changeId]);
        if (block.timestamp <= expiresAt) revert ChangeAlreadyScheduled(changeId, readyAt);
        _waiting[changeId] = Waiting({
            target: target,
            scheduledAt: uint48(block.timestamp),
            delay: _configDelay(),
            replacesGuardian: target == address(this) && bytes4(data) == IFundPolicy.setGuardian.selector
        });
        (readyAt, expiresAt) = _times(_waiting[changeId]);
        emit ChangeScheduled(changeId, target, data, salt, readyAt, expiresAt);
    }

    /// @inheritdoc IFundPolicy
    function executeChange(
        address target,
        bytes calldata data,
        bytes32 salt
    ) external returns (bytes memory answer) {
        _requireOwner();
        bytes32 changeId = hashChange(target, data, salt);
        Waiting memory change = _waiting[changeId];
        if (change.scheduledAt == 0) revert ChangeUnknown(changeId);
        (uint64 readyAt, uint64 expiresAt) = _times(change);
        if (block.timestamp > expiresAt) revert ChangeExpired(changeId, expiresAt);
        if (block.timestamp < readyAt) revert ChangeNotReady(changeId, readyAt);
        _requireTarget(target); // once more: the fund may have another price guard by now
        _requireNotOvertaken(changeId, change, bytes4(data));
        delete _waiting[changeId]; // before the call: it may come back
        emit ChangeExecuted(changeId, msg.sender);
        bool done;
        (done, answer) = target.call(data);
        if (!done) revert ChangeFailed(changeId, answer);
    }

    /// @inheritdoc IFundPolicy
    function cancelChange(bytes32 changeId) external {
        Waiting memory change = _waiting[changeId];
        if (msg.sender != _owner()) {
            if (msg.sender != _guardian()) revert Unauthorized(msg.sender, "guardian");
            if (change.replacesGuardian) revert ChangeNotYoursToCancel(changeId, msg.sender);
        }
        if (change.scheduledAt == 0) revert ChangeUnknown(changeId);
        delete _waiting[changeId];
        emit ChangeCancelled(changeId, msg.sender);
    }

    /// @inheritdoc IFundPolicy
    function changeOf(bytes32 changeId) external view returns (ScheduledChange memory) {
        Waiting memory change = _waiting[changeId];
        (uint64 readyAt, uint64 expiresAt) = _times(change);
        return ScheduledChange(change.target, readyAt, expiresAt);
    }

    /// @inheritdoc IFundPolicy
    function hashChange(address target, bytes calldata data, bytes32 salt) public pure returns (bytes32) {
        return keccak256(abi.encode(target, data, salt));
    }

    function _owner() internal view virtual returns (address);

    function _guardian() internal view virtual returns (address);

    function _configDelay() internal view virtual returns (uint40);

    /// @dev Whether it is a contract of this fund, or its price guard.
    function _isTarget(address target) internal view virtual returns (bool);

    /// @dev Whether it is one of the two parts that can be paused.
    function _isPausable(address target) internal view virtual returns (bool);

    function _requireOwner() internal view {
        if (msg.sender != _owner()) revert Unauthorized(msg.sender, "owner");
    }

    function _requireTarget(address target) private view {
        if (!_isTarget(target)) revert ChangeTargetUnknown(target);
    }

    /// @dev The longer of the two delays holds, the one at its announcement and today's: else a change that was
    ///      announced while there was none would lie in wait behind one that is set for show. A longer delay moves
    ///      the first moment, never the last: what has expired stays so.
    function _times(Waiting memory change) private view returns (uint64 readyAt, uint64 expiresAt) {
        if (change.scheduledAt == 0) return (0, 0);
        uint40 delay = _configDelay();
        readyAt = uint64(change.scheduledAt) + (delay > change.delay ? delay : change.delay);
        expiresAt = uint64(change.scheduledAt) + change.delay + GRACE_SECONDS;
    }

    /// @dev An unpause that was announced before the pause began would end it at once.
    function _requireNotOvertaken(bytes32 changeId, Waiting memory change, bytes4 selector) private view {
        if (selector != IExpiringPause.unpause.selector || !_isPausable(change.target)) return;
        uint64 pausedAt = IExpiringPause(change.target).pausedAt();
        if (change.scheduledAt < pausedAt) revert ChangeOvertaken(changeId, pausedAt);
    }
}
