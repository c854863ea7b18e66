// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev A venue whose price anyone may move, that can cheat on request, hold a role, and break in while it trades.
///      It remembers what it was asked for. Tokens are called without looking at their answer: some give none.
contract HostileVenue {
    enum Mode {
        FAIR,
        PAY_HALF,
        PAY_NOTHING,
        TAKE_HALF,
        GRAB_MORE,
        FAIL,
        NO_QUOTE,
        BREAK_IN
    }

    Mode public mode;
    address public target;
    bytes public call;
    bool public brokeIn;
    uint256 public allowanceSeen;
    address public tokenIn;
    address public tokenOut;
    uint256 public amountIn;
    mapping(address tokenIn => mapping(address tokenOut => uint256)) public rate; // × 1e18

    function setMode(Mode mode_) external {
        mode = mode_;
    }

    function setRate(address from, address to, uint256 rate_) external {
        rate[from][to] = rate_;
    }

    function aim(address target_, bytes calldata call_) external {
        (target, call) = (target_, call_);
    }

    /// @dev What an account of its own could do: a venue may hold the executor's role.
    function act(address where, bytes calldata what) external returns (bool done, bytes memory answer) {
        (done, answer) = where.call(what);
    }

    /// @dev Also called by a token with a hook.
    function breakIn() public {
        if (target == address(0)) return; // nobody aimed it yet
        (bool done, ) = target.call(call);
        if (done) brokeIn = true;
    }

    function getAmountsOut(
        uint256 amount,
        address[] calldata path
    ) public view returns (uint256[] memory amounts) {
        require(mode != Mode.NO_QUOTE, "no quote");
        amounts = new uint256[](path.length);
        amounts[path.length - 1] = (amount * rate[path[0]][path[path.length - 1]]) / 1e18;
    }

    function swapExactTokensForTokens(
        uint256 amount,
        uint256,
        address[] calldata path,
        address to,
        uint256
    ) external returns (uint256[] memory amounts) {
        require(mode != Mode.FAIL, "venue says no");
        amounts = getAmountsOut(amount, path);
        uint256 out = amounts[path.length - 1];
        (tokenIn, tokenOut, amountIn) = (path[0], path[path.length - 1], amount);
        allowanceSeen = allowanceOf(msg.sender);
        if (mode == Mode.BREAK_IN) breakIn();
        if (mode == Mode.PAY_HALF) out /= 2;
        if (mode == Mode.PAY_NOTHING) out = 0;
        uint256 take = mode == Mode.TAKE_HALF ? amount / 2 : amount;
        if (mode == Mode.GRAB_MORE) take = amount + 1;
        move(path[0], abi.encodeWithSignature("transferFrom(address,address,uint256)", msg.sender, this, take));
        move(tokenOut, abi.encodeWithSignature("transfer(address,uint256)", to, out));
    }

    function allowanceOf(address giver) private view returns (uint256 amount) {
        (, bytes memory answer) = tokenIn.staticcall(
            abi.encodeWithSignature("allowance(address,address)", giver, this)
        );
        amount = abi.decode(answer, (uint256));
    }

    function move(address token, bytes memory what) private {
        (bool done, ) = token.call(what);
        require(done, "token says no");
    }
}
