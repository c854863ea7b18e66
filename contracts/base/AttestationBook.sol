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

    /// @dev The first words of an item, which are the last ones of what is signed.
    struct Head {
        address verifier;
        uint256 expiresAt;
        uint256 nonce;
    }

    /// @dev What the signatures of a batch share: `words` as `_encode` makes them, `head` their end, in which each item
    ///      takes its turn; the live weight so far in `total`; and in `next` which member is expected, since they mostly
    ///      come in the order of the set.
    struct Batch {
        Subject subject;
        SetRoll roll;
        Tallies.Tally tally;
        bytes32 domain;
        bytes32 accountType;
        bytes words;
        Head head;
        uint256 total;
        uint256 next;
    }

    /// @dev A struct only to have its place worked out once for reading and writing.
    struct NonceBits {
        uint256 used;
    }

    IVerifierSet internal immutable _verifiers;
    address internal immutable _fund;

    mapping(bytes32 key => Tallies.Stored) private _tallies;
    mapping(address verifier => mapping(uint256 word => NonceBits)) private _nonces;

    constructor() {
        FundAddresses memory parts = _siblings();
        _verifiers = IVerifierSet(parts.verifierSet);
        _fund = parts.vault;
    }

    /// @inheritdoc IAttestationBook
    function invalidateNonces(uint256 word, uint256 mask) external {
        _nonces[msg.sender][word].used |= mask;
        emit NoncesInvalidated(msg.sender, word, mask);
    }

    /// @inheritdoc IAttestationBook
    function isNonceUsed(address verifier, uint256 nonce) public view returns (bool) {
        return _nonces[verifier][nonce >> 8].used & (1 << (nonce & 0xff)) != 0;
    }

    /// @inheritdoc IAttestationBook
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @dev The EIP-712 encoding of an attestation of this book. Its last three words are verifier, expiry and nonce.
    function _encode(
        Subject memory subject,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) internal pure virtual returns (bytes memory);

    /// @dev The type hash of `AccountAttestation`, which holds an attestation of this book.
    function _accountType() internal pure virtual returns (bytes32);

    /// @dev Tells the world that one attestation was counted.
    function _emitAttested(
        Subject memory subject,
        address verifier,
        uint256 weight,
        uint256 total
    ) internal virtual;

    /// @dev The open epoch's set, read once for a whole batch: while it is counted nobody else can write.
    function _openRoll() internal view returns (SetRoll memory roll) {
        (address place, uint64 setEpoch, uint64 revoked) = _verifiers.openRoll();
        roll = SetRolls.read(place);
        (roll.openEpoch, roll.revoked) = (setEpoch, revoked);
    }

    /// @dev Counts a batch against the roll of the subject's epoch and returns the live weight after it. Bad items are
    ///      skipped with an event.
    function _count(
        Subject memory subject,
        SetRoll memory roll,
        Attestation[] calldata items
    ) internal returns (uint256) {
        if (items.length == 0) revert EmptyBatch();
        if (items.length > MAX_BATCH) revert BatchTooLarge(items.length, MAX_BATCH);
        Tallies.Stored storage stored = _tallies[_key(subject)];
        Batch memory batch;
        (batch.subject, batch.roll, batch.tally) = (subject, roll, Tallies.open(stored));
        batch.total = _weigh(batch.tally, stored, roll);
        (batch.domain, batch.accountType) = (_domainSeparatorV4(), _accountType());
        batch.words = _encode(subject, address(0), 0, 0);
        batch.head = _endOf(batch.words);
        for (uint256 i = 0; i < items.length; ++i) {
            SkipReason reason = _countOne(batch, stored, items[i]);
            if (reason != SkipReason.NONE) emit AttestationSkipped(subject.hash, batch.head.verifier, i, reason);
        }
        batch.tally.save(stored);
        return batch.total;
    }

    /// @dev Unrevoked, unexpired weight over a subject at this block's time.
    function _liveWeight(Subject memory subject) internal view returns (uint256) {
        Tallies.Stored storage stored = _tallies[_key(subject)];
        SetRoll memory roll = _openRoll();
        if (subject.setEpoch != roll.openEpoch) roll = _verifiers.rollOf(subject.setEpoch);
        return _weigh(Tallies.open(stored), stored, roll);
    }

    function _attesters(Subject memory subject) internal view returns (Attester[] memory attesters) {
        Tallies.Stored storage stored = _tallies[_key(subject)];
        Tallies.Tally memory tally = Tallies.open(stored);
        uint256[] memory members = _verifiers.rollOf(subject.setEpoch).members;
        uint256 count = 0;
        attesters = new Attester[](members.length);
        for (uint256 index = 0; index < members.length; ++index) {
            uint256 until = tally.until(stored, Tallies.seatOf(index));
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
        return _hashTypedDataV4(keccak256(_encode(subject, verifier, expiresAt, nonce)));
    }

    function _accountDigest(
        Subject memory subject,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) internal view returns (bytes32) {
        bytes32 structHash = keccak256(_encode(subject, verifier, expiresAt, nonce));
        return VerifierSignature.accountDigest(_domainSeparatorV4(), structHash, _accountType(), verifier);
    }

    /// @dev Counts one item, or says why not.
    function _countOne(
        Batch memory batch,
        Tallies.Stored storage stored,
        Attestation calldata item
    ) private returns (SkipReason) {
        Head memory head = batch.head;
        assembly ("memory-safe") {
            calldatacopy(head, item, 0x60)
        }
        if (block.timestamp > head.expiresAt) return SkipReason.EXPIRED;
        uint256 index = SetRolls.findFrom(batch.roll.members, head.verifier, batch.next);
        unchecked {
            if (head.expiresAt - block.timestamp > MAX_LIFETIME) return SkipReason.EXPIRY_TOO_FAR;
            batch.next = index + 1;
        }
        if (index == batch.roll.members.length) return SkipReason.NOT_IN_SET;
        if (batch.roll.revoked & (1 << index) != 0) return SkipReason.REVOKED;
        NonceBits storage bits = _nonces[head.verifier][head.nonce >> 8];
        uint256 used = bits.used;
        if ((used >> (head.nonce & 0xff)) & 1 != 0) return SkipReason.NONCE_USED;
        uint256 seat = Tallies.seatOf(index);
        uint256 before = batch.tally.until(stored, seat);
        if (before >= head.expiresAt) return SkipReason.ALREADY_COUNTED;
        SkipReason reason = _judge(batch, index, item.signature);
        if (reason != SkipReason.NONE) return reason;

        bits.used = used | (1 << (head.nonce & 0xff));
        batch.tally.set(index, seat, head.expiresAt);
        _add(batch, SetRolls.weightOf(batch.roll.members[index]), before);
        return SkipReason.NONE;
    }

    function _judge(
        Batch memory batch,
        uint256 index,
        bytes calldata signature
    ) private view returns (SkipReason) {
        return
            VerifierSignature.judge(
                batch.domain,
                keccak256(batch.words),
                batch.accountType,
                batch.head.verifier,
                batch.roll.contracts & (1 << index) != 0,
                signature
            );
    }

    /// @dev Nothing is added when a live signature is only replaced by one that lasts longer.
    function _add(
        Batch memory batch,
        uint256 weight,
        uint256 before
    ) private {
        uint256 total = batch.total;
        unchecked {
            if (block.timestamp > before) batch.total = total = total + weight; // a set's weights are below 2⁹⁶ together
        }
        _emitAttested(batch.subject, batch.head.verifier, weight, total);
    }

    /// @dev The last three words of an encoding, in place.
    function _endOf(bytes memory words) private pure returns (Head memory head) {
        assembly ("memory-safe") {
            head := sub(add(words, mload(words)), 0x40)
        }
    }

    function _weigh(
        Tallies.Tally memory tally,
        Tallies.Stored storage stored,
        SetRoll memory roll
    ) private view returns (uint256) {
        uint256 counted = tally.signers() & ~roll.revoked;
        if (counted == 0) return 0;
        for (uint256 index = 0; counted >> index != 0; ++index) {
            if (counted & (1 << index) == 0) continue;
            if (block.timestamp > tally.until(stored, Tallies.seatOf(index))) counted ^= 1 << index;
        }
        return SetRolls.weigh(roll.members, counted);
    }

    function _key(Subject memory subject) private pure returns (bytes32) {
        return keccak256(abi.encode(subject.hash, subject.round, subject.setEpoch));
    }
}
