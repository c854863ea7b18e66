// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {Batch} from "../interfaces/FundTypes.sol";
import {IVault} from "../interfaces/IVault.sol";
import {VaultFixture} from "./VaultFixture.sol";

/// @dev Requests wait for a flat moment, settle together at its price, and are claimed one by one.
contract RequestsTest is VaultFixture {
    uint256 private constant SHARES = 1e12; // what the fixture's saver holds of 1,000,000

    function test_requests_settle_together_at_the_price_of_the_flat_moment() public {
        open(1_000_000);
        check(askToDeposit(ada, 600_000) == 1 && askToRedeem(saver, SHARES / 2) == 1, "the first batch");
        check(vault.pendingDepositRequest(1, ada) == 600_000, "assets wait");
        check(vault.pendingRedeemRequest(1, saver) == SHARES / 2, "shares wait");
        check(asset.balanceOf(address(vault)) == 0 && vault.totalAssets() == 1_000_000, "apart from the fund's own");
        close(120);
        check(vault.settle() == 1 && vault.currentRequestId() == 2, "the next batch opens");
        Batch memory batch = vault.batchOf(1);
        check(batch.openedAt == START && batch.settledAt == START, "when");
        check(batch.depositAssets == 600_000 && batch.redeemShares == SHARES / 2, "what went in");
        check(batch.depositShares == (600_000 * (SHARES + 1e6)) / 1_200_001, "at the price after the trade");
        check(batch.redeemAssets == (SHARES / 2 * 1_200_001) / (SHARES + 1e6), "both sides at the same");
        check(vault.claimableDepositRequest(1, ada) == 600_000 && vault.pendingDepositRequest(1, ada) == 0, "settled");
        check(vault.claimableRedeemRequest(1, saver) == SHARES / 2, "settled");
        check(claimDeposit(ada, 600_000) == batch.depositShares, "all shares of the batch");
        check(vault.balanceOf(ada) == batch.depositShares, "hers now");
        check(claimRedeem(saver, SHARES / 2) == batch.redeemAssets, "all assets of the batch");
        check(asset.balanceOf(saver) == batch.redeemAssets, "his now");
        check(asset.balanceOf(vault.escrow()) == 0 && vault.balanceOf(vault.escrow()) == 0, "nothing is left over");
        check(vault.claimableDepositRequest(1, ada) == 0 && vault.claimableRedeemRequest(1, saver) == 0, "once");
    }

    function test_a_deposit_asked_for_before_a_sale_earns_nothing_of_it() public {
        open(1_000_000);
        askToDeposit(ada, 1_000_000);
        close(150);
        vault.settle();
        uint256 shares = claimDeposit(ada, 1_000_000);
        check(vault.previewRedeem(shares) <= 1_000_000, "no part of the profit");
        check(vault.previewRedeem(SHARES) >= 1_499_999, "which is the others'");
    }

    function test_a_redemption_asked_for_before_a_loss_bears_it() public {
        open(1_000_000);
        askToRedeem(saver, SHARES);
        close(50);
        vault.settle();
        check(claimRedeem(saver, SHARES) <= 500_000, "the price of the flat moment");
    }

    function test_nothing_settles_while_a_position_is_open_nor_when_nothing_waits() public {
        refusedAs(ada, abi.encodeCall(IVault.settle, ()), abi.encodeWithSelector(IVault.NothingToSettle.selector, 1));
        open(1_000);
        askToDeposit(ada, 1_000);
        refusedAs(ada, abi.encodeCall(IVault.settle, ()), abi.encodeWithSelector(IVault.NotFlat.selector, 1));
        close(100);
        vm.prank(ada);
        vault.cancelDepositRequest(ada, ada);
        refusedAs(ada, abi.encodeCall(IVault.settle, ()), abi.encodeWithSelector(IVault.NothingToSettle.selector, 1));
        check(vault.currentRequestId() == 1, "the batch is still open");
    }

    function test_a_request_is_taken_back_until_it_settles_and_not_after() public {
        open(1_000);
        askToDeposit(ada, 5_000);
        askToRedeem(saver, 700);
        vm.prank(ada);
        check(vault.cancelDepositRequest(bea, ada) == 5_000 && asset.balanceOf(bea) == 5_000, "assets come back");
        vm.prank(saver);
        check(vault.cancelRedeemRequest(bea, saver) == 700 && vault.balanceOf(bea) == 700, "shares come back");
        Batch memory batch = vault.batchOf(1);
        check(batch.depositAssets == 0 && batch.redeemShares == 0, "and leave the batch");
        bytes memory nothing = abi.encodeWithSelector(IVault.NothingPending.selector, ada);
        refusedAs(ada, abi.encodeCall(IVault.cancelDepositRequest, (ada, ada)), nothing);
        askToDeposit(ada, 5_000);
        askToRedeem(saver, 700);
        close(100);
        vault.settle();
        refusedAs(ada, abi.encodeCall(IVault.cancelDepositRequest, (ada, ada)), nothing);
        nothing = abi.encodeWithSelector(IVault.NothingPending.selector, saver);
        refusedAs(saver, abi.encodeCall(IVault.cancelRedeemRequest, (saver, saver)), nothing);
        check(claimDeposit(ada, 5_000) != 0 && claimRedeem(saver, 700) == 0, "what settled is claimed");
    }

    function test_a_pause_refuses_new_money_and_keeps_every_way_out_open() public {
        open(1_000);
        askToDeposit(ada, 5_000);
        askToDeposit(bea, 5_000);
        vm.prank(guardian);
        vault.pause();
        fund(ida, 10);
        bytes memory refusal = abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, ida, 10, 0);
        refusedAs(ida, abi.encodeCall(IVault.requestDeposit, (10, ida, ida)), refusal);
        vm.prank(ada);
        vault.cancelDepositRequest(ada, ada);
        askToRedeem(saver, 1e9);
        vm.prank(owner);
        vault.unpause();
        close(100);
        vm.prank(owner);
        vault.pause();
        vault.settle();
        check(claimRedeem(saver, 1e9) == 1_000 && claimDeposit(bea, 5_000) != 0, "settled and claimed while paused");
    }

    function test_an_empty_request_is_refused() public {
        bytes memory empty = abi.encodeWithSelector(IVault.EmptyRequest.selector);
        refusedAs(ada, abi.encodeCall(IVault.requestDeposit, (0, ada, ada)), empty);
        refusedAs(ada, abi.encodeCall(IVault.requestRedeem, (0, ada, ada)), empty);
    }

    function test_only_the_controller_and_its_operators_act() public {
        open(1_000);
        fund(ada, 10_000);
        refusedAs(bea, abi.encodeCall(IVault.requestDeposit, (1_000, bea, ada)), notOperator(ada, bea));
        askToDeposit(bea, 1_000);
        refusedAs(bea, abi.encodeCall(IVault.requestDeposit, (1_000, ada, bea)), notOperator(ada, bea));
        refusedAs(saver, abi.encodeCall(IVault.requestRedeem, (1_000, ada, saver)), notOperator(ada, saver));
        vm.prank(ada);
        check(vault.setOperator(bea, true) && vault.isOperator(ada, bea) && !vault.isOperator(bea, ada), "hers");
        vm.prank(bea);
        vault.requestDeposit(1_000, ada, ada);
        askToRedeem(saver, 1e9);
        refusedAs(ida, abi.encodeCall(IVault.cancelDepositRequest, (ida, ada)), notOperator(ada, ida));
        refusedAs(ida, abi.encodeCall(IVault.cancelRedeemRequest, (ida, saver)), notOperator(saver, ida));
        close(100);
        vault.settle();
        bytes memory claim = abi.encodeWithSignature("deposit(uint256,address,address)", 1_000, ida, ada);
        refusedAs(ida, claim, notOperator(ada, ida));
        claim = abi.encodeWithSignature("mint(uint256,address,address)", 1, ida, ada);
        refusedAs(ida, claim, notOperator(ada, ida));
        vm.prank(bea);
        uint256 shares = vault.deposit(1_000, bea, ada);
        check(shares == vault.balanceOf(bea) && shares != 0, "by her operator");
        vm.prank(ada);
        vault.setOperator(bea, false);
        refusedAs(bea, abi.encodeCall(IVault.requestDeposit, (1_000, ada, ada)), notOperator(ada, bea));
    }

    function test_shares_are_asked_for_by_owner_operator_or_allowance() public {
        open(1_000);
        bytes memory ask = abi.encodeCall(IVault.requestRedeem, (700, ida, saver));
        vm.prank(ida);
        (bool done, ) = address(vault).call(ask);
        check(!done, "nobody else");
        vm.prank(saver);
        vault.approve(ida, 700);
        vm.prank(ida);
        vault.requestRedeem(700, ida, saver);
        check(vault.allowance(saver, ida) == 0 && vault.pendingRedeemRequest(1, ida) == 700, "spent");
        vm.prank(saver);
        vault.setOperator(bea, true);
        vm.prank(bea);
        vault.requestRedeem(300, bea, saver);
        check(vault.pendingRedeemRequest(1, bea) == 300, "an operator needs no allowance");
    }

    function test_requests_of_one_batch_add_up_and_an_unclaimed_one_comes_first() public {
        open(1_000);
        askToDeposit(ada, 1_000);
        askToDeposit(ada, 2_000);
        askToRedeem(saver, 1e9);
        check(vault.pendingDepositRequest(1, ada) == 3_000, "added up");
        check(vault.pendingDepositRequest(2, ada) == 0 && vault.claimableDepositRequest(2, ada) == 0, "in one batch");
        (uint256 inDeposit, uint256 inRedeem, uint64 inKindAt) = vault.requestsOf(saver);
        check(inDeposit == 0 && inRedeem == 1 && inKindAt == START + 7 days, "what he asked for");
        close(100);
        vault.settle();
        open(1_000);
        fund(ada, 10);
        bytes memory first = abi.encodeWithSelector(IVault.ClaimFirst.selector, ada, 1);
        refusedAs(ada, abi.encodeCall(IVault.requestDeposit, (10, ada, ada)), first);
        first = abi.encodeWithSelector(IVault.ClaimFirst.selector, saver, 1);
        refusedAs(saver, abi.encodeCall(IVault.requestRedeem, (10, saver, saver)), first);
        claimDeposit(ada, 3_000);
        claimRedeem(saver, 1e9);
        check(askToDeposit(ada, 10) == 2 && askToRedeem(saver, 10) == 2, "claimed, so the next may be made");
        check(vault.pendingDepositRequest(2, ada) == 10, "without the earlier one");
    }

    function test_a_batch_waits_since_its_first_request() public {
        open(1_000);
        askToRedeem(saver, 1e9);
        vm.warp(START + 60);
        askToDeposit(ada, 1_000);
        check(vault.batchOf(1).openedAt == START, "since the first");
        (, , uint64 inKindAt) = vault.requestsOf(saver);
        check(inKindAt == START + 7 days, "who comes later lets nobody wait longer");
    }

    function test_what_is_worth_nothing_stands_in_no_later_requests_way() public {
        open(1_000);
        askToRedeem(saver, 3e6 + 5);
        close(100);
        vault.settle();
        vm.prank(saver);
        check(vault.withdraw(2, saver, saver) == 2e6 + 4, "rounded against him");
        check(vault.claimableRedeemRequest(1, saver) == 1e6 + 1, "less than a unit is worth");
        check(askToRedeem(saver, 10) == 2 && vault.pendingRedeemRequest(2, saver) == 10, "is forgotten");
    }

    function test_a_claim_never_takes_more_than_settled() public {
        open(1_000);
        askToDeposit(ada, 1_000);
        askToDeposit(bea, 1_000);
        bytes memory claim = abi.encodeWithSignature("deposit(uint256,address,address)", 1, ada, ada);
        refusedAs(ada, claim, abi.encodeWithSelector(IVault.ClaimTooLarge.selector, ada, 1, 0));
        close(100);
        vault.settle();
        claim = abi.encodeWithSignature("deposit(uint256,address,address)", 1_001, ada, ada);
        refusedAs(ada, claim, abi.encodeWithSelector(IVault.ClaimTooLarge.selector, ada, 1_001, 1_000));
        claim = abi.encodeWithSignature("mint(uint256,address,address)", 1e9 + 1, ada, ada);
        refusedAs(ada, claim, abi.encodeWithSelector(IVault.ClaimTooLarge.selector, ada, 1e9 + 1, 1e9));
        vm.prank(ada);
        check(vault.mint(1, ada, ada) == 1, "rounded against her");
        vm.prank(ada);
        check(vault.mint(999e6, ada, ada) == 999 && vault.claimableDepositRequest(1, ada) == 0, "the rest");
        check(vault.balanceOf(ada) == 999e6 + 1, "never more than her part");
    }

    function test_what_settled_is_redeemed_first_and_the_rest_from_what_one_holds() public {
        open(1_000);
        askToRedeem(saver, 400e6);
        bytes memory most = abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxRedeem.selector, saver, 1, 0);
        refusedAs(saver, abi.encodeCall(IERC4626.redeem, (1, saver, saver)), most);
        close(100);
        vault.settle();
        check(vault.maxRedeem(saver) == SHARES, "what settled and what he holds");
        check(vault.maxWithdraw(saver) == 1_000_000, "and what it gives");
        check(claimRedeem(saver, 600e6) == 600 && vault.balanceOf(saver) == SHARES - 600e6, "first what settled");
        open(1_000);
        askToRedeem(saver, 400e6);
        close(100);
        vault.settle();
        vm.prank(saver);
        check(vault.withdraw(600, saver, saver) == 600e6, "by assets as well");
        check(asset.balanceOf(saver) == 1_200 && asset.balanceOf(vault.escrow()) == 0, "paid");
    }

    function test_what_is_claimable_opens_no_other_door() public {
        open(1_000);
        askToRedeem(saver, 400e6);
        close(100);
        vault.settle();
        open(1_000);
        vm.prank(saver);
        vault.approve(ida, type(uint256).max);
        bytes memory open_ = abi.encodeWithSelector(IVault.NotFlat.selector, 1);
        refusedAs(ida, abi.encodeCall(IERC4626.redeem, (1e6, ida, saver)), open_);
        refusedAs(ida, abi.encodeCall(IERC4626.withdraw, (1, ida, saver)), open_);
        check(claimRedeem(saver, 400e6) == 400, "the claim itself is open");
    }

    function test_no_part_nears_the_size_limit_by_its_other_half() public view {
        check(vault.desk().code.length <= 19_660, "desk too large"); // four fifths of 24,576 bytes
        check(vault.escrow().code.length <= 19_660, "escrow too large");
    }

    function test_the_desk_by_itself_takes_nothing() public {
        IVault desk = IVault(vault.desk());
        fund(ada, 1_000);
        vm.prank(ada);
        asset.approve(address(desk), 1_000);
        bytes memory refusal = abi.encodeWithSelector(IVault.NotTheVault.selector, address(desk));
        reverts(refusal);
        vm.prank(ada);
        desk.requestDeposit(1_000, ada, ada);
        reverts(refusal);
        desk.settle();
    }

    function test_a_donation_to_what_waits_changes_no_price_and_locks_nothing() public {
        open(1_000);
        askToDeposit(ada, 1_000);
        address holder = vault.escrow();
        asset.mint(holder, 77);
        vm.prank(saver);
        vault.transfer(holder, 5);
        close(100);
        vault.settle();
        check(vault.batchOf(1).depositShares == 1_000e6 && claimDeposit(ada, 1_000) == 1_000e6, "as without it");
    }

    /// @dev What each gets does not depend on who asked or claimed first, and all claims fit into the batch.
    function testFuzz_order_does_not_matter_and_claims_fit(uint96 first, uint96 second, uint96 shares, bool swap) public {
        (uint256 a, uint256 b) = (1 + (first % 1e15), 1 + (second % 1e15));
        uint256 s = 1 + (shares % SHARES);
        open(999_983);
        if (swap) askToDeposit(bea, b);
        askToDeposit(ada, a);
        askToRedeem(saver, s);
        if (!swap) askToDeposit(bea, b);
        close(83);
        uint256 supply = vault.totalSupply();
        uint256 total = vault.totalAssets();
        vault.settle();
        check((vault.totalAssets() + 1) * (supply + 1e6) >= (total + 1) * (vault.totalSupply() + 1e6), "diluted");
        Batch memory batch = vault.batchOf(1);
        uint256 gotA = claimDeposit(ada, a);
        uint256 gotB = claimDeposit(bea, b);
        check(gotA == (a * batch.depositShares) / (a + b) && gotB == (b * batch.depositShares) / (a + b), "their part");
        check(gotA + gotB <= batch.depositShares, "no more than settled");
        check(claimRedeem(saver, s) == batch.redeemAssets, "his part");
        check(vault.previewRedeem(gotA) <= a, "a round trip earned something");
    }

    /// @dev In pieces of any size, never more than at once.
    function testFuzz_claims_in_pieces_never_sum_to_more(uint96 amount, uint96 piece, bool byShares) public {
        uint256 a = 2 + (amount % 1e12);
        open(999_983);
        askToDeposit(ada, a);
        askToDeposit(bea, 31);
        close(117);
        vault.settle();
        Batch memory batch = vault.batchOf(1);
        uint256 most = (a * batch.depositShares) / batch.depositAssets;
        vm.startPrank(ada);
        if (byShares) vault.mint(piece % (most + 1), ada, ada);
        else vault.deposit(piece % (a + 1), ada, ada);
        vault.deposit(vault.claimableDepositRequest(1, ada), ada, ada);
        vm.stopPrank();
        check(vault.balanceOf(ada) <= most, "pieces gave more");
    }

    function gasOfClaim(uint256 others) private returns (uint256 settling, uint256 claiming) {
        open(1_000);
        for (uint256 i = 0; i < others; ++i) askToDeposit(address(uint160(0xC000 + i)), 1_000);
        askToDeposit(ada, 1_000);
        close(100);
        settling = gasleft();
        vault.settle();
        settling -= gasleft();
        vm.prank(ada);
        claiming = gasleft();
        vault.deposit(1_000, ada, ada);
        claiming -= gasleft();
    }

    function test_settling_and_claiming_cost_the_same_at_one_and_a_thousand_requests() public {
        gasOfClaim(0); // warms what both of the others use
        (uint256 settledOne, uint256 claimedOne) = gasOfClaim(0);
        (uint256 settledMany, uint256 claimedMany) = gasOfClaim(999);
        check(settledMany <= settledOne + 500 && claimedMany <= claimedOne + 500, "the queue is paid for");
    }
}
