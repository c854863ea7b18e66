// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Attestation, Attester, FundAddresses, SkipReason, Verifier} from "../interfaces/FundTypes.sol";
import {IAttestationBook} from "../interfaces/IAttestationBook.sol";
import {IVerifierSet} from "../interfaces/IVerifierSet.sol";
import {FundPart} from "./FundPart.sol";

/// @dev Counts signatures. Keeps *who* signed and until when, never a sum: weight is added up anew each time
///      it matters, so that an expiry or a revocation counts at once.
abstract contract AttestationBook is FundPart, EIP712, IAttestationBook {
    uint256 private constant MAX_BATCH = 64; // the most members a set can have
    uint256 private constant MAX_LIFETIME = 2 days; // a signature that never ends could be used when nobody thinks of it

    /// @dev Bit i of `signed`: the member at place i of the epoch's set. Expiries lie four to a slot.
    struct Tally {
        uint64 signed;
        uint64[64] expiresAt;
    }

    /// @dev What a batch is over. `round` is 0 for intents, whose hash holds their round.
    struct Subject {
        bytes32 hash;
        uint64 round;
        uint64 setEpoch;
        uint256 threshold;
    }

    IVerifierSet internal immutable _verifiers;
    address internal immutable _fund;

    mapping(bytes32 key => Tally) private _tallies;
    mapping(address verifier => mapping(uint256 word => uint256 bits)) private _nonces;

    constructor() {
        FundAddresses memory parts = _siblings();
        _verifiers = IVerifierSet(parts.verifierSet);
        _fund = parts.vault;
    }

    /// @inheritdoc IAttestationBook
    function invalidateNonces(uint256 word, uint256 mask) external {
        _nonces[msg.sender][word] |= mask;
        emit NoncesInvalidated(msg.sender, word, mask);
    }

    /// @inheritdoc IAttestationBook
    function isNonceUsed(address verifier, uint256 nonce) public view returns (bool) {
        return _nonces[verifier][nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    /// @inheritdoc IAttestationBook
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @dev The EIP-712 struct hash of one attestation of this book.
    function _attestationHash(
        Subject memory subject,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) internal pure virtual returns (bytes32);

    /// @dev Tells the world that one attestation was counted.
    function _emitAttested(
        Subject memory subject,
        address verifier,
        uint256 weight,
        uint256 total
    ) internal virtual;

    /// @dev Counts a batch and returns the live weight after it. Bad items are skipped with an event.
    function _count(Subject memory subject, Attestation[] calldata items) internal returns (uint256 total) {
        if (items.length == 0) revert EmptyBatch();
        if (items.length > MAX_BATCH) revert BatchTooLarge(items.length, MAX_BATCH);
        Tally storage tally = _tallies[_key(subject)];
        total = _liveWeight(subject);
        for (uint256 i = 0; i < items.length; ++i) {
            (SkipReason reason, uint256 weight, uint256 added) = _countOne(subject, tally, items[i]);
            if (reason == SkipReason.NONE) {
                total += added;
                _emitAttested(subject, items[i].verifier, weight, total);
            } else {
                emit AttestationSkipped(subject.hash, items[i].verifier, i, reason);
            }
        }
    }

    /// @dev Unrevoked, unexpired weight over a subject at this block's time.
    function _liveWeight(Subject memory subject) internal view returns (uint256) {
        Tally storage tally = _tallies[_key(subject)];
        uint64 signed = tally.signed;
        uint64 live = 0;
        for (uint256 index = 0; signed >> index != 0; ++index) {
            uint64 bit = uint64(1) << uint64(index);
            if (signed & bit != 0 && block.timestamp <= tally.expiresAt[index]) live |= bit;
            if (index == 63) break;
        }
        return live == 0 ? 0 : _verifiers.weightOf(subject.setEpoch, live);
    }

    function _attesters(Subject memory subject) internal view returns (Attester[] memory attesters) {
        Tally storage tally = _tallies[_key(subject)];
        Verifier[] memory members = _verifiers.verifiersOf(subject.setEpoch);
        uint256 count = 0;
        attesters = new Attester[](members.length);
        for (uint256 index = 0; index < members.length; ++index) {
            if (tally.signed & (uint64(1) << uint64(index)) == 0) continue;
            attesters[count++] = Attester(members[index].signer, tally.expiresAt[index]);
        }
        assembly ("memory-safe") {
            mstore(attesters, count) // the array was made as long as the set; only its length shrinks
        }
    }

    function _digest(
        Subject memory subject,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) internal view returns (bytes32) {
        return _hashTypedDataV4(_attestationHash(subject, verifier, expiresAt, nonce));
    }

    /// @dev `added` is 0 when a live signature is only replaced by one that lasts longer.
    function _countOne(
        Subject memory subject,
        Tally storage tally,
        Attestation calldata item
    ) private returns (SkipReason, uint256 weight, uint256 added) {
        if (block.timestamp > item.expiresAt) return (SkipReason.EXPIRED, 0, 0);
        if (item.expiresAt > block.timestamp + MAX_LIFETIME) return (SkipReason.EXPIRY_TOO_FAR, 0, 0);
        uint256 index;
        bool revoked;
        (index, weight, revoked) = _verifiers.memberOf(subject.setEpoch, item.verifier);
        if (weight == 0) return (SkipReason.NOT_IN_SET, 0, 0);
        if (revoked) return (SkipReason.REVOKED, 0, 0);
        if (isNonceUsed(item.verifier, item.nonce)) return (SkipReason.NONCE_USED, 0, 0);
        uint64 bit = uint64(1) << uint64(index);
        uint64 until = tally.signed & bit == 0 ? 0 : tally.expiresAt[index];
        if (until >= item.expiresAt) return (SkipReason.ALREADY_COUNTED, 0, 0);
        if (!_signed(subject, item)) return (SkipReason.BAD_SIGNATURE, 0, 0);

        _nonces[item.verifier][item.nonce >> 8] |= 1 << (item.nonce & 0xff);
        tally.signed |= bit;
        tally.expiresAt[index] = item.expiresAt;
        added = block.timestamp <= until ? 0 : weight;
        return (SkipReason.NONE, weight, added);
    }

    /// @dev 65 bytes and low s only: OpenZeppelin's ECDSA refuses the other forms, and never yields zero.
    function _signed(Subject memory subject, Attestation calldata item) private view returns (bool) {
        bytes32 digest = _digest(subject, item.verifier, item.expiresAt, item.nonce);
        (address signer, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, item.signature);
        return problem == ECDSA.RecoverError.NoError && signer == item.verifier;
    }

    function _key(Subject memory subject) private pure returns (bytes32) {
        return keccak256(abi.encode(subject.hash, subject.round, subject.setEpoch));
    }
}
