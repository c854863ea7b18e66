// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Attestation, Attester, Intent, IntentRecord, IntentStatus} from "./FundTypes.sol";
import {IAttestationBook} from "./IAttestationBook.sol";

/// @title Proposed trades and the verifiers' signatures over them
interface IIntentBook is IAttestationBook {
    /// @notice The strategy proposed a trade.
    event IntentProposed(bytes32 indexed intentHash, address indexed proposer, Intent intent);
    /// @notice A verifier's attestation was counted. `total` is the live weight after it.
    event IntentAttested(
        bytes32 indexed intentHash, address indexed signer, uint256 weight, uint256 total, uint256 threshold
    );
    /// @notice The intent reached the threshold of its set epoch; emitted once.
    event IntentApproved(bytes32 indexed intentHash, uint64 indexed setEpoch, uint256 weight);
    /// @notice The intent is dead, for good.
    event IntentCancelled(bytes32 indexed intentHash, address indexed by);

    /// @notice No such intent.
    error IntentNotFound(bytes32 intentHash);
    /// @notice The same intent was proposed before.
    error IntentAlreadyProposed(bytes32 intentHash);
    /// @notice The intent was executed.
    error IntentAlreadyExecuted(bytes32 intentHash);
    /// @notice The intent was cancelled.
    error IntentIsCancelled(bytes32 intentHash);
    /// @notice The deadline passed.
    error IntentExpired(bytes32 intentHash, uint64 deadline);
    /// @notice An intent with this nonce was executed.
    error NonceExecuted(uint256 nonce);
    /// @notice The action is neither BUY nor SELL.
    error UnknownAction(uint8 action);
    /// @notice A BUY spends the vault's asset and a SELL receives it; the other side is another token.
    error WrongPair(uint8 action, address tokenIn, address tokenOut);
    /// @notice The vault does not trade this token.
    error TokenNotAllowed(address token);
    /// @notice The vault does not use this adapter.
    error AdapterNotAllowed(address adapter);
    /// @notice An amount is zero.
    error ZeroAmount(string field);
    /// @notice The window is empty, over, longer than the fund allows, or begins later than that from now.
    error WindowOutOfRange(uint64 validAfter, uint64 deadline, uint64 maxIntentWindow);
    /// @notice The intent tolerates more slippage than the fund.
    error SlippageTooHigh(uint16 maxSlippageBps, uint16 fundMaxSlippageBps);
    /// @notice The minimum is below what the intent's own slippage leaves of its quote.
    error MinimumBelowSlippage(uint256 minAmountOut, uint256 least);
    /// @notice The root is not what this fund published for the round.
    error SnapshotUnknown(uint64 round, bytes32 root);
    /// @notice The round is neither the latest nor young enough.
    error SnapshotStale(uint64 round, uint64 publishedAt, uint64 maxSnapshotAge);

    /// @notice Proposes a trade. Strategy only.
    function proposeIntent(Intent calldata intent) external returns (bytes32 intentHash);

    /// @notice Counts signatures of the intent's set epoch. Anyone who carries them. A later expiry of a
    ///         verifier that is counted already replaces its earlier one and adds no weight.
    /// @return total the live weight after the batch
    function attestIntent(
        bytes32 intentHash,
        Attestation[] calldata attestations
    ) external returns (uint256 total);

    /// @notice Kills an intent, for good. The strategy that proposed it, the guardian, or the fund's core, which
    ///         does so only by a quorum's veto.
    /// @param  intentHash the intent
    function cancelIntent(bytes32 intentHash) external;

    /// @notice Marks an intent executed. The fund's core only, in the transaction that trades.
    function markExecuted(bytes32 intentHash) external;

    /// @notice EIP-712 struct hash of an intent.
    function hashIntent(Intent calldata intent) external pure returns (bytes32);

    /// @notice What a verifier signs: the digest of IntentAttestation under this book's domain.
    function attestationDigest(
        bytes32 intentHash,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32);

    /// @notice What the contract of a verifier is asked about (ERC-1271) when no key signed `attestationDigest`: the
    ///         digest of `AccountAttestation(address account,IntentAttestation attestation)` under this book's domain.
    function accountDigest(
        bytes32 intentHash,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32);

    /// @notice The fields of an intent; all zero if it was never proposed.
    function getIntent(bytes32 intentHash) external view returns (Intent memory);

    /// @notice What happened to an intent so far.
    function intentRecord(bytes32 intentHash) external view returns (IntentRecord memory);

    /// @notice Where an intent is in its life, at this block's time.
    function statusOf(bytes32 intentHash) external view returns (IntentStatus);

    /// @notice Unrevoked, unexpired weight over an intent now.
    function attestedWeight(bytes32 intentHash) external view returns (uint256);

    /// @notice Who attested an intent.
    function attestersOf(bytes32 intentHash) external view returns (Attester[] memory);

    /// @notice Whether an intent with this nonce was executed.
    function isNonceExecuted(uint256 nonce) external view returns (bool);
}
