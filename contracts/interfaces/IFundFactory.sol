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
