// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IClawCore} from "../interfaces/IClawCore.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IIntentBook} from "../interfaces/IIntentBook.sol";
import {OwnedSigner} from "./mocks/signers/OwnedSigner.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev A quorum stops what a quorum approved.
contract VetoTest is FundFixture {
    bytes32 private hash;

    function setUp() public override {
        super.setUp();
        ready();
        hash = approve(buy(1_000));
    }

    function vetoOf(uint256 key, bytes32 intentHash, uint64 expiresAt) private returns (Attestation memory item) {
        item = Attestation(vm.addr(key), expiresAt, nextNonce++, "");
        uint64 setEpoch = intents.getIntent(intentHash).setEpoch;
        item.signature = signDigest(
            key,
            core.vetoDigest(intentHash, setEpoch, item.verifier, item.expiresAt, item.nonce)
        );
    }

    function vetoes(uint256 count) private returns (Attestation[] memory items) {
        items = new Attestation[](count);
        for (uint256 i = 0; i < count; ++i) items[i] = vetoOf(keys[i], hash, START + 60);
    }

    function tooWeak(Attestation[] memory items, uint256 weight) private {
        reverts(abi.encodeWithSelector(IClawCore.VetoTooWeak.selector, hash, weight, 2));
        core.vetoIntent(hash, items);
        check(intents.statusOf(hash) == IntentStatus.APPROVED, "still approved");
    }

    function test_a_quorum_stops_an_approved_intent_for_good_and_anyone_may_carry_it() public {
        Attestation[] memory items = vetoes(2);
        vm.expectEmit();
        emit IIntentBook.IntentCancelled(hash, address(core));
        vm.expectEmit();
        emit IClawCore.IntentVetoed(hash, 1, 2, 2);
        vm.prank(stranger);
        check(core.vetoIntent(hash, items) == 2, "the weight that signed");
        check(intents.statusOf(hash) == IntentStatus.CANCELLED, "cancelled");
        refusedWith(ExecutionCode.INTENT_CANCELLED, hash, buyRoute());
        reverts(abi.encodeWithSelector(IIntentBook.IntentIsCancelled.selector, hash));
        core.vetoIntent(hash, items);
    }

    function test_a_proposed_intent_can_be_stopped_before_it_is_approved() public {
        hash = propose(buy(1_000));
        check(core.vetoIntent(hash, vetoes(3)) == 3, "all of them");
    }

    function test_a_minority_stops_nothing_however_often_it_signs() public {
        tooWeak(new Attestation[](0), 0);
        tooWeak(vetoes(1), 1);
        Attestation[] memory twice = vetoes(2);
        twice[1] = vetoOf(keys[0], hash, START + 60);
        tooWeak(twice, 1);
    }

    function test_only_live_signatures_of_members_over_this_veto_count() public {
        Attestation[] memory items = vetoes(2);
        items[1] = vetoOf(uint256(keccak256("stranger")), hash, START + 60);
        tooWeak(items, 1);
        items[1] = intentSignature(keys[1], hash, START + 60); // it approved: that is no veto
        tooWeak(items, 1);
        items[1] = vetoOf(keys[1], propose(buy(1_000)), START + 60);
        tooWeak(items, 1);
        items[1] = vetoOf(keys[1], hash, START + 60);
        items[1].verifier = vm.addr(keys[2]);
        tooWeak(items, 1);
        items[1].verifier = address(0);
        items[1].signature = "";
        tooWeak(items, 1);
        items = vetoes(2);
        vm.prank(guardian);
        verifiers.revoke(vm.addr(keys[1]));
        tooWeak(items, 1);
        vm.prank(owner);
        verifiers.reinstate(vm.addr(keys[1]));
        vm.warp(START + 61);
        tooWeak(items, 0);
        vm.warp(START + 60);
        core.vetoIntent(hash, items);
    }

    function test_what_is_over_or_unknown_cannot_be_stopped() public {
        Attestation[] memory items = vetoes(2);
        reverts(abi.encodeWithSelector(IIntentBook.IntentNotFound.selector, keccak256("none")));
        core.vetoIntent(keccak256("none"), items);
        execute(hash, buyRoute());
        reverts(abi.encodeWithSelector(IIntentBook.IntentAlreadyExecuted.selector, hash));
        core.vetoIntent(hash, items);
    }

    function test_a_closed_epoch_stops_nothing_any_more() public {
        Attestation[] memory items = vetoes(2);
        Verifier[] memory next = members();
        vm.prank(owner);
        verifiers.openEpoch(next, Thresholds(2, 2, 2));
        reverts(abi.encodeWithSelector(IFundErrors.EpochClosed.selector, 1, 2));
        core.vetoIntent(hash, items);
    }

    function test_each_kind_of_decision_has_its_own_threshold() public {
        Verifier[] memory next = members();
        vm.prank(owner);
        verifiers.openEpoch(next, Thresholds(2, 2, 3));
        hash = propose(buy(1_000));
        Attestation[] memory two = vetoes(2);
        reverts(abi.encodeWithSelector(IClawCore.VetoTooWeak.selector, hash, 2, 3));
        core.vetoIntent(hash, two);
        core.vetoIntent(hash, vetoes(3));
    }

    function test_an_account_vetoes_by_its_contract_and_only_over_its_own_digest() public {
        uint256 key = uint256(keccak256("whoever owns the account"));
        address account = address(new OwnedSigner(vm.addr(key)));
        Verifier[] memory set = new Verifier[](2);
        address other = vm.addr(keys[0]);
        bool first = account < other;
        set[first ? 0 : 1] = Verifier(account, 1, true);
        set[first ? 1 : 0] = Verifier(other, 1, false);
        vm.prank(owner);
        verifiers.openEpoch(set, Thresholds(2, 2, 2));
        hash = propose(buy(1_000));
        Attestation[] memory items = new Attestation[](2);
        items[0] = vetoOf(keys[0], hash, START + 60);
        items[1] = Attestation(account, START + 60, nextNonce++, "");
        bytes32 plain = core.vetoDigest(hash, 2, account, START + 60, items[1].nonce);
        items[1].signature = signDigest(key, plain);
        reverts(abi.encodeWithSelector(IClawCore.VetoTooWeak.selector, hash, 1, 2));
        core.vetoIntent(hash, items);
        bytes32 digest = core.accountVetoDigest(hash, 2, account, START + 60, items[1].nonce);
        items[1].signature = signDigest(key, digest);
        check(core.vetoIntent(hash, items) == 2, "its contract speaks for it");
        check(digest == accountDigest(hash, account, items[1].nonce), "and was asked about this");
    }

    function test_an_account_without_that_right_is_not_asked() public {
        uint256 key = uint256(keccak256("whoever owns the account"));
        address account = address(new OwnedSigner(vm.addr(key)));
        Verifier[] memory set = new Verifier[](1);
        set[0] = Verifier(account, 1, false);
        vm.prank(owner);
        verifiers.openEpoch(set, Thresholds(1, 1, 1));
        hash = propose(buy(1_000));
        Attestation[] memory items = new Attestation[](1);
        items[0] = Attestation(account, START + 60, nextNonce++, "");
        items[0].signature = signDigest(key, core.accountVetoDigest(hash, 2, account, START + 60, items[0].nonce));
        reverts(abi.encodeWithSelector(IClawCore.VetoTooWeak.selector, hash, 0, 1));
        core.vetoIntent(hash, items);
    }

    /// @dev Worked out from the type strings once more.
    function accountDigest(bytes32 intentHash, address account, uint256 nonce) private view returns (bytes32) {
        string memory veto =
            "IntentVeto(bytes32 intentHash,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)";
        bytes32 inner = keccak256(
            abi.encode(keccak256(bytes(veto)), intentHash, uint256(2), account, uint256(START + 60), nonce)
        );
        bytes32 outer = keccak256(
            abi.encode(
                keccak256(bytes(string.concat("AccountVeto(address account,IntentVeto veto)", veto))),
                account,
                inner
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain(), outer));
    }

    function domain() private view returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                    keccak256("ClawCore"),
                    keccak256("2"),
                    block.chainid,
                    address(core)
                )
            );
    }

    function testFuzz_the_digest_is_of_these_fields_in_this_order(
        bytes32 subject,
        uint64 setEpoch,
        address verifier,
        uint64 expiresAt,
        uint256 nonce
    ) public view {
        bytes32 veto = keccak256(
            abi.encode(
                keccak256(
                    "IntentVeto(bytes32 intentHash,uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)"
                ),
                subject,
                setEpoch,
                verifier,
                expiresAt,
                nonce
            )
        );
        bytes32 expected = keccak256(abi.encodePacked(hex"1901", domain(), veto));
        check(core.vetoDigest(subject, setEpoch, verifier, expiresAt, nonce) == expected, "digest");
    }
}
