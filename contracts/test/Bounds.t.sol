// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevToken} from "../dev/DevToken.sol";
import {IAdapter} from "../interfaces/IAdapter.sol";
import {IClawCore} from "../interfaces/IClawCore.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IIntentBook} from "../interfaces/IIntentBook.sol";
import {ISnapshotBook} from "../interfaces/ISnapshotBook.sol";
import {IVault} from "../interfaces/IVault.sol";
import {FundFixture} from "./FundFixture.sol";
import {SilentAdapter} from "./mocks/SilentAdapter.sol";
import {TollToken} from "./mocks/TollToken.sol";

/// @dev The last value that passes beside the first that does not, and the vault's own checks behind the core's.
contract BoundsTest is FundFixture {
    function setUp() public override {
        super.setUp();
        ready();
    }

    function trade(uint8 action, uint256 amount) private {
        (address from, address to) = action == ACTION_BUY
            ? (address(asset), address(token))
            : (address(token), address(asset));
        Trade memory order = Trade(bytes32(0), action, from, to, amount, 1, address(adapter));
        vm.prank(address(core));
        vault.trade(order, route(from, to));
    }

    function test_the_vault_itself_refuses_to_sell_more_than_its_account_holds() public {
        execute(approve(buy(1_000)), buyRoute());
        token.mint(address(vault), 500);
        reverts(abi.encodeWithSelector(IVault.NotCovered.selector, address(token), 1_001, 1_000));
        trade(ACTION_SELL, 1_001);
        trade(ACTION_SELL, 1_000);
        check(token.balanceOf(address(vault)) == 500 && vault.openPositions() == 0, "the gift stays outside");
    }

    function test_the_vault_itself_refuses_to_buy_for_more_than_it_has() public {
        reverts(abi.encodeWithSelector(IVault.NotCovered.selector, address(asset), 1_000_001, 1_000_000));
        trade(ACTION_BUY, 1_000_001);
        trade(ACTION_BUY, 1_000_000);
        check(asset.balanceOf(address(vault)) == 0, "all of it");
    }

    function test_a_second_purchase_adds_to_the_position() public {
        execute(approve(buy(1_000)), buyRoute());
        router.setRate(address(asset), address(token), 2e18);
        execute(approve(buy(500)), buyRoute());
        Position memory held = vault.positionOf(address(token));
        check(held.quantity == 2_000 && held.costBasis == 1_500, "both");
        check(vault.totalAssets() == 1_000_000, "a purchase moves assets, it loses none");
        router.setRate(address(token), address(asset), 1e18);
        execute(approve(sell(1_000)), sellRoute());
        check(vault.openPositions() == 1 && vault.maxRedeem(saver) == 0, "half is still open");
        execute(approve(sell(1_000)), sellRoute());
        check(vault.positionOf(address(token)).realisedProfit == 500, "each sale adds its profit");
        check(vault.realisedProfit() == 500 && vault.totalCostBasis() == 0, "and so does the fund");
    }

    function test_a_token_that_is_no_longer_allowed_is_sold_out_and_not_bought() public {
        execute(approve(buy(2_000)), buyRoute());
        bytes32 more = approve(buy(1_000));
        bytes32 hash = approve(sell(1_000));
        vm.prank(owner);
        vault.setTokenAllowed(address(token), false);
        refusedWith(ExecutionCode.TOKEN_NOT_ALLOWED, more, buyRoute());
        check(execute(hash, sellRoute()) == 1_000, "what was approved before");
        execute(approve(sell(1_000)), sellRoute());
        Intent memory intent = sell(1);
        reverts(abi.encodeWithSelector(IIntentBook.TokenNotAllowed.selector, address(token)));
        propose(intent);
    }

    function test_a_token_that_left_list_and_vault_is_not_sold() public {
        execute(approve(buy(1_000)), buyRoute());
        bytes32 hash = approve(sell(500));
        execute(approve(sell(1_000)), sellRoute());
        vm.prank(owner);
        vault.setTokenAllowed(address(token), false);
        refusedWith(ExecutionCode.TOKEN_NOT_ALLOWED, hash, sellRoute());
    }

    function test_a_quote_of_exactly_the_minimum_executes() public {
        bytes32 hash = approve(buy(1_000));
        router.setRate(address(asset), address(token), 0.99e18);
        check(execute(hash, buyRoute()) == 990, "the minimum");
    }

    function test_a_slippage_of_exactly_the_funds_limit_executes() public {
        Intent memory intent = buy(1_000);
        intent.maxSlippageBps = 500;
        execute(approve(intent), buyRoute());
    }

    function test_an_earlier_snapshot_counts_to_the_last_second_of_its_age() public {
        bytes32 early = approve(buy(1_000));
        vm.warp(START + 1);
        publish(2);
        vm.warp(START + 10 minutes);
        Intent memory late = buy(1_000);
        late.round = 1;
        bytes32 hash = approve(late);
        execute(early, buyRoute());
        execute(hash, buyRoute());
        vm.warp(START + 10 minutes + 1);
        late.nonce = nextNonce++;
        bytes4 stale = IIntentBook.SnapshotStale.selector;
        reverts(abi.encodeWithSelector(stale, 1, START, 600));
        propose(late);
    }

    function test_an_intent_may_be_proposed_and_attested_to_the_last_second() public {
        Intent memory intent = buy(1_000);
        intent.validAfter = START - 60;
        intent.deadline = START;
        execute(approve(intent), buyRoute());
    }

    function test_a_deadline_before_now_is_refused_by_the_second() public {
        Intent memory intent = buy(1_000);
        intent.validAfter = START - 60;
        intent.deadline = START - 1;
        bytes4 out = IIntentBook.WindowOutOfRange.selector;
        reverts(abi.encodeWithSelector(out, START - 60, START - 1, 30 minutes));
        propose(intent);
    }

    function test_a_quote_is_bounded_before_it_is_multiplied() public {
        Intent memory intent = buy(1_000);
        intent.quoteAmountOut = uint256(type(uint128).max) + 1;
        bytes4 out = IFundErrors.OutOfRange.selector;
        uint256 most = type(uint128).max;
        reverts(abi.encodeWithSelector(out, "quoteAmountOut", intent.quoteAmountOut, 1, most));
        propose(intent);
    }

    function test_cash_must_be_the_funds_own_asset_on_both_sides() public {
        Intent memory intent = buy(1_000);
        intent.tokenIn = address(token);
        bytes4 pair = IIntentBook.WrongPair.selector;
        reverts(abi.encodeWithSelector(pair, ACTION_BUY, address(token), address(token)));
        propose(intent);
        intent = sell(1_000);
        intent.tokenOut = address(token);
        reverts(abi.encodeWithSelector(pair, ACTION_SELL, address(token), address(token)));
        propose(intent);
    }

    function test_an_adapter_that_answers_a_quote_with_nothing_is_a_code_and_not_a_crash() public {
        SilentAdapter silent = new SilentAdapter();
        vm.prank(owner);
        vault.setAdapterAllowed(address(silent), true);
        Intent memory intent = buy(1_000);
        intent.adapter = address(silent);
        refusedWith(ExecutionCode.QUOTE_BELOW_MIN, approve(intent), buyRoute());
    }

    function test_a_token_that_takes_more_than_it_is_asked_for_is_undone() public {
        TollToken toll = new TollToken(address(vault));
        toll.mint(address(router), 10_000);
        router.setRate(address(asset), address(toll), 1e18);
        router.setRate(address(toll), address(asset), 1e18);
        vm.prank(owner);
        vault.setTokenAllowed(address(toll), true);
        token = DevToken(address(toll));
        execute(approve(buy(1_000)), buyRoute());
        toll.mint(address(vault), 100);
        bytes32 hash = approve(sell(1_000));
        reverts(abi.encodeWithSelector(IVault.SpentTooMuch.selector, 1_001, 1_000));
        execute(hash, sellRoute());
        check(toll.balanceOf(address(vault)) == 1_100, "nothing moved");
    }

    function test_SNAPSHOT_UNKNOWN_when_the_book_holds_another_root() public {
        bytes32 hash = approve(buy(1_000));
        bytes memory other = abi.encode(SnapshotRecord(keccak256("other"), START, 1, 2));
        vm.mockCall(address(snapshots), abi.encodeCall(ISnapshotBook.snapshotOf, (1)), other);
        refusedWith(ExecutionCode.SNAPSHOT_UNKNOWN, hash, buyRoute());
    }

    function test_an_approval_keeps_its_first_moment() public {
        bytes32 hash = approve(buy(1_000));
        vm.warp(START + 5);
        intents.attestIntent(hash, intentSignatures(hash, 3));
        check(intents.intentRecord(hash).approvedAt == START, "approved once");
    }

    function test_the_book_itself_executes_a_nonce_once_and_no_other_with_it() public {
        Intent memory first = buy(1_000);
        Intent memory twin = buy(2_000);
        twin.nonce = first.nonce;
        bytes32 hash = approve(first);
        bytes32 second = approve(twin);
        execute(hash, buyRoute());
        check(!intents.isNonceExecuted(first.nonce + 1), "not its neighbour");
        check(!intents.isNonceExecuted(first.nonce + 256), "not the same bit of the next word");
        reverts(abi.encodeWithSelector(IIntentBook.NonceExecuted.selector, first.nonce));
        vm.prank(address(core));
        intents.markExecuted(second);
    }

    function test_an_intent_is_alive_and_its_signatures_count_in_their_last_second() public {
        Intent memory intent = buy(1_000);
        bytes32 hash = propose(intent);
        Attestation[] memory items = new Attestation[](2);
        items[0] = intentSignature(keys[0], hash, intent.deadline);
        items[1] = intentSignature(keys[1], hash, intent.deadline);
        intents.attestIntent(hash, items);
        vm.warp(intent.deadline);
        check(intents.statusOf(hash) == IntentStatus.APPROVED, "alive");
        check(intents.attestedWeight(hash) == 2, "counted");
        execute(hash, buyRoute());
    }

    function test_a_nonce_is_one_bit_of_one_word() public {
        bytes32 hash = propose(buy(1_000));
        nextNonce = 256 * 7 + 3;
        Attestation[] memory items = new Attestation[](1);
        items[0] = intentSignature(keys[0], hash, START + 60);
        address who = items[0].verifier;
        intents.attestIntent(hash, items);
        check(intents.isNonceUsed(who, 256 * 7 + 3) && !intents.isNonceUsed(who, 3), "its own word");
        check(!intents.isNonceUsed(who, 256 * 7 + 4), "its own bit");
        vm.startPrank(who);
        intents.invalidateNonces(7, 16);
        intents.invalidateNonces(7, 32);
        vm.stopPrank();
        check(intents.isNonceUsed(who, 256 * 7 + 3), "a withdrawal gives nothing back");
        check(intents.isNonceUsed(who, 256 * 7 + 4) && intents.isNonceUsed(who, 256 * 7 + 5), "both withdrawn");
        check(!intents.isNonceUsed(vm.addr(keys[1]), 256 * 7 + 4), "nobody else's");
    }

    function test_the_asset_is_always_allowed_and_nobody_is_revoked_by_mistake() public {
        check(vault.isTokenAllowed(address(asset)) && !vault.isTokenAllowed(stranger), "the asset");
        reverts(abi.encodeWithSelector(IFundErrors.ZeroAddress.selector, "verifier"));
        vm.prank(guardian);
        verifiers.revoke(address(0));
    }

    function test_a_venue_that_comes_back_can_neither_redeem_nor_execute() public {
        bytes32 hash = approve(buy(1_000));
        vm.prank(saver);
        IERC20(address(vault)).approve(address(router), type(uint256).max);
        bytes4 redeem = bytes4(keccak256("redeem(uint256,address,address)"));
        router.setCallback(address(vault), abi.encodeWithSelector(redeem, 1e9, address(router), saver));
        execute(hash, buyRoute());
        check(!router.calledBack() && vault.maxRedeem(saver) == 0, "no share left");
        bytes32 next = approve(buy(1_000));
        bytes32 other = approve(buy(1_000));
        vm.prank(owner);
        policy.setExecutor(address(router));
        router.setCallback(address(core), abi.encodeCall(IClawCore.executeIntent, (other, buyRoute())));
        router.executeAs(address(core), abi.encodeCall(IClawCore.executeIntent, (next, buyRoute())));
        check(intents.statusOf(next) == IntentStatus.EXECUTED, "the outer one happened");
        check(!router.calledBack() && intents.statusOf(other) == IntentStatus.APPROVED, "the inner one did not");
    }

    function test_a_role_that_is_given_is_held_and_the_former_holder_has_lost_it() public {
        vm.startPrank(owner);
        policy.setGuardian(stranger);
        policy.setStrategy(stranger);
        policy.setExecutor(stranger);
        policy.setKeeper(stranger);
        vm.stopPrank();
        check(policy.guardian() == stranger && policy.strategy() == stranger, "guardian and strategy");
        check(policy.executor() == stranger && policy.keeper() == stranger, "executor and keeper");
        Intent memory intent = buy(1_000);
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, strategy, "strategy"));
        propose(intent);
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, guardian, "guardian"));
        vm.prank(guardian);
        core.pause();
        vm.startPrank(stranger);
        bytes32 hash = intents.proposeIntent(intent);
        core.pause();
        vm.stopPrank();
        check(core.paused() && intents.statusOf(hash) == IntentStatus.PROPOSED, "the new holder acts");
    }

    function test_a_route_is_judged_at_both_its_ends() public {
        bytes memory wrong = abi.encodeWithSelector(IAdapter.WrongRoute.selector, address(asset), address(token));
        bytes memory data = route(stranger, address(token));
        reverts(wrong);
        adapter.quote(address(asset), address(token), 1, data);
        data = route(address(asset), stranger);
        reverts(wrong);
        adapter.quote(address(asset), address(token), 1, data);
    }
}
