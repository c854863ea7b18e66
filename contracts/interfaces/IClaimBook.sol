// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Attestation, Attester, Claim, ClaimRecord} from "./FundTypes.sol";
import {IAttestationBook} from "./IAttestationBook.sol";

/// @title On-chain finalization of claims, for funds in ONCHAIN mode
interface IClaimBook is IAttestationBook {
    /// @notice A claim was put forward; it means nothing until verifiers attest it.
    /// @param  claimHash the claim
    /// @param  round     the round
    /// @param  crawler   who made it
    /// @param  submitter who sent it
    event ClaimSubmitted(
        bytes32 indexed claimHash, uint64 indexed round, address indexed crawler, address submitter
    );
    /// @notice A verifier's attestation was counted. `total` is the live weight after it, in the open epoch.
    /// @param  claimHash the claim
    /// @param  verifier  the verifier
    /// @param  setEpoch  the set epoch
    /// @param  weight    the verifier's weight
    /// @param  total     the weight that counts now, this one included
    /// @param  threshold the weight that decides
    event ClaimAttested(
        bytes32 indexed claimHash,
        address indexed verifier,
        uint64 setEpoch,
        uint256 weight,
        uint256 total,
        uint256 threshold
    );
    /// @notice The claim reached the claim threshold of the open epoch.
    /// @param  claimHash the claim
    /// @param  round     the round
    /// @param  setEpoch  the set epoch
    /// @param  weight    the weight that counted
    event ClaimFinalized(bytes32 indexed claimHash, uint64 indexed round, uint64 setEpoch, uint256 weight);

    /// @notice The fund finalizes its claims off chain.
    error ClaimsAreOffchain();
    /// @notice No such claim was submitted.
    /// @param  claimHash the claim
    error ClaimNotFound(bytes32 claimHash);
    /// @notice The claim was submitted before.
    /// @param  claimHash the claim
    error ClaimAlreadySubmitted(bytes32 claimHash);
    /// @notice The claim is final and takes no more attestations.
    /// @param  claimHash the claim
    error ClaimAlreadyFinalized(bytes32 claimHash);

    /// @notice Puts a claim of this fund forward. Anyone.
    /// @param  claim     its fields
    /// @return claimHash its hash
    function submitClaim(Claim calldata claim) external returns (bytes32 claimHash);

    /// @notice Counts signatures of the open set epoch over a submitted claim. Anyone who carries them.
    /// @param  claimHash    the claim
    /// @param  attestations the signatures
    /// @return total the live weight after the batch
    function attestClaim(
        bytes32 claimHash,
        Attestation[] calldata attestations
    ) external returns (uint256 total);

    /// @notice EIP-712 struct hash of a claim.
    /// @param  claim its fields
    /// @return the EIP-712 struct hash
    function hashClaim(Claim calldata claim) external pure returns (bytes32);

    /// @notice What a verifier signs: the digest of ClaimAttestation under this book's domain.
    /// @param  claimHash the claim
    /// @param  round     the round
    /// @param  setEpoch  the set epoch
    /// @param  verifier  the verifier
    /// @param  expiresAt until when the signature counts, in seconds
    /// @param  nonce     the nonce
    /// @return the EIP-712 digest to sign
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
    /// @param  claimHash the claim
    /// @param  round     the round
    /// @param  setEpoch  the set epoch
    /// @param  verifier  the verifier
    /// @param  expiresAt until when the signature counts, in seconds
    /// @param  nonce     the nonce
    /// @return the EIP-712 digest
    function accountDigest(
        bytes32 claimHash,
        uint64 round,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32);

    /// @notice What is known of a claim; all zero if it was never submitted.
    /// @param  claimHash the claim
    /// @return all zero if it was never submitted
    function claimRecord(bytes32 claimHash) external view returns (ClaimRecord memory);

    /// @notice Whether a claim reached its threshold.
    /// @param  claimHash the claim
    /// @return whether it is
    function isFinalized(bytes32 claimHash) external view returns (bool);

    /// @notice Unrevoked, unexpired weight over a claim in the open epoch.
    /// @param  claimHash the claim
    /// @return of unexpired and unrevoked signers
    function attestedWeight(bytes32 claimHash) external view returns (uint256);

    /// @notice Who attested a claim in an epoch.
    /// @param  claimHash the claim
    /// @param  setEpoch  the set epoch
    /// @return in the order in which they were counted
    function attestersOf(bytes32 claimHash, uint64 setEpoch) external view returns (Attester[] memory);
}
