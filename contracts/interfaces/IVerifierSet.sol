// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SetEpoch, SetRoll, Thresholds, Verifier} from "./FundTypes.sol";
import {IFundErrors} from "./IFundErrors.sol";

/// @title Who verifies, with what weight, in frozen set epochs
/// @notice A change never edits a set: it opens the next epoch and closes the old one, which from then on
///         approves and executes nothing. Revocation is instant and global and lowers weight, never a threshold.
interface IVerifierSet is IFundErrors {
    /// @notice Epoch `setEpoch` opened and the one before it closed.
    /// @param  setEpoch    its number
    /// @param  verifiers   the members, ascending by address
    /// @param  totalWeight the weight of the whole set
    /// @param  thresholds  the weights that decide
    event EpochOpened(uint64 indexed setEpoch, Verifier[] verifiers, uint96 totalWeight, Thresholds thresholds);
    /// @notice The verifier counts nowhere any more.
    /// @param  verifier the verifier
    /// @param  by       who did it
    event VerifierRevoked(address indexed verifier, address indexed by);
    /// @notice The owner took a revocation back.
    /// @param  verifier the verifier
    /// @param  by       who did it
    event VerifierReinstated(address indexed verifier, address indexed by);

    /// @notice Opens the next set epoch with a frozen set. Owner only.
    /// @param  verifiers strictly ascending by address, 1 to 64 of them; those that sign by contract have code
    /// @param  thresholds the weights that decide
    /// @return setEpoch  the number of the new epoch; the first is 1
    function openEpoch(
        Verifier[] calldata verifiers,
        Thresholds calldata thresholds
    ) external returns (uint64 setEpoch);

    /// @notice Stops counting a verifier everywhere, at once. Guardian or owner.
    /// @param  verifier the verifier
    function revoke(address verifier) external;

    /// @notice Takes a revocation back. Owner only.
    /// @param  verifier the verifier
    function reinstate(address verifier) external;

    /// @notice The open epoch.
    /// @return its number
    function currentEpoch() external view returns (uint64);

    /// @notice The figures of an epoch; all zero if it never was.
    /// @param  setEpoch the set epoch
    /// @return all zero if it was never opened
    function epochInfo(uint64 setEpoch) external view returns (SetEpoch memory);

    /// @notice The members of an epoch, in their order.
    /// @param  setEpoch the set epoch
    /// @return the members, ascending by address
    function verifiersOf(uint64 setEpoch) external view returns (Verifier[] memory);

    /// @notice Place, frozen weight and revocation of an account in an epoch. `weight` is 0 for a stranger.
    /// @param  setEpoch the set epoch
    /// @param  account  the account
    /// @return index    its place in the set, from 0
    /// @return weight   its weight; 0 if it is no member
    /// @return revoked  whether it is revoked, in every epoch
    function memberOf(
        uint64 setEpoch,
        address account
    ) external view returns (uint256 index, uint96 weight, bool revoked);

    /// @notice Where the open epoch's set is kept, for whoever reads it there (base/SetRolls.sol): the cheapest way.
    /// @return place    the account whose code is the set
    /// @return setEpoch the open epoch
    /// @return revoked  bit i: member i is revoked
    function openRoll() external view returns (address place, uint64 setEpoch, uint64 revoked);

    /// @notice All that counting signatures against an epoch needs, in one call; without members if it never was.
    /// @param  setEpoch the epoch
    /// @return roll     its members in their ascending order, and who of them is revoked now
    function rollOf(uint64 setEpoch) external view returns (SetRoll memory roll);

    /// @notice Sum of the weights of the unrevoked members whose bit (1 << index) is set in `members`.
    /// @param  setEpoch whose members
    /// @param  members  one bit for each member, by its place
    /// @return their weight without the revoked
    function weightOf(uint64 setEpoch, uint64 members) external view returns (uint256);

    /// @notice Whether an account is revoked.
    /// @param  account the account
    /// @return whether it is
    function isRevoked(address account) external view returns (bool);
}
