// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vault} from "../Vault.sol";
import {PartDeployer} from "../base/PartDeployer.sol";
import {StoredCode} from "../base/StoredCode.sol";

/// @title Deploys the Vault of a fund
/// @dev   The vault's creation code is larger than a deployer should be: it lies in contracts of its own.
contract VaultDeployer is PartDeployer {
    bytes32 private immutable _hash;
    address[] private _pieces;

    constructor() {
        bytes memory code = type(Vault).creationCode;
        _hash = keccak256(code);
        _pieces = StoredCode.keep(code);
    }

    function _create(bytes32 salt) internal override returns (address vault) {
        bytes memory code = StoredCode.read(_pieces);
        assembly ("memory-safe") {
            vault := create2(0, add(code, 0x20), mload(code), salt)
            if iszero(vault) {
                returndatacopy(code, 0, returndatasize())
                revert(code, returndatasize())
            }
        }
    }

    function _codeHash() internal view override returns (bytes32) {
        return _hash;
    }
}
