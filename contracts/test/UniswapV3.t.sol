// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {UniswapV3Adapter} from "../adapters/UniswapV3Adapter.sol";
import {IUniswapV3Router} from "../adapters/uniswapV3/IUniswapV3.sol";
import {PoolWalk} from "../adapters/uniswapV3/PoolWalk.sol";
import {DevToken} from "../dev/DevToken.sol";
import {IAdapter} from "../interfaces/IAdapter.sol";
import "../interfaces/FundTypes.sol";
import {FundFixture} from "./FundFixture.sol";
import {UniswapV3Fixture} from "./UniswapV3Fixture.sol";

/// @dev Names a factory in a way that only a test needs.
contract WrongRouter {
    bytes private _answer;

    constructor(bytes memory answer) {
        _answer = answer;
    }

    fallback(bytes calldata) external returns (bytes memory) {
        return _answer;
    }
}

/// @dev Notes what it is allowed to take while it trades, and trades nothing.
contract NotingRouter {
    address public immutable factory = msg.sender;
    uint256 public allowed;

    function exactInput(IUniswapV3Router.ExactInput calldata order) external returns (uint256) {
        allowed = DevToken(address(bytes20(order.path[:20]))).allowance(msg.sender, address(this));
        return 0;
    }
}

/// @dev A fund that trades on two venues, the second one Uniswap V3 from its published bytecode.
contract UniswapV3Test is FundFixture, UniswapV3Fixture {
    uint24 private constant FEE = 3_000;
    DevToken private middle;

    function setUp() public override {
        super.setUp();
        makeUniswapV3();
        middle = new DevToken("Middle", "MID", 18);
        supply(asset);
        supply(token);
        supply(middle);
        pool(address(asset), address(token), FEE);
        bind(factory.createFund(config()));
        ready();
    }

    function config() internal view override returns (FundConfig memory made) {
        made = super.config();
        if (address(v3Adapter) == address(0)) return made;
        made.adapters = new address[](2);
        (made.adapters[0], made.adapters[1]) = (address(adapter), address(v3Adapter));
    }

    function pool(address a, address b, uint24 fee) private returns (address made) {
        made = openPool(a, b, fee, 0);
        int24 spacing = fee == 500 ? int24(10) : int24(60);
        provide(a, b, fee, -100 * spacing, 100 * spacing, 1e15);
    }

    function v3Route(address from, address to) private pure returns (bytes memory) {
        return abi.encodePacked(from, FEE, to);
    }

    function onV3(Intent memory intent) private view returns (Intent memory) {
        intent.adapter = address(v3Adapter);
        intent.adapterDataHash = keccak256(v3Route(intent.tokenIn, intent.tokenOut));
        return intent;
    }

    function nothingIsLeft() private view {
        address spender = address(v3Adapter);
        check(asset.allowance(address(vault), spender) == 0, "vault's allowance");
        check(token.allowance(address(vault), spender) == 0, "vault's allowance of the token");
        check(asset.allowance(spender, v3Router) == 0, "adapter's allowance");
        check(token.allowance(spender, v3Router) == 0, "adapter's allowance of the token");
        check(asset.balanceOf(spender) + token.balanceOf(spender) == 0, "adapter's balance");
        check(asset.balanceOf(v3Router) + token.balanceOf(v3Router) == 0, "router's balance");
    }

    function test_a_fund_buys_on_one_venue_and_sells_on_the_other() public {
        bytes memory there = v3Route(address(asset), address(token));
        uint256 quoted = v3Adapter.quote(address(asset), address(token), 100_000, there);
        uint256 bought = execute(approve(onV3(buy(100_000))), there);
        check(bought == quoted && bought == 99_699, "0.3 % and what the pool rounds");
        check(vault.positionOf(address(token)).quantity == bought, "booked");
        nothingIsLeft();
        uint256 sold = execute(approve(sell(bought)), sellRoute());
        check(sold == bought && vault.openPositions() == 0, "the other venue gives one for one");
        check(vault.realisedProfit() == -301, "the loss is booked");
        check(asset.balanceOf(address(vault)) == 999_699, "the vault received");
    }

    function test_a_fund_sells_on_uniswap_v3() public {
        uint256 bought = execute(approve(buy(100_000)), buyRoute());
        bytes memory back = v3Route(address(token), address(asset));
        uint256 sold = execute(approve(onV3(sell(bought))), back);
        check(sold == 99_699 && vault.openPositions() == 0, "flat");
        nothingIsLeft();
    }

    function test_a_venue_that_cannot_quote_is_refused_before_it_is_called() public {
        bytes32 hash = approve(onV3(buy(900_000)));
        bytes memory there = v3Route(address(asset), address(token));
        v3Adapter.swap(address(asset), address(token), 1e17, 0, there);
        refusedWith(ExecutionCode.QUOTE_BELOW_MIN, hash, there);
        check(asset.balanceOf(address(vault)) == 1_000_000, "nothing moved");
    }

    function test_a_route_over_two_pools_is_quoted_and_swapped_to_the_digit() public {
        pool(address(asset), address(middle), 500);
        pool(address(middle), address(token), FEE);
        bytes memory path = abi.encodePacked(asset, uint24(500), middle, FEE, token);
        uint256 quoted = v3Adapter.quote(address(asset), address(token), 1e12, path);
        uint256 before = token.balanceOf(address(this));
        uint256 said = v3Adapter.swap(address(asset), address(token), 1e12, quoted, path);
        check(token.balanceOf(address(this)) - before == quoted && said == quoted, "other digits");
        check(quoted < 997e9 && quoted > 990e9, "two fees");
    }

    function test_a_swap_under_its_minimum_is_undone() public {
        bytes memory there = v3Route(address(asset), address(token));
        uint256 quoted = v3Adapter.quote(address(asset), address(token), 1e12, there);
        vm.expectRevert(abi.encodeWithSignature("Error(string)", "Too little received"));
        v3Adapter.swap(address(asset), address(token), 1e12, quoted + 1, there);
    }

    function test_the_router_sees_exactly_the_amount() public {
        NotingRouter noting = new NotingRouter();
        UniswapV3Adapter noted = new UniswapV3Adapter(address(noting));
        asset.approve(address(noted), 1_000);
        uint256 before = asset.balanceOf(address(this));
        noted.swap(address(asset), address(token), 1_000, 0, v3Route(address(asset), address(token)));
        check(noting.allowed() == 1_000, "it may take another amount");
        check(asset.balanceOf(address(this)) == before, "what it did not take came back");
        check(asset.allowance(address(noted), address(noting)) == 0, "nothing is left");
    }

    function refused(bytes memory path, bytes memory problem) private {
        reverts(problem);
        v3Adapter.quote(address(asset), address(token), 1, path);
        reverts(problem);
        v3Adapter.swap(address(asset), address(token), 1, 0, path);
    }

    function test_a_route_that_is_no_path_is_refused() public {
        uint256[6] memory sizes = [uint256(0), 19, 21, 42, 44, 64];
        for (uint256 i = 0; i < sizes.length; ++i) {
            refused(new bytes(sizes[i]), abi.encodeWithSelector(IAdapter.MalformedRoute.selector, sizes[i]));
        }
    }

    function test_a_route_between_other_tokens_or_over_too_many_pools_is_refused() public {
        bytes memory problem = abi.encodeWithSelector(
            IAdapter.WrongRoute.selector,
            address(asset),
            address(token)
        );
        refused(abi.encodePacked(asset), problem);
        refused(abi.encodePacked(middle, FEE, token), problem);
        refused(abi.encodePacked(asset, FEE, middle), problem);
        refused(abi.encodePacked(token, FEE, asset), problem);
        bytes memory three = abi.encodePacked(asset, FEE, address(1), FEE, address(2), FEE, address(3));
        refused(bytes.concat(three, abi.encodePacked(FEE, address(4), FEE, token)), problem);
        reverts(abi.encodeWithSelector(IAdapter.WrongRoute.selector, address(asset), address(asset)));
        v3Adapter.quote(address(asset), address(asset), 1, abi.encodePacked(asset));
        reverts(abi.encodeWithSelector(UniswapV3Adapter.NoPool.selector, address(asset), address(1), FEE));
        v3Adapter.quote(address(asset), address(token), 1, bytes.concat(three, abi.encodePacked(FEE, token)));
    }

    function test_a_route_that_comes_back_to_a_token_is_refused() public {
        bytes memory problem = abi.encodeWithSelector(IAdapter.TokenTwice.selector, address(asset));
        refused(abi.encodePacked(asset, FEE, asset, FEE, token), problem);
        refused(abi.encodePacked(asset, FEE, token, FEE, asset, uint24(500), token), problem);
        problem = abi.encodeWithSelector(IAdapter.TokenTwice.selector, address(token));
        refused(abi.encodePacked(asset, FEE, token, FEE, token), problem);
    }

    function test_a_pool_that_does_not_exist_is_named() public {
        reverts(abi.encodeWithSelector(UniswapV3Adapter.NoPool.selector, address(asset), address(token), 500));
        v3Adapter.quote(address(asset), address(token), 1, abi.encodePacked(asset, uint24(500), token));
    }

    function test_a_router_without_code_or_without_a_factory_is_refused() public {
        reverts(abi.encodeWithSelector(UniswapV3Adapter.NoRouter.selector, stranger));
        new UniswapV3Adapter(stranger);
        bytes[4] memory answers = [
            bytes(""),
            abi.encode(stranger),
            abi.encode(uint256(uint160(v3Factory)) + (1 << 160)),
            abi.encode(v3Factory, uint256(0))
        ];
        for (uint256 i = 0; i < answers.length; ++i) {
            address wrong = address(new WrongRouter(answers[i]));
            reverts(abi.encodeWithSelector(UniswapV3Adapter.NoFactory.selector, wrong));
            new UniswapV3Adapter(wrong);
        }
        reverts(abi.encodeWithSelector(UniswapV3Adapter.NoFactory.selector, address(asset)));
        new UniswapV3Adapter(address(asset));
        check(v3Adapter.venue() == v3Router, "the venue is the router");
        check(address(v3Adapter).code.length <= 19_660, "adapter too large");
    }
}
