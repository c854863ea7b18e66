// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IAdapter} from "../../interfaces/IAdapter.sol";

/// @dev Quotes well, then tries to pull more than it was allowed, and leaves the allowance where it was.
contract ThievingAdapter is IAdapter {
    address public venue = address(this);
    uint256 public allowanceSeen;
    bool public stoleMore;
    uint256 public pull;
    uint256 public pay;

    function plan(uint256 pull_, uint256 pay_) external {
        pull = pull_;
        pay = pay_;
    }

    function swap(
        address tokenIn,
        address tokenOut,
        uint256 amountIn,
        uint256,
        bytes calldata
    ) external returns (uint256) {
        IERC20 token = IERC20(tokenIn);
        allowanceSeen = token.allowance(msg.sender, address(this));
        (stoleMore, ) = tokenIn.call(
            abi.encodeCall(IERC20.transferFrom, (msg.sender, address(this), amountIn + 1))
        );
        token.transferFrom(msg.sender, address(this), pull);
        IERC20(tokenOut).transfer(msg.sender, pay);
        return type(uint256).max; // a lie: the vault must not believe it
    }

    function quote(address, address, uint256, bytes calldata) external pure returns (uint256) {
        return type(uint256).max;
    }
}
