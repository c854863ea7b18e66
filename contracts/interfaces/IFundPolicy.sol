// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClaimMode, FundAddresses, Limits, RiskSettings, ScheduledChange} from "./FundTypes.sol";
import {IFundErrors} from "./IFundErrors.sol";

/// @title Who may do what in a fund, and within which bounds
/// @notice The one seat of roles and settings; every other contract of the fund asks it.
interface IFundPolicy is IFundErrors {
    /// @notice `account` now holds `role` (guardian, strategy, executor or keeper).
    /// @param  role     the role
    /// @param  previous who held it before
    /// @param  account  who holds it now
    event RoleChanged(string role, address indexed previous, address indexed account);
    /// @notice The owner named its successor, who must accept.
    /// @param  owner     who offered it
    /// @param  successor who may accept
    event OwnershipOffered(address indexed owner, address indexed successor);
    /// @notice The successor accepted.
    /// @param  previous the owner before
    /// @param  owner    the owner now
    event OwnershipTransferred(address indexed previous, address indexed owner);
    /// @notice The bounds on intents changed.
    /// @param  risk the bounds from now on
    event RiskChanged(RiskSettings risk);
    /// @notice The limits changed.
    /// @param  limits the limits from now on
    event LimitsChanged(Limits limits);
    /// @notice The owner announced a change.
    /// @param  changeId  `hashChange` of the rest
    /// @param  target    the contract of this fund to be called
    /// @param  data      the call
    /// @param  salt      tells equal changes apart
    /// @param  readyAt   from when it may be executed, in seconds
    /// @param  expiresAt until when
    event ChangeScheduled(
        bytes32 indexed changeId,
        address indexed target,
        bytes data,
        bytes32 salt,
        uint64 readyAt,
        uint64 expiresAt
    );
    /// @notice An announced change was made.
    /// @param  changeId the change
    /// @param  by       who executed it
    event ChangeExecuted(bytes32 indexed changeId, address indexed by);
    /// @notice An announced change will not be made.
    /// @param  changeId the change
    /// @param  by       who cancelled it
    event ChangeCancelled(bytes32 indexed changeId, address indexed by);

    /// @notice This fund's configuration changes with a delay: announce it first.
    /// @param  configDelay the delay, in seconds
    error ChangeMustWait(uint64 configDelay);
    /// @notice No such change waits.
    /// @param  changeId the change
    error ChangeUnknown(bytes32 changeId);
    /// @notice The same change waits already.
    /// @param  changeId the change
    /// @param  readyAt  from when it may be executed, in seconds
    error ChangeAlreadyScheduled(bytes32 changeId, uint64 readyAt);
    /// @notice The change's time has not come.
    /// @param  changeId the change
    /// @param  readyAt  from when it may be executed, in seconds
    error ChangeNotReady(bytes32 changeId, uint64 readyAt);
    /// @notice The change's time is over.
    /// @param  changeId  the change
    /// @param  expiresAt until when it could be executed, in seconds
    error ChangeExpired(bytes32 changeId, uint64 expiresAt);
    /// @notice The target is no contract of this fund, nor its price guard.
    /// @param  target the target
    error ChangeTargetUnknown(address target);
    /// @notice The guardian cannot stop its own replacement.
    /// @param  changeId the change
    /// @param  guardian the guardian
    error ChangeNotYoursToCancel(bytes32 changeId, address guardian);
    /// @notice The unpause was announced before the pause that it would end began: announce another one.
    /// @param  changeId the change
    /// @param  pausedAt when the pause began, in seconds
    error ChangeOvertaken(bytes32 changeId, uint64 pausedAt);
    /// @notice A contract of the fund can hold no role of it.
    /// @param  role    the role
    /// @param  account the contract
    error RoleOfOwnContract(string role, address account);
    /// @notice The call failed.
    /// @param  changeId the change
    /// @param  reason   the target's revert data
    error ChangeFailed(bytes32 changeId, bytes reason);

    /// @notice Names the guardian. Whoever may configure, like all that begins with `set`: the owner; where there is
    ///         a `Limits.configDelay`, the policy itself when the owner makes an announced change.
    /// @param  account the guardian from now on
    function setGuardian(address account) external;

    /// @notice Names the account that may propose intents.
    /// @param  account the strategy from now on
    function setStrategy(address account) external;

    /// @notice Names the account that may execute approved intents.
    /// @param  account the executor from now on
    function setExecutor(address account) external;

