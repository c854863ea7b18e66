// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundPart} from "./base/FundPart.sol";
import {FundConfig, SetEpoch, Thresholds, Verifier} from "./interfaces/FundTypes.sol";
import {IVerifierSet} from "./interfaces/IVerifierSet.sol";

/// @title Verifiers and weights in frozen set epochs
contract VerifierSet is FundPart, IVerifierSet {
    uint256 private constant MAX_MEMBERS = 64; // one bit each in a book's tally

    struct Member {
        address signer;
        uint96 weight;
    }

    uint64 public currentEpoch;
    mapping(address account => bool) public isRevoked;
    mapping(uint64 setEpoch => SetEpoch) private _epochs;
    mapping(uint64 setEpoch => Member[]) private _members;
    mapping(uint64 setEpoch => mapping(address account => uint256)) private _places; // index + 1

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
        emit VerifierRevoked(verifier, msg.sender);
    }

    /// @inheritdoc IVerifierSet
    function reinstate(address verifier) external onlyConfigurer {
        isRevoked[verifier] = false;
        emit VerifierReinstated(verifier, msg.sender);
    }

    /// @inheritdoc IVerifierSet
    function epochInfo(uint64 setEpoch) external view returns (SetEpoch memory) {
        return _epochs[setEpoch];
    }

    /// @inheritdoc IVerifierSet
    function verifiersOf(uint64 setEpoch) external view returns (Verifier[] memory verifiers) {
        Member[] storage members = _members[setEpoch];
        verifiers = new Verifier[](members.length);
        for (uint256 i = 0; i < members.length; ++i) {
            verifiers[i] = Verifier(members[i].signer, members[i].weight, false);
        }
    }

    /// @inheritdoc IVerifierSet
    function memberOf(
        uint64 setEpoch,
        address account
    ) external view returns (uint256 index, uint96 weight, bool revoked) {
        uint256 place = _places[setEpoch][account];
        if (place == 0) return (0, 0, false);
        return (place - 1, _members[setEpoch][place - 1].weight, isRevoked[account]);
    }

    /// @inheritdoc IVerifierSet
    function weightOf(uint64 setEpoch, uint64 members) external view returns (uint256 weight) {
        Member[] storage list = _members[setEpoch];
        uint256 length = list.length;
        for (uint256 i = 0; i < length; ++i) {
            if (members & (uint64(1) << uint64(i)) == 0) continue;
            Member memory member = list[i];
            if (!isRevoked[member.signer]) weight += member.weight;
        }
    }

    function _open(Verifier[] memory verifiers, Thresholds memory thresholds) private returns (uint64 setEpoch) {
        if (verifiers.length == 0 || verifiers.length > MAX_MEMBERS) {
            revert OutOfRange("verifiers", verifiers.length, 1, MAX_MEMBERS);
        }
        setEpoch = currentEpoch + 1;
        uint256 total = _addMembers(setEpoch, verifiers);
        if (total > type(uint96).max) revert OutOfRange("totalWeight", total, 1, type(uint96).max);
        _requireMajority("claim", thresholds.claim, total);
        _requireMajority("snapshot", thresholds.snapshot, total);
        _requireMajority("intent", thresholds.intent, total);

        if (currentEpoch != 0) _epochs[currentEpoch].closedAt = uint64(block.timestamp);
        currentEpoch = setEpoch;
        _epochs[setEpoch] = SetEpoch({
            openedAt: uint64(block.timestamp),
            closedAt: 0,
            size: uint32(verifiers.length),
            totalWeight: uint96(total),
            thresholds: thresholds
        });
        emit EpochOpened(setEpoch, verifiers, uint96(total), thresholds);
    }

    function _addMembers(uint64 setEpoch, Verifier[] memory verifiers) private returns (uint256 total) {
        address previous = address(0);
        for (uint256 i = 0; i < verifiers.length; ++i) {
            Verifier memory verifier = verifiers[i];
            _requireSet("verifier", verifier.signer);
            if (verifier.signer <= previous) revert SetNotAscending(i);
            if (verifier.weight == 0) revert ZeroWeight(verifier.signer);
            if (verifier.erc1271) revert NotSupported("erc1271");
            if (isRevoked[verifier.signer]) revert RevokedMember(verifier.signer);
            previous = verifier.signer;
            total += verifier.weight;
            _members[setEpoch].push(Member(verifier.signer, verifier.weight));
            _places[setEpoch][verifier.signer] = i + 1;
        }
    }

    function _requireMajority(string memory kind, uint256 threshold, uint256 total) private pure {
        if (2 * threshold <= total || threshold > total) revert ThresholdOutOfRange(kind, threshold, total);
    }
}
