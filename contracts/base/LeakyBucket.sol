// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";

/// @dev A level that rises by what is charged and sinks steadily, by the bucket's whole size in one window. If it is
///      never let above `size`, no more than `size * (1 + t / window)` is charged in any time t.
library LeakyBucket {
    struct Bucket {
        uint128 level; // when it was last charged
        uint64 chargedAt;
    }

    /// @dev The level at this block's time; nothing without a window.
    function levelNow(Bucket storage bucket, uint256 size, uint256 window) internal view returns (uint256) {
        if (window == 0) return 0;
        return Math.saturatingSub(bucket.level, (size * (block.timestamp - bucket.chargedAt)) / window);
    }

    /// @dev Keeps a level as of now.
    function fillTo(Bucket storage bucket, uint256 level) internal {
        (bucket.level, bucket.chargedAt) = (SafeCast.toUint128(level), uint64(block.timestamp));
    }
}
