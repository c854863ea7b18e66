// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClaimBook} from "../ClaimBook.sol";
import {PartDeployer} from "../base/PartDeployer.sol";

/// @title Deploys the ClaimBook of a fund
contract ClaimBookDeployer is PartDeployer {
    function _create(bytes32 salt) internal override returns (address) {
        return address(new ClaimBook{salt: salt}());
    }

    function _codeHash() internal pure override returns (bytes32) {
        return keccak256(type(ClaimBook).creationCode);
    }
}
