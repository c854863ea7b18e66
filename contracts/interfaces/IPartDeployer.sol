// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IFundErrors} from "./IFundErrors.sol";

/// @title Holds the creation code of one part of a fund and deploys it at an address known beforehand
/// @notice Parts take no constructor arguments (they would make each part's address depend on all others):
///         the constructor reads them back from here, within the one transaction.
interface IPartDeployer is IFundErrors {
    /// @notice Deploys the part for the calling factory.
    /// @param  salt      binds the address, together with the calling factory
    /// @param  arguments `abi.encode(FundAddresses, address asset, ClaimMode, string name, string symbol,
    ///                   address[] tokens, address[] adapters, FundConfig)`: what most parts need comes first, so
    ///                   that their creation code decodes only that
    /// @return part      the part's address, as `predict` foretold it
    function deploy(bytes32 salt, bytes calldata arguments) external returns (address part);

    /// @notice Where `deploy` called by `factory` with this salt puts the part.
    /// @param  factory who may call
    /// @param  salt    what the address is bound to, beside the factory
    /// @return where it will be
    function predict(address factory, bytes32 salt) external view returns (address);

    /// @notice The arguments of the deployment in progress; empty at any other time.
    /// @return the encoded arguments; empty at any other time
    function arguments() external view returns (bytes memory);
}
