// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {AttestationBook} from "./base/AttestationBook.sol";
import {Attestation, Attester, Claim, ClaimMode, ClaimRecord, SetRoll} from "./interfaces/FundTypes.sol";
import {IClaimBook} from "./interfaces/IClaimBook.sol";

/// @title On-chain finalization of claims
contract ClaimBook is AttestationBook, IClaimBook {
    bytes32 private constant CLAIM_TYPEHASH =
        keccak256(
            "Claim(address fund,uint64 round,string schemaId,string sourceType,string sourceRef,string selector,string extracted,string extractedType,uint64 timestamp,bytes32 responseHash,string evidenceType,string evidenceURI,address crawler,string notes)"
        );
    bytes32 private constant ATTESTATION_TYPEHASH =
        keccak256(
            "ClaimAttestation(bytes32 claimHash,uint64 round,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"
        );
    bytes32 private constant ACCOUNT_TYPEHASH =
        keccak256(
            "AccountAttestation(address account,ClaimAttestation attestation)ClaimAttestation(bytes32 claimHash,uint64 round,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"
        );

    ClaimMode private immutable _mode;
    mapping(bytes32 claimHash => ClaimRecord) private _claims;

    constructor() EIP712("ClawClaimBook", "2") {
        (, _mode) = _essentials();
    }

    /// @inheritdoc IClaimBook
    function submitClaim(Claim calldata claim) external returns (bytes32 claimHash) {
        if (_mode == ClaimMode.OFFCHAIN) revert ClaimsAreOffchain();
        if (claim.fund != _fund) revert WrongFund(claim.fund, _fund);
        _requireSet("crawler", claim.crawler);
        claimHash = hashClaim(claim);
        ClaimRecord storage record = _claims[claimHash];
        if (record.submittedAt != 0) revert ClaimAlreadySubmitted(claimHash);
        record.round = claim.round;
        record.submittedAt = uint64(block.timestamp);
        record.crawler = claim.crawler;
        emit ClaimSubmitted(claimHash, claim.round, claim.crawler, msg.sender);
    }

    /// @inheritdoc IClaimBook
    function attestClaim(
        bytes32 claimHash,
        Attestation[] calldata attestations
    ) external returns (uint256 total) {
        ClaimRecord storage record = _claims[claimHash];
        if (record.submittedAt == 0) revert ClaimNotFound(claimHash);
        if (record.finalizedAt != 0) revert ClaimAlreadyFinalized(claimHash);
        SetRoll memory roll = _openRoll();
        Subject memory subject = _subject(claimHash, record.round, roll.openEpoch);
        subject.threshold = roll.thresholds.claim;
        total = _count(subject, roll, attestations);
        if (total < subject.threshold) return total;
        record.finalizedAt = uint64(block.timestamp);
        record.setEpoch = subject.setEpoch;
        emit ClaimFinalized(claimHash, record.round, subject.setEpoch, total);
    }

    /// @inheritdoc IClaimBook
    function hashClaim(Claim calldata claim) public pure returns (bytes32) {
        // In two halves of whole words: one call with fifteen values is more than the compiler likes.
        bytes memory head = abi.encode(
            CLAIM_TYPEHASH,
            claim.fund,
            claim.round,
            keccak256(bytes(claim.schemaId)),
            keccak256(bytes(claim.sourceType)),
            keccak256(bytes(claim.sourceRef)),
            keccak256(bytes(claim.selector)),
            keccak256(bytes(claim.extracted))
        );
        bytes memory tail = abi.encode(
            keccak256(bytes(claim.extractedType)),
            claim.timestamp,
            claim.responseHash,
            keccak256(bytes(claim.evidenceType)),
            keccak256(bytes(claim.evidenceURI)),
            claim.crawler,
            keccak256(bytes(claim.notes))
        );
        return keccak256(bytes.concat(head, tail));
    }

    /// @inheritdoc IClaimBook
    function attestationDigest(
        bytes32 claimHash,
        uint64 round,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32) {
        return _digest(_subject(claimHash, round, setEpoch), verifier, expiresAt, nonce);
    }

    /// @inheritdoc IClaimBook
    function accountDigest(
        bytes32 claimHash,
        uint64 round,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32) {
        return _accountDigest(_subject(claimHash, round, setEpoch), verifier, expiresAt, nonce);
    }

    /// @inheritdoc IClaimBook
    function claimRecord(bytes32 claimHash) external view returns (ClaimRecord memory) {
        return _claims[claimHash];
    }

    /// @inheritdoc IClaimBook
    function isFinalized(bytes32 claimHash) external view returns (bool) {
        return _claims[claimHash].finalizedAt != 0;
    }

    /// @inheritdoc IClaimBook
    function attestedWeight(bytes32 claimHash) external view returns (uint256) {
        return _liveWeight(_subject(claimHash, _claims[claimHash].round, _verifiers.currentEpoch()));
    }

    /// @inheritdoc IClaimBook
    function attestersOf(bytes32 claimHash, uint64 setEpoch) external view returns (Attester[] memory) {
        return _attesters(_subject(claimHash, _claims[claimHash].round, setEpoch));
    }

    function _subject(bytes32 claimHash, uint64 round, uint64 setEpoch) private pure returns (Subject memory) {
        return Subject({hash: claimHash, round: round, setEpoch: setEpoch, threshold: 0});
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
        uint256 total
    ) internal override {
        emit ClaimAttested(subject.hash, verifier, subject.setEpoch, weight, total, subject.threshold);
    }
}
