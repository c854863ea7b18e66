// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IAttestationBook} from "../interfaces/IAttestationBook.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev What adds weight and what never does.
contract AttestationsTest is FundFixture {
    uint256 private constant N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141;
    bytes32 private hash;

    function setUp() public override {
        super.setUp();
        ready();
        hash = propose(buy(1_000));
    }

    function one(Attestation memory item) private pure returns (Attestation[] memory items) {
        items = new Attestation[](1);
        items[0] = item;
    }

    function good(uint256 key) private returns (Attestation memory) {
        return intentSignature(keys[key], hash, START + 1 hours);
    }

    function skipped(Attestation memory item, SkipReason reason) private {
        uint256 before = intents.attestedWeight(hash);
        vm.expectEmit();
        emit IAttestationBook.AttestationSkipped(hash, item.verifier, 0, reason);
        check(intents.attestIntent(hash, one(item)) == before, "no weight");
        check(intents.attestedWeight(hash) == before, "no weight kept");
    }

    function test_unique_signatures_add_their_weight_and_approve_once() public {
        check(intents.attestIntent(hash, one(good(0))) == 1, "one");
        check(intents.statusOf(hash) == IntentStatus.PROPOSED, "not yet");
        check(intents.attestIntent(hash, one(good(1))) == 2, "two");
        check(intents.statusOf(hash) == IntentStatus.APPROVED, "approved");
        Attester[] memory who = intents.attestersOf(hash);
        check(who.length == 2 && who[0].verifier == vm.addr(keys[0]), "listed");
    }

    function test_bad_items_do_not_block_the_good_ones() public {
        Attestation[] memory items = new Attestation[](4);
        items[0] = good(0);
        items[0].signature = hex"00";
        items[1] = good(1);
        items[2] = good(1);
        items[3] = good(2);
        check(intents.attestIntent(hash, items) == 2, "two of four");
    }

    function test_skips_EXPIRED_at_the_second_after() public {
        Attestation memory item = intentSignature(keys[0], hash, START - 1);
        skipped(item, SkipReason.EXPIRED);
        item = intentSignature(keys[0], hash, START);
        check(intents.attestIntent(hash, one(item)) == 1, "the last second counts");
    }

    function test_skips_EXPIRY_TOO_FAR_so_that_no_signature_lasts_for_ever() public {
        skipped(intentSignature(keys[0], hash, START + 2 days + 1), SkipReason.EXPIRY_TOO_FAR);
        skipped(intentSignature(keys[0], hash, type(uint64).max), SkipReason.EXPIRY_TOO_FAR);
        check(intents.attestIntent(hash, one(intentSignature(keys[0], hash, START + 2 days))) == 1, "two days count");
    }

    function test_skips_NOT_IN_SET_and_zero() public {
        skipped(intentSignature(uint256(keccak256("nobody")), hash, START + 1), SkipReason.NOT_IN_SET);
        Attestation memory item = good(0);
        item.verifier = address(0);
        item.signature = new bytes(65);
        skipped(item, SkipReason.NOT_IN_SET);
    }

    function test_skips_REVOKED_until_reinstated() public {
        vm.prank(guardian);
        verifiers.revoke(vm.addr(keys[0]));
        skipped(good(0), SkipReason.REVOKED);
        vm.prank(owner);
        verifiers.reinstate(vm.addr(keys[0]));
        check(intents.attestIntent(hash, one(good(0))) == 1, "counts again");
    }

    function test_skips_NONCE_USED_and_withdrawn() public {
        Attestation memory item = good(0);
        intents.attestIntent(hash, one(item));
        check(intents.isNonceUsed(item.verifier, item.nonce), "consumed");
        skipped(item, SkipReason.NONCE_USED);
        item = good(1);
        vm.prank(item.verifier);
        intents.invalidateNonces(item.nonce >> 8, 1 << (item.nonce & 0xff));
        skipped(item, SkipReason.NONCE_USED);
    }

    function test_an_earlier_nonce_stays_used_when_a_later_one_is() public {
        Attestation memory first = good(0);
        intents.attestIntent(hash, one(first));
        intents.attestIntent(hash, one(intentSignature(keys[0], hash, START + 2 hours)));
        check(intents.isNonceUsed(first.verifier, first.nonce), "still consumed");
        skipped(first, SkipReason.NONCE_USED);
    }

    function test_skips_ALREADY_COUNTED_and_a_longer_one_adds_nothing() public {
        intents.attestIntent(hash, one(good(0)));
        skipped(good(0), SkipReason.ALREADY_COUNTED);
        Attestation memory longer = intentSignature(keys[0], hash, START + 2 hours);
        check(intents.attestIntent(hash, one(longer)) == 1, "same weight");
        check(intents.attestersOf(hash)[0].expiresAt == START + 2 hours, "lasts longer");
    }

    function test_a_signature_that_ran_out_can_be_renewed() public {
        intents.attestIntent(hash, one(intentSignature(keys[0], hash, START + 5)));
        vm.warp(START + 6);
        check(intents.attestedWeight(hash) == 0, "ran out");
        check(intents.attestIntent(hash, one(good(0))) == 1, "renewed");
    }

    function test_skips_BAD_SIGNATURE_over_another_epoch_book_or_chain() public {
        Attestation memory item = good(0);
        bytes32 digest = intents.attestationDigest(hash, 2, item.verifier, item.expiresAt, item.nonce);
        item.signature = signDigest(keys[0], digest);
        skipped(item, SkipReason.BAD_SIGNATURE);
        digest = claims.attestationDigest(hash, 0, 1, item.verifier, item.expiresAt, item.nonce);
        item.signature = signDigest(keys[0], digest);
        skipped(item, SkipReason.BAD_SIGNATURE);
        item = good(0);
        vm.chainId(777);
        skipped(item, SkipReason.BAD_SIGNATURE);
    }

    function test_refuses_empty_and_oversized_batches() public {
        reverts(abi.encodeWithSelector(IAttestationBook.EmptyBatch.selector));
        intents.attestIntent(hash, new Attestation[](0));
        reverts(abi.encodeWithSelector(IAttestationBook.BatchTooLarge.selector, 65, 64));
        intents.attestIntent(hash, new Attestation[](65));
    }

    function testFuzz_malleated_forms_never_add_weight(uint256 which, uint256 nonce) public {
        Attestation memory item;
        item.verifier = vm.addr(keys[which % 3]);
        item.expiresAt = START + 1 hours;
        item.nonce = nonce;
        bytes32 digest = intents.attestationDigest(hash, 1, item.verifier, item.expiresAt, nonce);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[which % 3], digest);
        bytes memory plain = abi.encodePacked(r, s, v);
        item.signature = abi.encodePacked(r, bytes32(N - uint256(s)), v == 27 ? uint8(28) : uint8(27));
        skipped(item, SkipReason.BAD_SIGNATURE);
        item.signature = abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
        skipped(item, SkipReason.BAD_SIGNATURE);
        item.signature = abi.encodePacked(plain, uint8(0));
        skipped(item, SkipReason.BAD_SIGNATURE);
        item.signature = abi.encodePacked(r, s, uint8(v - 27));
        skipped(item, SkipReason.BAD_SIGNATURE);
        item.signature = new bytes(65);
        skipped(item, SkipReason.BAD_SIGNATURE);
        item.signature = plain;
        Attestation[] memory twice = new Attestation[](2);
        (twice[0], twice[1]) = (item, item);
        check(intents.attestIntent(hash, twice) == 1, "counted once");
    }

    function testFuzz_the_digest_changes_with_every_field(
        bytes32 subject,
        uint64 round,
        uint64 epoch,
        address who,
        uint64 until,
        uint256 nonce
    ) public {
        unchecked {
            bytes32 base = intents.attestationDigest(subject, epoch, who, until, nonce);
            address other = address(uint160(who) ^ 1);
            check(base != intents.attestationDigest(subject ^ bytes32(uint256(1)), epoch, who, until, nonce), "hash");
            check(base != intents.attestationDigest(subject, epoch + 1, who, until, nonce), "epoch");
            check(base != intents.attestationDigest(subject, epoch, other, until, nonce), "verifier");
            check(base != intents.attestationDigest(subject, epoch, who, until + 1, nonce), "expiry");
            check(base != intents.attestationDigest(subject, epoch, who, until, nonce + 1), "nonce");
            bytes32 claim = claims.attestationDigest(subject, round, epoch, who, until, nonce);
            bytes32 root = snapshots.attestationDigest(subject, round, epoch, who, until, nonce);
            check(claim != root && claim != base && root != base, "book");
            check(claim != claims.attestationDigest(subject, round + 1, epoch, who, until, nonce), "claim round");
            check(root != snapshots.attestationDigest(subject, round + 1, epoch, who, until, nonce), "root round");
            vm.chainId(777);
            check(base != intents.attestationDigest(subject, epoch, who, until, nonce), "chain");
        }
    }

    function testFuzz_the_intent_hash_changes_with_every_field(Intent memory intent) public view {
        bytes32 base = intents.hashIntent(intent);
        bytes memory words = abi.encode(intent);
        for (uint256 field = 0; field < 16; ++field) {
            bytes memory changed = bytes.concat(words);
            changed[32 * field + 31] ^= 0x01; // the lowest bit of each word is in range for every type
            check(base != intents.hashIntent(abi.decode(changed, (Intent))), "field");
        }
    }

    function testFuzz_the_claim_hash_changes_with_every_field(Claim memory claim, uint8 which) public view {
        bytes32 base = claims.hashClaim(claim);
        uint256 field = which % 14;
        unchecked {
            if (field == 0) claim.fund = address(uint160(claim.fund) ^ 1);
            if (field == 1) claim.round++;
            if (field == 2) claim.schemaId = string.concat(claim.schemaId, "x");
            if (field == 3) claim.sourceType = string.concat(claim.sourceType, "x");
            if (field == 4) claim.sourceRef = string.concat(claim.sourceRef, "x");
            if (field == 5) claim.selector = string.concat(claim.selector, "x");
            if (field == 6) claim.extracted = string.concat(claim.extracted, "x");
            if (field == 7) claim.extractedType = string.concat(claim.extractedType, "x");
            if (field == 8) claim.timestamp++;
            if (field == 9) claim.responseHash ^= bytes32(uint256(1));
            if (field == 10) claim.evidenceType = string.concat(claim.evidenceType, "x");
            if (field == 11) claim.evidenceURI = string.concat(claim.evidenceURI, "x");
            if (field == 12) claim.crawler = address(uint160(claim.crawler) ^ 1);
            if (field == 13) claim.notes = string.concat(claim.notes, "x");
        }
        check(base != claims.hashClaim(claim), "field");
    }
}
