// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title A pause that ends by itself
/// @notice The guardian pauses at once, for seven days, once: it can pause again only after the owner has
///         unpaused (which may be done at any time, also after the pause ran out). The owner may pause and renew.
interface IExpiringPause {
    /// @notice Paused until `until` (seconds).
    event Paused(address indexed by, uint64 until);
    /// @notice The owner lifted the pause, or re-armed the guardian after it ran out.
    event Unpaused(address indexed by);

    /// @notice This guardian has used its pause; only the owner's `unpause` gives it another.
    error PauseSpent(address guardian);

    /// @notice Pauses for seven days. Guardian or owner.
    function pause() external;

    /// @notice Lifts the pause and re-arms the guardian. Owner only.
    function unpause() external;

    /// @notice Whether the pause holds at this block's time.
    function paused() external view returns (bool);

    /// @notice When the last pause ends or ended, in seconds; 0 if lifted or never set.
    function pausedUntil() external view returns (uint64);
}
