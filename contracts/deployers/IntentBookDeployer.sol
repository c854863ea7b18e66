// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IntentBook} from "../IntentBook.sol";
import {PartDeployer} from "../base/PartDeployer.sol";

/// @title Deploys the IntentBook of a fund
contract IntentBookDeployer is PartDeployer {
    function _create(bytes32 salt) internal override returns (address) {
        return address(new IntentBook{salt: salt}());
    }

    function _codeHash() internal pure override returns (bytes32) {
        return keccak256(type(IntentBook).creationCode);
    }
}
