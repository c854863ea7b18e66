// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Errors that several contracts of a fund share
interface IFundErrors {
    /// @notice A field or function whose behaviour arrives in a later version was used.
    /// @param  feature the feature
    error NotSupported(string feature);
    /// @notice The caller does not hold the role this needs.
    /// @param  caller who called
    /// @param  role   the role that the caller does not hold
    error Unauthorized(address caller, string role);
    /// @notice An address that must be set is zero.
    /// @param  field the field
    error ZeroAddress(string field);
    /// @notice An address that must be a contract has no code.
    /// @param  field   the field
    /// @param  account the account
    error NoCode(string field, address account);
    /// @notice A text that must say something is empty.
    /// @param  field the field
    error EmptyText(string field);
    /// @notice A list names the same account twice.
    /// @param  field   the field
    /// @param  account the account
    error ListedTwice(string field, address account);
    /// @notice A number is outside what the field allows.
    /// @param  field the field
    /// @param  value the value
    /// @param  min   the least
    /// @param  max   the most
    error OutOfRange(string field, uint256 value, uint256 min, uint256 max);
    /// @notice The set epoch is not the open one.
    /// @param  setEpoch  the set epoch
    /// @param  openEpoch the epoch that is open
    error EpochClosed(uint64 setEpoch, uint64 openEpoch);
    /// @notice The object names another fund.
    /// @param  fund     the fund it names
    /// @param  expected the fund it was sent to
    error WrongFund(address fund, address expected);
    /// @notice The list does not strictly ascend by address at `index` (unsorted or duplicate).
    /// @param  index the place of the member that is not above the one before
    error SetNotAscending(uint256 index);
    /// @notice A verifier has no weight.
    /// @param  verifier the member
    error ZeroWeight(address verifier);
    /// @notice A revoked account cannot be a member of a new set.
    /// @param  verifier the member
    error RevokedMember(address verifier);
    /// @notice A threshold is not above half of the total weight, or is above all of it.
    /// @param  kind        claim, snapshot or intent
    /// @param  threshold   the weight that decides
    /// @param  totalWeight the weight of the whole set
    error ThresholdOutOfRange(string kind, uint256 threshold, uint256 totalWeight);
    /// @notice Too little gas to ask a verifier's contract fairly: the whole call is refused, or whoever carries
    ///         the batch could make an honest signature fail by starving it.
    /// @param  available how much gas there is
    /// @param  needed    how much it takes
    error GasTooLow(uint256 available, uint256 needed);
    /// @notice A limit means nothing without another one.
    /// @param  field  the limit
    /// @param  needed the one it needs
    error LimitNeeds(string field, string needed);
    /// @notice The price guard serves another fund, or says nothing of whom it serves.
    /// @param  guard  the price guard
    /// @param  policy the policy it serves
    /// @param  asset  what it tells prices in
    error WrongPriceGuard(address guard, address policy, address asset);
}
