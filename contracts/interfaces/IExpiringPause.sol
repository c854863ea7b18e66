// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

uint64 constant PAUSE_SECONDS = 7 days;

/// @title A pause that ends by itself
/// @notice The owner may pause and renew. A guardian has one right to pause a fund, seven days long from its first
///         use, for the core and the vault together: what it pauses later in these days ends with them. It gets
///         another one when the owner unpauses either part (which may be done at any time, also after the pause ran
///         out), and a guardian that is replaced and named again gets none by that.
interface IExpiringPause {
    /// @notice Paused.
    /// @param  by    who paused it; the part itself if a limit did
    /// @param  until when it ends, in seconds
    event Paused(address indexed by, uint64 until);
    /// @notice The owner lifted the pause, or gave the guardian another one after it ran out.
    /// @param  by the owner; the policy if the change was announced
    event Unpaused(address indexed by);

    /// @notice This guardian has used its pause; only the owner's `unpause` gives it another.
    /// @param  guardian the guardian
    error PauseSpent(address guardian);

    /// @notice Pauses: for seven days by the owner, for what is left of its seven days by the guardian.
    function pause() external;

    /// @notice Lifts the pause and gives the guardian another one. Whoever may configure the fund; an announced
    ///         unpause must have been announced after the pause began.
    function unpause() external;

    /// @notice Whether the pause holds at this block's time.
    /// @return whether it does
    function paused() external view returns (bool);

    /// @notice When the last pause ends or ended.
    /// @return the time in seconds; 0 if it was lifted or never set
    function pausedUntil() external view returns (uint64);

    /// @notice When the last pause began.
    /// @return the time in seconds; 0 if there was none
    function pausedAt() external view returns (uint64);
}
