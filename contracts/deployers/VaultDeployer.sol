// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vault} from "../Vault.sol";
import {PartDeployer} from "../base/PartDeployer.sol";

/// @title Deploys the Vault of a fund
contract VaultDeployer is PartDeployer {
    function _create(bytes32 salt) internal override returns (address) {
        return address(new Vault{salt: salt}());
    }

    function _codeHash() internal pure override returns (bytes32) {
        return keccak256(type(Vault).creationCode);
    }
}
