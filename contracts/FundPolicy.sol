// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LimitRules} from "./base/LimitRules.sol";
import {
    ClaimMode,
    FundAddresses,
    FundConfig,
    Limits,
    RiskSettings,
    ScheduledChange
} from "./interfaces/FundTypes.sol";
import {IFundPolicy} from "./interfaces/IFundPolicy.sol";
import {IPartDeployer} from "./interfaces/IPartDeployer.sol";

/// @title Roles and settings of one fund
contract FundPolicy is IFundPolicy {
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

    address private immutable _verifierSet;
    address private immutable _claimBook;
    address private immutable _snapshotBook;
    address private immutable _intentBook;
    address private immutable _core;
    address private immutable _vault;

    modifier onlyOwner() {
        if (msg.sender != owner) revert Unauthorized(msg.sender, "owner");
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

        owner = _required("owner", config.roles.owner);
        guardian = _required("guardian", config.roles.guardian);
        strategy = _required("strategy", config.roles.strategy);
        executor = _required("executor", config.roles.executor);
        keeper = config.roles.keeper;
        emit OwnershipTransferred(address(0), owner);
        emit RoleChanged("guardian", address(0), guardian);
        emit RoleChanged("strategy", address(0), strategy);
        emit RoleChanged("executor", address(0), executor);
        emit RoleChanged("keeper", address(0), keeper);
        _setRisk(config.risk);
        _setLimits(config.limits);
    }

    /// @inheritdoc IFundPolicy
    function setGuardian(address account) external onlyOwner {
        emit RoleChanged("guardian", guardian, _required("guardian", account));
        guardian = account;
    }

    /// @inheritdoc IFundPolicy
    function setStrategy(address account) external onlyOwner {
        emit RoleChanged("strategy", strategy, _required("strategy", account));
        strategy = account;
    }

    /// @inheritdoc IFundPolicy
    function setExecutor(address account) external onlyOwner {
        emit RoleChanged("executor", executor, _required("executor", account));
        executor = account;
    }

    /// @inheritdoc IFundPolicy
    function setKeeper(address account) external onlyOwner {
        emit RoleChanged("keeper", keeper, account);
        keeper = account;
    }

    /// @inheritdoc IFundPolicy
    function offerOwnership(address successor) external onlyOwner {
        pendingOwner = successor;
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
    function setRisk(RiskSettings calldata settings) external onlyOwner {
        _setRisk(settings);
    }

    /// @inheritdoc IFundPolicy
    function setLimits(Limits calldata settings) external onlyOwner {
        _setLimits(settings);
    }

    /// @inheritdoc IFundPolicy
    function scheduleChange(address, bytes calldata, bytes32) external pure returns (bytes32) {
        revert NotSupported("scheduleChange");
    }

    /// @inheritdoc IFundPolicy
    function executeChange(address, bytes calldata, bytes32) external pure returns (bytes memory) {
        revert NotSupported("executeChange");
    }

    /// @inheritdoc IFundPolicy
    function cancelChange(bytes32) external pure {
        revert NotSupported("cancelChange");
    }

    /// @inheritdoc IFundPolicy
    function hashChange(
        address target,
        bytes calldata data,
        bytes32 salt
    ) external pure returns (bytes32) {
        return keccak256(abi.encode(target, data, salt));
    }

    /// @inheritdoc IFundPolicy
    function changeOf(bytes32) external pure returns (ScheduledChange memory change) {
        return change;
    }

    /// @inheritdoc IFundPolicy
    function requireConfigurer(address caller) external view {
        if (caller != owner) revert Unauthorized(caller, "owner");
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
        LimitRules.check(settings);
        _limits = settings;
        emit LimitsChanged(settings);
    }

    function _required(string memory field, address account) private pure returns (address) {
        if (account == address(0)) revert ZeroAddress(field);
        return account;
    }
}
