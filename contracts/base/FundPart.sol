// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClaimMode, FundAddresses, FundConfig} from "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IFundPolicy} from "../interfaces/IFundPolicy.sol";
import {IPartDeployer} from "../interfaces/IPartDeployer.sol";

/// @dev What a part of a fund knows of the others. Read from the deployer in the constructor, immutable after.
abstract contract FundPart is IFundErrors {
    IFundPolicy internal immutable _policy;

    /// @dev Who that is, and whether a change had to be announced first, is the policy's to say.
    modifier onlyConfigurer() {
        _policy.requireConfigurer(msg.sender);
        _;
    }

    constructor() {
        _policy = IFundPolicy(_siblings().policy);
    }

    /// @dev Constructor time only, like the next two: afterwards the deployer has forgotten it. Decoding a whole
    ///      configuration takes two kilobytes of creation code, so a part that needs less asks for less.
    function _siblings() internal view returns (FundAddresses memory) {
        return abi.decode(IPartDeployer(msg.sender).arguments(), (FundAddresses));
    }

    /// @dev What the books need of the configuration.
    function _essentials() internal view returns (address asset, ClaimMode claimMode) {
        (, asset, claimMode) = abi.decode(
            IPartDeployer(msg.sender).arguments(),
            (FundAddresses, address, ClaimMode)
        );
    }

    function _fundConfig() internal view returns (FundConfig memory config) {
        (, , , , , , , config) = abi.decode(
            IPartDeployer(msg.sender).arguments(),
            (FundAddresses, address, ClaimMode, string, string, address[], address[], FundConfig)
        );
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
