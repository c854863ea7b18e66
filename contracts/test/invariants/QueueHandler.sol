// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Batch, Limits} from "../../interfaces/FundTypes.sol";
import {IVault} from "../../interfaces/IVault.sol";
import {SaverHandler} from "./SaverHandler.sol";

/// @dev Three more savers who only ever ask: they wait, take back, claim, and leave in kind. Their book is kept from
///      what they did and from the price that the fund had when it settled.
abstract contract QueueHandler is SaverHandler {
    struct Asked {
        uint256 requestId;
        uint256 amount;
        uint64 at;
    }

    uint64 internal constant QUEUE_TIME = 1 hours;
    address internal constant COLLECTOR = address(0xFEE);

    address[3] internal askers = [address(0x61), address(0x62), address(0x63)];
    mapping(address who => Asked) internal toDeposit;
    mapping(address who => Asked) internal toRedeem;
    Batch[] internal batches; // by number less one; the last one waits
    uint256 internal waiting; // assets that must lie apart
    uint256 internal costGone; // cost of what left in kind
    uint256 internal asked;

    function limits() internal view virtual override returns (Limits memory made) {
        made = super.limits();
        made.maxQueueTime = QUEUE_TIME;
        made.performanceFeeBps = 1_000;
        made.feeRecipient = COLLECTOR;
    }

    function begin() internal virtual override {
        super.begin();
        batches.push();
        for (uint256 i = 0; i < 3; ++i) {
            asset.mint(askers[i], BANK);
            vm.prank(askers[i]);
            asset.approve(address(vault), type(uint256).max);
        }
    }

    function someoneAsksToDeposit(uint256 seed) external timed {
        address who = askers[seed % 3];
        Asked storage mine = toDeposit[who];
        uint256 amount = 1 + ((seed >> 8) % 1e9);
        bool free = mine.requestId == batches.length || claimOf(mine, true) == 0;
        vm.prank(who);
        (bool done, ) = address(vault).call(abi.encodeCall(IVault.requestDeposit, (amount, who, who)));
        check(done == (free && clock >= vaultPausedUntil), "17: asked when not paused and with nothing unclaimed");
        if (!done) return;
        add(mine, amount);
        batches[batches.length - 1].depositAssets += amount;
        waiting += amount;
    }

    function someoneAsksToRedeem(uint256 seed) external timed {
        address who = askers[seed % 3];
        Asked storage mine = toRedeem[who];
        uint256 held = vault.balanceOf(who);
        if (held == 0) return;
        uint256 amount = 1 + ((seed >> 8) % held);
        bool free = mine.requestId == batches.length || claimOf(mine, false) == 0;
        vm.prank(who);
        (bool done, ) = address(vault).call(abi.encodeCall(IVault.requestRedeem, (amount, who, who)));
        check(done == free, "17: asked at any time with nothing unclaimed");
        if (!done) return;
        add(mine, amount);
        batches[batches.length - 1].redeemShares += amount;
    }

    function someoneTakesBack(uint256 seed) external timed {
        address who = askers[seed % 3];
        bool money = (seed >> 8) % 2 == 0;
        Asked storage mine = money ? toDeposit[who] : toRedeem[who];
        uint256 pending = mine.requestId == batches.length ? mine.amount : 0;
        vm.prank(who);
        (bool done, bytes memory answer) = address(vault).call(
            money
                ? abi.encodeCall(IVault.cancelDepositRequest, (who, who))
                : abi.encodeCall(IVault.cancelRedeemRequest, (who, who))
        );
        check(done == (pending != 0), "17: taken back while it waits, and only then");
        if (!done) return;
        check(abi.decode(answer, (uint256)) == pending, "17: all that waited comes back");
        mine.amount = 0;
        Batch storage batch = batches[batches.length - 1];
        if (money) {
            batch.depositAssets -= pending;
            waiting -= pending;
        } else {
            batch.redeemShares -= pending;
        }
    }

    function theQueueSettles(uint256) external timed {
        Batch storage batch = batches[batches.length - 1];
        bool some = batch.depositAssets != 0 || batch.redeemShares != 0;
        (uint256 total, uint256 supply) = price();
        uint256 out = (batch.depositAssets * (supply + SHARES_OF_NOBODY)) / (total + 1);
        uint256 paid = (batch.redeemShares * (total + 1)) / (supply + SHARES_OF_NOBODY);
        (bool done, ) = address(vault).call(abi.encodeCall(IVault.settle, ()));
        check(done == (some && vault.openPositions() == 0), "17: settles when flat and something waits, and only then");
        if (!done) return;
        (batch.depositShares, batch.redeemAssets, batch.settledAt) = (out, paid, clock);
        (cash, paidIn) = (cash + batch.depositAssets - paid, paidIn + batch.depositAssets);
        takenOut += paid;
        waiting = waiting + paid - batch.depositAssets;
        check(noCheaper(total, supply), "17: settling made the others' shares cheaper");
        batches.push();
    }

    function someoneClaims(uint256 seed) external timed {
        address who = askers[seed % 3];
        bool money = (seed >> 8) % 2 == 0;
        Asked storage mine = money ? toDeposit[who] : toRedeem[who];
        bool settled = mine.requestId != batches.length;
        uint256 amount = mine.amount;
        if (amount == 0) return;
        uint256 worth = claimOf(mine, money);
        IERC20 what = money ? IERC20(address(vault)) : IERC20(address(asset));
        uint256 before = what.balanceOf(who);
        string memory how = money ? "deposit(uint256,address,address)" : "redeem(uint256,address,address)";
        bool flat = vault.openPositions() == 0;
        if (!money && !settled && flat) return; // then it would be a redemption like any other
        vm.prank(who);
        (bool done, ) = address(vault).call(abi.encodeWithSignature(how, amount, who, who));
        check(done == settled, "17: claimed when settled, and only then");
        if (!done) return;
        check(what.balanceOf(who) - before == worth, "17: a claim is worth its part of the batch");
        mine.amount = 0;
        if (!money) waiting -= worth;
    }

    function someoneLeavesInKind(uint256 seed) external timed {
        address who = askers[seed % 3];
        Asked storage mine = toRedeem[who];
        uint256 pending = mine.requestId == batches.length ? mine.amount : 0;
        uint256 shares = 1 + ((seed >> 8) % (pending + 1));
        (uint256 total, uint256 supply) = price();
        uint256 cost = vault.totalCostBasis();
        uint256 before = asset.balanceOf(who);
        vm.prank(who);
        (bool done, ) = address(vault).call(abi.encodeCall(IVault.redeemInKind, (shares, who, who)));
        check(done == (shares <= pending && clock >= mine.at + QUEUE_TIME), "17: in kind after the wait, and only then");
        if (!done) return;
        uint256 got = asset.balanceOf(who) - before;
        mine.amount -= shares;
        batches[batches.length - 1].redeemShares -= shares;
        check(got * (supply + SHARES_OF_NOBODY) <= cash * shares, "17: more than a part of the cash");
        (cash, takenOut) = (cash - got, takenOut + got);
        costGone += cost - vault.totalCostBasis();
        check(noCheaper(total, supply), "17: leaving in kind made the others' shares cheaper");
    }

    function aFeeIsCollected(uint256) external timed {
        (bool done, ) = address(vault).call(abi.encodeCall(IVault.collectFee, ()));
        check(done == (vault.openPositions() == 0), "a fee is collected when flat, and only then");
        check(!done || (vault.feeDue() == 0 && int256(vault.highWaterMark()) >= vault.realisedProfit()), "once");
    }

    function add(Asked storage mine, uint256 amount) private {
        if (mine.requestId != batches.length) (mine.requestId, mine.amount) = (batches.length, 0);
        mine.amount += amount;
        mine.at = clock;
        ++asked;
    }

    /// @dev What a settled request gives; 0 while it waits.
    function claimOf(Asked storage mine, bool money) private view returns (uint256) {
        if (mine.requestId == 0 || mine.requestId == batches.length || mine.amount == 0) return 0;
        Batch storage batch = batches[mine.requestId - 1];
        return
            money
                ? (mine.amount * batch.depositShares) / batch.depositAssets
                : (mine.amount * batch.redeemAssets) / batch.redeemShares;
    }
}
