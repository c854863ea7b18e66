// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {DevToken} from "../../dev/DevToken.sol";

/// @dev Burns one part in two hundred of whatever moves.
contract FeeToken is DevToken("Fee", "FEE", 18) {
    function _update(address from, address to, uint256 amount) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : amount / 200;
        if (fee != 0) super._update(from, address(0), fee);
        super._update(from, to, amount - fee);
    }
}
