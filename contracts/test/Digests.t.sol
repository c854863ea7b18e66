// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IAttestationBook} from "../interfaces/IAttestationBook.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev What is signed, worked out once more from the type strings of the protocol: a field that is left out or has
///      changed places with its neighbour gives another digest.
contract DigestsTest is FundFixture {
    bytes32 private constant DOMAIN =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant INTENT =
        keccak256(
            "Intent(address fund,uint64 setEpoch,uint8 action,address tokenIn,address tokenOut,uint256 amountIn,uint256 minAmountOut,uint256 quoteAmountOut,uint16 maxSlippageBps,uint64 validAfter,uint64 deadline,bytes32 snapshotRoot,uint64 round,address adapter,bytes32 adapterDataHash,uint256 nonce)"
        );
    bytes32 private constant CLAIM =
        keccak256(
            "Claim(address fund,uint64 round,string schemaId,string sourceType,string sourceRef,string selector,string extracted,string extractedType,uint64 timestamp,bytes32 responseHash,string evidenceType,string evidenceURI,address crawler,string notes)"
        );
    string private constant CLAIM_SIGNED =
        "ClaimAttestation(bytes32 claimHash,uint64 round,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)";
    string private constant ROOT_SIGNED =
        "SnapshotAttestation(bytes32 root,uint64 round,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)";
    string private constant INTENT_SIGNED =
        "IntentAttestation(bytes32 intentHash,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)";

    struct Signed {
        bytes32 subject;
        uint64 round;
        uint64 epoch;
        address who;
        uint64 until;
        uint256 nonce;
    }

    function testFuzz_digests_are_of_these_fields_in_this_order(Signed memory it) public view {
        bytes memory tail = abi.encode(it.epoch, it.who, it.until, it.nonce);
        bytes memory plain = abi.encode(keccak256(bytes(INTENT_SIGNED)), it.subject);
        check(
            intents.attestationDigest(it.subject, it.epoch, it.who, it.until, it.nonce) ==
                digest("ClawIntentBook", address(intents), bytes.concat(plain, tail)),
            "intent"
        );
        bytes memory withRound = abi.encode(keccak256(bytes(CLAIM_SIGNED)), it.subject, it.round);
        check(
            claims.attestationDigest(it.subject, it.round, it.epoch, it.who, it.until, it.nonce) ==
                digest("ClawClaimBook", address(claims), bytes.concat(withRound, tail)),
            "claim"
        );
        withRound = abi.encode(keccak256(bytes(ROOT_SIGNED)), it.subject, it.round);
        check(
            snapshots.attestationDigest(it.subject, it.round, it.epoch, it.who, it.until, it.nonce) ==
                digest("ClawSnapshotBook", address(snapshots), bytes.concat(withRound, tail)),
            "root"
        );
    }

    function testFuzz_the_intent_hash_is_of_these_fields_in_this_order(Intent memory it) public view {
        bytes memory head = abi.encode(INTENT, it.fund, it.setEpoch, it.action, it.tokenIn, it.tokenOut, it.amountIn);
        bytes memory middle = abi.encode(
            it.minAmountOut,
            it.quoteAmountOut,
            it.maxSlippageBps,
            it.validAfter,
            it.deadline
        );
        bytes memory tail = abi.encode(it.snapshotRoot, it.round, it.adapter, it.adapterDataHash, it.nonce);
        check(intents.hashIntent(it) == keccak256(bytes.concat(head, middle, tail)), "intent");
    }

    function testFuzz_the_claim_hash_is_of_these_fields_in_this_order(Claim memory it) public view {
        bytes memory head = abi.encode(CLAIM, it.fund, it.round, text(it.schemaId), text(it.sourceType));
        bytes memory middle = abi.encode(
            text(it.sourceRef),
            text(it.selector),
            text(it.extracted),
            text(it.extractedType),
            it.timestamp
        );
        bytes memory tail = abi.encode(
            it.responseHash,
            text(it.evidenceType),
            text(it.evidenceURI),
            it.crawler,
            text(it.notes)
        );
        check(claims.hashClaim(it) == keccak256(bytes.concat(head, middle, tail)), "claim");
    }

    function test_each_book_has_a_domain_of_its_own() public view {
        check(IAttestationBook(address(intents)).domainSeparator() == domain("ClawIntentBook", address(intents)), "intents");
        check(IAttestationBook(address(claims)).domainSeparator() == domain("ClawClaimBook", address(claims)), "claims");
        check(
            IAttestationBook(address(snapshots)).domainSeparator() == domain("ClawSnapshotBook", address(snapshots)),
            "snapshots"
        );
    }

    function digest(string memory name, address book, bytes memory fields) private view returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domain(name, book), keccak256(fields)));
    }

    function domain(string memory name, address book) private view returns (bytes32) {
        return keccak256(abi.encode(DOMAIN, text(name), text("2"), block.chainid, book));
    }

    function text(string memory value) private pure returns (bytes32) {
        return keccak256(bytes(value));
    }
}
