// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {Position, Trade, TradeResult} from "./FundTypes.sol";
import {IExpiringPause} from "./IExpiringPause.sol";
import {IFundErrors} from "./IFundErrors.sol";

/// @title The fund's money: an ERC-4626 vault that trades only through its core
/// @notice While a position is open, deposits and withdrawals are closed (`max*` are 0). A pause closes
///         deposits and trades, never withdrawals. Open or flat is judged by accounted quantity, not by balance.
interface IVault is IERC4626, IFundErrors, IExpiringPause {
    /// @notice A token may (not) be traded.
    event TokenAllowed(address indexed token, bool allowed);
    /// @notice An adapter may (not) be used.
    event AdapterAllowed(address indexed adapter, bool allowed);
    /// @notice A position changed by a trade.
    event PositionChanged(
        address indexed token, uint256 quantity, uint256 costBasis, int256 realisedProfit
    );
    /// @notice Ask to deposit while a position is open (ERC-7540).
    event DepositRequest(
        address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 assets
    );
    /// @notice Ask to redeem while a position is open (ERC-7540).
    event RedeemRequest(
        address indexed controller, address indexed owner, uint256 indexed requestId, address sender, uint256 shares
    );
    /// @notice An operator may (not) act on a controller's requests (ERC-7540).
    event OperatorSet(address indexed controller, address indexed operator, bool approved);

    /// @notice More of tokenIn left the vault than the intent allows.
    error SpentTooMuch(uint256 spent, uint256 amountIn);
    /// @notice Less of tokenOut arrived than the intent demands.
    error ReceivedTooLittle(uint256 received, uint256 minAmountOut);
    /// @notice The adapter failed; `reason` is its revert data, cut to 256 bytes.
    error VenueFailed(address adapter, bytes reason);
    /// @notice A trade was asked for that account and balance do not cover.
    error NotCovered(address token, uint256 amount, uint256 available);

    /// @notice Trades. The fund's core only.
    function trade(
        Trade calldata order,
        bytes calldata adapterData
    ) external returns (TradeResult memory);

    /// @notice Allows or forbids a token. Owner only.
    function setTokenAllowed(address token, bool allowed) external;

    /// @notice Allows or forbids an adapter. Owner only.
    function setAdapterAllowed(address adapter, bool allowed) external;

    /// @notice Asks to deposit at the next flat moment. NotSupported for now.
    function requestDeposit(
        uint256 assets,
        address controller,
        address owner
    ) external returns (uint256 requestId);

    /// @notice Asks to redeem at the next flat moment. NotSupported for now.
    function requestRedeem(
        uint256 shares,
        address controller,
        address owner
    ) external returns (uint256 requestId);

    /// @notice Redeems shares for their part of everything the vault holds. NotSupported for now.
    function redeemInKind(
        uint256 shares,
        address receiver,
        address owner
    ) external returns (address[] memory tokens, uint256[] memory amounts);

    /// @notice Lets an operator act on the caller's requests. NotSupported for now.
    function setOperator(address operator, bool approved) external returns (bool);

    /// @notice Whether an operator may act on a controller's requests.
    function isOperator(address controller, address operator) external view returns (bool);

    /// @notice Assets of a deposit request that is not settled.
    function pendingDepositRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice Assets of a deposit request that can be claimed.
    function claimableDepositRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice Shares of a redeem request that is not settled.
    function pendingRedeemRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice Shares of a redeem request that can be claimed.
    function claimableRedeemRequest(uint256 requestId, address controller) external view returns (uint256);

    /// @notice Whether a token may be traded; the vault's own asset always may.
    function isTokenAllowed(address token) external view returns (bool);

    /// @notice Whether an adapter may be used.
    function isAdapterAllowed(address adapter) external view returns (bool);

    /// @notice The position in a token.
    function positionOf(address token) external view returns (Position memory);

    /// @notice How many tokens the vault holds by account.
    function openPositions() external view returns (uint256);

    /// @notice The tokens the vault holds by account.
    function openTokens() external view returns (address[] memory);

    /// @notice What all open positions cost, in base units of the asset.
    function totalCostBasis() external view returns (uint256);

    /// @notice What all trades have earned so far, in base units of the asset.
    function realisedProfit() external view returns (int256);

    /// @notice The fund's core, the only caller that may trade.
    function core() external view returns (address);

    /// @notice The fund's policy.
    function policy() external view returns (address);
}
