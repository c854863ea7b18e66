// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Limits} from "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IPriceGuard} from "../interfaces/IPriceGuard.sol";

/// @dev Which limits a fund may set, and within which range: one line a field. A limit that nobody enforces would
///      be a lie, so its field is refused until the day its line says `true`.
library LimitRules {
    uint256 private constant MAX_AMOUNT = type(uint128).max; // leaves room to multiply by basis points and a price
    uint64 private constant MAX_COOLDOWN = 1 days;
    uint16 private constant MAX_DEVIATION_BPS = 5_000;
    uint64 private constant MAX_LOSS_WINDOW = 30 days;
    uint16 private constant MAX_FEE_BPS = 3_000;
    uint64 private constant MAX_CONFIG_DELAY = 30 days;
    uint64 private constant MAX_CHALLENGE_DELAY = 1 days; // no intent's window is longer
    uint64 private constant MAX_QUEUE_TIME = 30 days;

    /// @dev Reverts unless every field that is set is enforced, within its range, and has what it needs.
    /// @param asset the asset of the fund whose policy asks
    function check(Limits memory limits, address asset) internal view {
        within("maxNotional", limits.maxNotional, MAX_AMOUNT, true);
        within("dailyNotionalCap", limits.dailyNotionalCap, MAX_AMOUNT, true);
        within("cooldown", limits.cooldown, MAX_COOLDOWN, true);
        within("maxPriceDeviationBps", limits.maxPriceDeviationBps, MAX_DEVIATION_BPS, true);
        within("lossLimit", limits.lossLimit, MAX_AMOUNT, true);
        within("lossWindow", limits.lossWindow, MAX_LOSS_WINDOW, true);
        within("performanceFeeBps", limits.performanceFeeBps, MAX_FEE_BPS, true);
        within("feeRecipient", uint160(limits.feeRecipient), type(uint160).max, true);
        within("configDelay", limits.configDelay, MAX_CONFIG_DELAY, true);
        within("challengeDelay", limits.challengeDelay, MAX_CHALLENGE_DELAY, true);
        within("maxQueueTime", limits.maxQueueTime, MAX_QUEUE_TIME, true);
        if (limits.priceGuard != address(0)) requireGuard(limits.priceGuard, asset);
        bool guarded = limits.priceGuard != address(0);
        needs("maxPriceDeviationBps", limits.maxPriceDeviationBps != 0, "priceGuard", guarded);
        needs("lossLimit", limits.lossLimit != 0, "priceGuard", guarded);
        needs("lossLimit", limits.lossLimit != 0, "lossWindow", limits.lossWindow != 0);
        needs("lossWindow", limits.lossWindow != 0, "lossLimit", limits.lossLimit != 0);
        needs("performanceFeeBps", limits.performanceFeeBps != 0, "feeRecipient", limits.feeRecipient != address(0));
    }

    /// @dev A guard of another fund would tell prices in another asset, or be configured by others.
    function requireGuard(address guard, address asset) internal view {
        if (guard.code.length == 0) revert IFundErrors.NoCode("priceGuard", guard);
        (address servedPolicy, address servedAsset) = (
            told(guard, IPriceGuard.policy.selector),
            told(guard, IPriceGuard.asset.selector)
        );
        if (servedPolicy != address(this) || servedAsset != asset) {
            revert IFundErrors.WrongPriceGuard(guard, servedPolicy, servedAsset);
        }
    }

    /// @dev Zero if it does not say.
    function told(address guard, bytes4 selector) private view returns (address) {
        (bool answered, bytes memory answer) = guard.staticcall(abi.encodeWithSelector(selector));
        if (!answered || answer.length != 32) return address(0);
        return address(uint160(abi.decode(answer, (uint256))));
    }

    function needs(bytes32 field, bool set, bytes32 needed, bool given) private pure {
        if (set && !given) revert IFundErrors.LimitNeeds(text(field), text(needed));
    }

    /// @dev Names are words until an error tells them: as texts they would take a kilobyte of every policy.
    function text(bytes32 word) private pure returns (string memory name) {
        uint256 length = 0;
        while (length < 32 && word[length] != 0) ++length;
        name = new string(length);
        assembly ("memory-safe") {
            mstore(add(name, 0x20), word)
        }
    }

    /// @dev 0 means that the fund does not use the limit, and is always allowed.
    function within(bytes32 field, uint256 value, uint256 most, bool enforced) internal pure {
        if (value == 0) return;
        if (!enforced) revert IFundErrors.NotSupported(text(field));
        if (value > most) revert IFundErrors.OutOfRange(text(field), value, 0, most);
    }
}
