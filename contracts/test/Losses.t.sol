// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IClawCore} from "../interfaces/IClawCore.sol";
import {IExpiringPause} from "../interfaces/IExpiringPause.sol";
import {MockGuard} from "./mocks/MockGuard.sol";
import {MockRouter} from "./mocks/MockRouter.sol";
import {LimitFixture} from "./LimitFixture.sol";

/// @dev The leaky bucket: a hundred base units a day, by the guard's price.
contract LossesTest is LimitFixture {
    Limits private set;

    function setUp() public override {
        super.setUp();
        (set.priceGuard, set.lossLimit, set.lossWindow) = (address(guard), 100, 1 days);
        limit(set);
    }

    function test_every_BUY_and_every_SELL_is_charged_with_its_shortfall() public {
        boughtAt(1_000, 970);
        check(core.lossLevel() == 30, "30 of value less than was paid");
        soldAt(970, 980);
        check(core.lossLevel() == 50, "950 for what is worth 970");
        boughtAt(1_000, 1_050);
        check(core.lossLevel() == 50, "a gain gives nothing back");
        soldAt(500, 1_000);
        check(core.lossLevel() == 50, "and a fair trade takes nothing");
    }

    function test_what_the_guard_says_counts_and_not_the_spot() public {
        guard.setPrice(0.98e18);
        boughtAt(1_000, 1_000);
        check(core.lossLevel() == 20, "bought above the time-weighted price");
        guard.setPrice(1.04e18);
        soldAt(1_000, 1_000);
        check(core.lossLevel() == 60, "sold below it");
    }

    function test_a_charge_is_told_and_drains_by_the_whole_limit_in_a_window() public {
        set.lossLimit = 120;
        limit(set);
        router.setRate(address(asset), address(token), 0.97e18);
        bytes32 hash = approve(loosely(buy(2_000), 1_940, 500));
        vm.expectEmit();
        emit IClawCore.LossCharged(hash, 60, 60, 120);
        execute(hash, buyRoute());
        check(!core.paused(), "there is just room for another one");
        vm.warp(START + 6 hours);
        check(core.lossLevel() == 30, "a quarter of the limit has drained");
        boughtAt(1_000, 970);
        check(core.lossLevel() == 60, "drained before it is charged");
        vm.warp(START + 11 hours);
        check(core.lossLevel() == 35, "and from there on");
        vm.warp(START + 30 hours);
        check(core.lossLevel() == 0, "never below nothing");
    }

    function test_LOSS_LIMIT_refuses_the_trade_that_would_overfill_it() public {
        router.setRate(address(asset), address(token), 0.96e18);
        bytes32 large = approve(loosely(buy(2_550), 2_447, 500));
        refusedFor(ExecutionCode.LOSS_LIMIT, 102, 100, large, buyRoute());
        boughtAt(1_000, 960);
        bytes32 next = approve(loosely(buy(1_600), 1_536, 500));
        refusedFor(ExecutionCode.LOSS_LIMIT, 104, 100, next, buyRoute());
        router.setRate(address(token), address(asset), 0.93e18);
        Intent memory out = loosely(sell(900), 837, 500);
        out.quoteAmountOut = 837;
        refusedFor(ExecutionCode.LOSS_LIMIT, 103, 100, approve(out), sellRoute());
        vm.warp(START + 1 hours);
        publish(2);
        soldAt(900, 930);
        check(core.lossLevel() == 99, "it waited until there was room: 36 and a fraction, and 63");
    }

    function test_a_full_bucket_pauses_the_fund_by_itself_and_selling_nothing_does_not_dodge_it() public {
        boughtAt(1_000, 970);
        boughtAt(1_000, 970);
        check(!core.paused(), "there is room for another one");
        router.setRate(address(asset), address(token), 0.97e18);
        bytes32 hash = approve(loosely(buy(1_000), 970, 500));
        bytes32 next = approve(loosely(buy(1_000), 970, 500));
        bytes32 fair = approve(buy(1_000));
        vm.expectEmit();
        emit IExpiringPause.Paused(address(core), START + 7 days);
        vm.expectEmit();
        emit IClawCore.LossLimitReached(hash, 90, 100, START + 7 days);
        execute(hash, buyRoute());
        check(intents.statusOf(hash) == IntentStatus.EXECUTED, "the trade that fills it is made");
        refusedFor(ExecutionCode.CORE_PAUSED, START, START + 7 days, next, buyRoute());
        vm.prank(owner);
        core.unpause();
        refusedFor(ExecutionCode.LOSS_LIMIT, 120, 100, next, buyRoute());
        router.setRate(address(asset), address(token), 1e18);
        execute(fair, buyRoute());
        check(!core.paused() && core.lossLevel() == 90, "what costs nothing may go on");
    }

    function test_the_pause_of_the_fund_is_not_the_guardians() public {
        boughtAt(1_000, 940);
        check(core.paused(), "one trade of more than half");
        vm.warp(START + 7 days);
        check(!core.paused(), "ends by itself");
        vm.prank(guardian);
        core.pause();
        check(core.paused(), "and the guardian still has its own");
    }

    function test_a_trade_may_fill_it_to_the_brim() public {
        boughtAt(2_000, 950);
        check(core.lossLevel() == 100 && core.paused(), "to the last base unit, and that is full");
    }

    /// @dev A view cannot know what a venue does that quotes well.
    function test_a_venue_that_pays_less_than_it_said_cannot_overfill_it() public {
        Intent memory intent = loosely(buy(1_000), 495, 500);
        intent.quoteAmountOut = 495;
        bytes32 hash = approve(intent);
        router.setMode(MockRouter.Mode.PAY_HALF);
        (ExecutionCode code, , ) = core.inspect(hash, buyRoute());
        check(code == ExecutionCode.OK, "by what it says there is no loss");
        reverts(
            abi.encodeWithSelector(IClawCore.ExecutionRefused.selector, hash, ExecutionCode.LOSS_LIMIT, 500, 100)
        );
        execute(hash, buyRoute());
        check(core.lossLevel() == 0 && vault.openPositions() == 0, "undone");
    }

    function test_the_price_is_read_before_the_venue_is_called() public {
        bytes32 hash = approve(buy(1_000));
        router.setRate(address(asset), address(token), 0.99e18);
        router.setCallback(address(guard), abi.encodeCall(MockGuard.setPrice, (2e18)));
        execute(hash, buyRoute());
        check(router.calledBack() && core.lossLevel() == 10, "what the venue moves meanwhile counts for nothing");
    }

    function test_what_was_lost_stays_when_the_limit_changes() public {
        boughtAt(1_000, 960);
        set.lossLimit = 20;
        limit(set);
        router.setRate(address(asset), address(token), 1e18);
        refusedFor(ExecutionCode.LOSS_LIMIT, 40, 20, approve(buy(10)), buyRoute());
        Limits memory none;
        limit(none);
        check(core.lossLevel() == 0, "without a limit nothing is held");
        boughtAt(1_000, 950);
        limit(set);
        check(core.lossLevel() == 40, "and nothing was charged");
    }
}
