// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundAddresses, FundConfig} from "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IFundPolicy} from "../interfaces/IFundPolicy.sol";
import {IPartDeployer} from "../interfaces/IPartDeployer.sol";

/// @dev What a part of a fund knows of the others. Read from the deployer in the constructor, immutable after.
abstract contract FundPart is IFundErrors {
    IFundPolicy internal immutable _policy;

    modifier onlyOwner() {
        if (msg.sender != _policy.owner()) revert Unauthorized(msg.sender, "owner");
        _;
    }

    constructor() {
        (FundAddresses memory parts, ) = _blueprint();
        _policy = IFundPolicy(parts.policy);
    }

    /// @dev Constructor time only: afterwards the deployer has forgotten it.
    function _blueprint() internal view returns (FundAddresses memory parts, FundConfig memory config) {
        return abi.decode(IPartDeployer(msg.sender).arguments(), (FundAddresses, FundConfig));
    }

    function _requireOwnerOrGuardian() internal view {
        if (msg.sender != _policy.guardian() && msg.sender != _policy.owner()) {
            revert Unauthorized(msg.sender, "guardian");
        }
    }

    function _requireSet(string memory field, address account) internal pure {
        if (account == address(0)) revert ZeroAddress(field);
    }

    function _requireCode(string memory field, address account) internal view {
        _requireSet(field, account);
        if (account.code.length == 0) revert NoCode(field, account);
    }
}
