// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Limits} from "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";

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

    /// @dev Reverts unless every field that is set is enforced and within its range.
    function check(Limits memory limits) internal pure {
        within("maxNotional", limits.maxNotional, MAX_AMOUNT, false);
        within("dailyNotionalCap", limits.dailyNotionalCap, MAX_AMOUNT, false);
        within("cooldown", limits.cooldown, MAX_COOLDOWN, false);
        within("priceGuard", uint160(limits.priceGuard), type(uint160).max, false);
        within("maxPriceDeviationBps", limits.maxPriceDeviationBps, MAX_DEVIATION_BPS, false);
        within("lossLimit", limits.lossLimit, MAX_AMOUNT, false);
        within("lossWindow", limits.lossWindow, MAX_LOSS_WINDOW, false);
        within("performanceFeeBps", limits.performanceFeeBps, MAX_FEE_BPS, false);
        within("feeRecipient", uint160(limits.feeRecipient), type(uint160).max, false);
        within("configDelay", limits.configDelay, MAX_CONFIG_DELAY, true);
        within("challengeDelay", limits.challengeDelay, MAX_CHALLENGE_DELAY, false);
        within("maxQueueTime", limits.maxQueueTime, MAX_QUEUE_TIME, false);
    }

    /// @dev 0 means that the fund does not use the limit, and is always allowed.
    function within(string memory field, uint256 value, uint256 most, bool enforced) internal pure {
        if (value == 0) return;
        if (!enforced) revert IFundErrors.NotSupported(field);
        if (value > most) revert IFundErrors.OutOfRange(field, value, 0, most);
    }
}
