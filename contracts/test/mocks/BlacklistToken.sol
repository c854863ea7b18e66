// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {DevToken} from "../../dev/DevToken.sol";

/// @dev Its issuer may forbid an account to send and to receive.
contract BlacklistToken is DevToken("Blacklist", "BLACK", 18) {
    error Blacklisted(address account);

    mapping(address account => bool) public isBlacklisted;

    function setBlacklisted(address account, bool listed) external {
        isBlacklisted[account] = listed;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (isBlacklisted[from]) revert Blacklisted(from);
        if (isBlacklisted[to]) revert Blacklisted(to);
        super._update(from, to, amount);
    }
}
