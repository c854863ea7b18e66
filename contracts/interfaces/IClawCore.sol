// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Attestation, ExecutionCode} from "./FundTypes.sol";
import {IExpiringPause} from "./IExpiringPause.sol";
import {IFundErrors} from "./IFundErrors.sol";

/// @title The one door between an approved intent and the vault
interface IClawCore is IFundErrors, IExpiringPause {
    /// @notice The trade happened; amounts are what the vault's balances show.
    /// @param  intentHash     the intent
    /// @param  action         ACTION_BUY or ACTION_SELL
    /// @param  executor       who executed it
    /// @param  tokenIn        what is sold
    /// @param  tokenOut       what is bought
    /// @param  amountIn       how much of tokenIn, in its base units
    /// @param  amountOut      how much of tokenOut arrived
    /// @param  realisedProfit what a SELL earned or lost, in base units of the asset; 0 for a BUY
    /// @param  nonce          the nonce
    event IntentExecuted(
        bytes32 indexed intentHash,
        uint8 indexed action,
        address indexed executor,
        address tokenIn,
        address tokenOut,
        uint256 amountIn,
        uint256 amountOut,
        int256 realisedProfit,
        uint256 nonce
    );

    /// @notice A quorum of verifiers stopped an approved intent, for good.
    /// @param  intentHash the intent
    /// @param  setEpoch   the epoch whose verifiers signed the veto
    /// @param  weight     their weight
    /// @param  threshold  what was needed
    event IntentVetoed(bytes32 indexed intentHash, uint64 indexed setEpoch, uint256 weight, uint256 threshold);
    /// @notice A trade counted towards the rolling day's cap.
    /// @param  intentHash the intent
    /// @param  notional   its worth in base units of the asset
    /// @param  spent      what the rolling day now holds
    /// @param  cap        what it may hold
    event NotionalCharged(bytes32 indexed intentHash, uint256 notional, uint256 spent, uint256 cap);
    /// @notice A trade was worse than the time-weighted price by `shortfall`.
    /// @param  intentHash the intent
    /// @param  shortfall  what was lost against that price, in base units of the asset
    /// @param  level      what the leaky bucket now holds
    /// @param  lossLimit  what it may hold
    event LossCharged(bytes32 indexed intentHash, uint256 shortfall, uint256 level, uint256 lossLimit);
    /// @notice The leaky bucket has no room for another trade like this one: the core paused itself.
    /// @param  intentHash the intent that filled it
    /// @param  level      what the bucket holds
    /// @param  lossLimit  what it may hold
    /// @param  until      when the pause ends, in seconds
    event LossLimitReached(bytes32 indexed intentHash, uint256 level, uint256 lossLimit, uint64 until);

    /// @notice The valid signatures of the batch do not reach the intent threshold.
    /// @param  intentHash the intent
    /// @param  weight     their weight
    /// @param  threshold  what is needed
    error VetoTooWeak(bytes32 intentHash, uint256 weight, uint256 threshold);
    /// @notice The first check that fails, with the value found and the bound it missed (0 where neither applies).
    /// @param  intentHash the intent
    /// @param  code       the first check that fails
    /// @param  actual     what was found
    /// @param  bound      what it is held against
    error ExecutionRefused(bytes32 intentHash, ExecutionCode code, uint256 actual, uint256 bound);

    /// @notice Executes an approved intent. Executor only.
    /// @param  intentHash  the intent
    /// @param  adapterData the route, in the adapter's own encoding
    /// @return amountOut what the vault received
    function executeIntent(
        bytes32 intentHash,
        bytes calldata adapterData
    ) external returns (uint256 amountOut);

    /// @notice Stops an intent, for good, by the signatures of verifiers who carry its set epoch's intent threshold.
    ///         Anyone who carries them; before execution, whether or not a challenge delay runs, while the epoch is open.
    /// @param  intentHash the intent
    /// @param  vetoes     signatures over `vetoDigest`, all in one batch: none is kept
    /// @return weight     the live weight that signed
    function vetoIntent(bytes32 intentHash, Attestation[] calldata vetoes) external returns (uint256 weight);

    /// @notice The code `executeIntent` would revert with now, OK if none; whoever asks. Only what a view can know:
    ///         a caller that is not the executor, a venue that quotes well and then fails (VenueFailed), and a token
    ///         that arrives short or costs more than it says (ReceivedTooLittle, SpentTooMuch), or a venue that pays so
    ///         much less than it quoted that the loss limit is reached after all (LOSS_LIMIT), revert all the same.
    /// @param  intentHash  the intent
    /// @param  adapterData the route, in the adapter's own encoding
    /// @return OK, or the first check that fails
    function dryRun(bytes32 intentHash, bytes calldata adapterData) external view returns (ExecutionCode);

    /// @notice As `dryRun`, with the value found and the bound it missed.
    /// @param  intentHash  the intent
    /// @param  adapterData the route, in the adapter's own encoding
    /// @return code        OK, or the first check that fails
    /// @return actual      what was found
    /// @return bound       what it is held against
    function inspect(
        bytes32 intentHash,
        bytes calldata adapterData
    ) external view returns (ExecutionCode code, uint256 actual, uint256 bound);

    /// @notice As `inspect`; on request as if the intent were approved, so that a verifier sees before it signs what
    ///         stands behind INTENT_NOT_APPROVED. The set epoch is judged all the same.
    /// @param  intentHash     the intent
    /// @param  adapterData    the route that was signed
    /// @param  assumeApproved whether the missing signatures are overlooked
    /// @return code           the first check that fails
    /// @return actual         the value found
    /// @return bound          the bound it missed
    function inspectAs(
        bytes32 intentHash,
        bytes calldata adapterData,
        bool assumeApproved
    ) external view returns (ExecutionCode code, uint256 actual, uint256 bound);

    /// @notice What a verifier signs to stop an intent: the digest of
    ///         `IntentVeto(bytes32 intentHash,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)` under
    ///         the domain `ClawCore`, version 2, of this contract.
    /// @param  intentHash the intent
    /// @param  setEpoch   the intent's set epoch
    /// @param  verifier   who signs
    /// @param  expiresAt  until when the signature counts, in seconds
    /// @param  nonce      tells equal vetoes apart
    /// @return digest     what is signed
    function vetoDigest(
        bytes32 intentHash,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32 digest);

    /// @notice What the contract of a verifier is asked about (ERC-1271) when no key signed `vetoDigest`: the digest of
    ///         `AccountVeto(address account,IntentVeto veto)` under the same domain.
    /// @param  intentHash the intent
    /// @param  setEpoch   the intent's set epoch
    /// @param  verifier   the account
    /// @param  expiresAt  until when the signature counts, in seconds
    /// @param  nonce      tells equal vetoes apart
    /// @return digest     what is signed
    function accountVetoDigest(
        bytes32 intentHash,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32 digest);

    /// @notice What trades of the rolling day were worth: the hour that runs and the 24 before it, while a daily cap is
    ///         set. It holds all of the last 24 hours, so in no 24 hours passes more than the cap.
    /// @return spent in base units of the asset
    function notionalSpent() external view returns (uint256 spent);

    /// @notice What the leaky bucket of losses holds at this block's time; 0 without a loss limit. It is never let
    ///         above the limit and drains by the whole of it in one window.
    /// @return level in base units of the asset
    function lossLevel() external view returns (uint256 level);

    /// @notice When the last trade was made, which `Limits.cooldown` counts from.
    /// @return executedAt in seconds; 0 if none was
    function lastExecutedAt() external view returns (uint64 executedAt);
}
