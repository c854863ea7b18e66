// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ChangeQueue} from "./base/ChangeQueue.sol";
import {LimitRules} from "./base/LimitRules.sol";
import {ClaimMode, FundAddresses, FundConfig, Limits, RiskSettings} from "./interfaces/FundTypes.sol";
import {IExpiringPause, PAUSE_SECONDS} from "./interfaces/IExpiringPause.sol";
import {IFundPolicy} from "./interfaces/IFundPolicy.sol";
import {IPartDeployer} from "./interfaces/IPartDeployer.sol";

/// @title Roles and settings of one fund
contract FundPolicy is ChangeQueue {
    /// @dev A guardian's pause was spent if it says today's arming.
    struct PauseRight {
        uint64 spentIn;
        uint64 until;
    }

    uint64 private constant DEFAULT_INTENT_WINDOW = 30 minutes;
    uint64 private constant MAX_INTENT_WINDOW = 1 days;
    uint64 private constant MAX_SNAPSHOT_AGE = 7 days;
    uint16 private constant MAX_SLIPPAGE_BPS = 5_000;

    address public owner;
    address public pendingOwner;
    address public guardian;
    address public strategy;
    address public executor;
    address public keeper;
    ClaimMode public immutable claimMode;

    RiskSettings private _risk;
    Limits private _limits;
    uint64 private _arming = 1;
    mapping(address guardian => PauseRight) private _pauses;

    address private immutable _verifierSet;
    address private immutable _claimBook;
    address private immutable _snapshotBook;
    address private immutable _intentBook;
    address private immutable _core;
    address private immutable _vault;
    address private immutable _asset;

    modifier onlyConfigurer() {
        requireConfigurer(msg.sender);
        _;
    }

    modifier onlyPausable() {
        if (!_isPausable(msg.sender)) revert Unauthorized(msg.sender, "core or vault");
        _;
    }

    constructor() {
        (FundAddresses memory parts, , , , , , , FundConfig memory config) = abi.decode(
            IPartDeployer(msg.sender).arguments(),
            (FundAddresses, address, ClaimMode, string, string, address[], address[], FundConfig)
        );
        _verifierSet = parts.verifierSet;
        _claimBook = parts.claimBook;
        _snapshotBook = parts.snapshotBook;
        _intentBook = parts.intentBook;
        _core = parts.core;
        _vault = parts.vault;
        claimMode = config.claimMode;
        _asset = config.asset;

        owner = _required("owner", config.roles.owner);
        guardian = _required("guardian", config.roles.guardian);
        strategy = _required("strategy", config.roles.strategy);
        executor = _required("executor", config.roles.executor);
        keeper = _foreign("keeper", config.roles.keeper);
        emit OwnershipTransferred(address(0), owner);
        emit RoleChanged("guardian", address(0), guardian);
        emit RoleChanged("strategy", address(0), strategy);
        emit RoleChanged("executor", address(0), executor);
        emit RoleChanged("keeper", address(0), keeper);
        _setRisk(config.risk);
        _setLimits(config.limits);
    }

    /// @inheritdoc IFundPolicy
    function setGuardian(address account) external onlyConfigurer {
        emit RoleChanged("guardian", guardian, _required("guardian", account));
        guardian = account;
    }

    /// @inheritdoc IFundPolicy
    function setStrategy(address account) external onlyConfigurer {
        emit RoleChanged("strategy", strategy, _required("strategy", account));
        strategy = account;
    }

    /// @inheritdoc IFundPolicy
    function setExecutor(address account) external onlyConfigurer {
        emit RoleChanged("executor", executor, _required("executor", account));
        executor = account;
    }

    /// @inheritdoc IFundPolicy
    function setKeeper(address account) external onlyConfigurer {
        emit RoleChanged("keeper", keeper, _foreign("keeper", account));
        keeper = account;
    }

    /// @inheritdoc IFundPolicy
    function offerOwnership(address successor) external {
        // taking an offer back gives nobody anything: the owner need not announce it
        if (successor != address(0) || msg.sender != owner) requireConfigurer(msg.sender);
        pendingOwner = _foreign("owner", successor);
        emit OwnershipOffered(owner, successor);
    }

    /// @inheritdoc IFundPolicy
    function acceptOwnership() external {
        if (msg.sender != pendingOwner) revert Unauthorized(msg.sender, "pendingOwner");
        emit OwnershipTransferred(owner, msg.sender);
        owner = msg.sender;
        pendingOwner = address(0);
    }

    /// @inheritdoc IFundPolicy
    function setRisk(RiskSettings calldata settings) external onlyConfigurer {
        _setRisk(settings);
    }

    /// @inheritdoc IFundPolicy
    function setLimits(Limits calldata settings) external onlyConfigurer {
        _setLimits(settings);
    }

    /// @inheritdoc IFundPolicy
    function spendPause(address account) external onlyPausable returns (uint64 until) {
        PauseRight storage right = _pauses[account];
        if (right.spentIn == _arming) {
            if (block.timestamp >= right.until) revert IExpiringPause.PauseSpent(account);
            return right.until;
        }
        until = uint64(block.timestamp) + PAUSE_SECONDS;
        _pauses[account] = PauseRight(_arming, until);
    }

    /// @inheritdoc IFundPolicy
    function restorePause() external onlyPausable {
        ++_arming;
    }

    /// @inheritdoc IFundPolicy
    function requireConfigurer(address caller) public view {
        if (caller == address(this)) return; // an announced change, see ChangeQueue
        if (caller != owner) revert Unauthorized(caller, "owner");
        if (_limits.configDelay != 0) revert ChangeMustWait(_limits.configDelay);
    }

    /// @inheritdoc IFundPolicy
    function risk() external view returns (RiskSettings memory) {
        return _risk;
    }

    /// @inheritdoc IFundPolicy
    function limits() external view returns (Limits memory) {
        return _limits;
    }

    /// @inheritdoc IFundPolicy
    function contracts() external view returns (FundAddresses memory) {
        return
            FundAddresses({
                policy: address(this),
                verifierSet: _verifierSet,
                claimBook: _claimBook,
                snapshotBook: _snapshotBook,
                intentBook: _intentBook,
                core: _core,
                vault: _vault
            });
    }

    function _setRisk(RiskSettings memory settings) private {
        if (settings.maxIntentWindow == 0) settings.maxIntentWindow = DEFAULT_INTENT_WINDOW;
        if (settings.maxIntentWindow > MAX_INTENT_WINDOW) {
            revert OutOfRange("maxIntentWindow", settings.maxIntentWindow, 0, MAX_INTENT_WINDOW);
        }
        if (settings.maxSnapshotAge == 0 || settings.maxSnapshotAge > MAX_SNAPSHOT_AGE) {
            revert OutOfRange("maxSnapshotAge", settings.maxSnapshotAge, 1, MAX_SNAPSHOT_AGE);
        }
        if (settings.maxSlippageBps > MAX_SLIPPAGE_BPS) {
            revert OutOfRange("maxSlippageBps", settings.maxSlippageBps, 0, MAX_SLIPPAGE_BPS);
        }
        _risk = settings;
        emit RiskChanged(settings);
    }

    function _setLimits(Limits memory settings) private {
        LimitRules.check(settings, _asset);
        _limits = settings;
        emit LimitsChanged(settings);
    }

    function _required(string memory field, address account) private view returns (address) {
        if (account == address(0)) revert ZeroAddress(field);
        return _foreign(field, account);
    }

    /// @dev A contract of the fund in a role would be a role that nobody holds; as owner it would be renunciation.
    function _foreign(string memory role, address account) private view returns (address) {
        if (_isPart(account)) revert RoleOfOwnContract(role, account);
        return account;
    }

    function _isPart(address account) private view returns (bool) {
        return
            account == address(this) ||
            account == _verifierSet ||
            account == _claimBook ||
            account == _snapshotBook ||
            account == _intentBook ||
            _isPausable(account);
    }

    function _isPausable(address account) internal view override returns (bool) {
        return account == _core || account == _vault;
    }

    function _isTarget(address target) internal view override returns (bool) {
        return _isPart(target) || (target != address(0) && target == _limits.priceGuard);
    }

    function _owner() internal view override returns (address) {
        return owner;
    }

    function _guardian() internal view override returns (address) {
        return guardian;
    }

    function _configDelay() internal view override returns (uint40) {
        return uint40(_limits.configDelay); // bounded by LimitRules
    }
}
