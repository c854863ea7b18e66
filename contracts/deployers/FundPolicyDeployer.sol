// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundPolicy} from "../FundPolicy.sol";
import {StoredPartDeployer} from "../base/StoredPartDeployer.sol";

/// @title Deploys the FundPolicy of a fund
contract FundPolicyDeployer is StoredPartDeployer(type(FundPolicy).creationCode) {}
