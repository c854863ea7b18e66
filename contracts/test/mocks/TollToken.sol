// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @dev Takes one unit more when another spends for its victim.
contract TollToken is ERC20 {
    address private immutable _victim;

    constructor(address victim) ERC20("Toll", "TOLL") {
        _victim = victim;
    }

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (from == _victim) _burn(from, 1);
        return super.transferFrom(from, to, amount);
    }
}
