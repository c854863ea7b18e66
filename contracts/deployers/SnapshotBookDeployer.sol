// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SnapshotBook} from "../SnapshotBook.sol";
import {PartDeployer} from "../base/PartDeployer.sol";

/// @title Deploys the SnapshotBook of a fund
contract SnapshotBookDeployer is PartDeployer {
    function _create(bytes32 salt) internal override returns (address) {
        return address(new SnapshotBook{salt: salt}());
    }

    function _codeHash() internal pure override returns (bytes32) {
        return keccak256(type(SnapshotBook).creationCode);
    }
}
