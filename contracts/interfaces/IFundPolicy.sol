// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClaimMode, FundAddresses, Limits, RiskSettings} from "./FundTypes.sol";
import {IFundErrors} from "./IFundErrors.sol";

/// @title Who may do what in a fund, and within which bounds
/// @notice The one seat of roles and settings; every other contract of the fund asks it.
interface IFundPolicy is IFundErrors {
    /// @notice `account` now holds `role` (guardian, strategy, executor or keeper).
    event RoleChanged(string role, address indexed previous, address indexed account);
    /// @notice The owner named its successor, who must accept.
    event OwnershipOffered(address indexed owner, address indexed successor);
    /// @notice The successor accepted.
    event OwnershipTransferred(address indexed previous, address indexed owner);
    /// @notice The bounds on intents changed.
    event RiskChanged(RiskSettings risk);
    /// @notice The limits changed.
    event LimitsChanged(Limits limits);

    /// @notice Names the guardian. Owner only; the guardian cannot stop its own replacement.
    function setGuardian(address account) external;

    /// @notice Names the account that may propose intents. Owner only.
    function setStrategy(address account) external;

    /// @notice Names the account that may execute approved intents. Owner only.
    function setExecutor(address account) external;

    /// @notice Names the account that observes prices. Owner only; zero while there is no price guard.
    function setKeeper(address account) external;

    /// @notice Offers ownership; nothing changes until the successor accepts. Zero withdraws the offer.
    function offerOwnership(address successor) external;

    /// @notice Takes the ownership that was offered to the caller.
    function acceptOwnership() external;

    /// @notice Changes the bounds on intents; judged again at execution. Owner only.
    function setRisk(RiskSettings calldata risk) external;

    /// @notice Changes the limits. Owner only; a non-zero field is NotSupported for now.
    function setLimits(Limits calldata limits) external;

    /// @notice The account that configures the fund.
    function owner() external view returns (address);

    /// @notice Who may accept ownership; zero if nobody.
    function pendingOwner() external view returns (address);

    /// @notice May pause, cancel intents and revoke verifiers, and nothing else.
    function guardian() external view returns (address);

    /// @notice May propose intents.
    function strategy() external view returns (address);

    /// @notice May execute approved intents.
    function executor() external view returns (address);

    /// @notice Observes prices.
    function keeper() external view returns (address);

    /// @notice The bounds on intents.
    function risk() external view returns (RiskSettings memory);

    /// @notice The limits that later versions enforce.
    function limits() external view returns (Limits memory);

    /// @notice Where claims become final.
    function claimMode() external view returns (ClaimMode);

    /// @notice All contracts of this fund.
    function contracts() external view returns (FundAddresses memory);
}
