// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ExecutionCode} from "./FundTypes.sol";
import {IExpiringPause} from "./IExpiringPause.sol";
import {IFundErrors} from "./IFundErrors.sol";

/// @title The one door between an approved intent and the vault
interface IClawCore is IFundErrors, IExpiringPause {
    /// @notice The trade happened; amounts are what the vault's balances show.
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

    /// @notice The first check that fails, with the value found and the bound it missed (0 where neither applies).
    error ExecutionRefused(bytes32 intentHash, ExecutionCode code, uint256 actual, uint256 bound);

    /// @notice Executes an approved intent. Executor only.
    /// @return amountOut what the vault received
    function executeIntent(
        bytes32 intentHash,
        bytes calldata adapterData
    ) external returns (uint256 amountOut);

    /// @notice The code `executeIntent` would revert with now, OK if none; whoever asks.
    function dryRun(bytes32 intentHash, bytes calldata adapterData) external view returns (ExecutionCode);

    /// @notice As `dryRun`, with the value found and the bound it missed.
    function inspect(
        bytes32 intentHash,
        bytes calldata adapterData
    ) external view returns (ExecutionCode code, uint256 actual, uint256 bound);
}
