// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {
    ACTION_BUY,
    ExecutionCode,
    Intent,
    Limits,
    Position,
    PriceStatus,
    TradeResult
} from "../interfaces/FundTypes.sol";
import {IClawCore} from "../interfaces/IClawCore.sol";
import {IPriceGuard} from "../interfaces/IPriceGuard.sol";
import {IVault} from "../interfaces/IVault.sol";
import {ExpiringPause} from "./ExpiringPause.sol";
import {LeakyBucket} from "./LeakyBucket.sol";
import {RollingDay} from "./RollingDay.sol";

/// @dev What a fund's limits let pass, and what passed. What a view judges and what is charged afterwards come from
///      the same measure, taken once before the venue is called: the venue cannot move the price it is judged by.
abstract contract TradeLimits is ExpiringPause, IClawCore {
    using LeakyBucket for LeakyBucket.Bucket;
    using RollingDay for RollingDay.Day;

    uint256 private constant BPS = 10_000;
    uint256 private constant UNIT = 1e36; // so many base units are priced at once: the price of one would lose its digits
    uint256 private constant MAX_PRICE = type(uint240).max; // leaves room to multiply by a quantity

    /// @dev A trade, and what it is held against.
    struct Measure {
        Intent intent;
        Limits limits;
        uint256 quote; // what the venue says it pays
        uint256 price; // of UNIT base units of the traded token, in the asset; 0 without a guard
        uint256 notional; // in the asset
    }

    IVault internal immutable _vault;

    uint64 public lastExecutedAt;
    RollingDay.Day private _day;
    LeakyBucket.Bucket private _losses;

    constructor() {
        _vault = IVault(_siblings().vault);
    }

    /// @inheritdoc IClawCore
    function notionalSpent() external view returns (uint256) {
        return _day.spent();
    }

    /// @inheritdoc IClawCore
    function lossLevel() external view returns (uint256) {
        return _lossLevel(_policy.limits());
    }

    /// @dev The first limit that the trade would break. Fills in its price and its notional.
    function _inspectLimits(Measure memory it) internal view returns (ExecutionCode code, uint256 actual, uint256 bound) {
        uint256 rested = uint256(lastExecutedAt) + it.limits.cooldown;
        if (block.timestamp < rested) return (ExecutionCode.COOLDOWN, block.timestamp, rested);
        if (it.limits.priceGuard != address(0)) {
            PriceStatus status;
            (status, it.price) = _priceOf(it);
            if (status != PriceStatus.KNOWN) return (ExecutionCode.PRICE_UNAVAILABLE, uint256(status), 0);
        }
        (code, actual, bound) = _inspectNotional(it);
        if (code == ExecutionCode.OK && it.limits.maxPriceDeviationBps != 0) (code, actual, bound) = _inspectPrice(it);
        if (code == ExecutionCode.OK && it.limits.lossLimit != 0) (code, actual, bound) = _inspectLoss(it);
    }

    /// @dev Before the venue is called: it may try to come back.
    function _chargeNotional(bytes32 intentHash, Measure memory it) internal {
        lastExecutedAt = uint64(block.timestamp);
        uint256 cap = it.limits.dailyNotionalCap;
        if (cap == 0) return;
        uint256 spent = _day.add(it.notional);
        emit NotionalCharged(intentHash, it.notional, spent, cap);
    }

    /// @dev After the trade, by what it did. The venue may have paid less than it said: then the loss may be too large
    ///      after all. Full is a bucket without room for another trade like this one; then the fund stops itself.
    function _chargeLoss(bytes32 intentHash, Measure memory it, TradeResult memory result) internal {
        uint256 size = it.limits.lossLimit;
        if (size == 0) return;
        uint256 shortfall = _shortfall(it, result.amountIn, result.amountOut);
        if (shortfall == 0) return;
        uint256 level = _lossLevel(it.limits) + shortfall;
        if (level > size) revert ExecutionRefused(intentHash, ExecutionCode.LOSS_LIMIT, level, size);
        _losses.fillTo(level);
        emit LossCharged(intentHash, shortfall, level, size);
        if (level + shortfall <= size) return;
        uint64 until = _pauseItself();
        emit LossLimitReached(intentHash, level, size, until);
    }

    function _inspectNotional(Measure memory it) private view returns (ExecutionCode, uint256, uint256) {
        (uint256 most, uint256 cap) = (it.limits.maxNotional, it.limits.dailyNotionalCap);
        if (most == 0 && cap == 0) return (ExecutionCode.OK, 0, 0);
        it.notional = _notional(it);
        if (most != 0 && it.notional > most) return (ExecutionCode.MAX_NOTIONAL_EXCEEDED, it.notional, most);
        if (cap == 0) return (ExecutionCode.OK, 0, 0);
        uint256 total = Math.saturatingAdd(_day.spent(), it.notional);
        if (total > cap) return (ExecutionCode.DAILY_NOTIONAL_EXCEEDED, total, cap);
        return (ExecutionCode.OK, 0, 0);
    }

    /// @dev The intent's own terms may not be worse than the price allows, and what the venue would pay may not be
    ///      better: then the venue or the price is wrong. (What it would pay is never below the terms.)
    function _inspectPrice(Measure memory it) private pure returns (ExecutionCode, uint256, uint256) {
        uint256 deviation = it.limits.maxPriceDeviationBps;
        (uint256 paid, uint256 got) = _worths(it, it.intent.amountIn, it.intent.minAmountOut);
        uint256 least = Math.mulDiv(paid, BPS - deviation, BPS, Math.Rounding.Ceil);
        if (got < least) return (ExecutionCode.PRICE_DEVIATION, got, least);
        (, got) = _worths(it, it.intent.amountIn, it.quote);
        uint256 most = Math.mulDiv(paid, BPS + deviation, BPS);
        if (got > most) return (ExecutionCode.PRICE_DEVIATION, got, most);
        return (ExecutionCode.OK, 0, 0);
    }

    function _inspectLoss(Measure memory it) private view returns (ExecutionCode, uint256, uint256) {
        uint256 level = _lossLevel(it.limits) + _shortfall(it, it.intent.amountIn, it.quote);
        if (level > it.limits.lossLimit) return (ExecutionCode.LOSS_LIMIT, level, it.limits.lossLimit);
        return (ExecutionCode.OK, 0, 0);
    }

    /// @dev What a SELL is worth is the price guard's to say. Without one it is what the venue would pay, but never
    ///      less than the part of the position cost: else a pool that is pushed down would sell it under any cap.
    function _notional(Measure memory it) private view returns (uint256) {
        if (it.intent.action == ACTION_BUY) return it.intent.amountIn;
        if (it.limits.priceGuard != address(0)) return _worth(it, it.intent.amountIn);
        Position memory position = _vault.positionOf(it.intent.tokenIn);
        return Math.max(it.quote, Math.mulDiv(position.costBasis, it.intent.amountIn, position.quantity));
    }

    function _shortfall(Measure memory it, uint256 amountIn, uint256 amountOut) private pure returns (uint256) {
        (uint256 paid, uint256 got) = _worths(it, amountIn, amountOut);
        return Math.saturatingSub(paid, got);
    }

    /// @dev What is paid and what is got for it, both in the asset.
    function _worths(
        Measure memory it,
        uint256 amountIn,
        uint256 amountOut
    ) private pure returns (uint256 paid, uint256 got) {
        if (it.intent.action == ACTION_BUY) return (amountIn, _worth(it, amountOut));
        return (_worth(it, amountIn), amountOut);
    }

    /// @dev A quantity beyond all measure is worth as much: it is refused as too much, and never counts as received.
    function _worth(Measure memory it, uint256 quantity) private pure returns (uint256) {
        return Math.mulDiv(Math.min(quantity, type(uint128).max), it.price, UNIT);
    }

    function _lossLevel(Limits memory limits) private view returns (uint256) {
        return _losses.levelNow(limits.lossLimit, limits.lossWindow);
    }

    /// @dev A guard that does not answer as one should knows no price: closed, where a revert would hide why.
    function _priceOf(Measure memory it) private view returns (PriceStatus status, uint256 price) {
        address token = it.intent.action == ACTION_BUY ? it.intent.tokenOut : it.intent.tokenIn;
        (bool answered, bytes memory answer) = it.limits.priceGuard.staticcall(
            abi.encodeCall(IPriceGuard.consult, (token, UNIT))
        );
        if (!answered || answer.length < 96) return (PriceStatus.NO_SOURCE, 0);
        uint256 said;
        (said, price) = abi.decode(answer, (uint256, uint256));
        if (said > uint256(type(PriceStatus).max)) return (PriceStatus.NO_SOURCE, 0);
        status = PriceStatus(said);
        if (status == PriceStatus.KNOWN && (price == 0 || price > MAX_PRICE)) status = PriceStatus.NO_SOURCE;
    }
}
