// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @dev An account that says yes until it says no, and may be gone altogether.
contract FickleSigner is IERC1271 {
    bool public says = true;

    function turn(bool says_) external {
        says = says_;
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        return says ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }

    function vanish() external {
        selfdestruct(payable(msg.sender));
    }
}
