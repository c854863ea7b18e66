// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Attestation, FundAddresses, SetRoll, SkipReason} from "../interfaces/FundTypes.sol";
import {IClawCore} from "../interfaces/IClawCore.sol";
import {IIntentBook} from "../interfaces/IIntentBook.sol";
import {IVerifierSet} from "../interfaces/IVerifierSet.sol";
import {FundPart} from "./FundPart.sol";
import {SetRolls} from "./SetRolls.sol";
import {VerifierSignature} from "./VerifierSignature.sol";

/// @dev How a quorum of verifiers stops what a quorum approved. Nothing is kept of the signatures: what they stop
///      stays stopped, so a nonce has nothing to protect and they may be used again for nothing.
abstract contract IntentVeto is FundPart, IClawCore {
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant NAME_HASH = keccak256("ClawCore");
    bytes32 private constant VERSION_HASH = keccak256("2");
    bytes32 private constant VETO_TYPEHASH =
        keccak256(
            "IntentVeto(bytes32 intentHash,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"
        );
    bytes32 private constant ACCOUNT_TYPEHASH =
        keccak256(
            "AccountVeto(address account,IntentVeto veto)IntentVeto(bytes32 intentHash,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"
        );

    IVerifierSet internal immutable _verifiers;
    IIntentBook internal immutable _intents;

    constructor() {
        FundAddresses memory parts = _siblings();
        _verifiers = IVerifierSet(parts.verifierSet);
        _intents = IIntentBook(parts.intentBook);
    }

    /// @inheritdoc IClawCore
    function vetoIntent(bytes32 intentHash, Attestation[] calldata vetoes) external returns (uint256 weight) {
        _intents.cancelIntent(intentHash); // refuses what is unknown, executed or cancelled; undone with the rest below
        uint64 setEpoch = _intents.getIntent(intentHash).setEpoch;
        SetRoll memory roll = _verifiers.rollOf(setEpoch);
        if (setEpoch != roll.openEpoch) revert EpochClosed(setEpoch, roll.openEpoch);
        weight = SetRolls.weigh(roll.members, _vetoers(intentHash, setEpoch, roll, vetoes));
        uint256 threshold = roll.thresholds.intent;
        if (weight < threshold) revert VetoTooWeak(intentHash, weight, threshold);
        emit IntentVetoed(intentHash, setEpoch, weight, threshold);
    }

    /// @inheritdoc IClawCore
    function vetoDigest(
        bytes32 intentHash,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32) {
        bytes32 veto = _vetoHash(intentHash, setEpoch, verifier, expiresAt, nonce);
        return MessageHashUtils.toTypedDataHash(_domain(), veto);
    }

    /// @inheritdoc IClawCore
    function accountVetoDigest(
        bytes32 intentHash,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) external view returns (bytes32) {
        bytes32 veto = _vetoHash(intentHash, setEpoch, verifier, expiresAt, nonce);
        return VerifierSignature.accountDigest(_domain(), veto, ACCOUNT_TYPEHASH, verifier);
    }

    /// @dev The bits of those who signed. What does not count is passed over.
    function _vetoers(
        bytes32 intentHash,
        uint64 setEpoch,
        SetRoll memory roll,
        Attestation[] calldata vetoes
    ) private view returns (uint256 bits) {
        bytes32 domain = _domain();
        for (uint256 i = 0; i < vetoes.length; ++i) {
            Attestation calldata veto = vetoes[i];
            uint256 index = SetRolls.find(roll.members, veto.verifier);
            if (index == roll.members.length || block.timestamp > veto.expiresAt) continue;
            uint256 bit = 1 << index;
            if ((roll.revoked | bits) & bit != 0) continue;
            SkipReason reason = VerifierSignature.judge(
                domain,
                _vetoHash(intentHash, setEpoch, veto.verifier, veto.expiresAt, veto.nonce),
                ACCOUNT_TYPEHASH,
                veto.verifier,
                roll.contracts & bit != 0,
                veto.signature
            );
            if (reason == SkipReason.NONE) bits |= bit;
        }
    }

    function _vetoHash(
        bytes32 intentHash,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(VETO_TYPEHASH, intentHash, setEpoch, verifier, expiresAt, nonce));
    }

    function _domain() private view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH, block.chainid, address(this)));
    }
}
