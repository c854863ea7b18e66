// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Vault} from "../Vault.sol";
import {StoredPartDeployer} from "../base/StoredPartDeployer.sol";

/// @title Deploys the Vault of a fund
contract VaultDeployer is StoredPartDeployer(type(Vault).creationCode) {}
