// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Errors that several contracts of a fund share
interface IFundErrors {
    /// @notice A field or function whose behaviour arrives in a later version was used.
    error NotSupported(string feature);
    /// @notice The caller does not hold the role this needs.
    error Unauthorized(address caller, string role);
    /// @notice An address that must be set is zero.
    error ZeroAddress(string field);
    /// @notice An address that must be a contract has no code.
    error NoCode(string field, address account);
    /// @notice A text that must say something is empty.
    error EmptyText(string field);
    /// @notice A list names the same account twice.
    error ListedTwice(string field, address account);
    /// @notice A number is outside what the field allows.
    error OutOfRange(string field, uint256 value, uint256 min, uint256 max);
    /// @notice The set epoch is not the open one.
    error EpochClosed(uint64 setEpoch, uint64 openEpoch);
    /// @notice The object names another fund.
    error WrongFund(address fund, address expected);
    /// @notice The list does not strictly ascend by address at `index` (unsorted or duplicate).
    error SetNotAscending(uint256 index);
    /// @notice A verifier has no weight.
    error ZeroWeight(address verifier);
    /// @notice A revoked account cannot be a member of a new set.
    error RevokedMember(address verifier);
    /// @notice A threshold is not above half of the total weight, or is above all of it.
    error ThresholdOutOfRange(string kind, uint256 threshold, uint256 totalWeight);
    /// @notice Too little gas to ask a verifier's contract fairly: the whole call is refused, or whoever carries
    ///         the batch could make an honest signature fail by starving it.
    error GasTooLow(uint256 available, uint256 needed);
    /// @notice A limit means nothing without another one.
    error LimitNeeds(string field, string needed);
    /// @notice The price guard serves another fund, or says nothing of whom it serves.
    error WrongPriceGuard(address guard, address policy, address asset);
}
