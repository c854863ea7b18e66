// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundAddresses, FundConfig} from "./FundTypes.sol";
import {IFundErrors} from "./IFundErrors.sol";

/// @title Deploys and wires one fund per call, at addresses known beforehand
interface IFundFactory is IFundErrors {
    /// @notice A fund exists. `vault` is what claims and intents name as `fund`.
    event FundCreated(
        address indexed vault,
        address indexed owner,
        address indexed creator,
        bytes32 salt,
        FundAddresses addresses
    );

    /// @notice The same creator made a fund from the same configuration before.
    error FundExists(address vault);

    /// @notice Creates a fund. Anyone; the addresses bind the creator and the whole configuration.
    function createFund(FundConfig calldata config) external returns (FundAddresses memory);

    /// @notice Where `createFund` by `creator` puts the fund's contracts.
    function predictFund(
        address creator,
        FundConfig calldata config
    ) external view returns (FundAddresses memory);

    /// @notice The contracts of a fund made here; all zero for any other address.
    function fundOf(address vault) external view returns (FundAddresses memory);

    /// @notice How many funds were made here.
    function fundCount() external view returns (uint256);

    /// @notice The vault of the fund made as number `index`, from 0.
    function fundAt(uint256 index) external view returns (address vault);

    /// @notice The deployers of the parts, in the order of FundAddresses.
    function deployers() external view returns (FundAddresses memory);
}
