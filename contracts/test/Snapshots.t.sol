// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IClaimBook} from "../interfaces/IClaimBook.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {ISnapshotBook} from "../interfaces/ISnapshotBook.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev Roots and claims, in both claim modes.
contract SnapshotsTest is FundFixture {
    bytes32[] private none;

    function useOnchain() private {
        FundConfig memory made = config();
        made.claimMode = ClaimMode.ONCHAIN;
        bind(factory.createFund(made));
    }

    function claim(string memory extracted) private view returns (Claim memory made) {
        made.fund = address(vault);
        made.round = 1;
        made.sourceType = "amm-price";
        made.extracted = extracted;
        made.crawler = stranger;
    }

    function claimSignatures(bytes32 hash, uint64 round, uint256 count) private returns (Attestation[] memory items) {
        items = new Attestation[](count);
        uint64 epoch = verifiers.currentEpoch();
        uint64 until = uint64(block.timestamp) + 60;
        for (uint256 i = 0; i < count; ++i) {
            address who = vm.addr(keys[i]);
            bytes32 digest = claims.attestationDigest(hash, round, epoch, who, until, nextNonce);
            items[i] = Attestation(who, until, nextNonce++, signDigest(keys[i], digest));
        }
    }

    function sorted(bytes32[] memory list) private view returns (bytes32[] memory) {
        for (uint256 i = 1; i < list.length; ++i) {
            for (uint256 j = i; j > 0 && snapshots.leafOf(list[j - 1]) > snapshots.leafOf(list[j]); --j) {
                (list[j - 1], list[j]) = (list[j], list[j - 1]);
            }
        }
        return list;
    }

    function numbers(uint256 count) private view returns (bytes32[] memory list) {
        list = new bytes32[](count);
        for (uint256 i = 0; i < count; ++i) list[i] = keccak256(abi.encode(i + 1));
        return sorted(list);
    }

    function test_publishes_only_with_a_quorum_once_and_forward() public {
        Attestation[] memory items = snapshotSignatures(ROOT, 5, 1);
        reverts(abi.encodeWithSelector(ISnapshotBook.QuorumNotReached.selector, 1, 2));
        snapshots.publishSnapshot(5, ROOT, none, items);
        items = snapshotSignatures(ROOT, 5, 2);
        check(snapshots.publishSnapshot(5, ROOT, none, items) == 2, "published");
        check(snapshots.snapshotOf(5).root == ROOT && snapshots.latestRound() == 5, "kept");
        items = snapshotSignatures(keccak256("other"), 5, 3);
        reverts(abi.encodeWithSelector(ISnapshotBook.RoundNotNewer.selector, 5, 5));
        snapshots.publishSnapshot(5, keccak256("other"), none, items);
        reverts(abi.encodeWithSelector(ISnapshotBook.RoundNotNewer.selector, 4, 5));
        snapshots.publishSnapshot(4, ROOT, none, items);
        reverts(abi.encodeWithSelector(ISnapshotBook.EmptyRoot.selector));
        snapshots.publishSnapshot(6, bytes32(0), none, items);
    }

    function test_signatures_of_another_round_root_or_epoch_do_not_count() public {
        Attestation[] memory items = snapshotSignatures(ROOT, 5, 3);
        reverts(abi.encodeWithSelector(ISnapshotBook.QuorumNotReached.selector, 0, 2));
        snapshots.publishSnapshot(6, ROOT, none, items);
        reverts(abi.encodeWithSelector(ISnapshotBook.QuorumNotReached.selector, 0, 2));
        snapshots.publishSnapshot(5, keccak256("other"), none, items);
        Verifier[] memory list = members();
        vm.prank(owner);
        verifiers.openEpoch(list, Thresholds(2, 2, 2));
        reverts(abi.encodeWithSelector(ISnapshotBook.QuorumNotReached.selector, 0, 2));
        snapshots.publishSnapshot(5, ROOT, none, items);
    }

    function test_the_root_is_the_one_protocol_computes() public view {
        check(
            snapshots.rootOfClaims(numbers(5)) ==
                0xfed50862112e8a8e5fe97232baae44ed58c84f6d53bdc17a23a902c7ccebab5f,
            "root of five"
        );
    }

    function test_verifies_claims_by_inclusion() public {
        bytes32[] memory list = numbers(2);
        bytes32 root = snapshots.rootOfClaims(list);
        snapshots.publishSnapshot(1, root, list, snapshotSignatures(root, 1, 2));
        bytes32[] memory proof = new bytes32[](1);
        proof[0] = snapshots.leafOf(list[1]);
        check(snapshots.verifyClaim(1, list[0], proof), "inside");
        check(!snapshots.verifyClaim(2, list[0], proof), "another round");
        check(!snapshots.verifyClaim(1, keccak256("no"), proof), "outside");
        check(!snapshots.verifyClaim(1, root, none), "a root is not a leaf");
        check(!snapshots.verifyClaim(9, bytes32(0), none), "no snapshot, no claim");
    }

    function test_a_list_that_is_given_is_checked() public {
        bytes32[] memory list = numbers(3);
        bytes32 computed = snapshots.rootOfClaims(list);
        Attestation[] memory items = snapshotSignatures(ROOT, 1, 2);
        reverts(abi.encodeWithSelector(ISnapshotBook.RootMismatch.selector, ROOT, computed));
        snapshots.publishSnapshot(1, ROOT, list, items);
        list[1] = list[0];
        reverts(abi.encodeWithSelector(ISnapshotBook.ClaimsNotAscending.selector, 1));
        snapshots.rootOfClaims(list);
        reverts(abi.encodeWithSelector(ISnapshotBook.EmptyRoot.selector));
        snapshots.rootOfClaims(none);
    }

    function test_offchain_funds_take_no_claims_on_chain() public {
        reverts(abi.encodeWithSelector(IClaimBook.ClaimsAreOffchain.selector));
        claims.submitClaim(claim("1"));
    }

    function test_onchain_claims_become_final_at_the_threshold() public {
        useOnchain();
        bytes32 hash = claims.submitClaim(claim("1"));
        check(hash == claims.hashClaim(claim("1")), "hash");
        check(claims.attestClaim(hash, claimSignatures(hash, 1, 1)) == 1, "one");
        check(!claims.isFinalized(hash) && claims.attestedWeight(hash) == 1, "not yet");
        claims.attestClaim(hash, claimSignatures(hash, 1, 2));
        check(claims.isFinalized(hash) && claims.claimRecord(hash).setEpoch == 1, "final");
        Attestation[] memory items = claimSignatures(hash, 1, 3);
        reverts(abi.encodeWithSelector(IClaimBook.ClaimAlreadyFinalized.selector, hash));
        claims.attestClaim(hash, items);
    }

    function test_onchain_claims_of_an_old_epoch_are_signed_again() public {
        useOnchain();
        bytes32 hash = claims.submitClaim(claim("1"));
        claims.attestClaim(hash, claimSignatures(hash, 1, 1));
        Verifier[] memory list = members();
        vm.prank(owner);
        verifiers.openEpoch(list, Thresholds(2, 2, 2));
        check(claims.attestedWeight(hash) == 0, "starts anew");
        check(claims.attestClaim(hash, claimSignatures(hash, 1, 1)) == 1 && !claims.isFinalized(hash), "one");
        check(claims.attestersOf(hash, 1).length == 1 && claims.attestersOf(hash, 2).length == 1, "kept apart");
    }

    function test_onchain_refuses_foreign_unknown_and_repeated_claims() public {
        useOnchain();
        Claim memory made = claim("1");
        made.fund = stranger;
        reverts(abi.encodeWithSelector(IFundErrors.WrongFund.selector, stranger, address(vault)));
        claims.submitClaim(made);
        made = claim("1");
        made.crawler = address(0);
        reverts(abi.encodeWithSelector(IFundErrors.ZeroAddress.selector, "crawler"));
        claims.submitClaim(made);
        bytes32 hash = claims.submitClaim(claim("1"));
        reverts(abi.encodeWithSelector(IClaimBook.ClaimAlreadySubmitted.selector, hash));
        claims.submitClaim(claim("1"));
        reverts(abi.encodeWithSelector(IClaimBook.ClaimNotFound.selector, ROOT));
        claims.attestClaim(ROOT, new Attestation[](1));
    }

    function test_onchain_publishes_only_final_claims_of_the_round() public {
        useOnchain();
        bytes32[] memory list = new bytes32[](1);
        list[0] = claims.submitClaim(claim("1"));
        bytes32 root = snapshots.rootOfClaims(list);
        Attestation[] memory items = snapshotSignatures(root, 1, 2);
        reverts(abi.encodeWithSelector(ISnapshotBook.ClaimsRequired.selector));
        snapshots.publishSnapshot(1, root, none, items);
        reverts(abi.encodeWithSelector(ISnapshotBook.ClaimNotFinal.selector, list[0]));
        snapshots.publishSnapshot(1, root, list, items);
        claims.attestClaim(list[0], claimSignatures(list[0], 1, 2));
        Attestation[] memory second = snapshotSignatures(root, 2, 2);
        reverts(abi.encodeWithSelector(ISnapshotBook.ClaimNotFinal.selector, list[0]));
        snapshots.publishSnapshot(2, root, list, second);
        snapshots.publishSnapshot(1, root, list, items);
        check(snapshots.verifyClaim(1, list[0], none), "the only leaf is the root");
    }
}
