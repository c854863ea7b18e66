// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {MockGuard} from "./mocks/MockGuard.sol";
import {LimitFixture} from "./LimitFixture.sol";

/// @dev One per cent either way of what the guard says, and nothing at all when it says nothing.
contract PricesTest is LimitFixture {
    function setUp() public override {
        super.setUp();
        execute(approve(buy(10_000)), buyRoute());
        Limits memory set;
        (set.priceGuard, set.maxPriceDeviationBps) = (address(guard), 100);
        limit(set);
    }

    function bought(uint256 least) private returns (bytes32) {
        return approve(loosely(buy(1_000), least, 500));
    }

    function sold(uint256 least) private returns (bytes32) {
        return approve(loosely(sell(1_000), least, 500));
    }

    function test_PRICE_DEVIATION_by_terms_that_are_too_bad_although_the_quote_is_good() public {
        refusedFor(ExecutionCode.PRICE_DEVIATION, 989, 990, bought(989), buyRoute());
        refusedFor(ExecutionCode.PRICE_DEVIATION, 989, 990, sold(989), sellRoute());
        check(execute(bought(990), buyRoute()) == 1_000, "terms at the bound are good enough");
        check(execute(sold(990), sellRoute()) == 1_000, "on both sides");
    }

    function test_PRICE_DEVIATION_by_a_venue_that_would_pay_too_well() public {
        router.setRate(address(asset), address(token), 1.011e18);
        router.setRate(address(token), address(asset), 1.011e18);
        refusedFor(ExecutionCode.PRICE_DEVIATION, 1_011, 1_010, bought(1_000), buyRoute());
        refusedFor(ExecutionCode.PRICE_DEVIATION, 1_011, 1_010, sold(1_000), sellRoute());
        router.setRate(address(asset), address(token), 1.01e18);
        router.setRate(address(token), address(asset), 1.01e18);
        execute(bought(1_000), buyRoute());
        execute(sold(1_000), sellRoute());
    }

    /// @dev Whoever pushes the pool and names the pushed quote gets nowhere: the guard's price is of another time.
    function test_PRICE_DEVIATION_by_the_pool_when_the_price_is_pushed_within_a_block() public {
        router.setRate(address(asset), address(token), 0.5e18);
        Intent memory pushed = loosely(buy(1_000), 500, 0);
        pushed.quoteAmountOut = 500;
        refusedFor(ExecutionCode.PRICE_DEVIATION, 500, 990, approve(pushed), buyRoute());
        router.setRate(address(token), address(asset), 0.5e18);
        pushed = loosely(sell(1_000), 500, 0);
        pushed.quoteAmountOut = 500;
        refusedFor(ExecutionCode.PRICE_DEVIATION, 500, 990, approve(pushed), sellRoute());
    }

    function test_a_bound_is_rounded_against_the_trade() public {
        refusedFor(ExecutionCode.PRICE_DEVIATION, 99, 100, approve(loosely(buy(101), 99, 500)), buyRoute());
    }

    function test_prices_of_tokens_with_more_decimals_than_the_asset() public {
        guard.setPrice(2_000e6); // 2,000 of six decimals for one of eighteen
        asset.mint(address(vault), 2_000e6);
        router.setRate(address(asset), address(token), 1e18 * 5e8);
        Intent memory intent = loosely(buy(2_000e6), 0.98e18, 500);
        intent.quoteAmountOut = 1e18;
        refusedFor(ExecutionCode.PRICE_DEVIATION, 1_960e6, 1_980e6, approve(intent), buyRoute());
        intent = loosely(buy(2_000e6), 0.99e18, 500);
        intent.quoteAmountOut = 1e18;
        execute(approve(intent), buyRoute());
    }

    function unavailable(uint256 status) private {
        refusedFor(ExecutionCode.PRICE_UNAVAILABLE, status, 0, bought(990), buyRoute());
        refusedFor(ExecutionCode.PRICE_UNAVAILABLE, status, 0, sold(990), sellRoute());
    }

    function test_PRICE_UNAVAILABLE_whatever_the_reason() public {
        for (uint256 status = 1; status < 5; ++status) {
            guard.setStatus(PriceStatus(status));
            unavailable(status);
        }
        guard.setStatus(PriceStatus.KNOWN);
        execute(bought(990), buyRoute());
    }

    function test_PRICE_UNAVAILABLE_by_a_guard_that_does_not_answer_as_one_should() public {
        guard.setMode(MockGuard.Mode.FAIL);
        unavailable(1);
        guard.setMode(MockGuard.Mode.SHORT);
        unavailable(1);
        guard.setMode(MockGuard.Mode.ODD_STATUS);
        unavailable(1);
        guard.setMode(MockGuard.Mode.FAIL_WELL);
        unavailable(1);
        guard.setMode(MockGuard.Mode.FAIR);
        guard.setPrice(0);
        unavailable(1);
        guard.setPrice(type(uint256).max);
        unavailable(1);
        guard.setPrice(1e18);
        execute(sold(990), sellRoute());
    }

    function test_a_guard_alone_closes_the_door_but_bounds_nothing() public {
        Limits memory set;
        set.priceGuard = address(guard);
        limit(set);
        guard.setPrice(5e18);
        execute(bought(990), buyRoute());
        guard.setStatus(PriceStatus.STALE);
        refusedFor(ExecutionCode.PRICE_UNAVAILABLE, 3, 0, bought(990), buyRoute());
    }
}
