// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {RollingDay} from "../base/RollingDay.sol";
import {Vm} from "./Vm.sol";

/// @dev Held against a list of everything that was ever spent.
contract RollingDayTest {
    using RollingDay for RollingDay.Day;

    Vm private constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    RollingDay.Day private day;
    uint256[] private times;
    uint256[] private amounts;

    function spentSince(uint256 moment) private view returns (uint256 sum) {
        for (uint256 i = 0; i < times.length; ++i) if (times[i] >= moment) sum += amounts[i];
    }

    /// @dev Gaps of minutes, hours and days. A count that forgets within a day would let more than a cap pass.
    function testFuzz_counts_all_of_the_last_24_hours_and_nothing_older_than_25(uint256 seed) public {
        uint256 time = 1_800_000_000 + (seed % 3600);
        for (uint256 i = 0; i < 40; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 kind = seed % 8;
            time += kind < 3 ? (seed >> 8) % 1 hours : kind < 7 ? (seed >> 8) % 9 hours : (seed >> 8) % 60 hours;
            if (kind == 5) time -= time % 1 hours; // to the very beginning of an hour
            vm.warp(time);
            check(day.spent());
            if (seed % 5 == 0) continue;
            times.push(time);
            amounts.push((seed >> 64) % 1e30);
            check(day.add(amounts[amounts.length - 1]));
        }
    }

    function check(uint256 found) private view {
        uint256 now_ = block.timestamp;
        require(found >= spentSince(now_ - 24 hours), "forgot what was spent in the last day");
        require(found <= spentSince(now_ - 25 hours + 1), "remembers what is over");
        require(found == day.spent(), "what was added is what is told");
    }
}
