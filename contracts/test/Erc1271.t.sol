// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {VerifierSignature} from "../base/VerifierSignature.sol";
import "../interfaces/FundTypes.sol";
import {IAttestationBook} from "../interfaces/IAttestationBook.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {FundFixture} from "./FundFixture.sol";
import {FickleSigner} from "./mocks/signers/FickleSigner.sol";
import {HostileSigner} from "./mocks/signers/HostileSigner.sol";
import {OwnedSigner} from "./mocks/signers/OwnedSigner.sol";
import {ReenteringSigner} from "./mocks/signers/ReenteringSigner.sol";

/// @dev Verifiers that sign by contract: what counts, and what the worst of them can do to the others.
contract Erc1271Test is FundFixture {
    uint256 private constant OWNER_KEY = uint256(keccak256("owner of an account"));
    /// @dev Of one item beside what its contract burns: the checks, two digests and a skip.
    uint256 private constant BESIDE = 12_000;
    bytes32 private hash;

    function setUp() public override {
        super.setUp();
        ready();
    }

    /// @dev Opens a set of the three keys and these accounts, all of weight 1, and proposes a trade in it.
    function admit(address[] memory accounts) private {
        Verifier[] memory list = new Verifier[](keys.length + accounts.length);
        for (uint256 i = 0; i < list.length; ++i) {
            bool isKey = i < keys.length;
            list[i] = Verifier(isKey ? vm.addr(keys[i]) : accounts[i - keys.length], 1, !isKey);
            for (uint256 j = i; j > 0 && list[j - 1].signer > list[j].signer; --j) {
                (list[j - 1], list[j]) = (list[j], list[j - 1]);
            }
        }
        uint96 all = uint96(list.length);
        vm.prank(owner);
        verifiers.openEpoch(list, Thresholds(all, all, all));
        hash = propose(buy(1_000));
    }

    function admit(address account) private {
        address[] memory accounts = new address[](1);
        accounts[0] = account;
        admit(accounts);
    }

    function item(address account, bytes memory signature) private returns (Attestation memory) {
        return Attestation(account, START + 1 hours, nextNonce++, signature);
    }

    function accountDigest(Attestation memory of_) private view returns (bytes32) {
        return intents.accountDigest(hash, 2, of_.verifier, of_.expiresAt, of_.nonce);
    }

    function owned(address account) private returns (Attestation memory made) {
        made = item(account, "");
        made.signature = signDigest(OWNER_KEY, accountDigest(made));
    }

    function one(Attestation memory only) private pure returns (Attestation[] memory items) {
        items = new Attestation[](1);
        items[0] = only;
    }

    function refused(Attestation memory only, SkipReason reason) private {
        uint256 before = intents.attestedWeight(hash);
        vm.expectEmit();
        emit IAttestationBook.AttestationSkipped(hash, only.verifier, 0, reason);
        check(intents.attestIntent(hash, one(only)) == before, "no weight");
        check(!intents.isNonceUsed(only.verifier, only.nonce), "its nonce is its own");
    }

    function hostile(HostileSigner.Mode mode) private returns (HostileSigner) {
        return new HostileSigner(mode, 0);
    }

    function test_a_key_beside_an_account_is_not_asked_by_contract() public {
        admit(address(new OwnedSigner(vm.addr(OWNER_KEY))));
        Attestation memory only = item(vm.addr(keys[0]), "");
        only.signature = signDigest(keys[1], intents.attestationDigest(hash, 2, only.verifier, only.expiresAt, only.nonce));
        refused(only, SkipReason.BAD_SIGNATURE);
    }

    function test_an_account_signs_by_its_contract_and_is_told_from_the_keys() public {
        OwnedSigner account = new OwnedSigner(vm.addr(OWNER_KEY));
        admit(address(account));
        uint256 marked = 0;
        Verifier[] memory list = verifiers.verifiersOf(2);
        for (uint256 i = 0; i < 4; ++i) if (list[i].erc1271) marked += list[i].signer == address(account) ? 1 : 2;
        check(marked == 1, "marked, and nobody else");
        check(intents.attestIntent(hash, one(owned(address(account)))) == 1, "one");
        check(intents.attestIntent(hash, intentSignatures(hash, 3)) == 4, "beside the keys");
        check(intents.statusOf(hash) == IntentStatus.APPROVED, "approved");
        execute(hash, buyRoute());
    }

    function test_publishes_and_finalizes_with_accounts_too() public {
        OwnedSigner account = new OwnedSigner(vm.addr(OWNER_KEY));
        admit(address(account));
        bytes32 root = keccak256("next");
        Attestation[] memory items = new Attestation[](4);
        Attestation[] memory plain = snapshotSignatures(root, 2, 3);
        (items[0], items[1], items[2]) = (plain[0], plain[1], plain[2]);
        items[3] = item(address(account), "");
        items[3].signature = signDigest(
            OWNER_KEY,
            snapshots.accountDigest(root, 2, 2, address(account), items[3].expiresAt, items[3].nonce)
        );
        snapshots.publishSnapshot(2, root, new bytes32[](0), items);
        check(snapshots.snapshotOf(2).weight == 4, "published");
    }

    function test_only_an_account_with_code_may_be_marked() public {
        Verifier[] memory list = members();
        list[1].erc1271 = true;
        reverts(abi.encodeWithSelector(IFundErrors.NoCode.selector, "verifier", list[1].signer));
        vm.prank(owner);
        verifiers.openEpoch(list, Thresholds(2, 2, 2));
    }

    function test_an_account_that_is_not_marked_is_never_asked() public {
        HostileSigner account = hostile(HostileSigner.Mode.YES);
        Verifier[] memory list = new Verifier[](1);
        list[0] = Verifier(address(account), 1, false);
        vm.prank(owner);
        verifiers.openEpoch(list, Thresholds(1, 1, 1));
        hash = propose(buy(1_000));
        refused(item(address(account), "yes"), SkipReason.BAD_SIGNATURE);
    }

    function test_a_key_whose_account_has_code_signs_on_by_key() public {
        address delegated = vm.addr(OWNER_KEY); // as EIP-7702 has it: a key's account with code
        vm.etch(delegated, address(hostile(HostileSigner.Mode.BURN)).code);
        admit(delegated);
        Attestation memory made = item(delegated, "");
        made.signature = signDigest(
            OWNER_KEY,
            intents.attestationDigest(hash, 2, delegated, made.expiresAt, made.nonce)
        );
        uint256 before = gasleft();
        check(intents.attestIntent(hash, one(made)) == 1, "the key speaks first");
        check(before - gasleft() < VerifierSignature.STIPEND, "and its code is not asked");
        vm.etch(delegated, "");
        made = Attestation(delegated, START + 2 hours, nextNonce++, "its code is gone");
        refused(made, SkipReason.CONTRACT_REFUSED);
    }

    function test_a_refused_form_of_the_keys_signature_does_not_come_back_through_its_code() public {
        address delegated = vm.addr(OWNER_KEY);
        vm.etch(delegated, address(new OwnedSigner(delegated)).code);
        OwnedSigner(delegated).setOwner(delegated);
        admit(delegated);
        Attestation memory made = item(delegated, "");
        bytes32 digest = intents.attestationDigest(hash, 2, delegated, made.expiresAt, made.nonce);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OWNER_KEY, digest);
        made.signature = abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
        check(OwnedSigner(delegated).isValidSignature(digest, made.signature) == 0x1626ba7e, "it takes the form");
        refused(made, SkipReason.CONTRACT_REFUSED); // but is asked about something else than the key signed
        digest = accountDigest(made);
        (v, r, s) = vm.sign(OWNER_KEY, digest);
        made.signature = abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
        check(intents.attestIntent(hash, one(made)) == 1, "which form an account takes is its own affair");
    }

    function testFuzz_what_an_account_is_asked_is_bound_to_it_and_to_every_field(
        bytes32 subject,
        uint64 round,
        uint64 epoch,
        address who,
        uint64 until,
        uint256 nonce
    ) public {
        string memory tail = "uint64 setEpoch,address verifier,uint64 expiresAt,uint256 nonce)";
        string memory inner = string.concat("IntentAttestation(bytes32 intentHash,", tail);
        bytes memory fields = abi.encode(keccak256(bytes(inner)), subject, epoch, who, until, nonce);
        bytes32 asked = intents.accountDigest(subject, epoch, who, until, nonce);
        check(asked == nested("Intent", inner, address(intents), who, fields), "intent");
        inner = string.concat("ClaimAttestation(bytes32 claimHash,uint64 round,", tail);
        fields = abi.encode(keccak256(bytes(inner)), subject, round, epoch, who, until, nonce);
        bytes32 claim = claims.accountDigest(subject, round, epoch, who, until, nonce);
        check(claim == nested("Claim", inner, address(claims), who, fields), "claim");
        inner = string.concat("SnapshotAttestation(bytes32 root,uint64 round,", tail);
        fields = abi.encode(keccak256(bytes(inner)), subject, round, epoch, who, until, nonce);
        bytes32 root = snapshots.accountDigest(subject, round, epoch, who, until, nonce);
        check(root == nested("Snapshot", inner, address(snapshots), who, fields), "root");
        check(asked != claim && claim != root && asked != root, "each book asks its own");
        check(asked != intents.attestationDigest(subject, epoch, who, until, nonce), "never what a key signs");
        check(asked != intents.accountDigest(subject, epoch, address(uint160(who) ^ 1), until, nonce), "account");
        vm.chainId(777);
        check(asked != intents.accountDigest(subject, epoch, who, until, nonce), "chain");
    }

    function nested(
        string memory kind,
        string memory inner,
        address book,
        address who,
        bytes memory fields
    ) private view returns (bytes32) {
        string memory outer = string.concat("AccountAttestation(address account,", kind, "Attestation attestation)", inner);
        return
            keccak256(
                abi.encodePacked(
                    hex"1901",
                    IAttestationBook(book).domainSeparator(),
                    keccak256(abi.encode(keccak256(bytes(outer)), who, keccak256(fields)))
                )
            );
    }

    function test_a_signature_for_one_account_does_not_speak_for_another_with_the_same_owner() public {
        address[] memory accounts = new address[](2);
        accounts[0] = address(new OwnedSigner(vm.addr(OWNER_KEY)));
        accounts[1] = address(new OwnedSigner(vm.addr(OWNER_KEY)));
        admit(accounts);
        Attestation memory made = owned(accounts[0]);
        check(intents.attestIntent(hash, one(made)) == 1, "the one");
        made.verifier = accounts[1];
        refused(made, SkipReason.CONTRACT_REFUSED);
    }

    function test_no_answer_but_the_magic_word_counts() public {
        HostileSigner.Mode[9] memory modes = [
            HostileSigner.Mode.BURN,
            HostileSigner.Mode.INVALID,
            HostileSigner.Mode.REVERT,
            HostileSigner.Mode.REVERT_MUCH,
            HostileSigner.Mode.NOTHING,
            HostileSigner.Mode.SHORT,
            HostileSigner.Mode.DIRTY,
            HostileSigner.Mode.WRITE,
            HostileSigner.Mode.LOG
        ];
        address[] memory accounts = new address[](9);
        for (uint256 i = 0; i < 9; ++i) accounts[i] = address(hostile(modes[i]));
        admit(accounts);
        for (uint256 i = 0; i < 9; ++i) {
            Attestation memory made = item(accounts[i], "me");
            uint256 before = gasleft();
            refused(made, SkipReason.CONTRACT_REFUSED);
            uint256 spent = before - gasleft();
            check(spent < VerifierSignature.STIPEND + 60_000, "bounded"); // the two calls of `refused` beside it
            check(HostileSigner(accounts[i]).asked() == 0, "nothing is written");
        }
    }

    function test_whoever_says_yes_to_everything_has_its_own_vote_and_no_more() public {
        address[] memory accounts = new address[](2);
        accounts[0] = address(hostile(HostileSigner.Mode.YES));
        accounts[1] = address(hostile(HostileSigner.Mode.YES_AND_MUCH));
        admit(accounts);
        check(intents.attestIntent(hash, one(item(accounts[0], "a"))) == 1, "its own");
        refused(item(accounts[0], "b"), SkipReason.ALREADY_COUNTED);
        uint256 before = gasleft();
        check(intents.attestIntent(hash, one(item(accounts[1], "c"))) == 2, "only the first word is read");
        check(before - gasleft() < VerifierSignature.STIPEND + 100_000, "the rest is not copied");
    }

    /// @dev Eight attackers of each costly kind in front of three keys, in one batch.
    function test_none_blocks_the_others_or_costs_more_than_the_stipend() public {
        HostileSigner.Mode[4] memory modes = [
            HostileSigner.Mode.BURN,
            HostileSigner.Mode.INVALID,
            HostileSigner.Mode.REVERT_MUCH,
            HostileSigner.Mode.REVERT
        ];
        address[] memory accounts = new address[](32);
        for (uint256 i = 0; i < 32; ++i) accounts[i] = address(hostile(modes[i % 4]));
        admit(accounts);
        Attestation[] memory items = new Attestation[](35);
        for (uint256 i = 0; i < 32; ++i) items[i] = item(accounts[i], "me");
        Attestation[] memory plain = intentSignatures(hash, 3);
        for (uint256 i = 0; i < 3; ++i) items[32 + i] = plain[i];
        uint256 before = gasleft();
        check(intents.attestIntent(hash, items) == 3, "the three count");
        uint256 spent = before - gasleft();
        check(spent < 32 * (VerifierSignature.STIPEND + BESIDE) + 200_000, "the stipend each, and the work");
        check(spent > 16 * VerifierSignature.STIPEND, "they did burn it");
        check(32 * (VerifierSignature.STIPEND + BESIDE) * 2 < 16_777_216, "a full set of them fits a transaction");
    }

    function test_a_relayer_cannot_starve_an_account_into_being_skipped() public {
        HostileSigner account = new HostileSigner(HostileSigner.Mode.THRIFTY, VerifierSignature.STIPEND - 1_000);
        admit(address(account));
        bytes memory attest = abi.encodeCall(intents.attestIntent, (hash, one(item(address(account), "me"))));
        uint256 refusals = 0;
        uint256 tooLow = 0;
        uint256 gas = 30_000;
        bool done = false;
        for (; !done; gas += 500) {
            bytes memory answer;
            (done, answer) = address(intents).call{gas: gas}(attest);
            if (done) break;
            ++refusals;
            if (answer.length != 0) {
                check(bytes4(answer) == IFundErrors.GasTooLow.selector, "the only reason");
                ++tooLow;
            }
        }
        check(intents.attestedWeight(hash) == 1, "the first call that goes through counts it");
        check(refusals > 50 && tooLow > 50, "all before it changed nothing");
    }

    function test_an_account_that_comes_back_changes_nothing() public {
        ReenteringSigner account = new ReenteringSigner();
        admit(address(account));
        Attestation[] memory plain = intentSignatures(hash, 3);
        account.comeBack(address(intents), abi.encodeCall(intents.attestIntent, (hash, plain)));
        refused(item(address(account), "me"), SkipReason.CONTRACT_REFUSED);
        account.comeBack(address(intents), abi.encodeCall(intents.invalidateNonces, (0, type(uint256).max)));
        refused(item(address(account), "me"), SkipReason.CONTRACT_REFUSED);
        account.comeBack(address(core), abi.encodeCall(core.executeIntent, (hash, buyRoute())));
        refused(item(address(account), "me"), SkipReason.CONTRACT_REFUSED);
        account.comeBack(address(intents), abi.encodeCall(intents.attestedWeight, (hash)));
        check(intents.attestIntent(hash, one(item(address(account), "me"))) == 1, "to look is all it can");
    }

    function test_a_vote_that_was_counted_stays_whatever_the_account_says_later() public {
        FickleSigner account = new FickleSigner();
        admit(address(account));
        account.turn(false);
        refused(item(address(account), "me"), SkipReason.CONTRACT_REFUSED);
        account.turn(true);
        check(intents.attestIntent(hash, one(item(address(account), "me"))) == 1, "counted");
        account.turn(false);
        check(intents.attestedWeight(hash) == 1, "a turn does not take it back");
        account.vanish();
        vm.etch(address(account), "");
        check(intents.attestedWeight(hash) == 1, "nor does its end");
        refused(Attestation(address(account), START + 2 hours, nextNonce++, "me"), SkipReason.CONTRACT_REFUSED);
        vm.prank(guardian);
        verifiers.revoke(address(account));
        check(intents.attestedWeight(hash) == 0, "a revocation does");
    }
}
