// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {SetRoll, Thresholds} from "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";

/// @dev A frozen set, kept as the code of an account that does nothing: one access reads all of it, where slots would
///      cost one access a member. The code is 0x00 (stop), the bits of those that sign by contract (8 bytes), three
///      thresholds (12 bytes each), then the members in their ascending order, 32 bytes each.
library SetRolls {
    uint256 private constant HEAD = 45;

    /// @dev Where the set is from now on.
    function write(SetRoll memory roll) internal returns (address place) {
        bytes memory code = abi.encodePacked(
            hex"00",
            roll.contracts,
            roll.thresholds.claim,
            roll.thresholds.snapshot,
            roll.thresholds.intent,
            roll.members
        );
        // copies all that stands behind its own fourteen bytes into the account
        bytes memory creation = abi.encodePacked(hex"63", uint32(code.length), hex"80600e6000396000f3", code);
        assembly ("memory-safe") {
            place := create(0, add(creation, 0x20), mload(creation))
        }
        if (place == address(0)) revert IFundErrors.NoCode("roll", place);
    }

    /// @dev All but who is revoked, which changes. Empty for no place.
    function read(address place) internal view returns (SetRoll memory roll) {
        if (place == address(0)) return roll;
        uint256 count = (place.code.length - HEAD) / 32;
        uint256[] memory members = new uint256[](count);
        uint256 first;
        uint256 second;
        assembly ("memory-safe") {
            extcodecopy(place, 0, 1, 0x40)
            first := mload(0)
            second := mload(0x20)
            extcodecopy(place, add(members, 0x20), HEAD, mul(count, 0x20))
        }
        roll.members = members;
        roll.contracts = uint64(first >> 192);
        roll.thresholds.claim = uint96(first >> 96);
        roll.thresholds.snapshot = uint96(first);
        roll.thresholds.intent = uint96(second >> 160);
    }

    /// @dev The place of an account, by halves; `index` is as many as there are members if it is none. In assembly,
    ///      since it stands in every signature's way: a third of the gas. The last look may read the word behind the
    ///      members, which is then not taken.
    function find(uint256[] memory members, address account) internal pure returns (uint256 index) {
        assembly ("memory-safe") {
            let first := add(members, 0x20)
            let count := mload(members)
            let end := count
            for {} lt(index, end) {} {
                let middle := shr(1, add(index, end))
                switch lt(shr(96, mload(add(first, shl(5, middle)))), account)
                case 1 {
                    index := add(middle, 1)
                }
                default {
                    end := middle
                }
            }
            if iszero(eq(shr(96, mload(add(first, shl(5, index)))), account)) {
                index := count
            }
        }
    }

    /// @dev As `find`, after a look at `guess`: whoever sends signatures in the order of the set has each found at once.
    function findFrom(uint256[] memory members, address account, uint256 guess) internal pure returns (uint256) {
        bool isThere = guess < members.length && signerOf(_at(members, guess)) == account;
        return isThere ? guess : find(members, account);
    }

    /// @dev Sum of the weights of the members whose bit is set.
    function weigh(uint256[] memory members, uint256 bits) internal pure returns (uint256 weight) {
        unchecked {
            if (members.length < 64) bits &= (1 << members.length) - 1;
            for (uint256 i = 0; bits >> i != 0; ++i) {
                if (bits & (1 << i) != 0) weight += weightOf(_at(members, i)); // 64 times 96 bits
            }
        }
    }

    /// @dev Without a look at the length: `find` and `weigh` are in every signature's way.
    function _at(uint256[] memory members, uint256 index) private pure returns (uint256 member) {
        assembly ("memory-safe") {
            member := mload(add(add(members, 0x20), shl(5, index)))
        }
    }

    function signerOf(uint256 member) internal pure returns (address) {
        return address(uint160(member >> 96));
    }

    function weightOf(uint256 member) internal pure returns (uint96) {
        return uint96(member);
    }
}
