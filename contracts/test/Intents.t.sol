// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IIntentBook} from "../interfaces/IIntentBook.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev What may be proposed, attested and cancelled.
contract IntentsTest is FundFixture {
    function setUp() public override {
        super.setUp();
        ready();
    }

    function refused(Intent memory intent, bytes memory reason) private {
        reverts(reason);
        propose(intent);
    }

    function test_only_the_strategy_proposes_and_once() public {
        Intent memory intent = buy(1_000);
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, address(this), "strategy"));
        intents.proposeIntent(intent);
        bytes32 hash = propose(intent);
        check(hash == intents.hashIntent(intent), "the hash of its fields");
        check(keccak256(abi.encode(intents.getIntent(hash))) == keccak256(abi.encode(intent)), "kept whole");
        refused(intent, abi.encodeWithSelector(IIntentBook.IntentAlreadyProposed.selector, hash));
    }

    function test_refuses_another_fund_and_epoch() public {
        Intent memory intent = buy(1_000);
        intent.fund = stranger;
        refused(intent, abi.encodeWithSelector(IFundErrors.WrongFund.selector, stranger, address(vault)));
        intent = buy(1_000);
        intent.setEpoch = 2;
        refused(intent, abi.encodeWithSelector(IFundErrors.EpochClosed.selector, 2, 1));
    }

    function test_refuses_wrong_actions_and_pairs() public {
        Intent memory intent = buy(1_000);
        intent.action = 2;
        refused(intent, abi.encodeWithSelector(IIntentBook.UnknownAction.selector, 2));
        (address usd, address coin) = (address(asset), address(token));
        intent.action = 1;
        refused(intent, abi.encodeWithSelector(IIntentBook.WrongPair.selector, 1, usd, coin));
        (intent.action, intent.tokenOut) = (0, usd);
        refused(intent, abi.encodeWithSelector(IIntentBook.WrongPair.selector, 0, usd, usd));
        intent.tokenOut = stranger;
        refused(intent, abi.encodeWithSelector(IIntentBook.TokenNotAllowed.selector, stranger));
        intent = buy(1_000);
        intent.adapter = stranger;
        refused(intent, abi.encodeWithSelector(IIntentBook.AdapterNotAllowed.selector, stranger));
    }

    function test_refuses_zero_and_unbounded_amounts() public {
        Intent memory intent = buy(1_000);
        intent.amountIn = 0;
        refused(intent, abi.encodeWithSelector(IIntentBook.ZeroAmount.selector, "amountIn"));
        intent = buy(1_000);
        intent.minAmountOut = 0;
        refused(intent, abi.encodeWithSelector(IIntentBook.ZeroAmount.selector, "minAmountOut"));
        intent = buy(1_000);
        intent.quoteAmountOut = 0;
        uint256 most = type(uint128).max;
        refused(intent, abi.encodeWithSelector(IFundErrors.OutOfRange.selector, "quoteAmountOut", 0, 1, most));
        intent.quoteAmountOut = 1;
        propose(intent);
        intent = buy(1_000);
        intent.minAmountOut = 989;
        refused(intent, abi.encodeWithSelector(IIntentBook.MinimumBelowSlippage.selector, 989, 990));
        intent = buy(1_000);
        intent.maxSlippageBps = 501;
        refused(intent, abi.encodeWithSelector(IIntentBook.SlippageTooHigh.selector, 501, 500));
        intent = buy(1_000);
        intent.quoteAmountOut = type(uint256).max;
        vm.expectRevert();
        propose(intent);
    }

    function test_refuses_windows_that_are_empty_over_or_too_long() public {
        bytes4 error = IIntentBook.WindowOutOfRange.selector;
        Intent memory intent = buy(1_000);
        intent.deadline = intent.validAfter;
        refused(intent, abi.encodeWithSelector(error, START, START, 30 minutes));
        intent.deadline = START + 30 minutes + 1;
        refused(intent, abi.encodeWithSelector(error, START, intent.deadline, 30 minutes));
        intent.validAfter = START - 100;
        intent.deadline = START - 1;
        refused(intent, abi.encodeWithSelector(error, START - 100, START - 1, 30 minutes));
        intent.validAfter = START;
        intent.deadline = START + 30 minutes;
        propose(intent);
        intent.validAfter = START + 30 minutes + 1;
        intent.deadline = START + 31 minutes;
        refused(intent, abi.encodeWithSelector(error, intent.validAfter, intent.deadline, 30 minutes));
        intent.validAfter = START + 30 minutes;
        propose(intent);
    }

    function test_refuses_snapshots_unknown_or_stale() public {
        Intent memory intent = buy(1_000);
        intent.snapshotRoot = keccak256("other");
        refused(intent, abi.encodeWithSelector(IIntentBook.SnapshotUnknown.selector, 1, intent.snapshotRoot));
        intent = buy(1_000);
        intent.round = 2;
        refused(intent, abi.encodeWithSelector(IIntentBook.SnapshotUnknown.selector, 2, ROOT));
        intent = buy(1_000);
        (intent.round, intent.snapshotRoot) = (9, 0);
        refused(intent, abi.encodeWithSelector(IIntentBook.SnapshotUnknown.selector, 9, bytes32(0)));
        vm.warp(START + 601);
        propose(buy(1_000));
        publish(2);
        intent = buy(1_000);
        intent.round = 1;
        refused(intent, abi.encodeWithSelector(IIntentBook.SnapshotStale.selector, 1, START, 600));
    }

    function test_refuses_a_nonce_that_was_executed() public {
        Intent memory intent = buy(1_000);
        execute(approve(intent), buyRoute());
        check(intents.isNonceExecuted(intent.nonce), "used");
        intent.amountIn = 999;
        refused(intent, abi.encodeWithSelector(IIntentBook.NonceExecuted.selector, intent.nonce));
    }

    function test_attests_only_what_is_alive_in_the_open_epoch() public {
        bytes32 none = keccak256("none");
        Attestation[] memory items = new Attestation[](1);
        reverts(abi.encodeWithSelector(IIntentBook.IntentNotFound.selector, none));
        intents.attestIntent(none, items);
        bytes32 hash = propose(buy(1_000));
        bytes32 cancelled = propose(buy(1_000));
        vm.prank(strategy);
        intents.cancelIntent(cancelled);
        reverts(abi.encodeWithSelector(IIntentBook.IntentIsCancelled.selector, cancelled));
        intents.attestIntent(cancelled, items);
        bytes32 executed = approve(buy(1_000));
        execute(executed, buyRoute());
        reverts(abi.encodeWithSelector(IIntentBook.IntentAlreadyExecuted.selector, executed));
        intents.attestIntent(executed, items);
        items = intentSignatures(hash, 2);
        vm.warp(START + 15 minutes + 1);
        reverts(abi.encodeWithSelector(IIntentBook.IntentExpired.selector, hash, START + 15 minutes));
        intents.attestIntent(hash, items);
        check(intents.statusOf(hash) == IntentStatus.EXPIRED, "expired");
        vm.warp(START);
        Verifier[] memory next = members();
        vm.prank(owner);
        verifiers.openEpoch(next, Thresholds(2, 2, 2));
        reverts(abi.encodeWithSelector(IFundErrors.EpochClosed.selector, 1, 2));
        intents.attestIntent(hash, items);
    }

    function test_cancels_by_its_proposer_or_the_guardian_only_and_for_good() public {
        bytes32 hash = propose(buy(1_000));
        address[3] memory others = [owner, executor, stranger];
        for (uint256 i = 0; i < 3; ++i) {
            reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, others[i], "proposer"));
            vm.prank(others[i]);
            intents.cancelIntent(hash);
        }
        vm.prank(owner);
        policy.setStrategy(stranger);
        vm.prank(strategy);
        intents.cancelIntent(hash);
        check(intents.statusOf(hash) == IntentStatus.CANCELLED, "cancelled");
        reverts(abi.encodeWithSelector(IIntentBook.IntentIsCancelled.selector, hash));
        vm.prank(guardian);
        intents.cancelIntent(hash);
        Intent memory next = buy(1_000);
        vm.prank(stranger);
        hash = intents.proposeIntent(next);
        vm.prank(address(core));
        intents.cancelIntent(hash);
        check(intents.statusOf(hash) == IntentStatus.CANCELLED, "by the core, for a quorum");
    }

    function test_only_the_core_marks_executed() public {
        bytes32 hash = approve(buy(1_000));
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, address(this), "core"));
        intents.markExecuted(hash);
    }
}
