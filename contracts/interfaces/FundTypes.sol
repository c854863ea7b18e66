// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

// The shapes every contract of a fund shares. What is signed has exactly the field order of its EIP-712 type.

// Direction of a trade as `Intent.action` carries it. Kept as uint8 in the struct so that a wrong value meets
// a named error and not a bare decoding failure.
uint8 constant ACTION_BUY = 0;
uint8 constant ACTION_SELL = 1;

/// @notice Where a fund's claims become final: by signatures gathered off chain, or in the ClaimBook.
enum ClaimMode {
    OFFCHAIN,
    ONCHAIN
}

/// @notice Where an intent is in its life. EXPIRED is judged by the block's time, nothing needs to record it.
enum IntentStatus {
    NONE,
    PROPOSED,
    APPROVED,
    EXECUTED,
    CANCELLED,
    EXPIRED
}

/// @notice The first check an execution fails. Up to QUOTE_BELOW_MIN they stand in the order of the founding list.
/// @dev    Appended later, and only ever appended: INSUFFICIENT_BALANCE (without it a dry run could say OK to a
///         trade that the vault cannot pay for), DAILY_NOTIONAL_EXCEEDED (the rolling day's cap, where
///         MAX_NOTIONAL_EXCEEDED is about one intent), PRICE_UNAVAILABLE (the price guard knows no price, or only
///         an old one: closed), CHALLENGE_OPEN (approved, but the time for a veto is not over).
enum ExecutionCode {
    OK,
    CORE_PAUSED,
    INTENT_NOT_FOUND,
    INTENT_NOT_APPROVED,
    INTENT_NOT_YET_VALID,
    INTENT_EXPIRED,
    INTENT_ALREADY_EXECUTED,
    INTENT_CANCELLED,
    EPOCH_CLOSED,
    QUORUM_LOST,
    SNAPSHOT_UNKNOWN,
    SNAPSHOT_STALE,
    MAX_NOTIONAL_EXCEEDED,
    SLIPPAGE_EXCEEDED,
    PRICE_DEVIATION,
    ADAPTER_DATA_MISMATCH,
    COOLDOWN,
    LOSS_LIMIT,
    VAULT_PAUSED,
    TOKEN_NOT_ALLOWED,
    ADAPTER_NOT_ALLOWED,
    QUOTE_BELOW_MIN,
    INSUFFICIENT_BALANCE,
    DAILY_NOTIONAL_EXCEEDED,
    PRICE_UNAVAILABLE,
    CHALLENGE_OPEN
}

/// @notice Why one attestation of a batch was passed over. Skipping never reverts the batch.
/// @dev    New reasons are only ever appended. CONTRACT_REFUSED: neither the account's key nor its contract
///         (ERC-1271) stands behind the signature.
enum SkipReason {
    NONE,
    EXPIRED,
    NOT_IN_SET,
    REVOKED,
    NONCE_USED,
    BAD_SIGNATURE,
    ALREADY_COUNTED,
    EXPIRY_TOO_FAR,
    CONTRACT_REFUSED
}

/// @notice What the price guard can say of a pair. Everything but KNOWN closes the door.
enum PriceStatus {
    KNOWN,
    NO_SOURCE,
    TOO_FEW_OBSERVATIONS,
    STALE,
    THIN_RESERVES
}

/// @notice A crawler's statement about data. `fund` is the vault's address; `timestamp` in seconds.
struct Claim {
    address fund;
    uint64 round;
    string schemaId;
    string sourceType;
    string sourceRef;
    string selector;
    string extracted;
    string extractedType;
    uint64 timestamp;
    bytes32 responseHash;
    string evidenceType;
    string evidenceURI;
    address crawler;
    string notes;
}

/// @notice A proposed trade, all of it signed. `fund` is the vault's address; times in seconds of chain time;
///         amounts in base units of their token; `action` is ACTION_BUY or ACTION_SELL.
struct Intent {
    address fund;
    uint64 setEpoch;
    uint8 action;
    address tokenIn;
    address tokenOut;
    uint256 amountIn;
    uint256 minAmountOut;
    uint256 quoteAmountOut;
    uint16 maxSlippageBps;
    uint64 validAfter;
    uint64 deadline;
    bytes32 snapshotRoot;
    uint64 round;
    address adapter;
    bytes32 adapterDataHash;
    uint256 nonce;
}

/// @notice One verifier's signature. What it is over (claim, root or intent) is given beside the batch.
/// @dev    `signature` is 65 bytes r, s, v, and compact and high-s forms are refused; or, for a member that signs by
///         contract, whatever its account takes.
struct Attestation {
    address verifier;
    uint64 expiresAt;
    uint256 nonce;
    bytes signature;
}

/// @notice A member of a verifier set. `erc1271` marks an account that may sign by its contract, where its key does not.
struct Verifier {
    address signer;
    uint96 weight;
    bool erc1271;
}

/// @notice Weight needed for each kind of decision: twice each is above the set's total, and none exceeds it.
struct Thresholds {
    uint96 claim;
    uint96 snapshot;
    uint96 intent;
}

