// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Holds what waits: the assets and shares of requests, before and after they settle
/// @dev   A place of its own, so that what waits is neither part of the share price nor within reach of a trade.
///        Only its vault can move it; the vault moves its own shares without being asked.
contract VaultEscrow {
    /// @param asset the vault's asset
    constructor(IERC20 asset) {
        SafeERC20.forceApprove(asset, msg.sender, type(uint256).max);
    }
}
