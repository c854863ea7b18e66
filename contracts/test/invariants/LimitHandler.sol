// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../../interfaces/FundTypes.sol";
import {IFundPolicy} from "../../interfaces/IFundPolicy.sol";
import {MockGuard} from "../mocks/MockGuard.sol";
import {OwnerHandler} from "./OwnerHandler.sol";

/// @dev Invariant 12: the owner draws limits and the guard's price moves, and what was executed is held against a list
///      of all that was ever moved and lost. Calm is not the absence of limits but ample ones.
abstract contract LimitHandler is OwnerHandler {
    struct Moved {
        uint64 at;
        uint256 notional;
    }

    MockGuard internal guard;
    Limits internal limited;
    Moved[] private moved; // under a daily cap
    uint64 private movedAt;
    uint256 private lost; // what the bucket held at `lostAt`
    uint64 private lostAt;
    uint256 public executedUnderLimits;

    function setUp() public virtual override {
        super.setUp();
        guard = new MockGuard(address(policy), address(asset));
        uint256 first = announced.length;
        announceAmple();
        settleFrom(first);
    }

    /// @dev Calm trades are made under limits, so a run without one was not played.
    function afterInvariant() public view override {
        super.afterInvariant();
        check(executedUnderLimits > 0, "18: nothing was executed under limits");
    }

    function theLimitsChange(uint256 seed) external timed {
        Limits memory next;
        if (seed % 2 == 0) next.maxNotional = 1 + ((seed >> 8) % 1e6);
        if ((seed >> 32) % 2 == 0) next.dailyNotionalCap = 1 + ((seed >> 40) % 3e6);
        if ((seed >> 64) % 3 == 0) next.cooldown = uint64((seed >> 72) % 10 minutes);
        if ((seed >> 96) % 3 == 0) next.challengeDelay = uint64((seed >> 104) % 3 minutes);
        if ((seed >> 128) % 2 == 0) next.priceGuard = address(guard);
        bool priced = next.priceGuard != address(0);
        if (priced && (seed >> 136) % 2 == 0) next.maxPriceDeviationBps = uint16(1 + ((seed >> 144) % 2_000));
        if (priced && (seed >> 168) % 2 == 0) {
            (next.lossLimit, next.lossWindow) = (1 + ((seed >> 176) % 1e5), uint64(1 + ((seed >> 208) % 2 days)));
        }
        uint256 first = announced.length;
        announceLimits(next);
        settleFrom(first);
    }

    function theGuardTurns(uint256 seed) external timed {
        guard.setStatus(PriceStatus(seed % 3 == 0 ? (seed >> 8) % 5 : 0));
        guard.setMode(MockGuard.Mode(seed % 8 == 7 ? (seed >> 16) % 4 : 0));
        guard.setPrice(0.9e18 + ((seed >> 32) % 0.2e18));
    }

    /// @dev A third guided one: calm is ample limits.
    function aTradeUnderLimits(uint256 seed) external timed {
        tradeInCalm(seed);
    }

    /// @dev What no trade in calm comes near.
    function announceAmple() internal {
        guard.setStatus(PriceStatus.KNOWN);
        guard.setMode(MockGuard.Mode.FAIR);
        guard.setPrice(1e18);
        Limits memory next;
        (next.maxNotional, next.dailyNotionalCap) = (1e12, 1e12);
        (next.priceGuard, next.maxPriceDeviationBps) = (address(guard), 5_000);
        (next.lossLimit, next.lossWindow) = (1e12, 1 days);
        announceLimits(next);
    }

    function announceLimits(Limits memory next) private {
        next.configDelay = configDelay;
        announce(address(policy), abi.encodeCall(IFundPolicy.setLimits, (next)));
    }

    function limitsTook(Limits memory next) internal override {
        super.limitsTook(next);
        limited = next;
    }

    function afterExecution(bytes32 hash, Holdings memory before, Holdings memory later) internal override {
        Intent memory intent = books[hash].intent;
        bool buys = intent.action == ACTION_BUY;
        check(movedAt == 0 || clock >= movedAt + limited.cooldown, "12: no time between two trades");
        movedAt = clock;
        check(core.lastExecutedAt() == clock, "12: another last trade");
        uint64 approvedAt = intents.intentRecord(hash).approvedAt;
        check(clock >= approvedAt + limited.challengeDelay, "executed while it could be challenged");
        uint256 part = buys ? 0 : before.costBasis - later.costBasis;
        judgeNotional(buys ? intent.amountIn : guarded() ? worth(intent.amountIn) : part);
        if (!guarded()) return;
        check(guard.status() == PriceStatus.KNOWN && guard.mode() == MockGuard.Mode.FAIR, "9: no price, and executed");
        judgePrice(intent, buys);
        if (buys) judgeLoss(before.cash - later.cash, worth(later.coins - before.coins));
        else judgeLoss(worth(before.coins - later.coins), later.cash - before.cash);
        ++executedUnderLimits;
    }

    function judgeNotional(uint256 notional) private {
        check(limited.maxNotional == 0 || notional <= limited.maxNotional, "12: more than an intent may move");
        if (limited.dailyNotionalCap == 0) return;
        moved.push(Moved(clock, notional));
        uint256 sum = 0;
        for (uint256 i = moved.length; i > 0 && moved[i - 1].at + 24 hours >= clock; --i) sum += moved[i - 1].notional;
        check(sum <= limited.dailyNotionalCap, "12: more than a day may move");
        check(core.notionalSpent() >= sum, "12: the fund forgot what was moved");
    }

    function judgePrice(Intent memory intent, bool buys) private view {
        uint256 deviation = limited.maxPriceDeviationBps;
        if (deviation == 0) return;
        uint256 paid = buys ? intent.amountIn : worth(intent.amountIn);
        uint256 got = buys ? worth(intent.minAmountOut) : intent.minAmountOut;
        check(got * 10_000 >= paid * (10_000 - deviation), "9: terms too far from the price");
    }

    function judgeLoss(uint256 paid, uint256 got) private {
        if (limited.lossLimit == 0 || got >= paid) return;
        uint256 drained = (limited.lossLimit * (clock - lostAt)) / limited.lossWindow;
        lost = (lost > drained ? lost - drained : 0) + paid - got;
        lostAt = clock;
        check(lost <= limited.lossLimit, "12: lost more than the limit");
        check(core.lossLevel() == lost, "12: the fund counts another loss");
        if (lost + paid - got > limited.lossLimit) (corePausedAt, corePausedUntil) = (clock, clock + 7 days);
    }

    function guarded() private view returns (bool) {
        return limited.priceGuard != address(0);
    }

    function worth(uint256 quantity) private view returns (uint256) {
        return (quantity * guard.price()) / 1e18;
    }
}
