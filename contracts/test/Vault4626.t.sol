// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {FundConfig, Limits} from "../interfaces/FundTypes.sol";
import {IVault} from "../interfaces/IVault.sol";
import {DevToken} from "../dev/DevToken.sol";
import {FeeToken} from "./mocks/FeeToken.sol";
import {HookToken} from "./mocks/HookToken.sol";
import {VaultFixture} from "./VaultFixture.sol";

/// @dev What ERC-4626 asks of a vault, at prices that trades and gifts made uneven, with a fee that is due.
contract Vault4626Test is VaultFixture {
    address private watched; // what the hook of a token, or a venue, looks at
    bytes private look;
    uint256 private looks;

    function limits() internal pure override returns (Limits memory made) {
        made.performanceFeeBps = 700;
        made.feeRecipient = address(0xFEE);
    }

    /// @dev Flat, with a share price that divides nothing, and often a fee that nobody collected yet.
    function uneven(uint256 seed) private {
        open(900_001);
        close(80 + (seed % 60));
        asset.mint(address(vault), (seed >> 8) % 1e6);
    }

    function testFuzz_previews_are_what_happens(uint256 seed, uint64 amount) public {
        uneven(seed);
        uint256 units = 1 + (amount % 1e12);
        fund(ada, 1e30);
        vm.startPrank(ada);
        uint256 expected = vault.previewDeposit(units);
        check(vault.deposit(units, ada) == expected && vault.balanceOf(ada) == expected, "deposit");
        expected = vault.previewMint(units * 1e6);
        check(vault.mint(units * 1e6, ada) == expected, "mint");
        expected = vault.previewWithdraw(units / 2);
        check(vault.withdraw(units / 2, ada, ada) == expected, "withdraw");
        expected = vault.previewRedeem(vault.balanceOf(ada));
        check(vault.redeem(vault.balanceOf(ada), ada, ada) == expected, "redeem");
        vm.stopPrank();
    }

    function testFuzz_every_rounding_is_for_the_vault(uint256 seed, uint64 amount) public {
        uneven(seed);
        uint256 units = amount;
        uint256 total = vault.totalAssets() + 1;
        uint256 supply = vault.totalSupply() + vault.feeDue() + 1e6;
        check(vault.previewDeposit(units) * total <= units * supply, "shares given: down");
        check((vault.previewDeposit(units) + 1) * total > units * supply, "and no further");
        check(vault.previewMint(units) * supply >= units * total, "assets taken: up");
        check(vault.previewMint(units) * supply < units * total + supply, "and no further");
        check(vault.previewWithdraw(units) * total >= units * supply, "shares taken: up");
        check(vault.previewRedeem(units) * supply <= units * total, "assets given: down");
        check(vault.convertToShares(units) == vault.previewDeposit(units), "as converted");
        check(vault.convertToAssets(units) == vault.previewRedeem(units), "as converted");
    }

    function testFuzz_a_round_trip_earns_nothing(uint256 seed, uint64 amount, bool byShares) public {
        uneven(seed);
        uint256 units = 1 + (amount % 1e12);
        fund(ada, 1e30);
        vm.startPrank(ada);
        if (byShares) vault.mint(units * 1e6, ada);
        else vault.deposit(units, ada);
        if (seed % 2 == 0) vault.redeem(vault.balanceOf(ada), ada, ada);
        else vault.withdraw(vault.maxWithdraw(ada), ada, ada);
        vm.stopPrank();
        check(asset.balanceOf(ada) <= 1e30, "earned by coming and going");
    }

    function testFuzz_what_may_be_done_can_be_done_and_no_more(uint256 seed, uint64 amount) public {
        uneven(seed);
        fund(ada, 1 + uint256(amount));
        vm.prank(ada);
        vault.deposit(1 + uint256(amount), ada);
        uint256 most = vault.maxWithdraw(ada);
        vm.prank(ada);
        (bool done, ) = address(vault).call(abi.encodeCall(IERC4626.withdraw, (most + 1, ada, ada)));
        check(!done, "one more");
        vm.startPrank(ada);
        vault.withdraw(most, ada, ada);
        vault.redeem(vault.maxRedeem(ada), ada, ada);
        vm.stopPrank();
        check(vault.balanceOf(ada) == 0 && vault.maxRedeem(ada) == 0 && vault.maxWithdraw(ada) == 0, "all of it");
        check(vault.maxDeposit(ada) == type(uint256).max && vault.maxMint(ada) == type(uint256).max, "open");
    }

    function test_the_most_is_nothing_while_open_and_deposits_while_paused() public {
        vm.prank(owner);
        vault.pause();
        check(vault.maxDeposit(ada) == 0 && vault.maxMint(ada) == 0, "paused");
        check(vault.maxRedeem(saver) == 1e12 && vault.maxWithdraw(saver) == 1_000_000, "never the way out");
        vm.prank(owner);
        vault.unpause();
        open(1_000);
        check(vault.maxDeposit(ada) == 0 && vault.maxMint(ada) == 0, "open");
        check(vault.maxRedeem(saver) == 0 && vault.maxWithdraw(saver) == 0, "open");
    }

    function testFuzz_an_inflator_of_an_empty_vault_only_loses(uint64 gift, uint64 paid) public {
        FundConfig memory made = config();
        made.salt = keccak256("empty");
        bind(factory.createFund(made));
        fund(ida, 1);
        vm.prank(ida);
        vault.deposit(1, ida);
        asset.mint(address(vault), gift);
        uint256 victim = 1 + uint256(paid);
        fund(ada, victim);
        vm.prank(ada);
        vault.deposit(victim, ada);
        check(vault.previewRedeem(vault.balanceOf(ida)) <= 1 + uint256(gift), "it earned something");
        uint256 lost = victim - vault.previewRedeem(vault.balanceOf(ada));
        check(lost <= 2 + uint256(gift) / 1e6, "a saver lost more than a millionth of what the attack cost");
    }

    function test_dust_locks_nothing() public {
        token.mint(address(vault), 1);
        asset.mint(address(vault), 1);
        check(vault.openPositions() == 0 && vault.maxRedeem(saver) == 1e12, "by account, not by balance");
        check(claimRedeem(saver, 1e12) >= 999_999, "out");
    }

    function test_an_asset_that_keeps_a_part_is_refused_at_the_door() public {
        FeeToken taxed = new FeeToken();
        FundConfig memory made = config();
        made.asset = address(taxed);
        bind(factory.createFund(made));
        taxed.mint(ada, 1_000);
        vm.prank(ada);
        taxed.approve(address(vault), 1_000);
        bytes memory refusal = abi.encodeWithSelector(IVault.ReceivedTooLittle.selector, 995, 1_000);
        refusedAs(ada, abi.encodeWithSignature("deposit(uint256,address)", 1_000, ada), refusal);
        refusedAs(ada, abi.encodeCall(IVault.requestDeposit, (1_000, ada, ada)), refusal);
    }

    /// @dev Called by the hooked token as it moves: nobody is told a price in the middle of things.
    function breakIn() external {
        if (look.length == 0) return;
        (bool done, bytes memory answer) = watched.staticcall(look);
        check(!done && bytes4(answer) == ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector, "told a price");
        check(vault.maxDeposit(ada) == 0 && vault.maxMint(ada) == 0, "closed");
        check(vault.maxRedeem(saver) == 0 && vault.maxWithdraw(saver) == 0, "closed");
        ++looks;
    }

    function test_no_view_tells_a_price_during_a_trade_or_a_payment() public {
        HookToken hook = new HookToken(address(this));
        FundConfig memory made = config();
        made.asset = address(hook);
        bind(factory.createFund(made));
        asset = DevToken(address(hook));
        hook.mint(address(router), 1e12);
        router.setRate(address(hook), address(token), 1e18);
        router.setRate(address(token), address(hook), 1e18);
        deposit(1_000_000);
        publish(1);
        watched = address(vault);
        bytes[7] memory views = [
            abi.encodeWithSignature("totalAssets()"),
            abi.encodeWithSignature("convertToShares(uint256)", 1),
            abi.encodeWithSignature("convertToAssets(uint256)", 1),
            abi.encodeWithSignature("previewDeposit(uint256)", 1),
            abi.encodeWithSignature("previewMint(uint256)", 1),
            abi.encodeWithSignature("previewWithdraw(uint256)", 1),
            abi.encodeWithSignature("previewRedeem(uint256)", 1)
        ];
        for (uint256 i = 0; i < 7; ++i) {
            look = views[i];
            open(1_000);
            close(100);
            fund(ada, 1_000);
            vm.prank(ada);
            vault.deposit(1_000, ada);
            vm.prank(ada);
            vault.withdraw(900, ada, ada);
        }
        check(looks >= 28, "looked at each step");
        look = "";
        check(vault.totalAssets() != 0, "and afterwards it is told again");
    }

    function test_a_hooked_asset_finds_every_door_of_the_queue_shut() public {
        HookToken hook = new HookToken(address(this));
        FundConfig memory made = config();
        made.asset = address(hook);
        bind(factory.createFund(made));
        asset = DevToken(address(hook));
        fund(ada, 2_000);
        watched = address(vault);
        look = abi.encodeWithSignature("totalAssets()");
        vm.startPrank(ada);
        vault.requestDeposit(1_000, ada, ada);
        vault.cancelDepositRequest(ada, ada);
        vault.requestDeposit(1_000, ada, ada);
        vault.settle();
        uint256 shares = vault.deposit(1_000, ada, ada);
        vault.requestRedeem(shares, ada, ada);
        vault.settle();
        check(vault.redeem(shares, ada, ada) == 1_000, "all of it");
        vm.stopPrank();
        check(looks == 6, "in, back, in, settled, settled, out");
    }
}
