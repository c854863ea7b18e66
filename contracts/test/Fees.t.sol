// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundConfig, Limits} from "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IVault} from "../interfaces/IVault.sol";
import {VaultFixture} from "./VaultFixture.sol";

/// @dev A tenth of what was really earned, once.
contract FeesTest is VaultFixture {
    address private constant COLLECTOR = address(0xFEE);

    function limits() internal pure override returns (Limits memory made) {
        made.performanceFeeBps = 1_000;
        made.feeRecipient = COLLECTOR;
    }

    function feeWorth() private view returns (uint256) {
        return vault.previewRedeem(vault.balanceOf(COLLECTOR));
    }

    function near(uint256 found, uint256 expected) private pure returns (bool) {
        return found <= expected && found + 1 >= expected;
    }

    function test_a_profit_pays_a_tenth_and_a_loss_nothing() public {
        open(1_000_000);
        check(vault.feeDue() == 0, "nothing is earned yet");
        close(150);
        uint256 due = vault.feeDue();
        check(due == (50_000 * (vault.totalSupply() + 1e6)) / (1_500_001 - 50_000), "the fee as shares of what is left");
        check(vault.collectFee() == due && vault.balanceOf(COLLECTOR) == due, "minted");
        check(near(feeWorth(), 50_000), "a tenth of the profit");
        check(vault.highWaterMark() == 500_000 && vault.feeDue() == 0 && vault.collectFee() == 0, "once");
        open(1_000_000);
        close(70);
        check(vault.feeDue() == 0 && vault.collectFee() == 0 && vault.highWaterMark() == 500_000, "not of a loss");
    }

    function test_a_loss_is_earned_back_before_a_fee_is_due_again() public {
        open(1_000_000);
        close(120);
        vault.collectFee();
        uint256 held = vault.balanceOf(COLLECTOR);
        open(1_000_000);
        close(90);
        open(1_000_000);
        close(110);
        check(vault.collectFee() == 0 && vault.balanceOf(COLLECTOR) == held, "where it was before");
        open(1_000_000);
        close(101);
        check(vault.collectFee() != 0 && vault.highWaterMark() == 210_000, "only what lies above the mark");
    }

    function test_a_gift_is_no_profit() public {
        open(1_000_000);
        asset.mint(address(vault), 500_000);
        close(100);
        asset.mint(address(vault), 500_000);
        check(vault.feeDue() == 0 && vault.collectFee() == 0 && vault.highWaterMark() == 0, "no fee of gifts");
    }

    function test_no_fee_is_taken_while_a_position_is_open() public {
        open(1_000_000);
        sellAt(500_000, 200);
        check(vault.feeDue() == 0, "what is earned so far may be lost");
        refusedAs(ada, abi.encodeCall(IVault.collectFee, ()), abi.encodeWithSelector(IVault.NotFlat.selector, 1));
        sellAt(500_000, 20);
        check(vault.realisedProfit() == 100_000, "all in all");
        vault.collectFee();
        check(near(feeWorth(), 10_000), "of both sales together");
    }

    function test_who_leaves_enters_or_settles_finds_the_fee_in_the_price() public {
        open(1_000_000);
        close(150);
        uint256 shares = vault.balanceOf(saver);
        uint256 foretold = vault.previewRedeem(shares / 2);
        check(claimRedeem(saver, shares / 2) == foretold && near(foretold, 725_000), "leaves without what is owed");
        check(near(feeWorth(), 50_000), "and collects it on the way");
        open(700_000);
        close(150);
        fund(ada, 1_000);
        uint256 expected = vault.previewDeposit(1_000);
        vm.prank(ada);
        check(vault.deposit(1_000, ada) == expected && vault.feeDue() == 0, "enters at the price after the fee");
        open(700_000);
        askToDeposit(bea, 1_000);
        close(150);
        uint256 before = vault.balanceOf(COLLECTOR);
        expected = vault.previewDeposit(1_000);
        vault.settle();
        check(vault.balanceOf(COLLECTOR) > before, "settling collects first");
        check(claimDeposit(bea, 1_000) == expected, "and who waited pays nothing of it");
    }

    function test_the_first_purchase_collects_what_is_due() public {
        open(1_000_000);
        close(150);
        open(1_000_000);
        check(near(feeWorth(), 50_000) && vault.highWaterMark() == 500_000, "before it can be lost");
    }

    function setFee(uint16 bps, address recipient) private {
        Limits memory made;
        (made.performanceFeeBps, made.feeRecipient) = (bps, recipient);
        vm.prank(owner);
        policy.setLimits(made);
    }

    function test_a_fee_that_is_raised_takes_nothing_of_what_was_earned_before() public {
        setFee(0, address(0));
        open(1_000_000);
        setFee(3_000, COLLECTOR);
        close(150);
        check(vault.feeDue() == 0, "the terms of the day it was opened");
        open(1_000_000);
        check(vault.balanceOf(COLLECTOR) == 0 && vault.highWaterMark() == 500_000, "marked all the same");
        setFee(0, address(0));
        close(110);
        vault.collectFee();
        check(near(feeWorth(), 30_000), "and of what came after, those of its own day");
    }

    function test_a_fee_that_is_raised_while_a_position_is_open_waits_for_the_next_one() public {
        open(500_000);
        setFee(3_000, COLLECTOR);
        open(500_000);
        close(150);
        vault.collectFee();
        check(near(feeWorth(), 50_000), "the terms of the day it was opened, whatever was bought later");
    }

    function test_a_fee_needs_a_recipient_and_is_bounded() public {
        FundConfig memory made = config();
        made.salt = keccak256("other");
        made.limits.feeRecipient = address(0);
        reverts(abi.encodeWithSelector(IFundErrors.LimitNeeds.selector, "performanceFeeBps", "feeRecipient"));
        factory.createFund(made);
        made.limits.feeRecipient = COLLECTOR;
        made.limits.performanceFeeBps = 3_001;
        reverts(abi.encodeWithSelector(IFundErrors.OutOfRange.selector, "performanceFeeBps", 3_001, 0, 3_000));
        factory.createFund(made);
        made.limits.performanceFeeBps = 3_000;
        factory.createFund(made);
    }

    /// @dev However a year goes: each fee is a tenth of what lies above the best so far, and no more.
    function testFuzz_fees_are_a_tenth_of_the_highest_profit(uint8[6] memory percents) public {
        int256 best = 0;
        for (uint256 i = 0; i < 6; ++i) {
            open(100_000);
            close(60 + (percents[i] % 90));
            int256 profit = vault.realisedProfit();
            uint256 above = profit > best ? uint256(profit - best) : 0;
            if (profit > best) best = profit;
            uint256 worth = vault.previewRedeem(vault.collectFee());
            check(worth <= above / 10 && worth + 1 >= above / 10, "a tenth");
            check(int256(vault.highWaterMark()) == best, "the mark is the best so far");
        }
    }
}
