// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @dev A venue with a price per direction that can misbehave on request.
contract MockRouter {
    enum Mode {
        FAIR,
        PAY_HALF,
        PAY_NOTHING,
        TAKE_HALF,
        GRAB_MORE,
        FAIL,
        NO_QUOTE,
        CALL_BACK
    }

    Mode public mode;
    address public target;
    bytes public call;
    uint256 public allowanceSeen;
    bool public calledBack;
    mapping(address tokenIn => mapping(address tokenOut => uint256)) public rate; // × 1e18

    function setMode(Mode mode_) external {
        mode = mode_;
    }

    function setRate(address tokenIn, address tokenOut, uint256 rate_) external {
        rate[tokenIn][tokenOut] = rate_;
    }

    function setCallback(address target_, bytes calldata call_) external {
        mode = Mode.CALL_BACK;
        target = target_;
        call = call_;
    }

    /// @dev For a venue that also holds a role.
    function executeAs(address where, bytes calldata what) external {
        (bool done, ) = where.call(what);
        require(done, "refused");
    }

    function getAmountsOut(
        uint256 amountIn,
        address[] calldata path
    ) public view returns (uint256[] memory amounts) {
        require(mode != Mode.NO_QUOTE, "no quote");
        amounts = new uint256[](path.length);
        amounts[path.length - 1] = (amountIn * rate[path[0]][path[path.length - 1]]) / 1e18;
    }

    function swapExactTokensForTokens(
        uint256 amountIn,
        uint256,
        address[] calldata path,
        address to,
        uint256
    ) external returns (uint256[] memory amounts) {
        require(mode != Mode.FAIL, "venue says no");
        IERC20 tokenIn = IERC20(path[0]);
        amounts = getAmountsOut(amountIn, path);
        uint256 out = amounts[path.length - 1];
        allowanceSeen = tokenIn.allowance(msg.sender, address(this));
        if (mode == Mode.CALL_BACK) (calledBack, ) = target.call(call);
        if (mode == Mode.PAY_HALF) out /= 2;
        if (mode == Mode.PAY_NOTHING) out = 0;
        uint256 take = mode == Mode.TAKE_HALF ? amountIn / 2 : amountIn;
        if (mode == Mode.GRAB_MORE) take = amountIn + 1;
        tokenIn.transferFrom(msg.sender, address(this), take);
        IERC20(path[path.length - 1]).transfer(to, out);
    }
}
