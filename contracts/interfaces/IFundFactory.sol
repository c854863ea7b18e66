// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundAddresses, FundConfig} from "./FundTypes.sol";
import {IFundErrors} from "./IFundErrors.sol";

/// @title Deploys and wires one fund per call, at addresses known beforehand
interface IFundFactory is IFundErrors {
    /// @notice A fund exists. `vault` is what claims and intents name as `fund`.
    /// @param  vault     the vault of the fund
    /// @param  owner     who owns it
    /// @param  creator   who made it
    /// @param  salt      the salt of its configuration
    /// @param  addresses its contracts
    event FundCreated(
        address indexed vault,
        address indexed owner,
        address indexed creator,
        bytes32 salt,
        FundAddresses addresses
    );

    /// @notice The same creator made a fund from the same configuration before.
    /// @param  vault the vault of the fund
    error FundExists(address vault);
    /// @notice A deployer put a part elsewhere than it foretold.
    /// @param  part     where it is
    /// @param  expected where it should be
    error PartMisplaced(address part, address expected);

    /// @notice Deploys one part of the fund that `createFund` by the same caller makes from the same configuration:
    ///         all parts at once may be more than one transaction can carry. Nothing if it is there already.
    /// @param  config the fund's configuration, whole
    /// @param  part   which part, 0 to 6 in the order of FundAddresses
    /// @return made   the part's address
    function deployPart(FundConfig calldata config, uint256 part) external returns (address made);

    /// @notice Creates a fund: deploys whatever part is not there yet, and registers it. Anyone; the addresses bind
    ///         the creator and the whole configuration.
    /// @param  config what the fund is made from
    /// @return its contracts
    function createFund(FundConfig calldata config) external returns (FundAddresses memory);

    /// @notice Where `createFund` by `creator` puts the fund's contracts.
    /// @param  creator who makes the fund
    /// @param  config  what the fund is made from
    /// @return its contracts
    function predictFund(
        address creator,
        FundConfig calldata config
    ) external view returns (FundAddresses memory);

    /// @notice The contracts of a fund made here; all zero for any other address.
    /// @param  vault the vault of the fund
    /// @return its contracts; all zero if the factory did not make it
    function fundOf(address vault) external view returns (FundAddresses memory);

    /// @notice How many funds were made here.
    /// @return the number
    function fundCount() external view returns (uint256);

    /// @notice The vault of the fund made as number `index`, from 0.
    /// @param  index its number, from 0
    /// @return vault the vault of the fund
    function fundAt(uint256 index) external view returns (address vault);

    /// @notice The deployers of the parts, in the order of FundAddresses.
    /// @return the deployer of each part
    function deployers() external view returns (FundAddresses memory);
}
