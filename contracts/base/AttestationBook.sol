// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Attestation, Attester, FundAddresses, SetRoll, SkipReason} from "../interfaces/FundTypes.sol";
import {IAttestationBook} from "../interfaces/IAttestationBook.sol";
import {IVerifierSet} from "../interfaces/IVerifierSet.sol";
import {FundPart} from "./FundPart.sol";
import {SetRolls} from "./SetRolls.sol";
import {Tallies} from "./Tallies.sol";
import {VerifierSignature} from "./VerifierSignature.sol";

/// @dev Counts signatures. Keeps *who* signed and until when, never a sum: weight is added up anew each time
///      it matters, so that an expiry or a revocation counts at once.
abstract contract AttestationBook is FundPart, EIP712, IAttestationBook {
    using Tallies for Tallies.Tally;

    uint256 private constant MAX_BATCH = 64; // the most members a set can have
    uint256 private constant MAX_LIFETIME = 2 days; // a signature that never ends could be used when nobody thinks of it

    /// @dev What a batch is over. `round` is 0 for intents, whose hash holds their round.
    struct Subject {
        bytes32 hash;
        uint64 round;
        uint64 setEpoch;
        uint256 threshold;
    }

    IVerifierSet internal immutable _verifiers;
    address internal immutable _fund;

    mapping(bytes32 key => Tallies.Stored) private _tallies;
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

    /// @dev The type hash of `AccountAttestation`, which holds an attestation of this book.
    function _accountType() internal pure virtual returns (bytes32);

    /// @dev Tells the world that one attestation was counted.
    function _emitAttested(
        Subject memory subject,
        address verifier,
        uint256 weight,
        uint256 total
    ) internal virtual;

    /// @dev Counts a batch against the roll of the subject's epoch and returns the live weight after it. Bad items are
    ///      skipped with an event. The roll and the tally are read once: while they are in use, nobody else can write.
    function _count(
        Subject memory subject,
        SetRoll memory roll,
        Attestation[] calldata items
    ) internal returns (uint256 total) {
        if (items.length == 0) revert EmptyBatch();
        if (items.length > MAX_BATCH) revert BatchTooLarge(items.length, MAX_BATCH);
        Tallies.Tally memory tally;
        Tallies.Stored storage stored = _tallies[_key(subject)];
        total = _weigh(tally, stored, roll);
        bytes32 domain = _domainSeparatorV4();
        for (uint256 i = 0; i < items.length; ++i) {
            Attestation calldata item = items[i];
            uint256 index = SetRolls.find(roll.members, item.verifier);
            uint256 before = index < roll.members.length ? tally.until(stored, index) : 0;
            SkipReason reason = _judge(subject, roll, domain, item, index, before);
            if (reason != SkipReason.NONE) {
                emit AttestationSkipped(subject.hash, item.verifier, i, reason);
                continue;
            }
            _nonces[item.verifier][item.nonce >> 8] |= 1 << (item.nonce & 0xff);
            tally.set(stored, index, item.expiresAt);
            uint256 weight = SetRolls.weightOf(roll.members[index]);
            // nothing is added when a live signature is only replaced by one that lasts longer
            if (block.timestamp > before) total += weight;
            _emitAttested(subject, item.verifier, weight, total);
        }
        tally.save(stored);
    }

    /// @dev Unrevoked, unexpired weight over a subject at this block's time.
    function _liveWeight(Subject memory subject) internal view returns (uint256) {
        Tallies.Tally memory tally;
        return _weigh(tally, _tallies[_key(subject)], _verifiers.rollOf(subject.setEpoch));
    }

    function _attesters(Subject memory subject) internal view returns (Attester[] memory attesters) {
        Tallies.Tally memory tally;
        Tallies.Stored storage stored = _tallies[_key(subject)];
        uint256[] memory members = _verifiers.rollOf(subject.setEpoch).members;
        uint256 count = 0;
        attesters = new Attester[](members.length);
        for (uint256 index = 0; index < members.length; ++index) {
            uint256 until = tally.until(stored, index);
            if (until != 0) attesters[count++] = Attester(SetRolls.signerOf(members[index]), uint64(until));
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

    function _accountDigest(
        Subject memory subject,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) internal view returns (bytes32) {
        bytes32 structHash = _attestationHash(subject, verifier, expiresAt, nonce);
        return VerifierSignature.accountDigest(_domainSeparatorV4(), structHash, _accountType(), verifier);
    }

    /// @dev `before` is until when this member's signature counts already.
    function _judge(
        Subject memory subject,
        SetRoll memory roll,
        bytes32 domain,
        Attestation calldata item,
        uint256 index,
        uint256 before
    ) private view returns (SkipReason) {
        if (block.timestamp > item.expiresAt) return SkipReason.EXPIRED;
        if (item.expiresAt > block.timestamp + MAX_LIFETIME) return SkipReason.EXPIRY_TOO_FAR;
        if (index == roll.members.length) return SkipReason.NOT_IN_SET;
        if (roll.revoked & (1 << index) != 0) return SkipReason.REVOKED;
        if (isNonceUsed(item.verifier, item.nonce)) return SkipReason.NONCE_USED;
        if (before >= item.expiresAt) return SkipReason.ALREADY_COUNTED;
        return
            VerifierSignature.judge(
                domain,
                _attestationHash(subject, item.verifier, item.expiresAt, item.nonce),
                _accountType(),
                item.verifier,
                roll.contracts & (1 << index) != 0,
                item.signature
            );
    }

    function _weigh(
        Tallies.Tally memory tally,
        Tallies.Stored storage stored,
        SetRoll memory roll
    ) private view returns (uint256) {
        uint256 counted = tally.signers(stored) & ~roll.revoked;
        for (uint256 index = 0; counted >> index != 0; ++index) {
            if (counted & (1 << index) != 0 && block.timestamp > tally.until(stored, index)) counted ^= 1 << index;
        }
        return SetRolls.weigh(roll.members, counted);
    }

    function _key(Subject memory subject) private pure returns (bytes32) {
        return keccak256(abi.encode(subject.hash, subject.round, subject.setEpoch));
    }
}
