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
    /// @notice A number is outside what the field allows.
    error OutOfRange(string field, uint256 value, uint256 min, uint256 max);
    /// @notice The set epoch is not the open one.
    error EpochClosed(uint64 setEpoch, uint64 openEpoch);
    /// @notice The object names another fund.
    error WrongFund(address fund, address expected);
}
