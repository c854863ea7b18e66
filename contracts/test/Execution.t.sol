// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IVault} from "../interfaces/IVault.sol";
import {MockRouter} from "./mocks/MockRouter.sol";
import {ThievingAdapter} from "./mocks/ThievingAdapter.sol";
import {FundFixture} from "./FundFixture.sol";

contract ExecutionTest is FundFixture {
    function setUp() public override {
        super.setUp();
        ready();
    }

    function test_buys_then_sells_and_books_the_profit() public {
        check(execute(approve(buy(1_000)), buyRoute()) == 1_000, "bought");
        check(vault.positionOf(address(token)).quantity == 1_000, "quantity");
        check(vault.totalCostBasis() == 1_000 && vault.openPositions() == 1, "open");
        check(vault.maxWithdraw(saver) == 0 && vault.maxRedeem(saver) == 0, "closed to withdrawals");
        check(vault.maxDeposit(saver) == 0 && vault.maxMint(saver) == 0, "closed to deposits");
        router.setRate(address(token), address(asset), 1.5e18);
        execute(approve(sell(400)), sellRoute());
        check(vault.realisedProfit() == 200 && vault.totalCostBasis() == 600, "part sold");
        router.setRate(address(token), address(asset), 0.995e18);
        execute(approve(sell(600)), sellRoute());
        check(vault.realisedProfit() == 197 && vault.openPositions() == 0, "flat again");
        check(vault.totalAssets() == 1_000_197 && vault.maxWithdraw(saver) > 0, "open to withdrawals");
    }

    function test_ok_is_what_the_dry_run_says_of_what_executes() public {
        bytes32 hash = approve(buy(1_000));
        check(core.dryRun(hash, buyRoute()) == ExecutionCode.OK, "ok");
        execute(hash, buyRoute());
        check(intents.statusOf(hash) == IntentStatus.EXECUTED, "executed");
    }

    function seenBeforeSigning(bytes32 hash, bytes memory data) private view returns (ExecutionCode code) {
        (ExecutionCode now_, , ) = core.inspectAs(hash, data, false);
        check(now_ == ExecutionCode.INTENT_NOT_APPROVED, "not approved yet");
        (code, , ) = core.inspectAs(hash, data, true);
    }

    function test_a_verifier_sees_before_it_signs_what_stands_behind_the_missing_approval() public {
        bytes32 hash = propose(buy(1_000));
        check(seenBeforeSigning(hash, buyRoute()) == ExecutionCode.OK, "nothing");
        check(seenBeforeSigning(hash, sellRoute()) == ExecutionCode.ADAPTER_DATA_MISMATCH, "another route");
        bytes32 large = propose(buy(1_000_001));
        check(seenBeforeSigning(large, buyRoute()) == ExecutionCode.INSUFFICIENT_BALANCE, "too little money");
        intents.attestIntent(hash, intentSignatures(hash, 1));
        check(seenBeforeSigning(hash, buyRoute()) == ExecutionCode.OK, "one signature is not a quorum");
        refusedWith(ExecutionCode.INTENT_NOT_APPROVED, hash, buyRoute());
        Verifier[] memory next = members();
        vm.prank(owner);
        verifiers.openEpoch(next, Thresholds(2, 2, 2));
        check(seenBeforeSigning(hash, buyRoute()) == ExecutionCode.EPOCH_CLOSED, "its epoch is over");
        (ExecutionCode none, , ) = core.inspectAs(keccak256("none"), buyRoute(), true);
        check(none == ExecutionCode.INTENT_NOT_FOUND, "nobody proposed it");
    }

    function test_only_the_executor_executes_and_only_the_core_trades() public {
        bytes32 hash = approve(buy(1_000));
        bytes memory data = buyRoute();
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, address(this), "executor"));
        core.executeIntent(hash, data);
        Trade memory order = Trade(hash, 0, address(asset), address(token), 1, 1, address(adapter));
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, address(this), "core"));
        vault.trade(order, data);
    }

    function test_CORE_PAUSED() public {
        bytes32 hash = approve(buy(1_000));
        vm.prank(guardian);
        core.pause();
        refusedWith(ExecutionCode.CORE_PAUSED, hash, buyRoute());
        vm.warp(START + 7 days);
        check(!core.paused(), "a pause ends by itself");
    }

    function test_INTENT_NOT_FOUND() public {
        refusedWith(ExecutionCode.INTENT_NOT_FOUND, keccak256("none"), buyRoute());
    }

    function test_INTENT_NOT_APPROVED() public {
        bytes32 hash = propose(buy(1_000));
        refusedWith(ExecutionCode.INTENT_NOT_APPROVED, hash, buyRoute());
        intents.attestIntent(hash, intentSignatures(hash, 1));
        refusedWith(ExecutionCode.INTENT_NOT_APPROVED, hash, buyRoute());
    }

    function test_INTENT_NOT_YET_VALID() public {
        Intent memory intent = buy(1_000);
        intent.validAfter = START + 60;
        bytes32 hash = approve(intent);
        vm.warp(START + 59);
        refusedWith(ExecutionCode.INTENT_NOT_YET_VALID, hash, buyRoute());
        vm.warp(START + 60);
        execute(hash, buyRoute());
    }

    function test_INTENT_EXPIRED() public {
        bytes32 late = approve(buy(1_000));
        bytes32 last = approve(buy(1_000));
        vm.warp(START + 15 minutes);
        execute(last, buyRoute());
        vm.warp(START + 15 minutes + 1);
        refusedWith(ExecutionCode.INTENT_EXPIRED, late, buyRoute());
    }

    function test_INTENT_ALREADY_EXECUTED_once_per_hash_and_per_nonce() public {
        Intent memory first = buy(1_000);
        Intent memory second = buy(2_000);
        second.nonce = first.nonce;
        bytes32 hash = approve(first);
        bytes32 twin = approve(second);
        execute(hash, buyRoute());
        refusedWith(ExecutionCode.INTENT_ALREADY_EXECUTED, hash, buyRoute());
        refusedWith(ExecutionCode.INTENT_ALREADY_EXECUTED, twin, buyRoute());
    }

    function test_INTENT_CANCELLED() public {
        bytes32 hash = approve(buy(1_000));
        vm.prank(guardian);
        intents.cancelIntent(hash);
        refusedWith(ExecutionCode.INTENT_CANCELLED, hash, buyRoute());
    }

    function test_EPOCH_CLOSED() public {
        bytes32 hash = approve(buy(1_000));
        vm.prank(owner);
        verifiers.openEpoch(members(), Thresholds(2, 2, 2));
        refusedWith(ExecutionCode.EPOCH_CLOSED, hash, buyRoute());
    }

    function test_QUORUM_LOST_by_revocation() public {
        bytes32 hash = approve(buy(1_000));
        vm.prank(guardian);
        verifiers.revoke(vm.addr(keys[0]));
        refusedWith(ExecutionCode.QUORUM_LOST, hash, buyRoute());
        Attestation[] memory more = new Attestation[](1);
        more[0] = intentSignature(keys[2], hash, START + 1 hours);
        intents.attestIntent(hash, more);
        execute(hash, buyRoute());
    }

    function test_QUORUM_LOST_by_expiry() public {
        bytes32 hash = propose(buy(1_000));
        Attestation[] memory items = intentSignatures(hash, 2);
        items[1] = intentSignature(keys[1], hash, START + 10);
        intents.attestIntent(hash, items);
        vm.warp(START + 11);
        refusedWith(ExecutionCode.QUORUM_LOST, hash, buyRoute());
    }

    function test_SNAPSHOT_STALE_only_when_old_and_not_the_latest() public {
        bytes32 hash = approve(buy(1_000));
        vm.warp(START + 10 minutes + 1);
        check(core.dryRun(hash, buyRoute()) == ExecutionCode.OK, "the latest is never stale");
        publish(2);
        refusedWith(ExecutionCode.SNAPSHOT_STALE, hash, buyRoute());
    }

    function test_SLIPPAGE_EXCEEDED_when_the_fund_tightens() public {
        bytes32 hash = approve(buy(1_000));
        vm.prank(owner);
        policy.setRisk(RiskSettings(0, 10 minutes, 99));
        refusedWith(ExecutionCode.SLIPPAGE_EXCEEDED, hash, buyRoute());
    }

    function test_ADAPTER_DATA_MISMATCH() public {
        bytes32 hash = approve(buy(1_000));
        refusedWith(ExecutionCode.ADAPTER_DATA_MISMATCH, hash, sellRoute());
    }

    function test_VAULT_PAUSED() public {
        bytes32 hash = approve(buy(1_000));
        vm.prank(guardian);
        vault.pause();
        refusedWith(ExecutionCode.VAULT_PAUSED, hash, buyRoute());
        check(vault.maxDeposit(saver) == 0 && vault.maxWithdraw(saver) > 0, "a pause never locks savers in");
    }

    function test_TOKEN_NOT_ALLOWED() public {
        bytes32 hash = approve(buy(1_000));
        vm.prank(owner);
        vault.setTokenAllowed(address(token), false);
        refusedWith(ExecutionCode.TOKEN_NOT_ALLOWED, hash, buyRoute());
    }

    function test_ADAPTER_NOT_ALLOWED() public {
        bytes32 hash = approve(buy(1_000));
        vm.prank(owner);
        vault.setAdapterAllowed(address(adapter), false);
        refusedWith(ExecutionCode.ADAPTER_NOT_ALLOWED, hash, buyRoute());
    }

    function test_QUOTE_BELOW_MIN_also_when_the_venue_cannot_quote() public {
        bytes32 hash = approve(buy(1_000));
        router.setRate(address(asset), address(token), 0.989e18);
        refusedWith(ExecutionCode.QUOTE_BELOW_MIN, hash, buyRoute());
        router.setMode(MockRouter.Mode.NO_QUOTE);
        refusedWith(ExecutionCode.QUOTE_BELOW_MIN, hash, buyRoute());
    }

    function test_INSUFFICIENT_BALANCE_on_both_sides() public {
        refusedWith(ExecutionCode.INSUFFICIENT_BALANCE, approve(buy(1_000_001)), buyRoute());
        token.mint(address(vault), 500);
        refusedWith(ExecutionCode.INSUFFICIENT_BALANCE, approve(sell(500)), sellRoute());
    }

    function test_dust_neither_opens_nor_locks() public {
        token.mint(address(vault), 1);
        check(vault.openPositions() == 0 && vault.maxWithdraw(saver) > 0, "still flat");
    }

    function test_a_failed_venue_changes_nothing() public {
        bytes32 hash = approve(buy(1_000));
        router.setMode(MockRouter.Mode.FAIL);
        bytes memory reason = abi.encodeWithSignature("Error(string)", "venue says no");
        reverts(abi.encodeWithSelector(IVault.VenueFailed.selector, address(adapter), reason));
        execute(hash, buyRoute());
        check(asset.allowance(address(vault), address(adapter)) == 0, "no allowance stays");
        check(intents.statusOf(hash) == IntentStatus.APPROVED, "still approved");
        router.setMode(MockRouter.Mode.FAIR);
        execute(hash, buyRoute());
    }

    function test_a_venue_that_pays_too_little_or_grabs_more_is_undone() public {
        bytes32 hash = approve(buy(1_000));
        router.setMode(MockRouter.Mode.PAY_HALF);
        reverts(abi.encodeWithSelector(IVault.ReceivedTooLittle.selector, 500, 990));
        execute(hash, buyRoute());
        router.setMode(MockRouter.Mode.GRAB_MORE);
        vm.expectRevert();
        execute(hash, buyRoute());
        check(asset.balanceOf(address(vault)) == 1_000_000, "nothing moved");
    }

    function test_the_venue_sees_exactly_the_amount_and_nothing_is_left() public {
        execute(approve(buy(1_000)), buyRoute());
        check(router.allowanceSeen() == 1_000, "exact");
        check(asset.allowance(address(adapter), address(router)) == 0, "adapter's is zero");
        check(asset.allowance(address(vault), address(adapter)) == 0, "vault's is zero");
        router.setMode(MockRouter.Mode.TAKE_HALF);
        execute(approve(buy(1_000)), buyRoute());
        check(asset.allowance(address(adapter), address(router)) == 0, "zero after a part");
        check(asset.balanceOf(address(adapter)) == 0, "the unspent half came back");
        check(vault.totalCostBasis() == 1_500, "the cost is what was spent");
    }

    function test_an_adapter_is_judged_by_balances_not_by_its_word() public {
        ThievingAdapter thief = new ThievingAdapter();
        token.mint(address(thief), 10_000);
        vm.prank(owner);
        vault.setAdapterAllowed(address(thief), true);
        Intent memory intent = buy(1_000);
        intent.adapter = address(thief);
        bytes32 hash = approve(intent);
        thief.plan(1_000, 989);
        reverts(abi.encodeWithSelector(IVault.ReceivedTooLittle.selector, 989, 990));
        execute(hash, buyRoute());
        thief.plan(400, 995);
        execute(hash, buyRoute());
        check(thief.allowanceSeen() == 1_000 && !thief.stoleMore(), "never more than amountIn");
        check(asset.allowance(address(vault), address(thief)) == 0, "what it left is taken back");
        check(vault.positionOf(address(token)).quantity == 995, "what arrived");
        check(vault.totalCostBasis() == 400, "what left");
    }

    function test_a_venue_that_comes_back_gets_nothing() public {
        bytes32 hash = approve(buy(1_000));
        asset.mint(address(router), 10);
        router.setCallback(
            address(vault),
            abi.encodeWithSignature("mint(uint256,address)", uint256(0), address(router))
        );
        execute(hash, buyRoute());
        check(!router.calledBack(), "the vault is closed during a trade");
    }
}
