// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @dev What was spent in the last day, counted by the hour: the hour that runs and the 24 before it. Two moments that
///      are 24 hours apart or less always lie in one such count, so a cap on it is never exceeded in any 24 hours; what
///      was spent counts for up to 59 minutes and 59 seconds longer than that, never shorter.
library RollingDay {
    uint256 private constant HOURS = 25;

    struct Day {
        uint128 total; // of the HOURS that end with `hour`
        uint64 hour; // the last one in which something was spent
        mapping(uint256 hour => uint256) amounts;
    }

    /// @dev The day's sum at this block's time. Each hour that has begun since the last entry pushes one out.
    function spent(Day storage day) internal view returns (uint256 total) {
        uint256 hour = block.timestamp / 1 hours;
        uint256 last = day.hour;
        if (hour >= last + HOURS) return 0;
        total = day.total;
        for (uint256 begun = last + 1; begun <= hour; ++begun) total -= day.amounts[begun - HOURS];
    }

    /// @dev Counts an amount now and returns the day's sum with it.
    function add(Day storage day, uint256 amount) internal returns (uint256 total) {
        uint256 hour = block.timestamp / 1 hours;
        total = spent(day) + amount;
        day.amounts[hour] += amount;
        (day.total, day.hour) = (SafeCast.toUint128(total), uint64(hour));
    }
}
