// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {DevToken} from "../../dev/DevToken.sol";

/// @dev Says no by its answer, and moves nothing, while it is told to.
contract FalseToken is DevToken("False", "FALSE", 18) {
    bool public refuses;

    function setRefuses(bool refuses_) external {
        refuses = refuses_;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return !refuses && super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return !refuses && super.transferFrom(from, to, amount);
    }
}
