// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {AttestationBook} from "./base/AttestationBook.sol";
import {
    ACTION_BUY,
    ACTION_SELL,
    Attestation,
    Attester,
    FundAddresses,
    Intent,
    IntentRecord,
    IntentStatus,
    RiskSettings,
    SetRoll,
    SnapshotRecord
} from "./interfaces/FundTypes.sol";
import {IIntentBook} from "./interfaces/IIntentBook.sol";
import {ISnapshotBook} from "./interfaces/ISnapshotBook.sol";
import {IVault} from "./interfaces/IVault.sol";

/// @title Proposed trades and the signatures over them
contract IntentBook is AttestationBook, IIntentBook {
    bytes32 private constant INTENT_TYPEHASH =
        keccak256(
            "Intent(address fund,uint64 setEpoch,uint8 action,address tokenIn,address tokenOut,uint256 amountIn,uint256 minAmountOut,uint256 quoteAmountOut,uint16 maxSlippageBps,uint64 validAfter,uint64 deadline,bytes32 snapshotRoot,uint64 round,address adapter,bytes32 adapterDataHash,uint256 nonce)"
        );
    bytes32 private constant ATTESTATION_TYPEHASH =
        keccak256(
            "IntentAttestation(bytes32 intentHash,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"
        );
    bytes32 private constant ACCOUNT_TYPEHASH =
        keccak256(
            "AccountAttestation(address account,IntentAttestation attestation)IntentAttestation(bytes32 intentHash,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"
        );
    uint256 private constant BPS = 10_000;

    /// @dev All that attesting reads and writes lies in the second word, which is never 0 once there is an intent.
    struct Record {
        address proposer;
        uint96 proposedAt;
        uint48 approvedAt;
        uint48 executedAt;
        uint48 cancelledAt;
        uint48 deadline;
        uint64 setEpoch;
    }

    ISnapshotBook private immutable _snapshots;
    address private immutable _core;
    address private immutable _asset;

    mapping(bytes32 intentHash => Intent) private _intents;
    mapping(bytes32 intentHash => Record) private _records;
    mapping(uint256 word => uint256 bits) private _executedNonces;

    constructor() EIP712("ClawIntentBook", "2") {
        FundAddresses memory parts = _siblings();
        _snapshots = ISnapshotBook(parts.snapshotBook);
        _core = parts.core;
        (_asset, ) = _essentials();
    }

    /// @inheritdoc IIntentBook
    function proposeIntent(Intent calldata intent) external returns (bytes32 intentHash) {
        if (msg.sender != _policy.strategy()) revert Unauthorized(msg.sender, "strategy");
        intentHash = hashIntent(intent);
        Record storage record = _records[intentHash];
        if (record.deadline != 0) revert IntentAlreadyProposed(intentHash);
        if (isNonceExecuted(intent.nonce)) revert NonceExecuted(intent.nonce);
        RiskSettings memory risk = _policy.risk();
        _requireScope(intent);
        _requireTrade(intent, risk);
        _requireWindow(intent, risk);
        _requireSnapshot(intent, risk);
        _intents[intentHash] = intent;
        record.proposer = msg.sender;
        record.proposedAt = uint96(block.timestamp);
        record.deadline = uint48(intent.deadline); // bounded by the window, like its beginning
        record.setEpoch = intent.setEpoch;
        emit IntentProposed(intentHash, msg.sender, intent);
    }

    /// @inheritdoc IIntentBook
    function attestIntent(
        bytes32 intentHash,
        Attestation[] calldata attestations
    ) external returns (uint256 total) {
        Record storage record = _requireAlive(intentHash);
        if (block.timestamp > record.deadline) revert IntentExpired(intentHash, record.deadline);
        Subject memory subject = _subject(intentHash, record.setEpoch);
        SetRoll memory roll = _openRoll();
        if (subject.setEpoch != roll.openEpoch) revert EpochClosed(subject.setEpoch, roll.openEpoch);
        subject.threshold = roll.thresholds.intent;
        total = _count(subject, roll, attestations);
        if (total < subject.threshold || record.approvedAt != 0) return total;
        record.approvedAt = uint48(block.timestamp);
        emit IntentApproved(intentHash, subject.setEpoch, total);
    }

    /// @inheritdoc IIntentBook
    function cancelIntent(bytes32 intentHash) external {
        Record storage record = _requireAlive(intentHash);
        if (msg.sender != record.proposer && msg.sender != _core && msg.sender != _policy.guardian()) {
            revert Unauthorized(msg.sender, "proposer");
        }
        record.cancelledAt = uint48(block.timestamp);
        emit IntentCancelled(intentHash, msg.sender);
    }

    /// @inheritdoc IIntentBook
    function markExecuted(bytes32 intentHash) external {
        if (msg.sender != _core) revert Unauthorized(msg.sender, "core");
        Record storage record = _requireAlive(intentHash);
        uint256 nonce = _intents[intentHash].nonce;
        if (isNonceExecuted(nonce)) revert NonceExecuted(nonce);
        record.executedAt = uint48(block.timestamp);
        _executedNonces[nonce >> 8] |= 1 << (nonce & 0xff);
    }

    /// @inheritdoc IIntentBook
    function hashIntent(Intent calldata intent) public pure returns (bytes32) {
        return keccak256(abi.encode(INTENT_TYPEHASH, intent)); // only whole words: the ABI form is the EIP-712 form
    }

    /// @inheritdoc IIntentBook
    function attestationDigest(
        bytes32 intentHash,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32) {
        return _digest(_subject(intentHash, setEpoch), verifier, expiresAt, nonce);
    }

    /// @inheritdoc IIntentBook
    function accountDigest(
        bytes32 intentHash,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32) {
        return _accountDigest(_subject(intentHash, setEpoch), verifier, expiresAt, nonce);
    }

    /// @inheritdoc IIntentBook
    function getIntent(bytes32 intentHash) external view returns (Intent memory) {
        return _intents[intentHash];
    }

    /// @inheritdoc IIntentBook
    function intentRecord(bytes32 intentHash) external view returns (IntentRecord memory) {
        Record storage record = _records[intentHash];
        return
            IntentRecord({
                proposer: record.proposer,
                proposedAt: uint64(record.proposedAt),
                approvedAt: record.approvedAt,
                executedAt: record.executedAt,
                cancelledAt: record.cancelledAt
            });
    }

    /// @inheritdoc IIntentBook
    function statusOf(bytes32 intentHash) external view returns (IntentStatus) {
        Record storage record = _records[intentHash];
        if (record.deadline == 0) return IntentStatus.NONE;
        if (record.executedAt != 0) return IntentStatus.EXECUTED;
        if (record.cancelledAt != 0) return IntentStatus.CANCELLED;
        if (block.timestamp > record.deadline) return IntentStatus.EXPIRED;
        return record.approvedAt != 0 ? IntentStatus.APPROVED : IntentStatus.PROPOSED;
    }

    /// @inheritdoc IIntentBook
    function attestedWeight(bytes32 intentHash) external view returns (uint256) {
        return _liveWeight(_subject(intentHash, _records[intentHash].setEpoch));
    }

    /// @inheritdoc IIntentBook
    function attestersOf(bytes32 intentHash) external view returns (Attester[] memory) {
        return _attesters(_subject(intentHash, _records[intentHash].setEpoch));
    }

    /// @inheritdoc IIntentBook
    function isNonceExecuted(uint256 nonce) public view returns (bool) {
        return _executedNonces[nonce >> 8] & (1 << (nonce & 0xff)) != 0;
    }

    function _requireScope(Intent calldata intent) private view {
        if (intent.fund != _fund) revert WrongFund(intent.fund, _fund);
        uint64 openEpoch = _verifiers.currentEpoch();
        if (intent.setEpoch != openEpoch) revert EpochClosed(intent.setEpoch, openEpoch);
    }

    function _requireTrade(Intent calldata intent, RiskSettings memory risk) private view {
        if (intent.action > ACTION_SELL) revert UnknownAction(intent.action);
        bool buys = intent.action == ACTION_BUY;
        (address cash, address token) = buys
            ? (intent.tokenIn, intent.tokenOut)
            : (intent.tokenOut, intent.tokenIn);
        if (cash != _asset || token == _asset) revert WrongPair(intent.action, intent.tokenIn, intent.tokenOut);
        if (!IVault(_fund).isTokenAllowed(token) && (buys || IVault(_fund).positionOf(token).quantity == 0)) {
            revert TokenNotAllowed(token);
        }
        if (!IVault(_fund).isAdapterAllowed(intent.adapter)) revert AdapterNotAllowed(intent.adapter);
        if (intent.amountIn == 0) revert ZeroAmount("amountIn");
        if (intent.minAmountOut == 0) revert ZeroAmount("minAmountOut");
        if (intent.maxSlippageBps > risk.maxSlippageBps) {
            revert SlippageTooHigh(intent.maxSlippageBps, risk.maxSlippageBps);
        }
        if (intent.quoteAmountOut == 0 || intent.quoteAmountOut > type(uint128).max) {
            revert OutOfRange("quoteAmountOut", intent.quoteAmountOut, 1, type(uint128).max);
        }
        uint256 least = (intent.quoteAmountOut * (BPS - intent.maxSlippageBps)) / BPS;
        if (intent.minAmountOut < least) revert MinimumBelowSlippage(intent.minAmountOut, least);
    }

    function _requireWindow(Intent calldata intent, RiskSettings memory risk) private view {
        bool open = block.timestamp <= intent.deadline && intent.validAfter < intent.deadline;
        bool near = intent.validAfter <= block.timestamp + risk.maxIntentWindow;
        if (!open || !near || intent.deadline - intent.validAfter > risk.maxIntentWindow) {
            revert WindowOutOfRange(intent.validAfter, intent.deadline, risk.maxIntentWindow);
        }
    }

    function _requireSnapshot(Intent calldata intent, RiskSettings memory risk) private view {
        SnapshotRecord memory snapshot = _snapshots.snapshotOf(intent.round);
        if (snapshot.root == bytes32(0) || snapshot.root != intent.snapshotRoot) {
            revert SnapshotUnknown(intent.round, intent.snapshotRoot);
        }
        bool fresh = block.timestamp - snapshot.publishedAt <= risk.maxSnapshotAge;
        if (!fresh && intent.round != _snapshots.latestRound()) {
            revert SnapshotStale(intent.round, snapshot.publishedAt, risk.maxSnapshotAge);
        }
    }

    function _requireAlive(bytes32 intentHash) private view returns (Record storage record) {
        record = _records[intentHash];
        if (record.deadline == 0) revert IntentNotFound(intentHash);
        if (record.executedAt != 0) revert IntentAlreadyExecuted(intentHash);
        if (record.cancelledAt != 0) revert IntentIsCancelled(intentHash);
    }

    function _subject(bytes32 intentHash, uint64 setEpoch) private pure returns (Subject memory) {
        return Subject({hash: intentHash, round: 0, setEpoch: setEpoch, threshold: 0});
    }

    function _encode(
        Subject memory subject,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) internal pure override returns (bytes memory) {
        return
            abi.encode(ATTESTATION_TYPEHASH, subject.hash, subject.setEpoch, verifier, expiresAt, nonce);
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
        emit IntentAttested(subject.hash, verifier, weight, total, subject.threshold);
    }
}
