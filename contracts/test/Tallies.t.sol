// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Tallies} from "../base/Tallies.sol";

/// @dev Where sixty-four members' times lie, and that none of them touches another or the bits of who signed.
contract TalliesTest {
    using Tallies for Tallies.Stored;
    using Tallies for Tallies.Tally;

    uint256 private constant MEMBERS = 64;
    uint256 private constant LATEST = 0xffffffffff;
    Tallies.Stored private stored;

    function check(bool holds, string memory otherwise) private pure {
        require(holds, otherwise);
    }

    function test_every_seat_lies_within_its_word_and_touches_no_other() public pure {
        uint256[11] memory taken;
        taken[0] = type(uint64).max; // who signed
        for (uint256 index = 0; index < MEMBERS; ++index) {
            uint256 seat = Tallies.seatOf(index);
            uint256 shift = seat & 0xff;
            check(shift + 40 <= 256, "within the word");
            uint256 bits = LATEST << shift;
            check(taken[seat >> 8] & bits == 0, "a place of its own");
            taken[seat >> 8] |= bits;
        }
    }

    function test_each_time_is_read_again_as_it_was_set_whoever_else_signs() public {
        Tallies.Tally memory tally = stored.open();
        for (uint256 index = 0; index < MEMBERS; ++index) {
            uint256 seat = Tallies.seatOf(index);
            check(tally.until(stored, seat) == 0, "none yet");
            tally.set(index, seat, LATEST - index);
            check(tally.signers() == uint64((uint256(2) << index) - 1), "who signed");
        }
        tally.save(stored);
        tally = stored.open();
        check(tally.signers() == type(uint64).max, "all signed");
        for (uint256 index = 0; index < MEMBERS; ++index) {
            check(tally.until(stored, Tallies.seatOf(index)) == LATEST - index, "its own time");
        }
    }
}
