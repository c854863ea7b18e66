// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Limits, Position} from "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IVault} from "../interfaces/IVault.sol";
import {UniswapV2Adapter} from "../adapters/UniswapV2Adapter.sol";
import {DevToken} from "../dev/DevToken.sol";
import {BlacklistToken} from "./mocks/BlacklistToken.sol";
import {FalseToken} from "./mocks/FalseToken.sol";
import {GreedyToken} from "./mocks/GreedyToken.sol";
import {HookToken} from "./mocks/HookToken.sol";
import {HostileVenue} from "./mocks/HostileVenue.sol";
import {MockRouter} from "./mocks/MockRouter.sol";
import {SilentToken} from "./mocks/SilentToken.sol";
import {VaultFixture} from "./VaultFixture.sol";

/// @dev The way out that asks nobody.
contract InKindTest is VaultFixture {
    uint256 private constant SHARES = 1e12; // what the fixture's saver holds of 1,000,000
    bytes private thought; // what a token does when it moves

    function wait() private {
        vm.warp(block.timestamp + 7 days);
    }

    function depart(address who, uint256 shares) private returns (address[] memory tokens, uint256[] memory amounts) {
        vm.prank(who);
        return vault.redeemInKind(shares, who, who);
    }

    function part(uint256 of_, uint256 shares) private view returns (uint256) {
        return (of_ * shares) / (vault.totalSupply() + 1e6);
    }

    function openIn(address coin, uint256 amount) private {
        vm.prank(owner);
        vault.setTokenAllowed(coin, true);
        router.setRate(address(asset), coin, 1e18);
        DevToken honest = token;
        token = DevToken(coin);
        open(amount);
        token = honest;
    }

    function test_after_the_wait_shares_become_their_part_of_everything() public {
        open(600_000);
        askToRedeem(saver, SHARES / 4);
        bytes memory early = abi.encodeWithSelector(IVault.QueueStillOpen.selector, saver, START + 7 days);
        vm.warp(START + 7 days - 1);
        bytes memory call = abi.encodeCall(IVault.redeemInKind, (SHARES / 4, saver, saver));
        refusedAs(saver, call, early);
        vm.warp(START + 7 days);
        (uint256 cash, uint256 coins) = (part(400_000, SHARES / 4), part(600_000, SHARES / 4));
        (address[] memory tokens, uint256[] memory amounts) = depart(saver, SHARES / 4);
        check(tokens.length == 2 && tokens[0] == address(asset) && tokens[1] == address(token), "the asset first");
        check(amounts[0] == cash && amounts[1] == coins && coins == 149_999, "a quarter");
        check(asset.balanceOf(saver) == cash && token.balanceOf(saver) == coins, "delivered");
        Position memory position = vault.positionOf(address(token));
        check(position.quantity == 600_000 - coins && position.costBasis == 600_000 - coins, "off the account");
        check(vault.totalCostBasis() == position.costBasis && vault.realisedProfit() == 0, "neither profit nor loss");
        check(vault.totalSupply() == SHARES - SHARES / 4 && vault.batchOf(1).redeemShares == 0, "the shares are gone");
        check(vault.pendingRedeemRequest(1, saver) == 0, "and the request with them");
        close(100);
        check(vault.openPositions() == 0, "the rest is sold as ever");
    }

    function test_no_pause_and_no_list_blocks_it() public {
        open(600_000);
        askToRedeem(saver, SHARES);
        vm.startPrank(owner);
        vault.setTokenAllowed(address(token), false);
        vault.setAdapterAllowed(address(adapter), false);
        vault.pause();
        core.pause();
        vm.warp(START + 6 days);
        vault.pause();
        core.pause();
        vm.stopPrank();
        vm.warp(START + 7 days);
        depart(saver, SHARES);
        check(token.balanceOf(saver) == 599_999 && asset.balanceOf(saver) == 399_999, "all but the virtual part");
    }

    function test_nobody_takes_more_than_waits_or_for_another() public {
        open(600_000);
        askToRedeem(saver, 1_000);
        wait();
        bytes memory call = abi.encodeCall(IVault.redeemInKind, (1_001, saver, saver));
        refusedAs(saver, call, abi.encodeWithSelector(IVault.ClaimTooLarge.selector, saver, 1_001, 1_000));
        call = abi.encodeCall(IVault.redeemInKind, (1_000, ada, saver));
        refusedAs(ada, call, notOperator(saver, ada));
        call = abi.encodeCall(IVault.redeemInKind, (1_000, address(0), saver));
        refusedAs(saver, call, abi.encodeWithSelector(IFundErrors.ZeroAddress.selector, "receiver"));
        call = abi.encodeCall(IVault.redeemInKind, (0, saver, saver));
        refusedAs(saver, call, abi.encodeWithSelector(IVault.EmptyRequest.selector));
        call = abi.encodeCall(IVault.redeemInKind, (1, ada, ada));
        refusedAs(ada, call, abi.encodeWithSelector(IVault.ClaimTooLarge.selector, ada, 1, 0));
        close(100);
        vault.settle();
        call = abi.encodeCall(IVault.redeemInKind, (1, saver, saver));
        refusedAs(saver, call, abi.encodeWithSelector(IVault.ClaimTooLarge.selector, saver, 1, 0));
    }

    function test_a_later_request_waits_anew_and_a_later_setting_moves_nothing() public {
        open(600_000);
        askToRedeem(saver, 1_000);
        vm.warp(START + 3 days);
        Limits memory made;
        made.maxQueueTime = 1 days;
        vm.prank(owner);
        policy.setLimits(made);
        (, , uint64 inKindAt) = vault.requestsOf(saver);
        check(inKindAt == START + 7 days, "as it was asked for");
        askToRedeem(saver, 1_000);
        (, , inKindAt) = vault.requestsOf(saver);
        check(inKindAt == START + 4 days, "as the fund says now");
        made.maxQueueTime = 30 days + 1;
        reverts(abi.encodeWithSelector(IFundErrors.OutOfRange.selector, "maxQueueTime", 30 days + 1, 0, 30 days));
        vm.prank(owner);
        policy.setLimits(made);
    }

    function test_an_operator_leaves_for_a_controller() public {
        open(600_000);
        askToRedeem(saver, SHARES);
        vm.prank(saver);
        vault.setOperator(bea, true);
        wait();
        vm.prank(bea);
        vault.redeemInKind(SHARES, bea, saver);
        check(token.balanceOf(bea) == 599_999, "where the operator says");
    }

    function test_a_token_that_refuses_is_owed_and_locks_nothing_else() public {
        BlacklistToken black = new BlacklistToken();
        FalseToken lies = new FalseToken();
        GreedyToken greedy = new GreedyToken();
        SilentToken silent = new SilentToken();
        HostileVenue venue = new HostileVenue(); // which looks at no token's answer
        asset.mint(address(venue), 1e9);
        token.mint(address(venue), 1e9);
        venue.setRate(address(asset), address(token), 1e18);
        (router, adapter) = (MockRouter(address(venue)), new UniswapV2Adapter(address(venue)));
        vm.prank(owner);
        vault.setAdapterAllowed(address(adapter), true);
        address[4] memory coins = [address(black), address(lies), address(greedy), address(silent)];
        for (uint256 i = 0; i < 4; ++i) {
            DevToken(coins[i]).mint(address(router), 1e9);
            openIn(coins[i], 100_000);
        }
        open(100_000);
        askToRedeem(saver, SHARES / 2);
        wait();
        black.setBlacklisted(saver, true);
        lies.setRefuses(true);
        greedy.setGreedy(true);
        uint256 half = part(100_000, SHARES / 2);
        (address[] memory tokens, uint256[] memory amounts) = depart(saver, SHARES / 2);
        check(tokens.length == 6 && amounts[0] == part2(500_000), "the asset");
        check(amounts[1] == 0 && amounts[2] == 0 && amounts[3] == 0, "three did not move");
        check(amounts[4] == half && silent.balanceOf(saver) == half, "one that says nothing did");
        check(amounts[5] == half && token.balanceOf(saver) == half, "and the honest one");
        for (uint256 i = 0; i < 3; ++i) {
            check(vault.owedInKind(saver, coins[i]) == half, "owed");
            check(vault.positionOf(coins[i]).quantity == 100_000 - half, "and off the account");
        }
        greedy.setGreedy(false);
        vm.prank(saver);
        check(vault.takeOwed(address(greedy), bea) == half && greedy.balanceOf(bea) == half, "taken later");
        vm.prank(saver);
        check(vault.takeOwed(address(black), bea) == half && black.balanceOf(bea) == half, "or by another");
        bytes memory none = abi.encodeWithSelector(IVault.NothingPending.selector, saver);
        refusedAs(saver, abi.encodeCall(IVault.takeOwed, (address(black), bea)), none);
    }

    function part2(uint256 of_) private pure returns (uint256) {
        return (of_ * (SHARES / 2)) / (SHARES + 1e6);
    }

    function test_of_a_token_that_shrank_nobody_takes_more_than_a_part() public {
        FalseToken coin = new FalseToken();
        coin.mint(address(router), 1e9);
        openIn(address(coin), 100_000);
        askToRedeem(saver, SHARES / 2);
        wait();
        vm.prank(address(vault));
        coin.transfer(ida, 60_000);
        (, uint256[] memory amounts) = depart(saver, SHARES / 2);
        check(amounts[1] == part2(40_000), "half of what is left");
        check(vault.positionOf(address(coin)).quantity == 100_000 - part2(100_000), "half of the account");
    }

    function test_a_gift_of_tokens_is_not_divided() public {
        open(100_000);
        token.mint(address(vault), 1_000_000);
        askToRedeem(saver, SHARES / 2);
        wait();
        (, uint256[] memory amounts) = depart(saver, SHARES / 2);
        check(amounts[1] == part2(100_000), "by account");
    }

    function test_little_gas_does_not_make_a_good_token_look_bad() public {
        open(100_000);
        askToRedeem(saver, SHARES / 2);
        wait();
        vm.prank(saver);
        (bool done, bytes memory answer) = address(vault).call{gas: 330_000}(
            abi.encodeCall(IVault.redeemInKind, (SHARES / 2, saver, saver))
        );
        check(!done && bytes4(answer) == IVault.TooLittleGas.selector, "refused whole");
    }

    function test_who_leaves_in_kind_takes_the_part_of_a_profit_that_is_not_marked() public {
        Limits memory made;
        (made.performanceFeeBps, made.feeRecipient) = (1_000, address(0xFEE));
        vm.prank(owner);
        policy.setLimits(made);
        open(1_000_000);
        sellAt(500_000, 200);
        askToRedeem(saver, SHARES / 2);
        wait();
        depart(saver, SHARES / 2);
        check(vault.highWaterMark() == 250_000, "half of 500,000, rounded for the savers");
        publish(2);
        close(100);
        uint256 worth = vault.previewRedeem(vault.collectFee());
        check(worth == 24_999 || worth == 24_998, "a tenth of the half that stayed");
    }

    function test_while_flat_the_fee_is_taken_first() public {
        Limits memory made;
        (made.performanceFeeBps, made.feeRecipient) = (1_000, address(0xFEE));
        vm.prank(owner);
        policy.setLimits(made);
        open(1_000_000);
        askToRedeem(saver, SHARES);
        close(150);
        wait();
        (, uint256[] memory amounts) = depart(saver, SHARES);
        check(amounts[0] <= 1_450_000 && amounts[0] >= 1_449_990, "without the fee");
        check(vault.balanceOf(address(0xFEE)) != 0 && vault.highWaterMark() == 500_000, "which is minted");
    }

    /// @dev Called by the hooked token as it moves.
    function breakIn() external {
        if (thought.length == 0) return;
        (bool done, ) = address(vault).call(thought);
        check(!done, "came back in");
    }

    function test_a_token_that_comes_back_finds_every_door_shut_and_no_price() public {
        HookToken hook = new HookToken(address(this));
        hook.mint(address(router), 1e9);
        openIn(address(hook), 100_000);
        askToRedeem(saver, SHARES);
        vm.prank(saver);
        vault.setOperator(address(this), true);
        wait();
        bytes[6] memory tries = [
            abi.encodeCall(IVault.redeemInKind, (1, saver, saver)),
            abi.encodeCall(IVault.cancelRedeemRequest, (saver, saver)),
            abi.encodeCall(IVault.settle, ()),
            abi.encodeCall(IVault.collectFee, ()),
            abi.encodeWithSignature("totalAssets()"),
            abi.encodeWithSignature("convertToAssets(uint256)", 1)
        ];
        for (uint256 i = 0; i < 6; ++i) {
            thought = tries[i];
            (, uint256[] memory amounts) = depart(saver, SHARES / 6);
            check(amounts[1] != 0, "the hook was heard and shut out");
        }
    }

    function test_there_are_no_more_tokens_than_one_transaction_can_visit() public {
        vm.startPrank(owner);
        for (uint256 i = 1; i < 32; ++i) vault.setTokenAllowed(address(new DevToken("C", "C", 18)), true);
        address next = address(new DevToken("C", "C", 18));
        reverts(abi.encodeWithSelector(IVault.TooManyTokens.selector, 32));
        vault.setTokenAllowed(next, true);
        vault.setTokenAllowed(address(token), true); // counted already
        vm.stopPrank();
        open(1_000);
        vm.startPrank(owner);
        vault.setTokenAllowed(address(token), false);
        reverts(abi.encodeWithSelector(IVault.TooManyTokens.selector, 32));
        vault.setTokenAllowed(next, true); // what is held is still visited
        vm.stopPrank();
        close(100);
        vm.startPrank(owner);
        vault.setTokenAllowed(next, true);
        vault.setTokenAllowed(next, false);
        vault.setTokenAllowed(next, true);
        vm.stopPrank();
    }

    /// @dev All who leave, whoever and however many, together take no more than there was, and those who stay lose
    ///      nothing.
    function testFuzz_nobody_leaves_with_more_than_a_part(uint256 seed) public {
        uint256 bought = 100 + (seed % 999_901);
        open(bought);
        vm.prank(saver);
        vault.transfer(ada, (seed >> 32) % SHARES);
        uint256 held = vault.balanceOf(ada);
        uint256 shares = 1 + ((seed >> 64) % (held + 1));
        if (shares > held) return;
        askToRedeem(ada, shares);
        wait();
        uint256 total = vault.totalAssets();
        uint256 supply = vault.totalSupply();
        (, uint256[] memory amounts) = depart(ada, shares);
        check(amounts[0] * supply <= (1_000_000 - bought) * shares, "more cash than a part");
        check(amounts[1] * supply <= bought * shares, "more tokens than a part");
        check((vault.totalAssets() + 1) * (supply + 1e6) >= (total + 1) * (vault.totalSupply() + 1e6), "diluted");
    }
}