    /// @notice Names the account that observes prices.
    /// @param  account the keeper from now on; zero while there is no price guard
    function setKeeper(address account) external;

    /// @notice Offers ownership; nothing changes until the successor accepts. There is no way to renounce it: a fund
    ///         without an owner could never rotate its verifiers nor end a pause.
    /// @param  successor who may accept; zero withdraws the offer, which needs no announcement
    function offerOwnership(address successor) external;

    /// @notice Takes the ownership that was offered to the caller.
    function acceptOwnership() external;

    /// @notice Changes the bounds on intents; judged again at execution.
    /// @param  risk the bounds from now on
    function setRisk(RiskSettings calldata risk) external;

    /// @notice Changes the limits; a field that nobody enforces is refused, see base/LimitRules.sol.
    /// @param  limits the limits from now on, `configDelay` among them
    function setLimits(Limits calldata limits) external;

    /// @notice Announces a change of configuration. It may be made once the delay is over, the longer one of
    ///         `Limits.configDelay` now and then, and until seven days after the one that holds now. Owner only; also
    ///         where there is no delay.
    /// @param  target   the contract of this fund to be called, or its price guard
    /// @param  data     the call
    /// @param  salt     tells equal changes apart
    /// @return changeId `hashChange` of the three
    function scheduleChange(
        address target,
        bytes calldata data,
        bytes32 salt
    ) external returns (bytes32 changeId);

    /// @notice Makes an announced change whose time has come: the policy makes the call, without value. Owner only.
    ///         A call that fails leaves the change waiting.
    /// @param  target the contract of this fund to be called, or its price guard
    /// @param  data   the call
    /// @param  salt   tells equal changes apart
    /// @return answer what the call returned
    function executeChange(
        address target,
        bytes calldata data,
        bytes32 salt
    ) external returns (bytes memory answer);

    /// @notice Drops an announced change. Owner or guardian; a guardian not the change that names another guardian.
    /// @param  changeId the change
    function cancelChange(bytes32 changeId) external;

    /// @notice Uses a guardian's right to pause: the first use begins its seven days, later ones get what is left of
    ///         them. Core and vault only.
    /// @param  account the guardian that pauses
    /// @return until   when its right ends, in seconds
    function spendPause(address account) external returns (uint64 until);

    /// @notice Gives every guardian a new right to pause. Core and vault only, when the owner unpauses them.
    function restorePause() external;

    /// @notice What a change is known by.
    /// @param  target   the contract of this fund to be called
    /// @param  data     the call
    /// @param  salt     tells equal changes apart
    /// @return changeId `keccak256(abi.encode(target, data, salt))`
    function hashChange(
        address target,
        bytes calldata data,
        bytes32 salt
    ) external pure returns (bytes32 changeId);

    /// @notice A change that waits, or has expired waiting.
    /// @param  changeId the change
    /// @return change   all zero if it never was, or was executed or cancelled
    function changeOf(bytes32 changeId) external view returns (ScheduledChange memory change);

    /// @notice Reverts unless the caller named may configure this fund at this moment: every part of the fund asks
    ///         this before it changes a setting.
    /// @param  caller who called the part
    function requireConfigurer(address caller) external view;

    /// @notice The account that configures the fund.
    /// @return the account
    function owner() external view returns (address);

    /// @notice Who may accept ownership; zero if nobody.
    /// @return the account
    function pendingOwner() external view returns (address);

    /// @notice May pause, cancel intents and revoke verifiers, and nothing else.
    /// @return the account
    function guardian() external view returns (address);

    /// @notice May propose intents.
    /// @return the account
    function strategy() external view returns (address);

    /// @notice May execute approved intents.
    /// @return the account
    function executor() external view returns (address);

    /// @notice Observes prices.
    /// @return the account; zero while there is no price guard
    function keeper() external view returns (address);

    /// @notice The bounds on intents.
    /// @return the bounds
    function risk() external view returns (RiskSettings memory);

    /// @notice The limits on what a quorum may do.
    /// @return the limits; 0 where there is none
    function limits() external view returns (Limits memory);

    /// @notice Where claims become final.
    /// @return OFFCHAIN or ONCHAIN
    function claimMode() external view returns (ClaimMode);

    /// @notice All contracts of this fund.
    /// @return their addresses
    function contracts() external view returns (FundAddresses memory);
}
