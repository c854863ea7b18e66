// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Attestation, FundAddresses} from "../interfaces/FundTypes.sol";
import {IClawCore} from "../interfaces/IClawCore.sol";
import {IIntentBook} from "../interfaces/IIntentBook.sol";
import {IVerifierSet} from "../interfaces/IVerifierSet.sol";
import {FundPart} from "./FundPart.sol";

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
        uint64 openEpoch = _verifiers.currentEpoch();
        if (setEpoch != openEpoch) revert EpochClosed(setEpoch, openEpoch);
        weight = _vetoWeight(intentHash, setEpoch, vetoes);
        uint256 threshold = _verifiers.epochInfo(setEpoch).thresholds.intent;
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
    ) public view returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPEHASH, NAME_HASH, VERSION_HASH, block.chainid, address(this))
        );
        bytes32 veto = _vetoHash(intentHash, setEpoch, verifier, expiresAt, nonce);
        return MessageHashUtils.toTypedDataHash(domain, veto);
    }

    /// @dev Each member counts once, whatever the batch repeats; what does not count is passed over.
    function _vetoWeight(
        bytes32 intentHash,
        uint64 setEpoch,
        Attestation[] calldata vetoes
    ) private view returns (uint256 total) {
        uint256 counted = 0;
        for (uint256 i = 0; i < vetoes.length; ++i) {
            Attestation calldata veto = vetoes[i];
            if (block.timestamp > veto.expiresAt) continue;
            (uint256 index, uint256 weight, bool revoked) = _verifiers.memberOf(setEpoch, veto.verifier);
            if (weight == 0 || revoked || counted & (1 << index) != 0) continue;
            bytes32 digest = vetoDigest(intentHash, setEpoch, veto.verifier, veto.expiresAt, veto.nonce);
            (address signer, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, veto.signature);
            if (problem != ECDSA.RecoverError.NoError || signer != veto.verifier) continue;
            counted |= 1 << index;
            total += weight;
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
}
