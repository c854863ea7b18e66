// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev Who signed, and until when that counts: one bit and 40 bits of time a member. Four members lie in the first
///      word beside the 64 bits, six in each word behind it. A batch works on a copy and writes each changed word once.
library Tallies {
    uint256 private constant TIME = type(uint40).max;

    /// @dev What a book keeps for one subject.
    struct Stored {
        uint256[11] words;
    }

    /// @dev The copy: bit i of `known` and `changed` speaks of word i.
    struct Tally {
        uint256 known;
        uint256 changed;
        uint256[11] words;
    }

    /// @dev Bit i: the member at place i of the epoch's set signed.
    function signers(Tally memory tally, Stored storage stored) internal view returns (uint64) {
        return uint64(_word(tally, stored, 0));
    }

    /// @dev Until when a member's signature counts, in seconds; 0 if there is none.
    function until(Tally memory tally, Stored storage stored, uint256 index) internal view returns (uint256) {
        (uint256 word, uint256 shift) = _place(index);
        return (_word(tally, stored, word) >> shift) & TIME;
    }

    /// @dev A member's signature counts until `time`, which is below 2⁴⁰. In the copy only.
    function set(Tally memory tally, Stored storage stored, uint256 index, uint256 time) internal view {
        (uint256 word, uint256 shift) = _place(index);
        tally.words[word] = (_word(tally, stored, word) & ~(TIME << shift)) | (time << shift);
        tally.words[0] = _word(tally, stored, 0) | (1 << index);
        tally.changed |= (1 << word) | 1;
    }

    /// @dev Writes what changed.
    function save(Tally memory tally, Stored storage stored) internal {
        uint256 changed = tally.changed;
        for (uint256 word = 0; changed >> word != 0; ++word) {
            if (changed & (1 << word) != 0) stored.words[word] = tally.words[word];
        }
    }

    function _word(Tally memory tally, Stored storage stored, uint256 word) private view returns (uint256 value) {
        if (tally.known & (1 << word) != 0) return tally.words[word];
        value = stored.words[word];
        tally.words[word] = value;
        tally.known |= 1 << word;
    }

    function _place(uint256 index) private pure returns (uint256 word, uint256 shift) {
        if (index < 4) return (0, 64 + 40 * index);
        return (1 + (index - 4) / 6, 40 * ((index - 4) % 6));
    }
}
