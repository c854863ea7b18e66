// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PartDeployer} from "./PartDeployer.sol";
import {StoredCode} from "./StoredCode.sol";

/// @dev Deploys a part whose creation code is larger than a deployer should be: it lies in contracts of its own.
abstract contract StoredPartDeployer is PartDeployer {
    bytes32 private immutable _hash;
    address[] private _pieces;

    constructor(bytes memory code) {
        _hash = keccak256(code);
        _pieces = StoredCode.keep(code);
    }

    function _create(bytes32 salt) internal override returns (address part) {
        bytes memory code = StoredCode.read(_pieces);
        assembly ("memory-safe") {
            part := create2(0, add(code, 0x20), mload(code), salt)
            if iszero(part) {
                returndatacopy(code, 0, returndatasize())
                revert(code, returndatasize())
            }
        }
    }

    function _codeHash() internal view override returns (bytes32) {
        return _hash;
    }
}
