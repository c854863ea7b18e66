// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev Takes every call and answers nothing.
contract SilentAdapter {
    fallback() external {}
}
