// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev Sets, thresholds, epochs and revocation.
contract VerifiersTest is FundFixture {
    function opens(Verifier[] memory list, Thresholds memory thresholds, bytes memory reason) private {
        if (reason.length != 0) reverts(reason);
        vm.prank(owner);
        verifiers.openEpoch(list, thresholds);
    }

    function test_opening_closes_the_old_epoch_and_freezes_both() public {
        Verifier[] memory list = members();
        list[0].weight = 5;
        vm.warp(START + 9);
        opens(list, Thresholds(4, 5, 7), "");
        check(verifiers.currentEpoch() == 2, "second");
        check(verifiers.epochInfo(1).closedAt == START + 9 && verifiers.epochInfo(2).closedAt == 0, "closed");
        check(verifiers.epochInfo(2).totalWeight == 7 && verifiers.epochInfo(1).totalWeight == 3, "weights");
        check(verifiers.verifiersOf(1)[0].weight == 1 && verifiers.verifiersOf(2)[0].weight == 5, "frozen");
    }

    function test_only_the_owner_opens_and_reinstates() public {
        Verifier[] memory list = members();
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, guardian, "owner"));
        vm.prank(guardian);
        verifiers.openEpoch(list, Thresholds(2, 2, 2));
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, guardian, "owner"));
        vm.prank(guardian);
        verifiers.reinstate(list[0].signer);
    }

    function test_guardian_and_owner_revoke_and_nobody_else() public {
        address bad = vm.addr(keys[0]);
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, strategy, "guardian"));
        vm.prank(strategy);
        verifiers.revoke(bad);
        vm.prank(guardian);
        verifiers.revoke(bad);
        check(verifiers.isRevoked(bad) && verifiers.weightOf(1, 7) == 2, "weight falls");
        check(verifiers.epochInfo(1).thresholds.intent == 2, "the threshold does not");
        opens(members(), Thresholds(2, 2, 2), abi.encodeWithSelector(IFundErrors.RevokedMember.selector, bad));
    }

    function test_a_revocation_stays_with_who_was_revoked_and_not_with_the_place() public {
        Verifier[] memory list = members();
        vm.prank(guardian);
        verifiers.revoke(list[1].signer);
        Verifier[] memory others = new Verifier[](2);
        (others[0], others[1]) = (list[0], list[2]);
        opens(others, Thresholds(2, 2, 2), "");
        check(verifiers.rollOf(2).revoked == 0 && verifiers.weightOf(2, 3) == 2, "both of the new set count");
    }

    function testFuzz_thresholds_are_a_majority_and_reachable(uint96 a, uint96 b, uint96 t) public {
        Verifier[] memory list = new Verifier[](2);
        (list[0], list[1]) = (members()[0], members()[1]);
        (list[0].weight, list[1].weight) = (a % 1000 + 1, b % 1000 + 1);
        uint96 total = list[0].weight + list[1].weight;
        t %= total + 3;
        bool fits = 2 * t > total && t <= total;
        bytes4 error = IFundErrors.ThresholdOutOfRange.selector;
        uint96 ok = total;
        opens(list, Thresholds(t, ok, ok), fits ? bytes("") : abi.encodeWithSelector(error, "claim", t, total));
        opens(list, Thresholds(ok, t, ok), fits ? bytes("") : abi.encodeWithSelector(error, "snapshot", t, total));
        opens(list, Thresholds(ok, ok, t), fits ? bytes("") : abi.encodeWithSelector(error, "intent", t, total));
    }

    function test_half_is_not_a_majority() public {
        makeKeys(2);
        bytes4 error = IFundErrors.ThresholdOutOfRange.selector;
        opens(members(), Thresholds(2, 2, 1), abi.encodeWithSelector(error, "intent", 1, 2));
        opens(members(), Thresholds(2, 2, 3), abi.encodeWithSelector(error, "intent", 3, 2));
    }

    function test_refuses_malformed_sets() public {
        Thresholds memory t = Thresholds(2, 2, 2);
        bytes4 range = IFundErrors.OutOfRange.selector;
        opens(new Verifier[](0), t, abi.encodeWithSelector(range, "verifiers", 0, 1, 64));
        opens(new Verifier[](65), t, abi.encodeWithSelector(range, "verifiers", 65, 1, 64));
        Verifier[] memory list = members();
        list[1].signer = list[0].signer;
        opens(list, t, abi.encodeWithSelector(IFundErrors.SetNotAscending.selector, 1));
        list = members();
        (list[1], list[2]) = (list[2], list[1]);
        opens(list, t, abi.encodeWithSelector(IFundErrors.SetNotAscending.selector, 2));
        list = members();
        list[0].signer = address(0);
        opens(list, t, abi.encodeWithSelector(IFundErrors.ZeroAddress.selector, "verifier"));
        list = members();
        list[0].weight = 0;
        opens(list, t, abi.encodeWithSelector(IFundErrors.ZeroWeight.selector, list[0].signer));
        list = members();
        list[0].erc1271 = true;
        opens(list, t, abi.encodeWithSelector(IFundErrors.NoCode.selector, "verifier", list[0].signer));
        list = members();
        (list[0].weight, list[1].weight) = (type(uint96).max, 1);
        uint256 total = uint256(type(uint96).max) + 2;
        opens(list, t, abi.encodeWithSelector(range, "totalWeight", total, 1, type(uint96).max));
    }

    function test_a_full_set_of_sixty_four_counts_to_its_last_member() public {
        makeKeys(64);
        opens(members(), Thresholds(64, 33, 64), "");
        deposit(1_000_000);
        snapshots.publishSnapshot(1, ROOT, new bytes32[](0), snapshotSignatures(ROOT, 1, 33));
        bytes32 hash = propose(buy(1_000));
        check(intents.attestIntent(hash, intentSignatures(hash, 64)) == 64, "all");
        check(intents.attestersOf(hash).length == 64, "listed");
        execute(hash, buyRoute());
    }

    function testFuzz_every_member_of_a_set_of_any_size_is_found_and_nobody_beside_them(uint256 size) public {
        size = (size % 64) + 1;
        Verifier[] memory list = new Verifier[](size);
        for (uint256 i = 0; i < size; ++i) list[i] = Verifier(address(uint160((i + 1) * 2)), uint96(i + 1), false);
        uint96 all = uint96((size * (size + 1)) / 2);
        opens(list, Thresholds(all, all, all), "");
        for (uint256 i = 0; i < size; ++i) {
            (uint256 index, uint96 weight, ) = verifiers.memberOf(2, list[i].signer);
            check(index == i && weight == i + 1, "a member");
            (, weight, ) = verifiers.memberOf(2, address(uint160(list[i].signer) - 1));
            check(weight == 0, "before it");
        }
        (, uint96 none, ) = verifiers.memberOf(2, address(uint160(size * 2 + 1)));
        check(none == 0, "behind them all");
        (, none, ) = verifiers.memberOf(2, address(type(uint160).max));
        check(none == 0 && verifiers.weightOf(2, type(uint64).max) == all, "all their weight");
    }

    function test_a_set_that_was_closed_goes_on_counting_revocations() public {
        opens(members(), Thresholds(2, 2, 2), "");
        check(verifiers.weightOf(1, 7) == 3, "all of the old one");
        address bad = vm.addr(keys[1]);
        vm.prank(guardian);
        verifiers.revoke(bad);
        check(verifiers.weightOf(1, 7) == 2 && verifiers.weightOf(2, 7) == 2, "revoked in both");
        check(verifiers.rollOf(1).revoked == 2 && verifiers.rollOf(2).revoked == 2, "and told so");
        check(verifiers.rollOf(1).openEpoch == 2, "with the epoch that is open");
        vm.prank(guardian);
        verifiers.revoke(stranger);
        check(verifiers.rollOf(2).revoked == 2, "a stranger has no place");
        vm.prank(owner);
        verifiers.reinstate(bad);
        check(verifiers.weightOf(1, 7) == 3 && verifiers.weightOf(2, 7) == 3, "and back in both");
    }
}
