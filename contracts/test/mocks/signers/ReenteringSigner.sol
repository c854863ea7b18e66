// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @dev An account that comes back while it is asked, and answers by whether that went through.
contract ReenteringSigner is IERC1271 {
    address private _target;
    bytes private _call;

    function comeBack(address target, bytes calldata data) external {
        (_target, _call) = (target, data);
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        (bool through, ) = _target.staticcall(_call);
        return through ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
