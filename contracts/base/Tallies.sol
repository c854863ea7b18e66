// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev Who signed, and until when that counts: one bit and 40 bits of time a member. Four members lie in the first
///      word beside the 64 bits, six in each word behind it. A batch works on a copy and writes each changed word once.
library Tallies {
    uint256 private constant TIME = 0xffffffffff;

    /// @dev What a book keeps for one subject.
    struct Stored {
        uint256[11] words;
    }

    /// @dev The copy: bit i of `known` and `changed` speaks of word i. The first word is always known.
    struct Tally {
        uint256 known;
        uint256 changed;
        uint256[11] words;
    }

    /// @dev A copy to work on.
    function open(Stored storage stored) internal view returns (Tally memory tally) {
        tally.known = 1;
        tally.words[0] = stored.words[0];
    }

    /// @dev Bit i: the member at place i of the epoch's set signed.
    function signers(Tally memory tally) internal pure returns (uint64) {
        return uint64(tally.words[0]);
    }

    /// @dev Where a member's time is: which word, times 256, and from which bit of it on.
    function seatOf(uint256 index) internal pure returns (uint256) {
        unchecked {
            if (index < 4) return 64 + 40 * index;
            return ((1 + (index - 4) / 6) << 8) | (40 * ((index - 4) % 6));
        }
    }

    /// @dev Until when the signature of whoever has this seat counts, in seconds; 0 if there is none.
    function until(
        Tally memory tally,
        Stored storage stored,
        uint256 seat
    ) internal view returns (uint256) {
        uint256 word = seat >> 8;
        if (tally.known & (1 << word) == 0) {
            tally.words[word] = stored.words[word];
            tally.known |= 1 << word;
        }
        return (tally.words[word] >> (seat & 0xff)) & TIME;
    }

    /// @dev The signature of member `index`, whose seat was looked at before, counts until `time`, which is below 2⁴⁰
    ///      and later than what is there. In the copy only.
    function set(
        Tally memory tally,
        uint256 index,
        uint256 seat,
        uint256 time
    ) internal pure {
        uint256[11] memory words = tally.words;
        assembly ("memory-safe") {
            let place := add(words, shl(5, shr(8, seat)))
            let shift := and(seat, 0xff)
            let value := mload(place)
            mstore(place, xor(value, shl(shift, and(xor(shr(shift, value), time), TIME))))
            mstore(words, or(mload(words), shl(index, 1)))
        }
        tally.changed |= (1 << (seat >> 8)) | 1;
    }

    /// @dev Writes what changed.
    function save(Tally memory tally, Stored storage stored) internal {
        uint256 changed = tally.changed;
        for (uint256 word = 0; changed >> word != 0; ++word) {
            if (changed & (1 << word) != 0) stored.words[word] = tally.words[word];
        }
    }
}
