// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {AttestationBook} from "./base/AttestationBook.sol";
import {Attestation, ClaimMode, ClaimRecord, SetRoll, SnapshotRecord} from "./interfaces/FundTypes.sol";
import {IClaimBook} from "./interfaces/IClaimBook.sol";
import {ISnapshotBook} from "./interfaces/ISnapshotBook.sol";

/// @title Snapshot roots, published with a quorum over them
contract SnapshotBook is AttestationBook, ISnapshotBook {
    bytes32 private constant ATTESTATION_TYPEHASH =
        keccak256(
            "SnapshotAttestation(bytes32 root,uint64 round,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"
        );
    bytes32 private constant ACCOUNT_TYPEHASH =
        keccak256(
            "AccountAttestation(address account,SnapshotAttestation attestation)SnapshotAttestation(bytes32 root,uint64 round,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"
        );

    ClaimMode private immutable _mode;
    IClaimBook private immutable _claims;

    uint64 public latestRound;
    mapping(uint64 round => SnapshotRecord) private _snapshots;

    constructor() EIP712("ClawSnapshotBook", "2") {
        (, _mode) = _essentials();
        _claims = IClaimBook(_siblings().claimBook);
    }

    /// @inheritdoc ISnapshotBook
    function publishSnapshot(
        uint64 round,
        bytes32 root,
        bytes32[] calldata claimHashes,
        Attestation[] calldata attestations
    ) external returns (uint256 weight) {
        if (root == bytes32(0)) revert EmptyRoot();
        if (round <= latestRound) revert RoundNotNewer(round, latestRound);
        _requireClaims(round, root, claimHashes);
        SetRoll memory roll = _openRoll();
        uint64 setEpoch = roll.openEpoch;
        Subject memory subject = Subject(root, round, setEpoch, roll.thresholds.snapshot);
        weight = _count(subject, roll, attestations);
        if (weight < subject.threshold) revert QuorumNotReached(weight, subject.threshold);
        latestRound = round;
        _snapshots[round] = SnapshotRecord(root, uint64(block.timestamp), setEpoch, uint96(weight));
        emit SnapshotPublished(round, root, setEpoch, weight, msg.sender);
    }

    /// @inheritdoc ISnapshotBook
    function verifyClaim(
        uint64 round,
        bytes32 claimHash,
        bytes32[] calldata proof
    ) external view returns (bool) {
        bytes32 root = _snapshots[round].root;
        return root != bytes32(0) && MerkleProof.verifyCalldata(proof, root, leafOf(claimHash));
    }

    /// @inheritdoc ISnapshotBook
    function leafOf(bytes32 claimHash) public pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(abi.encode(claimHash))));
    }

    /// @inheritdoc ISnapshotBook
    function rootOfClaims(bytes32[] calldata claimHashes) public pure returns (bytes32) {
        uint256 length = claimHashes.length;
        if (length == 0) revert EmptyRoot();
        bytes32[] memory tree = new bytes32[](2 * length - 1);
        bytes32 previous = bytes32(0);
        for (uint256 i = 0; i < length; ++i) {
            bytes32 leaf = leafOf(claimHashes[i]);
            if (leaf <= previous) revert ClaimsNotAscending(i);
            previous = leaf;
            tree[tree.length - 1 - i] = leaf;
        }
        for (uint256 i = length - 1; i > 0; --i) {
            tree[i - 1] = Hashes.commutativeKeccak256(tree[2 * i - 1], tree[2 * i]);
        }
        return tree[0];
    }

    /// @inheritdoc ISnapshotBook
    function attestationDigest(
        bytes32 root,
        uint64 round,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32) {
        return _digest(Subject(root, round, setEpoch, 0), verifier, expiresAt, nonce);
    }

    /// @inheritdoc ISnapshotBook
    function accountDigest(
        bytes32 root,
        uint64 round,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32) {
        return _accountDigest(Subject(root, round, setEpoch, 0), verifier, expiresAt, nonce);
    }

    /// @inheritdoc ISnapshotBook
    function snapshotOf(uint64 round) external view returns (SnapshotRecord memory) {
        return _snapshots[round];
    }

    function _requireClaims(uint64 round, bytes32 root, bytes32[] calldata claimHashes) private view {
        if (claimHashes.length == 0) {
            if (_mode == ClaimMode.ONCHAIN) revert ClaimsRequired();
            return;
        }
        bytes32 computed = rootOfClaims(claimHashes);
        if (computed != root) revert RootMismatch(root, computed);
        if (_mode == ClaimMode.OFFCHAIN) return;
        for (uint256 i = 0; i < claimHashes.length; ++i) {
            ClaimRecord memory record = _claims.claimRecord(claimHashes[i]);
            if (record.finalizedAt == 0 || record.round != round) revert ClaimNotFinal(claimHashes[i]);
        }
    }

    function _encode(
        Subject memory subject,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) internal pure override returns (bytes memory) {
        return
            abi.encode(ATTESTATION_TYPEHASH, subject.hash, subject.round, subject.setEpoch, verifier, expiresAt, nonce);
    }

    function _accountType() internal pure override returns (bytes32) {
        return ACCOUNT_TYPEHASH;
    }

    function _emitAttested(
        Subject memory subject,
        address verifier,
        uint256 weight,
        uint256
    ) internal override {
        emit SnapshotAttested(subject.hash, subject.round, verifier, subject.setEpoch, weight);
    }
}
