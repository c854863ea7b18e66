// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Attestation, SnapshotRecord} from "./FundTypes.sol";
import {IAttestationBook} from "./IAttestationBook.sol";

/// @title Roots of rounds, published only with a quorum over them, once per round
/// @notice A leaf is `keccak256(keccak256(claimHash))`; leaves ascend, without duplicates; a pair is hashed
///         smaller first. The tree is the array of 2n-1 nodes of OpenZeppelin's StandardMerkleTree: node i has
///         children 2i+1 and 2i+2, and the sorted leaves fill the array from its end.
interface ISnapshotBook is IAttestationBook {
    /// @notice A verifier's signature counted towards the root being published.
    /// @param  root     the root
    /// @param  round    the round
    /// @param  verifier the verifier
    /// @param  setEpoch the set epoch
    /// @param  weight   the verifier's weight
    event SnapshotAttested(
        bytes32 indexed root, uint64 indexed round, address indexed verifier, uint64 setEpoch, uint256 weight
    );
    /// @notice The round has its root, for good.
    /// @param  round     the round
    /// @param  root      the root
    /// @param  setEpoch  the set epoch
    /// @param  weight    the weight that counted
    /// @param  publisher who sent it
    event SnapshotPublished(
        uint64 indexed round, bytes32 indexed root, uint64 setEpoch, uint256 weight, address publisher
    );

    /// @notice The root is zero.
    error EmptyRoot();
    /// @notice The round is not newer than the latest published one; a published round never changes.
    /// @param  round       the round
    /// @param  latestRound the newest round
    error RoundNotNewer(uint64 round, uint64 latestRound);
    /// @notice The valid signatures of the batch do not reach the snapshot threshold.
    /// @param  weight    the weight
    /// @param  threshold the weight that decides
    error QuorumNotReached(uint256 weight, uint256 threshold);
    /// @notice The fund finalizes claims on chain: publishing needs the list of them.
    error ClaimsRequired();
    /// @notice The claim's leaf does not ascend at `index` (unsorted or duplicate).
    /// @param  index the place of the claim whose leaf is not above the one before
    error ClaimsNotAscending(uint256 index);
    /// @notice The claim is not final in the ClaimBook for this round.
    /// @param  claimHash the claim
    error ClaimNotFinal(bytes32 claimHash);
    /// @notice The listed claims have another root.
    /// @param  root     the root
    /// @param  computed the root of the claims that were given
    error RootMismatch(bytes32 root, bytes32 computed);

    /// @notice Publishes a round's root with enough signatures of the open set epoch. Anyone who carries them.
    /// @param  claimHashes in ONCHAIN mode all claims of the root, ascending by leaf, each final in the
    ///         ClaimBook; in OFFCHAIN mode empty, or the list, which is then checked against the root
    /// @param  round        the round
    /// @param  root         the root
    /// @param  attestations the signatures
    /// @return weight the weight that signed
    function publishSnapshot(
        uint64 round,
        bytes32 root,
        bytes32[] calldata claimHashes,
        Attestation[] calldata attestations
    ) external returns (uint256 weight);

    /// @notice Whether a claim is in a round's published snapshot.
    /// @param  round     the round
    /// @param  claimHash the claim
    /// @param  proof     the siblings on the way to the root
    /// @return whether it is in
    function verifyClaim(
        uint64 round,
        bytes32 claimHash,
        bytes32[] calldata proof
    ) external view returns (bool);

    /// @notice The leaf of a claim.
    /// @param  claimHash the claim
    /// @return the double hash
    function leafOf(bytes32 claimHash) external pure returns (bytes32);

    /// @notice The root over claims whose leaves ascend.
    /// @param  claimHashes the claims, in the order of their leaves
    /// @return the root
    function rootOfClaims(bytes32[] calldata claimHashes) external pure returns (bytes32);

    /// @notice What a verifier signs: the digest of SnapshotAttestation under this book's domain.
    /// @param  root      the root
    /// @param  round     the round
    /// @param  setEpoch  the set epoch
    /// @param  verifier  the verifier
    /// @param  expiresAt until when the signature counts, in seconds
    /// @param  nonce     the nonce
    /// @return the EIP-712 digest to sign
    function attestationDigest(
        bytes32 root,
        uint64 round,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32);

    /// @notice What the contract of a verifier is asked about (ERC-1271) when no key signed `attestationDigest`: the
    ///         digest of `AccountAttestation(address account,SnapshotAttestation attestation)` under this book's domain.
    /// @param  root      the root
    /// @param  round     the round
    /// @param  setEpoch  the set epoch
    /// @param  verifier  the verifier
    /// @param  expiresAt until when the signature counts, in seconds
    /// @param  nonce     the nonce
    /// @return the EIP-712 digest
    function accountDigest(
        bytes32 root,
        uint64 round,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32);

    /// @notice A round's snapshot; all zero if it has none.
    /// @param  round the round
    /// @return all zero if there is none
    function snapshotOf(uint64 round) external view returns (SnapshotRecord memory);

    /// @notice The newest published round; 0 if none.
    /// @return the round; 0 before the first
    function latestRound() external view returns (uint64);
}
