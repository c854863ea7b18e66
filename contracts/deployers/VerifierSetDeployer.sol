// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {VerifierSet} from "../VerifierSet.sol";
import {PartDeployer} from "../base/PartDeployer.sol";

/// @title Deploys the VerifierSet of a fund
contract VerifierSetDeployer is PartDeployer {
    function _create(bytes32 salt) internal override returns (address) {
        return address(new VerifierSet{salt: salt}());
    }

    function _codeHash() internal pure override returns (bytes32) {
        return keccak256(type(VerifierSet).creationCode);
    }
}
