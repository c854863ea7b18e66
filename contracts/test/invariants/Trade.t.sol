// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../../interfaces/FundTypes.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {DevToken} from "../../dev/DevToken.sol";
import {IClawCore} from "../../interfaces/IClawCore.sol";
import {IIntentBook} from "../../interfaces/IIntentBook.sol";
import {IVault} from "../../interfaces/IVault.sol";
import {BlacklistToken} from "../mocks/BlacklistToken.sol";
import {FalseToken} from "../mocks/FalseToken.sol";
import {FeeToken} from "../mocks/FeeToken.sol";
import {HookToken} from "../mocks/HookToken.sol";
import {HostileVenue} from "../mocks/HostileVenue.sol";
import {SilentToken} from "../mocks/SilentToken.sol";
import {ThievingAdapter} from "../mocks/ThievingAdapter.sol";
import {LimitHandler} from "./LimitHandler.sol";

/// @dev Invariants 8 to 16: what runs is what was signed, within what the fund allows and limits at that moment,
///      whatever the venue, the tokens, the executor and whoever moves the price do. The venue holds the executor's role.
contract TradeCampaign is LimitHandler {
    ThievingAdapter private thief; // stands on the fund's list, and quotes more than anyone
    FalseToken private falseToken;
    BlacklistToken private blacklist;

    function addCoins() internal override {
        falseToken = new FalseToken();
        blacklist = new BlacklistToken();
        address[5] memory more = [
            address(new FeeToken()),
            address(falseToken),
            address(blacklist),
            address(new HookToken(address(venue))),
            address(new SilentToken())
        ];
        for (uint256 i = 0; i < more.length; ++i) {
            DevToken(more[i]).mint(address(venue), BANK);
            addCoin(more[i]);
        }
        executor = address(venue);
        thief = new ThievingAdapter();
        allowed[address(thief)] = true;
        asset.mint(address(thief), BANK);
        for (uint256 i = 0; i < coins.length; ++i) DevToken(coins[i]).mint(address(thief), BANK);
    }

    function config() internal view override returns (FundConfig memory made) {
        made = super.config();
        made.adapters = new address[](2);
        (made.adapters[0], made.adapters[1]) = (address(adapter), address(thief));
    }

    function addHandlers() internal override {
        handle(this.timePasses.selector);
        handle(this.aRoundComes.selector);
        handle(this.aTradeIsProposed.selector);
        handle(this.aTradeGoesThrough.selector);
        handle(this.aTradeInCalm.selector);
        handle(this.anotherTradeInCalm.selector);
        handle(this.aTradeIsExecuted.selector);
        handle(this.aTradeIsSigned.selector);
        handle(this.aTradeIsCancelled.selector);
        handle(this.aPauseBegins.selector);
        handle(this.aPauseEnds.selector);
        handle(this.theListsChange.selector);
        handle(this.theRiskChanges.selector);
        handle(this.theLimitsChange.selector);
        handle(this.aTradeUnderLimits.selector);
        handle(this.theGuardTurns.selector);
        handle(this.theDelayChanges.selector);
        handle(this.theGuardianIsReplaced.selector);
        handle(this.aChangeIsMade.selector);
        handle(this.aChangeIsCancelled.selector);
        handle(this.anIntruderTries.selector);
        handle(this.theVenueTurns.selector);
        handle(this.aPriceMoves.selector);
        handle(this.aTradeIsSandwiched.selector);
        handle(this.aTokenTurns.selector);
        handle(this.someoneDonates.selector);
    }

    function theVenueTurns(uint256 seed) external timed {
        venue.setMode(HostileVenue.Mode(seed % 8));
        aimAt(seed >> 8);
        thief.plan((seed >> 64) % 1e6, (seed >> 96) % 1e6);
    }

    /// @dev Up to a tenth either way.
    function aPriceMoves(uint256 seed) public timed {
        address coin = coins[seed % coins.length];
        uint256 rate = 0.9e18 + ((seed >> 8) % 0.2e18);
        venue.setRate(address(asset), coin, rate);
        venue.setRate(coin, address(asset), 1e36 / rate);
    }

    /// @dev The price is pushed right before an execution and let go right after it.
    function aTradeIsSandwiched(uint256 seed) external timed {
        if (hashes.length == 0) return;
        bytes32 hash = pick(seed);
        Intent memory intent = books[hash].intent;
        uint256 rate = venue.rate(intent.tokenIn, intent.tokenOut);
        venue.setRate(intent.tokenIn, intent.tokenOut, (rate * (900 + ((seed >> 64) % 101))) / 1_000);
        signByQuorum(hash);
        attempt(hash, books[hash].data);
        venue.setRate(intent.tokenIn, intent.tokenOut, rate);
    }

    function aTokenTurns(uint256 seed) external timed {
        falseToken.setRefuses(seed % 2 == 0);
        blacklist.setBlacklisted(address(vault), (seed >> 8) % 2 == 0);
        blacklist.setBlacklisted(address(adapter), (seed >> 16) % 3 == 0);
    }

    /// @dev Of the asset or of a token that counts honestly what it is given.
    function someoneDonates(uint256 seed) external timed {
        (seed % 2 == 0 ? asset : DevToken(coins[0])).mint(address(vault), (seed >> 8) % 1e6);
    }

    function invariant_trade() public timed {
        check(policy.limits().configDelay == configDelay, "13: another delay than was announced");
        check(core.paused() == (clock < corePausedUntil), "13: the core's pause");
        check(vault.paused() == (clock < vaultPausedUntil), "13: the vault's pause");
        uint256 cost = 0;
        int256 profit = 0;
        uint256 open = 0;
        for (uint256 i = 0; i < coins.length; ++i) {
            Position memory position = vault.positionOf(coins[i]);
            cost += position.costBasis;
            profit += position.realisedProfit;
            if (position.quantity != 0) ++open;
            check(IERC20(coins[i]).balanceOf(address(vault)) >= position.quantity, "10: a position that is not there");
        }
        check(vault.totalCostBasis() == cost && vault.realisedProfit() == profit, "10: the sums of the positions");
        check(vault.openPositions() == open, "open or flat is judged by account");
    }

    /// @dev The honest coin, a fair venue, nothing paused, everything allowed, ample limits.
    function calm() internal override {
        uint256 first = announced.length;
        announceUnpause();
        announceRisk(RiskSettings(30 minutes, 10 minutes, 500));
        announceAmple();
        announceList(address(adapter), true);
        for (uint256 i = 0; i < coins.length; ++i) announceList(coins[i], true);
        settleFrom(first);
        venue.setMode(HostileVenue.Mode.FAIR);
    }

    /// @dev What the venue, or a token's hook, tries in the middle of a trade.
    function aimAt(uint256 seed) private {
        bytes32 other = hashes.length == 0 ? bytes32(0) : pick(seed >> 8);
        Trade memory order = Trade(other, ACTION_BUY, address(asset), coins[0], 1, 0, address(adapter));
        uint256 which = seed % 7;
        if (which == 0) venue.aim(address(vault), abi.encodeCall(IERC4626.mint, (0, address(venue))));
        if (which == 1) venue.aim(address(vault), abi.encodeCall(IERC4626.deposit, (0, address(venue))));
        if (which == 2) venue.aim(address(vault), abi.encodeCall(IERC4626.redeem, (0, address(venue), address(venue))));
        if (which == 3) venue.aim(address(vault), abi.encodeCall(IERC4626.withdraw, (0, address(venue), address(venue))));
        if (which == 4) venue.aim(address(core), abi.encodeCall(IClawCore.executeIntent, (other, books[other].data)));
        if (which == 5) venue.aim(address(vault), abi.encodeCall(IVault.trade, (order, route(address(asset), coins[0]))));
        if (which == 6) venue.aim(address(intents), abi.encodeCall(IIntentBook.markExecuted, (other)));
    }

    function adapterFor(uint256 seed) internal view override returns (address) {
        return !inCalm && seed % 4 == 0 ? address(thief) : address(adapter);
    }

    function judgeRoute(Intent memory intent) internal view override {
        if (intent.adapter != address(thief)) return super.judgeRoute(intent);
        check(thief.allowanceSeen() == intent.amountIn, "11: the thief saw another allowance than the amount");
        // the token that answers `false` moves nothing and lets the thief believe that it did
        check(!thief.stoleMore() || intent.tokenIn == address(falseToken), "11: the thief got more than the amount");
    }

    function executes(bytes memory what) internal override returns (bool done, bytes memory answer) {
        return venue.act(address(core), what);
    }

    function mayFail(bytes32 hash) internal view override returns (bool) {
        Intent memory intent = books[hash].intent;
        address coin = intent.action == ACTION_BUY ? intent.tokenOut : intent.tokenIn;
        HostileVenue.Mode mode = venue.mode();
        bool cheats = mode != HostileVenue.Mode.FAIR && mode != HostileVenue.Mode.BREAK_IN;
        if (intent.adapter == address(thief)) return true;
        return cheats || coin == coins[1] || coin == address(falseToken) || coin == address(blacklist);
    }
}
