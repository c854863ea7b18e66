// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClawCore} from "../ClawCore.sol";
import {PartDeployer} from "../base/PartDeployer.sol";

/// @title Deploys the ClawCore of a fund
contract ClawCoreDeployer is PartDeployer {
    function _create(bytes32 salt) internal override returns (address) {
        return address(new ClawCore{salt: salt}());
    }

    function _codeHash() internal pure override returns (bytes32) {
        return keccak256(type(ClawCore).creationCode);
    }
}