/// @notice A frozen verifier set. `closedAt` is 0 while the epoch is open.
struct SetEpoch {
    uint64 openedAt;
    uint64 closedAt;
    uint32 size;
    uint96 totalWeight;
    Thresholds thresholds;
}

/// @notice A set as signatures are counted against it. `openEpoch` is the one that is open now; bit i of `revoked` and
///         of `contracts` (those that sign by ERC-1271) speaks of member i, which is `signer << 96 | weight`.
struct SetRoll {
    uint64 openEpoch;
    uint64 revoked;
    uint64 contracts;
    Thresholds thresholds;
    uint256[] members;
}

/// @notice A verifier whose attestation is recorded, and until when it counts.
struct Attester {
    address verifier;
    uint64 expiresAt;
}

/// @notice What the IntentBook knows about an intent beside its fields. Times are 0 until they happen.
struct IntentRecord {
    address proposer;
    uint64 proposedAt;
    uint64 approvedAt;
    uint64 executedAt;
    uint64 cancelledAt;
}

/// @notice What the ClaimBook knows about a claim. `setEpoch` is the epoch that finalized it.
struct ClaimRecord {
    uint64 round;
    uint64 submittedAt;
    uint64 finalizedAt;
    uint64 setEpoch;
    address crawler;
}

/// @notice A published snapshot. `setEpoch` is the epoch whose quorum signed it.
struct SnapshotRecord {
    bytes32 root;
    uint64 publishedAt;
    uint64 setEpoch;
    uint96 weight;
}

/// @notice Quantity held by account (never by balance), what it cost, and what it has earned so far,
///         in base units of the token and of the vault's asset.
struct Position {
    uint256 quantity;
    uint256 costBasis;
    int256 realisedProfit;
}

/// @notice Who may do what.
struct Roles {
    address owner;
    address guardian;
    address strategy;
    address executor;
    address keeper;
}

/// @notice Bounds on every intent. `maxIntentWindow` and `maxSnapshotAge` in seconds, slippage in basis points.
struct RiskSettings {
    uint64 maxIntentWindow;
    uint64 maxSnapshotAge;
    uint16 maxSlippageBps;
}

/// @notice Limits on what even a full quorum may do; 0 means none. Which fields are enforced today, within which
///         range, and which need each other says base/LimitRules.sol: a field that nobody enforces is refused.
/// @dev    Amounts in base units of the vault's asset, times in seconds. The notional of a BUY is what it may spend; of
///         a SELL, what the price guard says it is worth, or without a guard the larger of what the venue would pay and
///         what was paid for it.
struct Limits {
    uint256 maxNotional;
    uint256 dailyNotionalCap;
    uint64 cooldown;
    address priceGuard;
    uint16 maxPriceDeviationBps;
    uint256 lossLimit;
    uint64 lossWindow;
    uint16 performanceFeeBps;
    address feeRecipient;
    uint64 configDelay;
    uint64 challengeDelay;
    uint64 maxQueueTime;
}

/// @notice A change of configuration that waits for its time. `readyAt` is 0 if there is none.
struct ScheduledChange {
    address target;
    uint64 readyAt;
    uint64 expiresAt;
}

/// @notice Where the price guard reads the price of a token in the vault's asset, and what it makes of it.
/// @dev    `window` is the least time an average is taken over and `maxAge` the most that may have passed since
///         the last observation, in seconds; `minReserve` is in base units of the asset in the pool.
struct PriceSource {
    address pool;
    uint64 window;
    uint64 maxAge;
    uint256 minReserve;
}

/// @notice A token and where its price is read.
struct PricedToken {
    address token;
    PriceSource source;
}

/// @notice One look at a pool: the running sum of its price over time, and when it was read.
struct PriceObservation {
    uint256 cumulative;
    uint64 observedAt;
}

/// @notice Requests that settle together, at one price. `settledAt` is 0 while they wait; the assets and shares of
///         either side are then each other's price.
struct Batch {
    uint64 openedAt;
    uint64 settledAt;
    uint256 depositAssets;
    uint256 depositShares;
    uint256 redeemShares;
    uint256 redeemAssets;
}

/// @notice Everything a fund is made from. `verifiers` ascend by address; `tokens` need not name the asset.
struct FundConfig {
    bytes32 salt;
    string name;
    string symbol;
    address asset;
    ClaimMode claimMode;
    Roles roles;
    Verifier[] verifiers;
    Thresholds thresholds;
    address[] tokens;
    address[] adapters;
    RiskSettings risk;
    Limits limits;
}

/// @notice The contracts of one fund.
struct FundAddresses {
    address policy;
    address verifierSet;
    address claimBook;
    address snapshotBook;
    address intentBook;
    address core;
    address vault;
}

/// @notice An approved trade as the core hands it to the vault.
struct Trade {
    bytes32 intentHash;
    uint8 action;
    address tokenIn;
    address tokenOut;
    uint256 amountIn;
    uint256 minAmountOut;
    address adapter;
}

/// @notice What a trade did, by balance difference. `realisedProfit` is 0 for a BUY.
struct TradeResult {
    uint256 amountIn;
    uint256 amountOut;
    int256 realisedProfit;
}
