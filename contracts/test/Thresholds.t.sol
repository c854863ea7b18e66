// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IIntentBook} from "../interfaces/IIntentBook.sol";
import {ISnapshotBook} from "../interfaces/ISnapshotBook.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev Five verifiers and a different threshold for each kind of decision: none may stand in for another.
contract ThresholdsTest is FundFixture {
    function config() internal view override returns (FundConfig memory made) {
        made = super.config();
        made.claimMode = ClaimMode.ONCHAIN;
        made.verifiers = members();
        made.thresholds = keys.length == 5 ? Thresholds(3, 4, 5) : Thresholds(2, 2, 2);
    }

    function setUp() public override {
        super.setUp();
        makeKeys(5);
        bind(factory.createFund(config()));
        deposit(1_000_000);
    }

    function claimOf(uint64 round) private returns (bytes32[] memory list) {
        Claim memory made;
        (made.fund, made.round, made.crawler) = (address(vault), round, stranger);
        list = new bytes32[](1);
        list[0] = claims.submitClaim(made);
    }

    function attest(bytes32 hash, uint64 round, uint256 from, uint256 to) private returns (bool) {
        Attestation[] memory items = new Attestation[](to - from);
        for (uint256 i = from; i < to; ++i) {
            address who = vm.addr(keys[i]);
            bytes32 digest = claims.attestationDigest(hash, round, 1, who, START + 60, nextNonce);
            items[i - from] = Attestation(who, START + 60, nextNonce++, signDigest(keys[i], digest));
        }
        claims.attestClaim(hash, items);
        return claims.isFinalized(hash);
    }

    function test_claims_snapshots_and_intents_each_need_their_own_threshold() public {
        bytes32[] memory list = claimOf(1);
        check(!attest(list[0], 1, 0, 2), "two are not three");
        check(attest(list[0], 1, 2, 3), "three finalize a claim");

        bytes32 root = snapshots.rootOfClaims(list);
        Attestation[] memory items = snapshotSignatures(root, 1, 3);
        reverts(abi.encodeWithSelector(ISnapshotBook.QuorumNotReached.selector, 3, 4));
        snapshots.publishSnapshot(1, root, list, items);
        snapshots.publishSnapshot(1, root, list, snapshotSignatures(root, 1, 4));

        Intent memory intent = buy(1_000);
        intent.snapshotRoot = root;
        bytes32 hash = propose(intent);
        intents.attestIntent(hash, intentSignatures(hash, 4));
        check(intents.statusOf(hash) == IntentStatus.PROPOSED, "four are not five");
        refusedWith(ExecutionCode.INTENT_NOT_APPROVED, hash, buyRoute());
        intents.attestIntent(hash, intentSignatures(hash, 5));
        vm.prank(guardian);
        verifiers.revoke(vm.addr(keys[0]));
        refusedWith(ExecutionCode.QUORUM_LOST, hash, buyRoute());
        vm.prank(owner);
        verifiers.reinstate(vm.addr(keys[0]));
        execute(hash, buyRoute());
    }

    function test_a_whole_round_trip_of_a_fund_whose_claims_are_final_on_chain() public {
        for (uint64 round = 1; round <= 2; ++round) {
            bytes32[] memory list = claimOf(round);
            attest(list[0], round, 0, 3);
            bytes32 root = snapshots.rootOfClaims(list);
            snapshots.publishSnapshot(round, root, list, snapshotSignatures(root, round, 4));
            Intent memory intent = round == 1 ? buy(1_000) : sell(1_000);
            intent.snapshotRoot = root;
            bytes32 hash = propose(intent);
            intents.attestIntent(hash, intentSignatures(hash, 5));
            execute(hash, round == 1 ? buyRoute() : sellRoute());
            check(vault.openPositions() == (round == 1 ? 1 : 0), "bought, then sold");
        }
    }
}
