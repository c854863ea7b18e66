// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {DevToken} from "../../dev/DevToken.sol";

/// @dev Burns all the gas it is given, while it is told to: to move, and to say what someone holds.
contract GreedyToken is DevToken("Greedy", "GREEDY", 18) {
    bool public greedy;

    function setGreedy(bool greedy_) external {
        greedy = greedy_;
    }

    function balanceOf(address account) public view override returns (uint256) {
        while (greedy) {}
        return super.balanceOf(account);
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        while (greedy) {}
        return super.transfer(to, amount);
    }
}
