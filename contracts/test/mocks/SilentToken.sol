// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev Like the oldest tokens: it moves and approves, and answers nothing; an allowance changes only over zero.
contract SilentToken {
    mapping(address account => uint256) public balanceOf;
    mapping(address giver => mapping(address spender => uint256)) public allowance;
    uint8 public constant decimals = 18;

    function mint(address account, uint256 amount) external {
        balanceOf[account] += amount;
    }

    function approve(address spender, uint256 amount) external {
        require(amount == 0 || allowance[msg.sender][spender] == 0, "zero first");
        allowance[msg.sender][spender] = amount;
    }

    function transfer(address to, uint256 amount) external {
        move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        move(from, to, amount);
    }

    function move(address from, address to, uint256 amount) private {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}
