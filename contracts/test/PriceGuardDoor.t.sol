// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {DevToken} from "../dev/DevToken.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IPriceGuard} from "../interfaces/IPriceGuard.sol";
import {PriceGuard} from "../PriceGuard.sol";
import {IUniswapV2Registry, PriceGuardFixture} from "./PriceGuardFixture.sol";

/// @dev What a guard refuses to be made of, and a fund that trades by one.
contract PriceGuardDoorTest is PriceGuardFixture {
    function refused(PriceSource memory bad, bytes memory reason) private {
        reverts(reason);
        vm.prank(owner);
        guard.setSource(address(token), bad);
    }

    function test_refuses_sources_out_of_range() public {
        bytes4 error_ = IFundErrors.OutOfRange.selector;
        PriceSource memory bad = source();
        bad.window = WINDOW - 1;
        refused(bad, abi.encodeWithSelector(error_, "window", WINDOW - 1, WINDOW, 1 days));
        bad.window = 1 days + 1;
        refused(bad, abi.encodeWithSelector(error_, "window", 1 days + 1, WINDOW, 1 days));
        bad = source();
        bad.maxAge = WINDOW - 1;
        refused(bad, abi.encodeWithSelector(error_, "maxAge", WINDOW - 1, WINDOW, 7 days));
        bad.maxAge = 7 days + 1;
        refused(bad, abi.encodeWithSelector(error_, "maxAge", 7 days + 1, WINDOW, 7 days));
        bad = source();
        bad.minReserve = 0;
        refused(bad, abi.encodeWithSelector(error_, "minReserve", 0, 1, type(uint112).max));
        bad.minReserve = uint256(1) << 112;
        refused(bad, abi.encodeWithSelector(error_, "minReserve", uint256(1) << 112, 1, type(uint112).max));
    }

    function test_refuses_pools_of_other_tokens_and_what_is_no_pool() public {
        PriceSource memory bad = source();
        bad.pool = stranger;
        refused(bad, abi.encodeWithSelector(IFundErrors.NoCode.selector, "pool", stranger));
        bad.pool = address(asset); // code, but no pair
        refused(bad, wrong(bad.pool, address(token)));
        // a few, so that the right token stands in either place of a wrong pair
        for (uint256 i = 0; i < 8; ++i) {
            DevToken other = new DevToken("Other", "OTH", 18);
            bad.pool = IUniswapV2Registry(registry).createPair(address(other), address(token));
            refused(bad, wrong(bad.pool, address(token)));
            bad.pool = IUniswapV2Registry(registry).createPair(address(other), address(asset));
            refused(bad, wrong(bad.pool, address(token)));
        }
        bad.pool = address(new LikeAPair(address(token), address(asset)));
        refused(bad, wrong(bad.pool, address(token)));
        vm.startPrank(owner);
        reverts(wrong(pool, address(asset)));
        guard.setSource(address(asset), source());
        reverts(abi.encodeWithSelector(IFundErrors.NoCode.selector, "token", stranger));
        guard.setSource(stranger, source());
        reverts(abi.encodeWithSelector(IFundErrors.ZeroAddress.selector, "token"));
        guard.setSource(address(0), source());
        vm.stopPrank();
    }

    function wrong(address where, address of_) private view returns (bytes memory) {
        return abi.encodeWithSelector(IPriceGuard.WrongPool.selector, where, of_, address(asset));
    }

    function test_only_whoever_configures_the_fund_names_sources() public {
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, keeper, "owner"));
        vm.prank(keeper);
        guard.setSource(address(token), source());
    }

    function test_refuses_to_be_made_of_nothing() public {
        PricedToken[] memory none = new PricedToken[](0);
        reverts(abi.encodeWithSelector(IFundErrors.ZeroAddress.selector, "policy"));
        new PriceGuard(address(0), address(asset), WINDOW, none);
        reverts(abi.encodeWithSelector(IFundErrors.ZeroAddress.selector, "asset"));
        new PriceGuard(address(policy), address(0), WINDOW, none);
        reverts(abi.encodeWithSelector(IFundErrors.NoCode.selector, "asset", stranger));
        new PriceGuard(address(policy), stranger, WINDOW, none);
        reverts(abi.encodeWithSelector(IFundErrors.OutOfRange.selector, "minWindow", 0, 1, 1 days));
        new PriceGuard(address(policy), address(asset), 0, none);
        reverts(abi.encodeWithSelector(IFundErrors.OutOfRange.selector, "minWindow", 1 days + 1, 1, 1 days));
        new PriceGuard(address(policy), address(asset), 1 days + 1, none);
        PricedToken[] memory twice = new PricedToken[](2);
        (twice[0], twice[1]) = (PricedToken(address(token), source()), PricedToken(address(token), source()));
        reverts(abi.encodeWithSelector(IFundErrors.ListedTwice.selector, "priced", address(token)));
        new PriceGuard(address(policy), address(asset), WINDOW, twice);
    }

    function test_is_made_with_its_first_sources() public {
        PricedToken[] memory priced = new PricedToken[](1);
        priced[0] = PricedToken(address(token), source());
        guard = new PriceGuard(address(policy), address(asset), WINDOW, priced);
        check(guard.sourceOf(address(token)).pool == pool, "named");
        check(guard.policy() == address(policy) && guard.asset() == address(asset), "whom it serves");
        check(guard.minWindow() == WINDOW, "its shortest window");
        check(address(guard).code.length <= 19_660, "too large");
        looked();
        check(known(1e18) / 1e6 >= 1_999, "and it works");
    }

    /// @dev A whole fund: its venue is at 2,000 for one, in thousands of base units.
    function test_a_fund_trades_by_it_and_a_pushed_pool_closes_the_door() public {
        ready();
        Limits memory set;
        (set.priceGuard, set.maxPriceDeviationBps) = (address(guard), 100);
        vm.prank(owner);
        policy.setLimits(set);
        router.setRate(address(asset), address(token), 5e8 * 1e18); // 5e8 base units of the token for one of the asset
        bytes32 early = approve(fairly(buy(100_000)));
        refusedWith(ExecutionCode.PRICE_UNAVAILABLE, early, buyRoute());
        looked();
        publish(2);
        execute(approve(fairly(buy(100_000))), buyRoute());
        vm.warp(START + WINDOW + WINDOW / 2);
        pushUp();
        vm.warp(START + 2 * WINDOW);
        look();
        publish(3);
        bytes32 dear = approve(fairly(buy(100_000)));
        refusedWith(ExecutionCode.PRICE_DEVIATION, dear, buyRoute());
    }

    function fairly(Intent memory intent) private pure returns (Intent memory) {
        intent.quoteAmountOut = intent.amountIn * 5e8;
        intent.minAmountOut = (intent.quoteAmountOut * 995) / 1_000;
        return intent;
    }
}

/// @dev Says that it is a pair, and knows no reserves.
contract LikeAPair {
    address public token0;
    address public token1;

    constructor(address one, address other) {
        (token0, token1) = one < other ? (one, other) : (other, one);
    }
}
