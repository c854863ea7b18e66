// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IntentVeto} from "./base/IntentVeto.sol";
import {TradeLimits} from "./base/TradeLimits.sol";
import {
    ACTION_BUY,
    ExecutionCode,
    Intent,
    IntentRecord,
    SnapshotRecord,
    Trade,
    TradeResult
} from "./interfaces/FundTypes.sol";
import {IAdapter} from "./interfaces/IAdapter.sol";
import {IClawCore} from "./interfaces/IClawCore.sol";
import {ISnapshotBook} from "./interfaces/ISnapshotBook.sol";

/// @title The one door between an approved intent and the vault
/// @dev   `executeIntent` and `dryRun` share `_inspect`, so they cannot disagree.
contract ClawCore is TradeLimits, IntentVeto, ReentrancyGuardTransient {
    ISnapshotBook private immutable _snapshots;

    constructor() {
        _snapshots = ISnapshotBook(_siblings().snapshotBook);
    }

    /// @inheritdoc IClawCore
    function executeIntent(
        bytes32 intentHash,
        bytes calldata adapterData
    ) external nonReentrant returns (uint256 amountOut) {
        if (msg.sender != _policy.executor()) revert Unauthorized(msg.sender, "executor");
        Measure memory it;
        (ExecutionCode code, uint256 actual, uint256 bound) = _inspect(intentHash, adapterData, false, it);
        if (code != ExecutionCode.OK) revert ExecutionRefused(intentHash, code, actual, bound);

        Intent memory intent = it.intent;
        _intents.markExecuted(intentHash); // before the venue is called: it may try to come back
        _chargeNotional(intentHash, it);
        TradeResult memory result = _vault.trade(
            Trade({
                intentHash: intentHash,
                action: intent.action,
                tokenIn: intent.tokenIn,
                tokenOut: intent.tokenOut,
                amountIn: intent.amountIn,
                minAmountOut: intent.minAmountOut,
                adapter: intent.adapter
            }),
            adapterData
        );
        _chargeLoss(intentHash, it, result);
        emit IntentExecuted(
            intentHash,
            intent.action,
            msg.sender,
            intent.tokenIn,
            intent.tokenOut,
            result.amountIn,
            result.amountOut,
            result.realisedProfit,
            intent.nonce
        );
        return result.amountOut;
    }

    /// @inheritdoc IClawCore
    function dryRun(
        bytes32 intentHash,
        bytes calldata adapterData
    ) external view returns (ExecutionCode code) {
        (code, , ) = inspect(intentHash, adapterData);
    }

    /// @inheritdoc IClawCore
    function inspect(
        bytes32 intentHash,
        bytes calldata adapterData
    ) public view returns (ExecutionCode code, uint256 actual, uint256 bound) {
        return inspectAs(intentHash, adapterData, false);
    }

    /// @inheritdoc IClawCore
    function inspectAs(
        bytes32 intentHash,
        bytes calldata adapterData,
        bool assumeApproved
    ) public view returns (ExecutionCode code, uint256 actual, uint256 bound) {
        Measure memory it;
        return _inspect(intentHash, adapterData, assumeApproved, it);
    }

    /// @dev Fills in what the trade is held against: whoever executes need not ask again.
    function _inspect(
        bytes32 intentHash,
        bytes calldata adapterData,
        bool assumeApproved,
        Measure memory it
    ) private view returns (ExecutionCode code, uint256 actual, uint256 bound) {
        if (paused()) return (ExecutionCode.CORE_PAUSED, block.timestamp, pausedUntil);
        (it.intent, it.limits) = (_intents.getIntent(intentHash), _policy.limits());
        (code, actual, bound) = _inspectLife(intentHash, it, assumeApproved);
        if (code == ExecutionCode.OK) (code, actual, bound) = _inspectQuorum(intentHash, it.intent, assumeApproved);
        if (code == ExecutionCode.OK) (code, actual, bound) = _inspectSnapshot(it.intent);
        if (code == ExecutionCode.OK) (code, actual, bound) = _inspectTerms(it.intent, adapterData);
        if (code == ExecutionCode.OK) (code, actual, bound) = _inspectTrade(it, adapterData);
        if (code == ExecutionCode.OK) (code, actual, bound) = _inspectLimits(it);
    }

    function _inspectLife(
        bytes32 intentHash,
        Measure memory it,
        bool assumeApproved
    ) private view returns (ExecutionCode, uint256, uint256) {
        Intent memory intent = it.intent;
        IntentRecord memory record = _intents.intentRecord(intentHash);
        if (record.proposedAt == 0) return (ExecutionCode.INTENT_NOT_FOUND, 0, 0);
        if (record.approvedAt == 0 && !assumeApproved) {
            uint256 needed = _verifiers.epochInfo(intent.setEpoch).thresholds.intent;
            return (ExecutionCode.INTENT_NOT_APPROVED, _intents.attestedWeight(intentHash), needed);
        }
        if (block.timestamp < intent.validAfter) {
            return (ExecutionCode.INTENT_NOT_YET_VALID, block.timestamp, intent.validAfter);
        }
        if (block.timestamp > intent.deadline) {
            return (ExecutionCode.INTENT_EXPIRED, block.timestamp, intent.deadline);
        }
        if (record.executedAt != 0 || _intents.isNonceExecuted(intent.nonce)) {
            return (ExecutionCode.INTENT_ALREADY_EXECUTED, record.executedAt, 0);
        }
        if (record.cancelledAt != 0) return (ExecutionCode.INTENT_CANCELLED, record.cancelledAt, 0);
        uint256 open = uint256(record.approvedAt) + it.limits.challengeDelay; // long over if it is not approved
        if (block.timestamp < open) return (ExecutionCode.CHALLENGE_OPEN, block.timestamp, open);
        return (ExecutionCode.OK, 0, 0);
    }

    function _inspectQuorum(
        bytes32 intentHash,
        Intent memory intent,
        bool assumeApproved
    ) private view returns (ExecutionCode, uint256, uint256) {
        uint64 openEpoch = _verifiers.currentEpoch();
        if (intent.setEpoch != openEpoch) return (ExecutionCode.EPOCH_CLOSED, intent.setEpoch, openEpoch);
        if (assumeApproved) return (ExecutionCode.OK, 0, 0);
        uint256 weight = _intents.attestedWeight(intentHash);
        uint256 threshold = _verifiers.epochInfo(openEpoch).thresholds.intent;
        if (weight < threshold) return (ExecutionCode.QUORUM_LOST, weight, threshold);
        return (ExecutionCode.OK, 0, 0);
    }

    function _inspectSnapshot(Intent memory intent) private view returns (ExecutionCode, uint256, uint256) {
        SnapshotRecord memory snapshot = _snapshots.snapshotOf(intent.round);
        if (snapshot.root != intent.snapshotRoot) {
            return (ExecutionCode.SNAPSHOT_UNKNOWN, uint256(snapshot.root), uint256(intent.snapshotRoot));
        }
        uint256 age = block.timestamp - snapshot.publishedAt;
        uint256 maxAge = _policy.risk().maxSnapshotAge;
        if (age > maxAge && intent.round != _snapshots.latestRound()) {
            return (ExecutionCode.SNAPSHOT_STALE, age, maxAge);
        }
        return (ExecutionCode.OK, 0, 0);
    }

    function _inspectTerms(
        Intent memory intent,
        bytes calldata adapterData
    ) private view returns (ExecutionCode, uint256, uint256) {
        uint16 maxSlippageBps = _policy.risk().maxSlippageBps;
        if (intent.maxSlippageBps > maxSlippageBps) {
            return (ExecutionCode.SLIPPAGE_EXCEEDED, intent.maxSlippageBps, maxSlippageBps);
        }
        bytes32 dataHash = keccak256(adapterData);
        if (dataHash != intent.adapterDataHash) {
            return (ExecutionCode.ADAPTER_DATA_MISMATCH, uint256(dataHash), uint256(intent.adapterDataHash));
        }
        return (ExecutionCode.OK, 0, 0);
    }

    function _inspectTrade(
        Measure memory it,
        bytes calldata adapterData
    ) private view returns (ExecutionCode, uint256, uint256) {
        Intent memory intent = it.intent;
        if (_vault.paused()) return (ExecutionCode.VAULT_PAUSED, block.timestamp, _vault.pausedUntil());
        bool buys = intent.action == ACTION_BUY;
        address token = buys ? intent.tokenOut : intent.tokenIn;
        // what the fund holds can always be sold: a list that closes behind it would lock its savers in
        if (!_vault.isTokenAllowed(token) && (buys || _vault.positionOf(token).quantity == 0)) {
            return (ExecutionCode.TOKEN_NOT_ALLOWED, uint160(token), 0);
        }
        if (!_vault.isAdapterAllowed(intent.adapter)) {
            return (ExecutionCode.ADAPTER_NOT_ALLOWED, uint160(intent.adapter), 0);
        }
        it.quote = _quote(intent, adapterData);
        if (it.quote < intent.minAmountOut) return (ExecutionCode.QUOTE_BELOW_MIN, it.quote, intent.minAmountOut);
        uint256 available = IERC20(intent.tokenIn).balanceOf(address(_vault));
        if (!buys) {
            available = Math.min(available, _vault.positionOf(intent.tokenIn).quantity);
        }
        if (available < intent.amountIn) {
            return (ExecutionCode.INSUFFICIENT_BALANCE, available, intent.amountIn);
        }
        return (ExecutionCode.OK, 0, 0);
    }

    /// @dev A venue that cannot quote pays nothing: a code, where a revert would hide which check failed.
    function _quote(Intent memory intent, bytes calldata adapterData) private view returns (uint256) {
        (bool answered, bytes memory answer) = intent.adapter.staticcall(
            abi.encodeCall(IAdapter.quote, (intent.tokenIn, intent.tokenOut, intent.amountIn, adapterData))
        );
        return answered && answer.length >= 32 ? abi.decode(answer, (uint256)) : 0;
    }
}
