// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @dev Keeps creation code in contracts that hold nothing else, so that a deployer is not as large as what it
///      deploys. Each begins with a byte that stops whoever calls it, as in SSTORE2.
library StoredCode {
    uint256 private constant MOST = 19_000; // of 24,576 bytes a contract may have

    /// @dev Cuts the code into as many pieces as it needs.
    function keep(bytes memory code) internal returns (address[] memory pieces) {
        pieces = new address[]((code.length + MOST - 1) / MOST);
        for (uint256 i = 0; i < pieces.length; ++i) {
            uint256 from = i * MOST;
            pieces[i] = _keep(code, from, code.length - from < MOST ? code.length - from : MOST);
        }
    }

    /// @dev The code whole again.
    function read(address[] memory pieces) internal view returns (bytes memory code) {
        assembly ("memory-safe") {
            code := mload(0x40)
            let at := add(code, 0x20)
            let count := mload(pieces)
            for {
                let i := 0
            } lt(i, count) {
                i := add(i, 1)
            } {
                let piece := mload(add(add(pieces, 0x20), mul(i, 0x20)))
                let size := sub(extcodesize(piece), 1)
                extcodecopy(piece, at, 1, size)
                at := add(at, size)
            }
            mstore(code, sub(sub(at, code), 0x20))
            mstore(0x40, and(add(at, 0x1f), not(0x1f)))
        }
    }

    function _keep(bytes memory code, uint256 from, uint256 size) private returns (address piece) {
        // returns everything behind these ten bytes and the STOP, which is part of what is kept
        bytes memory maker = abi.encodePacked(hex"61", uint16(size + 1), hex"80600a3d393df300", new bytes(size));
        assembly ("memory-safe") {
            mcopy(add(maker, 0x2b), add(add(code, 0x20), from), size)
            piece := create(0, add(maker, 0x20), mload(maker))
        }
        if (piece == address(0)) revert CodeNotKept(from, size);
    }

    error CodeNotKept(uint256 from, uint256 size);
}
