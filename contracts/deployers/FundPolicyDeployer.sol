// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundPolicy} from "../FundPolicy.sol";
import {PartDeployer} from "../base/PartDeployer.sol";

/// @title Deploys the FundPolicy of a fund
contract FundPolicyDeployer is PartDeployer {
    function _create(bytes32 salt) internal override returns (address) {
        return address(new FundPolicy{salt: salt}());
    }

    function _codeHash() internal pure override returns (bytes32) {
        return keccak256(type(FundPolicy).creationCode);
    }
}
