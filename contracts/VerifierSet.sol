// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundPart} from "./base/FundPart.sol";
import {SetRolls} from "./base/SetRolls.sol";
import {FundConfig, SetEpoch, SetRoll, Thresholds, Verifier} from "./interfaces/FundTypes.sol";
import {IVerifierSet} from "./interfaces/IVerifierSet.sol";

/// @title Verifiers and weights in frozen set epochs
contract VerifierSet is FundPart, IVerifierSet {
    uint256 private constant MAX_MEMBERS = 64; // one bit each in a book's tally

    struct Epoch {
        address roll; // its members, their weights and thresholds: SetRolls
        uint48 openedAt;
        uint48 closedAt;
    }

    /// @dev All that counting needs of the open epoch, in one word. Bit i of `revoked` repeats what `isRevoked` says of
    ///      member i.
    struct Open {
        address roll;
        uint32 epoch;
        uint64 revoked;
    }

    Open private _now;
    mapping(address account => bool) public isRevoked;
    mapping(uint64 setEpoch => Epoch) private _epochs;

    constructor() {
        FundConfig memory config = _fundConfig();
        _open(config.verifiers, config.thresholds);
    }

    /// @inheritdoc IVerifierSet
    function openEpoch(
        Verifier[] calldata verifiers,
        Thresholds calldata thresholds
    ) external onlyConfigurer returns (uint64) {
        return _open(verifiers, thresholds);
    }

    /// @inheritdoc IVerifierSet
    function revoke(address verifier) external {
        _requireOwnerOrGuardian();
        _requireSet("verifier", verifier);
        isRevoked[verifier] = true;
        _now.revoked |= _bitOf(verifier);
        emit VerifierRevoked(verifier, msg.sender);
    }

    /// @inheritdoc IVerifierSet
    function reinstate(address verifier) external onlyConfigurer {
        isRevoked[verifier] = false;
        _now.revoked &= ~_bitOf(verifier);
        emit VerifierReinstated(verifier, msg.sender);
    }

    /// @inheritdoc IVerifierSet
    function currentEpoch() public view returns (uint64) {
        return _now.epoch;
    }

    /// @inheritdoc IVerifierSet
    function epochInfo(uint64 setEpoch) external view returns (SetEpoch memory info) {
        Epoch storage epoch = _epochs[setEpoch];
        SetRoll memory roll = SetRolls.read(epoch.roll);
        info.openedAt = epoch.openedAt;
        info.closedAt = epoch.closedAt;
        info.size = uint32(roll.members.length);
        info.totalWeight = uint96(SetRolls.weigh(roll.members, type(uint64).max));
        info.thresholds = roll.thresholds;
    }

    /// @inheritdoc IVerifierSet
    function verifiersOf(uint64 setEpoch) external view returns (Verifier[] memory verifiers) {
        SetRoll memory roll = SetRolls.read(_epochs[setEpoch].roll);
        verifiers = new Verifier[](roll.members.length);
        for (uint256 i = 0; i < verifiers.length; ++i) {
            uint256 member = roll.members[i];
            verifiers[i] = Verifier(SetRolls.signerOf(member), SetRolls.weightOf(member), roll.contracts & (1 << i) != 0);
        }
    }

    /// @inheritdoc IVerifierSet
    function memberOf(
        uint64 setEpoch,
        address account
    ) external view returns (uint256 index, uint96 weight, bool revoked) {
        uint256[] memory members = SetRolls.read(_epochs[setEpoch].roll).members;
        index = SetRolls.find(members, account);
        if (index == members.length) return (0, 0, false);
        return (index, SetRolls.weightOf(members[index]), isRevoked[account]);
    }

    /// @inheritdoc IVerifierSet
    function openRoll() external view returns (address place, uint64 setEpoch, uint64 revoked) {
        Open memory open = _now;
        return (open.roll, open.epoch, open.revoked);
    }

    /// @inheritdoc IVerifierSet
    function rollOf(uint64 setEpoch) public view returns (SetRoll memory roll) {
        Open memory open = _now;
        bool isOpen = setEpoch == open.epoch;
        roll = SetRolls.read(isOpen ? open.roll : _epochs[setEpoch].roll);
        roll.openEpoch = open.epoch;
        roll.revoked = open.revoked;
        if (isOpen) return roll;
        roll.revoked = 0; // of an epoch that is closed nobody keeps the bits
        for (uint256 i = 0; i < roll.members.length; ++i) {
            if (isRevoked[SetRolls.signerOf(roll.members[i])]) roll.revoked |= uint64(1 << i);
        }
    }

    /// @inheritdoc IVerifierSet
    function weightOf(uint64 setEpoch, uint64 members) external view returns (uint256 weight) {
        SetRoll memory roll = rollOf(setEpoch);
        return SetRolls.weigh(roll.members, members & ~roll.revoked);
    }

    function _open(Verifier[] memory verifiers, Thresholds memory thresholds) private returns (uint64 setEpoch) {
        if (verifiers.length == 0 || verifiers.length > MAX_MEMBERS) {
            revert OutOfRange("verifiers", verifiers.length, 1, MAX_MEMBERS);
        }
        SetRoll memory roll = _rollOf(verifiers);
        uint256 total = SetRolls.weigh(roll.members, type(uint64).max);
        if (total > type(uint96).max) revert OutOfRange("totalWeight", total, 1, type(uint96).max);
        _requireMajority("claim", thresholds.claim, total);
        _requireMajority("snapshot", thresholds.snapshot, total);
        _requireMajority("intent", thresholds.intent, total);

        roll.thresholds = thresholds;
        uint64 closing = currentEpoch();
        setEpoch = closing + 1;
        if (closing != 0) _epochs[closing].closedAt = uint48(block.timestamp);
        address place = SetRolls.write(roll);
        _epochs[setEpoch] = Epoch({roll: place, openedAt: uint48(block.timestamp), closedAt: 0});
        _now = Open({roll: place, epoch: uint32(setEpoch), revoked: 0}); // nobody who is revoked is in a new set
        emit EpochOpened(setEpoch, verifiers, uint96(total), thresholds);
    }

    function _rollOf(Verifier[] memory verifiers) private view returns (SetRoll memory roll) {
        roll.members = new uint256[](verifiers.length);
        address previous = address(0);
        for (uint256 i = 0; i < verifiers.length; ++i) {
            Verifier memory verifier = verifiers[i];
            _requireSet("verifier", verifier.signer);
            if (verifier.signer <= previous) revert SetNotAscending(i);
            if (verifier.weight == 0) revert ZeroWeight(verifier.signer);
            if (verifier.erc1271) _requireCode("verifier", verifier.signer);
            if (isRevoked[verifier.signer]) revert RevokedMember(verifier.signer);
            previous = verifier.signer;
            roll.members[i] = (uint256(uint160(verifier.signer)) << 96) | verifier.weight;
            if (verifier.erc1271) roll.contracts |= uint64(1 << i);
        }
    }

    /// @dev The bit of a member of the open epoch; 0 for a stranger.
    function _bitOf(address account) private view returns (uint64) {
        uint256[] memory members = SetRolls.read(_now.roll).members;
        uint256 index = SetRolls.find(members, account);
        return index == members.length ? 0 : uint64(1 << index);
    }

    function _requireMajority(string memory kind, uint256 threshold, uint256 total) private pure {
        if (2 * threshold <= total || threshold > total) revert ThresholdOutOfRange(kind, threshold, total);
    }
}
