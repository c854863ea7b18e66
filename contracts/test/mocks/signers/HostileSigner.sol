// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @dev An account that does what it can to whoever asks it.
contract HostileSigner {
    enum Mode {
        YES, // to everything
        BURN, // all the gas it gets
        INVALID, // the opcode that takes all of it at once
        REVERT,
        REVERT_MUCH, // with as much data as its gas pays for
        YES_AND_MUCH,
        NOTHING,
        SHORT, // the magic value, four bytes long
        DIRTY, // the magic value with something behind it
        WRITE, // remembers that it was asked
        LOG,
        THRIFTY // says yes only if it gets the whole stipend
    }

    Mode public mode;
    uint256 public asked;
    uint256 private immutable _least;

    event Asked();

    constructor(Mode mode_, uint256 least) {
        mode = mode_;
        _least = least;
    }

    function isValidSignature(bytes32, bytes calldata) external returns (bytes4) {
        uint256 gas = gasleft();
        Mode what = mode;
        if (what == Mode.BURN) while (true) {}
        if (what == Mode.INVALID) assembly {
            invalid()
        }
        if (what == Mode.REVERT) revert("no");
        if (what == Mode.NOTHING) assembly {
            return(0, 0)
        }
        if (what == Mode.WRITE) ++asked;
        if (what == Mode.LOG) emit Asked();
        if (what == Mode.THRIFTY && gas < _least) return 0;
        bytes32 yes = bytes32(IERC1271.isValidSignature.selector);
        if (what == Mode.DIRTY) yes |= bytes32(uint256(1));
        if (what == Mode.SHORT || what == Mode.DIRTY) assembly {
            mstore(0, yes)
            return(0, add(4, mul(28, and(yes, 1))))
        }
        if (what == Mode.YES_AND_MUCH || what == Mode.REVERT_MUCH) assembly {
            mstore(0, yes)
            if eq(what, 4) {
                revert(0, 120000)
            }
            return(0, 120000) // 3,750 words cost 38,700 gas
        }
        return IERC1271.isValidSignature.selector;
    }
}
