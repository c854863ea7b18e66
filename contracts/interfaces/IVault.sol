// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Batch, Position, Trade, TradeResult} from "./FundTypes.sol";
import {IExpiringPause} from "./IExpiringPause.sol";
import {IFundErrors} from "./IFundErrors.sol";

/// @title The fund's money: an ERC-4626 vault that trades only through its core
/// @notice While a position is open, deposits and withdrawals are closed (`max*` are 0): requests wait for the next
///         moment without one. A pause closes deposits, requests for deposit and trades, never a way out. Open or
///         flat is judged by accounted quantity, not by balance.
/// @dev    Requests have the shape of ERC-7540, beside the ERC-4626 functions which stay synchronous while the vault
///         is flat. So previews are about those; a claim gives the price of its batch. `redeem` and `withdraw`
///         first take what a settled request gives and the rest from the shares that the owner holds. Views of
///         the price revert while the vault trades.
interface IVault is IERC4626, IFundErrors, IExpiringPause {
    /// @notice A token may (not) be traded.
    /// @param  token   the token
    /// @param  allowed whether it may be traded
    event TokenAllowed(address indexed token, bool allowed);
    /// @notice An adapter may (not) be used.
    /// @param  adapter the adapter
    /// @param  allowed whether it may be used
    event AdapterAllowed(address indexed adapter, bool allowed);
    /// @notice A position changed by a trade.
    /// @param  token          the token
    /// @param  quantity       how much of it the vault holds by account
    /// @param  costBasis      what it cost, in base units of the asset
    /// @param  realisedProfit what it has earned so far, in base units of the asset
    event PositionChanged(
        address indexed token, uint256 quantity, uint256 costBasis, int256 realisedProfit
    );
    /// @notice Ask to deposit while a position is open (ERC-7540).
    /// @param  controller whose request
    /// @param  owner      whose assets
    /// @param  requestId  the batch
    /// @param  sender     who asked
    /// @param  assets     how much of the asset, in base units
    event DepositRequest(
        address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 assets
    );
    /// @notice Ask to redeem while a position is open (ERC-7540).
    /// @param  controller whose request
    /// @param  owner      whose shares
    /// @param  requestId  the batch
    /// @param  sender     who asked
    /// @param  shares     how many shares
    event RedeemRequest(
        address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 shares
    );
    /// @notice An operator may (not) act on a controller's requests (ERC-7540).
    /// @param  controller whose request
    /// @param  operator   the account that may act
    /// @param  approved   whether it may
    event OperatorSet(address indexed controller, address indexed operator, bool approved);
    /// @notice The requests that waited settled together, at one price.
    /// @param  requestId the batch, which is the id of every request in it
    /// @param  batch     what went in and came out on either side
    event BatchSettled(uint256 indexed requestId, Batch batch);
    /// @notice Shares became their part of everything the vault holds.
    /// @param  owner    whose shares
    /// @param  receiver who received
    /// @param  shares   how many
    /// @param  tokens   what was received: the asset first, then each open position's token
    /// @param  amounts  how much of each
    event RedeemedInKind(
        address indexed owner,
        address indexed receiver,
        uint256 shares,
        address[] tokens,
        uint256[] amounts
    );
    /// @notice A request was taken back before it settled.
    /// @param  controller whose request
    /// @param  requestId  the batch it left
    /// @param  receiver   who received what had been given for it
    /// @param  assets     how many, of a request for deposit
    /// @param  shares     how many, of a request for redemption
    event RequestCancelled(
        address indexed controller,
        uint256 indexed requestId,
        address indexed receiver,
        uint256 assets,
        uint256 shares
    );
    /// @notice A token did not move when its part was redeemed in kind: it lies apart until it is taken.
    /// @param  owner  whose it is
    /// @param  token  the token
    /// @param  amount how much
    event OwedInKind(address indexed owner, address indexed token, uint256 amount);
    /// @notice What was owed was taken.
    /// @param  owner    whose it was
    /// @param  token    the token
    /// @param  receiver who received it
    /// @param  amount   how much
    event OwedInKindTaken(address indexed owner, address indexed token, address receiver, uint256 amount);
    /// @notice A performance fee was minted.
    /// @param  recipient     who received it
    /// @param  shares        how many shares
    /// @param  profit        the realised profit it was taken of, in base units of the asset
    /// @param  highWaterMark the new mark: no fee is taken of what lies below
    event FeeMinted(address indexed recipient, uint256 shares, uint256 profit, uint256 highWaterMark);

