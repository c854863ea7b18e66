// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Attestation} from "../../interfaces/FundTypes.sol";

/// @dev What attesting cannot do without, and nothing else: takes the same calldata, recovers each signer, and writes
///      the words a book has to keep (one of nonces for each signer, those of the tally, that of the intent). No set
///      is read, nothing is hashed but the places of the nonces, nobody is told.
contract BareRecover {
    mapping(address signer => mapping(uint256 word => uint256)) private _nonces;
    mapping(bytes32 hash => uint256[11]) private _tallies;
    mapping(bytes32 hash => uint256) private _records;

    /// @dev So that the word of the intent is there before, as in the fund.
    function propose(bytes32 hash) external {
        _records[hash] = 1;
    }

    function attestIntent(bytes32 hash, Attestation[] calldata items) external returns (uint256) {
        for (uint256 i = 0; i < items.length; ++i) {
            Attestation calldata item = items[i];
            bytes calldata signature = item.signature;
            address signer = ecrecover(
                hash,
                uint8(signature[64]),
                bytes32(signature[0:32]),
                bytes32(signature[32:64])
            );
            require(signer == item.verifier);
            _nonces[signer][item.nonce >> 8] |= 1 << (item.nonce & 0xff);
        }
        uint256[11] storage words = _tallies[hash];
        for (uint256 word = 0; word < (items.length + 7) / 6; ++word) words[word] = type(uint256).max;
        _records[hash] |= 2;
        return items.length;
    }
}
