// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClawCore} from "../ClawCore.sol";
import {StoredPartDeployer} from "../base/StoredPartDeployer.sol";

/// @title Deploys the ClawCore of a fund
contract ClawCoreDeployer is StoredPartDeployer(type(ClawCore).creationCode) {}