    /// @notice More of tokenIn left the vault than the intent allows.
    /// @param  spent    how much of tokenIn left the vault
    /// @param  amountIn how much might
    error SpentTooMuch(uint256 spent, uint256 amountIn);
    /// @notice Less of tokenOut arrived than the intent demands.
    /// @param  received     how much of tokenOut arrived
    /// @param  minAmountOut how much had to
    error ReceivedTooLittle(uint256 received, uint256 minAmountOut);
    /// @notice The adapter failed; `reason` is its revert data, cut to 256 bytes.
    /// @param  adapter the adapter
    /// @param  reason  its revert data, cut to 256 bytes
    error VenueFailed(address adapter, bytes reason);
    /// @notice A trade was asked for that account and balance do not cover.
    /// @param  token     the token
    /// @param  amount    how much was asked for
    /// @param  available how much there is
    error NotCovered(address token, uint256 amount, uint256 available);
    /// @notice The vault's own asset is always allowed: it pays savers.
    /// @param  asset the asset
    error AssetAlwaysAllowed(address asset);
    /// @notice This waits for a moment without open positions.
    /// @param  openPositions how many there are
    error NotFlat(uint256 openPositions);
    /// @notice No request waits.
    /// @param  requestId the batch that would have settled
    error NothingToSettle(uint256 requestId);
    /// @notice The caller is neither the account itself nor an operator of it.
    /// @param  account whose assets, shares or requests
    /// @param  caller  who called
    error NotOperator(address account, address caller);
    /// @notice More is claimed than settled.
    /// @param  controller whose request
    /// @param  asked      how much is claimed
    /// @param  claimable  how much there is
    error ClaimTooLarge(address controller, uint256 asked, uint256 claimable);
    /// @notice The queue still has time to pay in the asset.
    /// @param  controller whose request
    /// @param  allowedAt  from when redemption in kind is allowed, in seconds
    error QueueStillOpen(address controller, uint64 allowedAt);
    /// @notice A request for nothing.
    error EmptyRequest();
    /// @notice An earlier request of the same side has settled and is not claimed: a controller has one at a time.
    /// @param  controller whose request
    /// @param  requestId  the batch it settled in
    error ClaimFirst(address controller, uint256 requestId);
    /// @notice There is nothing to take back or to take.
    /// @param  account whose request, or to whom nothing is owed
    error NothingPending(address account);
    /// @notice More tokens would be allowed or held than redemption in kind can visit.
    /// @param  most how many there may be
    error TooManyTokens(uint256 most);
    /// @notice The vault's second half was called by itself.
    /// @param  desk the half
    error NotTheVault(address desk);
    /// @notice With so little gas a token could fail that would not fail otherwise.
    /// @param  left   how much there is
    /// @param  needed how much each token needs
    error TooLittleGas(uint256 left, uint256 needed);

    /// @notice Trades. The fund's core only.
    /// @param  order       what to trade
    /// @param  adapterData the route, in the adapter's own encoding; its hash was signed
    /// @return what it did, by balance difference
    function trade(
        Trade calldata order,
        bytes calldata adapterData
    ) external returns (TradeResult memory);

    /// @notice Allows or forbids a token. Owner only; the asset cannot be forbidden.
    /// @param  token   the token
    /// @param  allowed whether it may be traded
    function setTokenAllowed(address token, bool allowed) external;

