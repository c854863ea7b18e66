// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Attestation, Attester, Claim, ClaimRecord} from "./FundTypes.sol";
import {IAttestationBook} from "./IAttestationBook.sol";

/// @title On-chain finalization of claims, for funds in ONCHAIN mode
interface IClaimBook is IAttestationBook {
    /// @notice A claim was put forward; it means nothing until verifiers attest it.
    event ClaimSubmitted(
        bytes32 indexed claimHash, uint64 indexed round, address indexed crawler, address submitter
    );
    /// @notice A verifier's attestation was counted. `total` is the live weight after it, in the open epoch.
    event ClaimAttested(
        bytes32 indexed claimHash,
        address indexed verifier,
        uint64 setEpoch,
        uint256 weight,
        uint256 total,
        uint256 threshold
    );
    /// @notice The claim reached the claim threshold of the open epoch.
    event ClaimFinalized(bytes32 indexed claimHash, uint64 indexed round, uint64 setEpoch, uint256 weight);

    /// @notice The fund finalizes its claims off chain.
    error ClaimsAreOffchain();
    /// @notice No such claim was submitted.
    error ClaimNotFound(bytes32 claimHash);
    /// @notice The claim was submitted before.
    error ClaimAlreadySubmitted(bytes32 claimHash);
    /// @notice The claim is final and takes no more attestations.
    error ClaimAlreadyFinalized(bytes32 claimHash);

    /// @notice Puts a claim of this fund forward. Anyone.
    function submitClaim(Claim calldata claim) external returns (bytes32 claimHash);

    /// @notice Counts signatures of the open set epoch over a submitted claim. Anyone who carries them.
    /// @return total the live weight after the batch
    function attestClaim(
        bytes32 claimHash,
        Attestation[] calldata attestations
    ) external returns (uint256 total);

    /// @notice EIP-712 struct hash of a claim.
    function hashClaim(Claim calldata claim) external pure returns (bytes32);

    /// @notice What a verifier signs: the digest of ClaimAttestation under this book's domain.
    function attestationDigest(
        bytes32 claimHash,
        uint64 round,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32);

    /// @notice What the contract of a verifier is asked about (ERC-1271) when no key signed `attestationDigest`: the
    ///         digest of `AccountAttestation(address account,ClaimAttestation attestation)` under this book's domain.
    function accountDigest(
        bytes32 claimHash,
        uint64 round,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32);

    /// @notice What is known of a claim; all zero if it was never submitted.
    function claimRecord(bytes32 claimHash) external view returns (ClaimRecord memory);

    /// @notice Whether a claim reached its threshold.
    function isFinalized(bytes32 claimHash) external view returns (bool);

    /// @notice Unrevoked, unexpired weight over a claim in the open epoch.
    function attestedWeight(bytes32 claimHash) external view returns (uint256);

    /// @notice Who attested a claim in an epoch.
    function attestersOf(bytes32 claimHash, uint64 setEpoch) external view returns (Attester[] memory);
}
