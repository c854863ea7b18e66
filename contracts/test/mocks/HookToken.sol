// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {DevToken} from "../../dev/DevToken.sol";

interface IHooked {
    function breakIn() external;
}

/// @dev Tells its accomplice of each move before it happens, as ERC-777 tells its receivers.
contract HookToken is DevToken("Hook", "HOOK", 18) {
    IHooked private immutable _accomplice;

    constructor(address accomplice) {
        _accomplice = IHooked(accomplice);
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (from != address(0)) _accomplice.breakIn();
        super._update(from, to, amount);
    }
}