    /// @notice Allows or forbids an adapter. Owner only.
    /// @param  adapter the adapter
    /// @param  allowed whether it may be used
    function setAdapterAllowed(address adapter, bool allowed) external;

    /// @notice Asks to deposit at the next flat moment. The owner, or an operator of it; for another controller than
    ///         the owner, the caller must be that controller or an operator of it. Not while paused.
    /// @param  assets     how many, moved away from the owner at once
    /// @param  controller who will claim, or take back
    /// @param  owner      whose assets
    /// @return requestId  the batch that the request joins
    function requestDeposit(
        uint256 assets,
        address controller,
        address owner
    ) external returns (uint256 requestId);

    /// @notice Asks to redeem at the next flat moment. The owner, an operator of it or whom it allowed to spend its
    ///         shares; for another controller than the owner as in `requestDeposit`.
    /// @param  shares     how many, moved away from the owner at once; they stay in the fund until they settle
    /// @param  controller who will claim, take back, or redeem in kind
    /// @param  owner      whose shares
    /// @return requestId  the batch that the request joins
    function requestRedeem(
        uint256 shares,
        address controller,
        address owner
    ) external returns (uint256 requestId);

    /// @notice Takes back a request for deposit that has not settled. The controller, or an operator of it.
    /// @param  receiver   who receives the assets
    /// @param  controller whose request
    /// @return assets     how many
    function cancelDepositRequest(address receiver, address controller) external returns (uint256 assets);

    /// @notice Takes back a request for redemption that has not settled. The controller, or an operator of it.
    /// @param  receiver   who receives the shares
    /// @param  controller whose request
    /// @return shares     how many
    function cancelRedeemRequest(address receiver, address controller) external returns (uint256 shares);

    /// @notice Takes shares of a settled deposit request (ERC-7540). The controller, or an operator of it.
    /// @param  assets     how many of the claimable assets to take shares for
    /// @param  receiver   who receives the shares
    /// @param  controller whose request
    /// @return shares     how many shares
    function deposit(
        uint256 assets,
        address receiver,
        address controller
    ) external returns (uint256 shares);

    /// @notice Takes shares of a settled deposit request (ERC-7540). The controller, or an operator of it.
    /// @param  shares     how many shares to take
    /// @param  receiver   who receives them
    /// @param  controller whose request
    /// @return assets     how many of the claimable assets they cost
    function mint(
        uint256 shares,
        address receiver,
        address controller
    ) external returns (uint256 assets);

    /// @notice Settles the requests that wait, at this moment's price, in one step however many they are. Anyone,
    ///         while no position is open.
    /// @return requestId the batch that settled
    function settle() external returns (uint256 requestId);

    /// @notice Mints the performance fee that is due. Anyone, while no position is open. Whoever enters,
    ///         leaves or settles collects it too, and so does the first purchase.
    /// @return shares what the recipient received
    function collectFee() external returns (uint256 shares);

    /// @notice The batch that a request made now joins.
    /// @return requestId its number
    function currentRequestId() external view returns (uint256 requestId);

    /// @notice Requests that settle together.
    /// @param  requestId the batch
    /// @return batch     all zero if it never was
    function batchOf(uint256 requestId) external view returns (Batch memory batch);

    /// @notice What `collectFee` would mint now, already part of the share price.
    /// @return shares 0 while a position is open, or the realised profit is not above the mark
    function feeDue() external view returns (uint256 shares);

    /// @notice The realised profit a fee was taken of already: none is taken twice. It rises with the
    ///         profit even when there is no fee, and by the part of the profit that leaves in kind.
    /// @return mark in base units of the asset
    function highWaterMark() external view returns (uint256 mark);

    /// @notice The token that stands for a share (ERC-7575): the vault itself.
    /// @return token this contract
    function share() external view returns (address token);

