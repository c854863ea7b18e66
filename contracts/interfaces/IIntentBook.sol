// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Attestation, Attester, Intent, IntentRecord, IntentStatus} from "./FundTypes.sol";
import {IAttestationBook} from "./IAttestationBook.sol";

/// @title Proposed trades and the verifiers' signatures over them
interface IIntentBook is IAttestationBook {
    /// @notice The strategy proposed a trade.
    /// @param  intentHash the intent
    /// @param  proposer   who proposed it
    /// @param  intent     its fields
    event IntentProposed(bytes32 indexed intentHash, address indexed proposer, Intent intent);
    /// @notice A verifier's attestation was counted. `total` is the live weight after it.
    /// @param  intentHash the intent
    /// @param  signer     the account
    /// @param  weight     the verifier's weight
    /// @param  total      the weight that counts now, this one included
    /// @param  threshold  the weight that decides
    event IntentAttested(
        bytes32 indexed intentHash, address indexed signer, uint256 weight, uint256 total, uint256 threshold
    );
    /// @notice The intent reached the threshold of its set epoch; emitted once.
    /// @param  intentHash the intent
    /// @param  setEpoch   the set epoch
    /// @param  weight     the weight that counted
    event IntentApproved(bytes32 indexed intentHash, uint64 indexed setEpoch, uint256 weight);
    /// @notice The intent is dead, for good.
    /// @param  intentHash the intent
    /// @param  by         who did it
    event IntentCancelled(bytes32 indexed intentHash, address indexed by);

    /// @notice No such intent.
    /// @param  intentHash the intent
    error IntentNotFound(bytes32 intentHash);
    /// @notice The same intent was proposed before.
    /// @param  intentHash the intent
    error IntentAlreadyProposed(bytes32 intentHash);
    /// @notice The intent was executed.
    /// @param  intentHash the intent
    error IntentAlreadyExecuted(bytes32 intentHash);
    /// @notice The intent was cancelled.
    /// @param  intentHash the intent
    error IntentIsCancelled(bytes32 intentHash);
    /// @notice The deadline passed.
    /// @param  intentHash the intent
    /// @param  deadline   the last second it may execute in
    error IntentExpired(bytes32 intentHash, uint64 deadline);
    /// @notice An intent with this nonce was executed.
    /// @param  nonce the nonce
    error NonceExecuted(uint256 nonce);
    /// @notice The action is neither BUY nor SELL.
    /// @param  action ACTION_BUY or ACTION_SELL
    error UnknownAction(uint8 action);
    /// @notice A BUY spends the vault's asset and a SELL receives it; the other side is another token.
    /// @param  action   ACTION_BUY or ACTION_SELL
    /// @param  tokenIn  what is sold
    /// @param  tokenOut what is bought
    error WrongPair(uint8 action, address tokenIn, address tokenOut);
    /// @notice The vault does not trade this token.
    /// @param  token the token
    error TokenNotAllowed(address token);
    /// @notice The vault does not use this adapter.
    /// @param  adapter the adapter
    error AdapterNotAllowed(address adapter);
    /// @notice An amount is zero.
    /// @param  field the field
    error ZeroAmount(string field);
    /// @notice The window is empty, over, longer than the fund allows, or begins later than that from now.
    /// @param  validAfter      the first second it may execute in
    /// @param  deadline        the last second it may execute in
    /// @param  maxIntentWindow the longest window, in seconds
    error WindowOutOfRange(uint64 validAfter, uint64 deadline, uint64 maxIntentWindow);
    /// @notice The intent tolerates more slippage than the fund.
    /// @param  maxSlippageBps     what the intent allows, in basis points
    /// @param  fundMaxSlippageBps the most the fund allows, in basis points
    error SlippageTooHigh(uint16 maxSlippageBps, uint16 fundMaxSlippageBps);
    /// @notice The minimum is below what the intent's own slippage leaves of its quote.
    /// @param  minAmountOut the least that must arrive, in base units of tokenOut
    /// @param  least        the least the fund allows
    error MinimumBelowSlippage(uint256 minAmountOut, uint256 least);
    /// @notice The root is not what this fund published for the round.
    /// @param  round the round
    /// @param  root  the root
    error SnapshotUnknown(uint64 round, bytes32 root);
    /// @notice The round is neither the latest nor young enough.
    /// @param  round          the round
    /// @param  publishedAt    when the snapshot was published, in seconds
    /// @param  maxSnapshotAge how old a snapshot may be, in seconds
    error SnapshotStale(uint64 round, uint64 publishedAt, uint64 maxSnapshotAge);

    /// @notice Proposes a trade. Strategy only.
    /// @param  intent     its fields
    /// @return intentHash its hash
    function proposeIntent(Intent calldata intent) external returns (bytes32 intentHash);

    /// @notice Counts signatures of the intent's set epoch. Anyone who carries them. A later expiry of a
    ///         verifier that is counted already replaces its earlier one and adds no weight.
    /// @param  intentHash   the intent
    /// @param  attestations the signatures
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
    /// @param  intentHash the intent
    function markExecuted(bytes32 intentHash) external;

    /// @notice EIP-712 struct hash of an intent.
    /// @param  intent its fields
    /// @return the EIP-712 struct hash
    function hashIntent(Intent calldata intent) external pure returns (bytes32);

    /// @notice What a verifier signs: the digest of IntentAttestation under this book's domain.
    /// @param  intentHash the intent
    /// @param  setEpoch   the set epoch
    /// @param  verifier   the verifier
    /// @param  expiresAt  until when the signature counts, in seconds
    /// @param  nonce      the nonce
    /// @return the EIP-712 digest to sign
    function attestationDigest(
        bytes32 intentHash,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32);

    /// @notice What the contract of a verifier is asked about (ERC-1271) when no key signed `attestationDigest`: the
    ///         digest of `AccountAttestation(address account,IntentAttestation attestation)` under this book's domain.
    /// @param  intentHash the intent
    /// @param  setEpoch   the set epoch
    /// @param  verifier   the verifier
    /// @param  expiresAt  until when the signature counts, in seconds
    /// @param  nonce      the nonce
    /// @return the EIP-712 digest
    function accountDigest(
        bytes32 intentHash,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32);

    /// @notice The fields of an intent; all zero if it was never proposed.
    /// @param  intentHash the intent
    /// @return all zero if it was never proposed
    function getIntent(bytes32 intentHash) external view returns (Intent memory);

    /// @notice What happened to an intent so far.
    /// @param  intentHash the intent
    /// @return all zero if it was never proposed
    function intentRecord(bytes32 intentHash) external view returns (IntentRecord memory);

    /// @notice Where an intent is in its life, at this block's time.
    /// @param  intentHash the intent
    /// @return NONE if it was never proposed
    function statusOf(bytes32 intentHash) external view returns (IntentStatus);

    /// @notice Unrevoked, unexpired weight over an intent now.
    /// @param  intentHash the intent
    /// @return of unexpired and unrevoked signers
    function attestedWeight(bytes32 intentHash) external view returns (uint256);

    /// @notice Who attested an intent.
    /// @param  intentHash the intent
    /// @return in the order in which they were counted
    function attestersOf(bytes32 intentHash) external view returns (Attester[] memory);

    /// @notice Whether an intent with this nonce was executed.
    /// @param  nonce the nonce
    /// @return whether it was
    function isNonceExecuted(uint256 nonce) external view returns (bool);
}
