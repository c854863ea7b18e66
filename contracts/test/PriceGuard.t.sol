// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {DevToken} from "../dev/DevToken.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IPriceGuard} from "../interfaces/IPriceGuard.sol";
import {IUniswapV2Pool, IUniswapV2Registry, PriceGuardFixture} from "./PriceGuardFixture.sol";

/// @dev What a guard says of a pool, and when it says nothing.
contract PriceGuardTest is PriceGuardFixture {
    function test_the_price_is_the_pools_when_nobody_moves_it() public {
        looked();
        check(known(1e18) == 2_000e6 - 1 || known(1e18) == 2_000e6, "2,000 for one");
        check(known(3e18) / 3 >= 2_000e6 - 1, "in proportion");
        check(known(0) == 0, "nothing is worth nothing");
        check(known(type(uint256).max) > 2 ** 200, "and everything a great deal");
    }

    /// @dev A pair sorts its tokens by address: made until both orders were met, and traded on in between.
    function test_both_orders_of_a_pair_tell_the_price_of_the_token() public {
        bool[2] memory met;
        for (uint256 i = 0; i < 16 && !(met[0] && met[1]); ++i) {
            token = new DevToken("Other", "OTH", 18);
            met[address(token) < address(asset) ? 0 : 1] = true;
            pool = IUniswapV2Registry(registry).createPair(address(asset), address(token));
            fill(CASH, STOCK);
            vm.prank(owner);
            guard.setSource(address(token), source());
            uint256 begun = START + i * WINDOW * 4;
            vm.warp(begun);
            look();
            vm.warp(begun + WINDOW / 3);
            IUniswapV2Pool(pool).sync();
            vm.warp(begun + WINDOW);
            look();
            check(known(1e18) / 1e6 == 2_000 || known(1e18) == 2_000e6 - 1, "2,000 for one");
        }
        check(met[0] && met[1], "one order was never met");
    }

    function test_a_worth_that_no_number_holds_is_the_largest_there_is() public {
        token = new DevToken("Dear", "DEAR", 0);
        pool = IUniswapV2Registry(registry).createPair(address(asset), address(token));
        fill(CASH, 1e6);
        vm.prank(owner);
        guard.setSource(address(token), source());
        looked();
        check(known(1) == 2e6 || known(1) == 2e6 - 1, "2 for one");
        check(known(type(uint256).max) == type(uint256).max, "beyond all numbers");
    }

    function test_a_push_within_the_block_of_an_observation_changes_nothing() public {
        look();
        vm.warp(START + WINDOW);
        pushUp();
        look();
        check(known(1e18) <= 2_000e6, "the pushed price stood for no time at all");
    }

    function test_a_price_that_stood_for_half_of_the_window_counts_half() public {
        look();
        vm.warp(START + WINDOW / 2);
        pushUp();
        vm.warp(START + WINDOW);
        look();
        // 2,000 for half of it, 4,000,000 / 501 for the other
        check(known(1e18) / 1e6 == 4_992, "the mean of both");
    }

    function test_it_needs_two_observations_a_window_apart() public {
        says(PriceStatus.TOO_FEW_OBSERVATIONS, 0);
        PriceObservation memory first = look();
        check(first.observedAt == START, "now");
        says(PriceStatus.TOO_FEW_OBSERVATIONS, 0);
        vm.warp(START + WINDOW - 1);
        says(PriceStatus.TOO_FEW_OBSERVATIONS, WINDOW - 1);
        reverts(abi.encodeWithSelector(IPriceGuard.ObservedTooSoon.selector, address(token), START + WINDOW));
        look();
        vm.warp(START + WINDOW);
        look();
        says(PriceStatus.KNOWN, 0);
        (PriceObservation memory older, PriceObservation memory newer) = guard.observationsOf(address(token));
        check(older.observedAt == START && newer.observedAt == START + WINDOW, "both are kept");
        check(older.cumulative == first.cumulative && newer.cumulative > first.cumulative, "with their sums");
        reverts(abi.encodeWithSelector(IPriceGuard.ObservedTooSoon.selector, address(token), START + 2 * WINDOW));
        look();
    }

    function test_STALE_when_the_keeper_sleeps_and_until_it_has_looked_twice() public {
        looked();
        vm.warp(START + WINDOW + MAX_AGE);
        says(PriceStatus.KNOWN, MAX_AGE);
        vm.warp(START + WINDOW + MAX_AGE + 1);
        says(PriceStatus.STALE, MAX_AGE + 1);
        look();
        says(PriceStatus.STALE, 0); // an average over more than that is none of today
        vm.warp(START + 2 * WINDOW + MAX_AGE + 1);
        look();
        says(PriceStatus.KNOWN, 0);
    }

    function test_THIN_RESERVES_close_the_door_at_observation_and_at_the_question() public {
        looked();
        uint256 mine = IUniswapV2Pool(pool).balanceOf(address(this));
        IUniswapV2Pool(pool).transfer(pool, mine / 2);
        IUniswapV2Pool(pool).burn(address(this));
        (, uint256 cash) = (0, asset.balanceOf(pool));
        check(cash >= CASH / 2 && known(1e18) > 0, "half is still enough");
        IUniswapV2Pool(pool).transfer(pool, 1e10);
        IUniswapV2Pool(pool).burn(address(this));
        cash = asset.balanceOf(pool);
        check(cash < CASH / 2, "less than that is not");
        says(PriceStatus.THIN_RESERVES, 0);
        vm.warp(START + 2 * WINDOW);
        reverts(abi.encodeWithSelector(IPriceGuard.ReservesTooThin.selector, address(token), cash, CASH / 2));
        look();
    }

    function test_a_reserve_is_enough_to_its_last_base_unit() public {
        PriceSource memory exact = source();
        exact.minReserve = CASH;
        vm.prank(owner);
        guard.setSource(address(token), exact);
        looked();
        says(PriceStatus.KNOWN, 0);
        swap(token, 1e15, 1);
        says(PriceStatus.THIN_RESERVES, 0);
    }

    function test_THIN_RESERVES_of_a_pool_that_holds_no_token_at_all() public {
        DevToken other = new DevToken("Other", "OTH", 18);
        pool = IUniswapV2Registry(registry).createPair(address(asset), address(other));
        asset.mint(pool, CASH);
        IUniswapV2Pool(pool).sync();
        vm.prank(owner);
        guard.setSource(address(other), source());
        reverts(abi.encodeWithSelector(IPriceGuard.ReservesTooThin.selector, address(other), CASH, CASH / 2));
        vm.prank(keeper);
        guard.observe(address(other));
    }

    function test_only_the_keeper_observes_and_only_what_has_a_source() public {
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, owner, "keeper"));
        vm.prank(owner);
        guard.observe(address(token));
        (PriceStatus status, , uint64 age) = guard.consult(stranger, 1);
        check(status == PriceStatus.NO_SOURCE && age == 0, "no source");
        reverts(abi.encodeWithSelector(IPriceGuard.SourceUnknown.selector, stranger));
        vm.prank(keeper);
        guard.observe(stranger);
    }

    function test_another_source_forgets_what_was_observed_and_none_takes_it_away() public {
        looked();
        vm.prank(owner);
        guard.setSource(address(token), source());
        says(PriceStatus.TOO_FEW_OBSERVATIONS, 0);
        look();
        vm.warp(START + 2 * WINDOW);
        look();
        PriceSource memory none;
        none.window = 1;
        vm.expectEmit();
        emit IPriceGuard.SourceChanged(address(token), PriceSource(address(0), 0, 0, 0));
        vm.prank(owner);
        guard.setSource(address(token), none);
        says(PriceStatus.NO_SOURCE, 0);
        check(guard.sourceOf(address(token)).window == 0, "nothing is left of it");
    }

    /// @dev A pool that breaks closes the door; it does not break the question.
    function test_a_pool_that_does_not_answer_is_a_status_and_no_revert() public {
        looked();
        vm.mockCall(pool, abi.encodeWithSignature("getReserves()"), abi.encode(CASH));
        says(PriceStatus.THIN_RESERVES, 0);
    }
}
