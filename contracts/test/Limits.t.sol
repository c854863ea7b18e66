// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IClawCore} from "../interfaces/IClawCore.sol";
import {LimitFixture} from "./LimitFixture.sol";

/// @dev Caps, cooldown and the time for a veto.
contract LimitsTest is LimitFixture {
    function test_MAX_NOTIONAL_EXCEEDED_by_a_BUY_is_judged_by_what_it_may_spend() public {
        Limits memory set;
        set.maxNotional = 1_000;
        limit(set);
        refusedFor(ExecutionCode.MAX_NOTIONAL_EXCEEDED, 1_001, 1_000, approve(buy(1_001)), buyRoute());
        execute(approve(buy(1_000)), buyRoute());
        execute(approve(buy(1_000)), buyRoute()); // each intent for itself
        check(core.notionalSpent() == 0, "without a cap a day counts nothing");
    }

    function test_MAX_NOTIONAL_EXCEEDED_by_a_SELL_is_judged_by_what_the_venue_would_pay() public {
        execute(approve(buy(1_000)), buyRoute());
        Limits memory set;
        set.maxNotional = 900;
        limit(set);
        router.setRate(address(token), address(asset), 1.5e18);
        refusedFor(ExecutionCode.MAX_NOTIONAL_EXCEEDED, 901, 900, approve(sell(601)), sellRoute());
        execute(approve(sell(600)), sellRoute());
    }

    function test_a_SELL_is_never_worth_less_than_it_cost_so_a_pushed_pool_does_not_dodge_the_cap() public {
        execute(approve(buy(1_000)), buyRoute());
        Limits memory set;
        set.maxNotional = 499;
        limit(set);
        router.setRate(address(token), address(asset), 0.01e18);
        Intent memory intent = loosely(sell(500), 5, 0);
        intent.quoteAmountOut = 5;
        refusedFor(ExecutionCode.MAX_NOTIONAL_EXCEEDED, 500, 499, approve(intent), sellRoute());
    }

    function test_with_a_guard_a_SELL_is_worth_what_the_guard_says() public {
        execute(approve(buy(1_000)), buyRoute());
        Limits memory set;
        (set.maxNotional, set.priceGuard) = (900, address(guard));
        limit(set);
        guard.setPrice(3e18);
        refusedFor(ExecutionCode.MAX_NOTIONAL_EXCEEDED, 903, 900, approve(sell(301)), sellRoute());
        execute(approve(sell(300)), sellRoute());
        guard.setPrice(0.5e18);
        execute(approve(sell(700)), sellRoute());
    }

    function test_DAILY_NOTIONAL_EXCEEDED_by_both_sides_together() public {
        Limits memory set;
        set.dailyNotionalCap = 1_000;
        limit(set);
        bytes32 hash = approve(buy(600));
        vm.expectEmit();
        emit IClawCore.NotionalCharged(hash, 600, 600, 1_000);
        execute(hash, buyRoute());
        execute(approve(sell(300)), sellRoute());
        check(core.notionalSpent() == 900, "both sides count");
        refusedFor(ExecutionCode.DAILY_NOTIONAL_EXCEEDED, 1_001, 1_000, approve(buy(101)), buyRoute());
        refusedFor(ExecutionCode.DAILY_NOTIONAL_EXCEEDED, 1_001, 1_000, approve(sell(101)), sellRoute());
        execute(approve(sell(100)), sellRoute());
        check(core.notionalSpent() == 1_000, "full");
        refusedWith(ExecutionCode.DAILY_NOTIONAL_EXCEEDED, approve(buy(2)), buyRoute());
    }

    function test_a_day_frees_what_it_took_no_sooner_than_after_24_hours_and_no_later_than_after_25() public {
        Limits memory set;
        set.dailyNotionalCap = 1_000;
        limit(set);
        vm.warp(START + 59 minutes);
        execute(approve(buy(700)), buyRoute());
        vm.warp(START + 5 hours);
        execute(approve(buy(300)), buyRoute());
        vm.warp(START + 59 minutes + 24 hours);
        refusedFor(ExecutionCode.DAILY_NOTIONAL_EXCEEDED, 1_002, 1_000, approve(buy(2)), buyRoute());
        vm.warp(START + 25 hours);
        check(core.notionalSpent() == 300, "the first one is over");
        execute(approve(buy(700)), buyRoute());
        refusedWith(ExecutionCode.DAILY_NOTIONAL_EXCEEDED, approve(buy(2)), buyRoute());
        vm.warp(START + 30 hours);
        check(core.notionalSpent() == 700, "and the second");
        vm.warp(START + 100 days);
        check(core.notionalSpent() == 0, "a fund that rests has spent nothing");
        execute(approve(buy(1_000)), buyRoute());
    }

    /// @dev What was spent is spent, whatever the cap was then.
    function test_a_lower_cap_counts_what_was_spent_under_the_higher_one() public {
        Limits memory set;
        set.dailyNotionalCap = 1_000;
        limit(set);
        execute(approve(buy(600)), buyRoute());
        set.dailyNotionalCap = 500;
        limit(set);
        refusedFor(ExecutionCode.DAILY_NOTIONAL_EXCEEDED, 602, 500, approve(buy(2)), buyRoute());
    }

    function test_COOLDOWN_counts_from_the_last_trade() public {
        check(core.lastExecutedAt() == 0, "none yet");
        execute(approve(buy(1_000)), buyRoute());
        check(core.lastExecutedAt() == START, "told without a limit too");
        Limits memory set;
        set.cooldown = 60;
        limit(set);
        vm.warp(START + 59);
        bytes32 hash = approve(buy(1_000));
        refusedFor(ExecutionCode.COOLDOWN, START + 59, START + 60, hash, buyRoute());
        vm.warp(START + 60);
        execute(hash, buyRoute());
        check(core.lastExecutedAt() == START + 60, "and from the next one");
        refusedFor(ExecutionCode.COOLDOWN, START + 60, START + 120, approve(sell(2)), sellRoute());
    }

    function test_CHALLENGE_OPEN_counts_from_the_approval() public {
        Limits memory set;
        set.challengeDelay = 5 minutes;
        limit(set);
        bytes32 hash = propose(buy(1_000));
        vm.warp(START + 30);
        (ExecutionCode code, , ) = core.inspectAs(hash, buyRoute(), true);
        check(code == ExecutionCode.OK, "a verifier sees what stands behind it");
        intents.attestIntent(hash, intentSignatures(hash, 2));
        refusedFor(ExecutionCode.CHALLENGE_OPEN, START + 30, START + 330, hash, buyRoute());
        vm.warp(START + 100);
        intents.attestIntent(hash, one(intentSignature(keys[2], hash, START + 1 hours)));
        vm.warp(START + 329);
        refusedFor(ExecutionCode.CHALLENGE_OPEN, START + 329, START + 330, hash, buyRoute());
        vm.warp(START + 330);
        execute(hash, buyRoute());
    }

    function test_a_guardian_stops_an_approved_intent_while_it_may_be_challenged() public {
        Limits memory set;
        set.challengeDelay = 5 minutes;
        limit(set);
        bytes32 hash = approve(buy(1_000));
        vm.warp(START + 100);
        vm.prank(guardian);
        intents.cancelIntent(hash);
        vm.warp(START + 5 minutes);
        refusedWith(ExecutionCode.INTENT_CANCELLED, hash, buyRoute());
    }

    function one(Attestation memory item) private pure returns (Attestation[] memory items) {
        items = new Attestation[](1);
        items[0] = item;
    }
}
