// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IntentBook} from "../IntentBook.sol";
import {StoredPartDeployer} from "../base/StoredPartDeployer.sol";

/// @title Deploys the IntentBook of a fund
contract IntentBookDeployer is StoredPartDeployer(type(IntentBook).creationCode) {}
