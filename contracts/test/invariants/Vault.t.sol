// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {QueueHandler} from "./QueueHandler.sol";

/// @dev Invariants 12 and 17: nothing leaves the vault but by a trade or to the saver it belongs to, and shares are
///      fair. The vault begins empty.
contract VaultCampaign is QueueHandler {
    function addHandlers() internal override {
        handle(this.timePasses.selector);
        handle(this.aTradeGoesThrough.selector);
        handle(this.aTradeInCalm.selector);
        handle(this.anotherTradeInCalm.selector);
        handle(this.everythingIsSold.selector);
        handle(this.aPauseBegins.selector);
        handle(this.aPauseEnds.selector);
        handle(this.anIntruderTries.selector);
        handle(this.aSaverPaysIn.selector);
        handle(this.aSaverTakesOut.selector);
        handle(this.sharesMove.selector);
        handle(this.someoneGives.selector);
        handle(this.aRoundTrip.selector);
        handle(this.anInflatorComes.selector);
        handle(this.aPriceMoves.selector);
        handle(this.someoneAsksToDeposit.selector);
        handle(this.someoneAsksToRedeem.selector);
        handle(this.someoneTakesBack.selector);
        handle(this.theQueueSettles.selector);
        handle(this.someoneClaims.selector);
        handle(this.someoneLeavesInKind.selector);
        handle(this.aFeeIsCollected.selector);
    }

    function aPriceMoves(uint256 seed) external timed {
        uint256 rate = 0.9e18 + (seed % 0.2e18);
        venue.setRate(address(asset), coins[0], rate);
        venue.setRate(coins[0], address(asset), 1e36 / rate);
    }

    /// @dev Flat again, so that savers can come and go.
    function everythingIsSold(uint256 seed) external timed {
        if (vault.openPositions() != 0) sellOut(seed);
    }

    function invariant_vault() public timed {
        check(asset.balanceOf(address(vault)) == cash, "17: money moved by another way");
        uint256 total = vault.totalAssets();
        check(total == cash + vault.totalCostBasis(), "17: cash and what the positions cost");
        check(asset.balanceOf(vault.escrow()) == waiting, "17: what waits lies apart, all of it");
        int256 owed = int256(paidIn + given) - int256(takenOut + costGone) + vault.realisedProfit();
        check(int256(total) == owed, "17: paid in, given and earned, less what was taken");
        uint256 shares = 0;
        uint256 worth = 0;
        for (uint256 i = 0; i < savers.length; ++i) {
            shares += vault.balanceOf(savers[i]);
            worth += vault.previewRedeem(vault.balanceOf(savers[i]));
        }
        for (uint256 i = 0; i < askers.length; ++i) shares += vault.balanceOf(askers[i]);
        uint256 apart = vault.balanceOf(vault.escrow());
        check(apart >= batches[batches.length - 1].redeemShares, "17: shares that wait are there");
        shares += apart + vault.balanceOf(COLLECTOR);
        check(shares == vault.totalSupply(), "17: shares of nobody");
        check(worth <= total, "17: shares worth more than there is");
        bool flat = vault.positionOf(coins[0]).quantity == 0;
        check((vault.openPositions() == 0) == flat, "17: open or flat is judged by account");
    }
}