    /// @notice Redeems shares for their part of everything the vault holds. The controller of a request for
    ///         redemption that has waited `Limits.maxQueueTime` (seven days if the fund sets none), or an operator
    ///         of it. What a token does not deliver is owed; the asset must be delivered.
    /// @param  shares   how many of those that wait
    /// @param  receiver who receives
    /// @param  owner    the controller of the request
    /// @return tokens   the asset first, then each open position's token
    /// @return amounts  how much of each was delivered
    function redeemInKind(
        uint256 shares,
        address receiver,
        address owner
    ) external returns (address[] memory tokens, uint256[] memory amounts);

    /// @notice Takes what a token did not deliver when the caller redeemed in kind.
    /// @param  token    the token
    /// @param  receiver who receives it
    /// @return amount   how much
    function takeOwed(address token, address receiver) external returns (uint256 amount);

    /// @notice What a token did not deliver when an account redeemed in kind.
    /// @param  account the controller of the request that was redeemed
    /// @param  token   the token
    /// @return amount  how much
    function owedInKind(address account, address token) external view returns (uint256 amount);

    /// @notice The requests of a controller, settled or not.
    /// @param  controller       whose requests
    /// @return depositRequestId the batch of its latest request for deposit; 0 if it made none
    /// @return redeemRequestId  the batch of its latest request for redemption; 0 if it made none
    /// @return inKindAt         from when the latter may be redeemed in kind, in seconds
    function requestsOf(
        address controller
    ) external view returns (uint256 depositRequestId, uint256 redeemRequestId, uint64 inKindAt);

    /// @notice Where the assets and shares of requests lie: no part of the share price, out of reach of trades.
    /// @return holder a contract that only the vault can move
    function escrow() external view returns (address holder);

    /// @notice The code of the vault's second half, which it runs on its own storage: made with it, never replaced.
    /// @return half of no use by itself
    function desk() external view returns (address half);

    /// @notice Lets an operator act on the caller's requests.
    /// @param  operator the account
    /// @param  approved whether it may
    /// @return done     always true
    function setOperator(address operator, bool approved) external returns (bool done);

    /// @notice Whether an operator may act on a controller's requests.
    /// @param  controller whose request
    /// @param  operator   the account that may act
    /// @return whether it may
    function isOperator(address controller, address operator) external view returns (bool);

    /// @notice Assets of a deposit request that is not settled.
    /// @param  requestId  the batch
    /// @param  controller whose request
    /// @return in base units of the asset
    function pendingDepositRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice Assets of a deposit request that can be claimed.
    /// @param  requestId  the batch
    /// @param  controller whose request
    /// @return in base units of the asset
    function claimableDepositRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice Shares of a redeem request that is not settled.
    /// @param  requestId  the batch
    /// @param  controller whose request
    /// @return how many shares
    function pendingRedeemRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice Shares of a redeem request that can be claimed.
    /// @param  requestId  the batch
    /// @param  controller whose request
    /// @return how many shares
    function claimableRedeemRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice Whether a token may be traded; the vault's own asset always may.
    /// @param  token the token
    /// @return whether it may
    function isTokenAllowed(address token) external view returns (bool);

    /// @notice Whether an adapter may be used.
    /// @param  adapter the adapter
    /// @return whether it may
    function isAdapterAllowed(address adapter) external view returns (bool);

    /// @notice The position in a token.
    /// @param  token the token
    /// @return all zero if there never was one
    function positionOf(address token) external view returns (Position memory);

    /// @notice How many tokens the vault holds by account.
    /// @return the number
    function openPositions() external view returns (uint256);

    /// @notice The tokens the vault holds by account.
    /// @return in no order
    function openTokens() external view returns (address[] memory);

    /// @notice What all open positions cost, in base units of the asset.
    /// @return the sum
    function totalCostBasis() external view returns (uint256);

    /// @notice What all trades have earned so far, in base units of the asset.
    /// @return negative for a loss
    function realisedProfit() external view returns (int256);

    /// @notice The fund's core, the only caller that may trade.
    /// @return the core
    function core() external view returns (address);

    /// @notice The fund's policy.
    /// @return the policy
    function policy() external view returns (address);
}
