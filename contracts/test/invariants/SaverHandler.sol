// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {OwnerHandler} from "./OwnerHandler.sol";

/// @dev Four savers come and go, give and inflate; the books hold what each paid in and took out.
abstract contract SaverHandler is OwnerHandler {
    uint256 internal constant SHARES_OF_NOBODY = 1e6; // the virtual shares

    address[4] internal savers = [address(0x51), address(0x52), address(0x53), address(0xA5)];
    uint256 internal cash; // what must lie in the vault
    uint256 internal paidIn;
    uint256 internal takenOut;
    uint256 internal given;

    function begin() internal virtual override {
        for (uint256 i = 0; i < savers.length; ++i) {
            asset.mint(savers[i], BANK);
            vm.prank(savers[i]);
            asset.approve(address(vault), type(uint256).max);
        }
    }

    function aSaverPaysIn(uint256 seed) external timed {
        payIn(savers[seed % 4], drawAmount(seed >> 8), (seed >> 4) % 2 == 0);
    }

    function aSaverTakesOut(uint256 seed) external timed {
        address who = savers[seed % 4];
        if ((seed >> 4) % 4 == 0) return takeAll(who);
        if ((seed >> 4) % 4 == 1) return takeTooMuch(who);
        uint256 held = vault.balanceOf(who);
        takeOut(who, (seed >> 8) % (held + 1), (seed >> 5) % 2 == 0);
    }

    function sharesMove(uint256 seed) external timed {
        address from = savers[seed % 4];
        uint256 amount = (seed >> 8) % (vault.balanceOf(from) + 1);
        vm.prank(from);
        vault.transfer(savers[(seed >> 4) % 4], amount);
    }

    function someoneGives(uint256 seed) external timed {
        (uint256 total, uint256 supply) = price();
        give((seed >> 8) % ((seed % 3 == 0) ? 1e9 : 1e3));
        check(noCheaper(total, supply), "17: a gift made shares cheaper");
    }

    /// @dev In and out at once: never for more than was paid.
    function aRoundTrip(uint256 seed) external timed {
        if (vault.maxDeposit(stranger) == 0) return;
        address who = savers[seed % 4];
        uint256 before = asset.balanceOf(who);
        uint256 shares = vault.balanceOf(who);
        payIn(who, drawAmount(seed >> 8), (seed >> 4) % 2 == 0);
        takeOut(who, vault.balanceOf(who) - shares, true);
        check(asset.balanceOf(who) <= before, "17: a round trip earned something");
    }

    /// @dev The first in an empty vault gives until the next one's payment is worth less than a share.
    function anInflatorComes(uint256 seed) external timed {
        if (vault.maxDeposit(stranger) == 0 || vault.totalSupply() > 1e9) return;
        payIn(savers[0], 1, false);
        give(1 + (seed % 1e9));
        payIn(savers[1], 1 + ((seed >> 32) % 1e9), false);
    }

    /// @dev Shares, or what they are worth; only ever what was foretold.
    function payIn(address who, uint256 amount, bool byShares) internal {
        bool open = vault.openPositions() == 0 && clock >= vaultPausedUntil;
        (uint256 total, uint256 supply) = price();
        uint256 before = asset.balanceOf(who);
        uint256 held = vault.balanceOf(who);
        uint256 foretold = byShares ? vault.previewMint(amount) : vault.previewDeposit(amount);
        vm.prank(who);
        (bool done, ) = address(vault).call(
            byShares
                ? abi.encodeCall(IERC4626.mint, (amount, who))
                : abi.encodeCall(IERC4626.deposit, (amount, who))
        );
        check(done == (open || amount == 0 && done), "17: open to payments when flat and not paused, and only then");
        if (!done) return;
        uint256 paid = before - asset.balanceOf(who);
        uint256 got = vault.balanceOf(who) - held;
        check((byShares ? paid : got) == foretold && (byShares ? got : paid) == amount, "17: other than foretold");
        (cash, paidIn) = (cash + paid, paidIn + paid);
        check(noCheaper(total, supply), "17: a payment made shares cheaper");
        uint256 lost = paid - vault.previewRedeem(got);
        check(lost <= 2 + (total + 1) / (supply + SHARES_OF_NOBODY), "17: a payer lost more than one share's worth");
    }

    function takeOut(address who, uint256 shares, bool byShares) internal {
        bool open = vault.openPositions() == 0;
        (uint256 total, uint256 supply) = price();
        uint256 amount = byShares ? shares : vault.previewRedeem(shares);
        uint256 foretold = byShares ? vault.previewRedeem(amount) : vault.previewWithdraw(amount);
        uint256 before = asset.balanceOf(who);
        uint256 held = vault.balanceOf(who);
        vm.prank(who);
        (bool done, ) = address(vault).call(
            byShares
                ? abi.encodeCall(IERC4626.redeem, (amount, who, who))
                : abi.encodeCall(IERC4626.withdraw, (amount, who, who))
        );
        check(done == (open || amount == 0 && done), "17: open to withdrawals when flat, paused or not, and only then");
        if (!done) return;
        uint256 got = asset.balanceOf(who) - before;
        uint256 burnt = held - vault.balanceOf(who);
        check((byShares ? got : burnt) == foretold && (byShares ? burnt : got) == amount, "17: other than foretold");
        (cash, takenOut) = (cash - got, takenOut + got);
        check(noCheaper(total, supply), "17: a withdrawal made the others' shares cheaper");
    }

    /// @dev What may be taken can be taken.
    function takeAll(address who) private {
        uint256 most = vault.maxRedeem(who);
        check(most == (vault.openPositions() == 0 ? vault.balanceOf(who) : 0), "17: all of one's own, when flat");
        if (most != 0) takeOut(who, most, true);
    }

    function takeTooMuch(address who) private {
        uint256 most = vault.maxWithdraw(who);
        vm.prank(who);
        (bool done, ) = address(vault).call(abi.encodeCall(IERC4626.withdraw, (most + 1, who, who)));
        check(!done, "17: one more than may be taken was taken");
    }

    function give(uint256 amount) internal {
        asset.mint(address(vault), amount);
        (cash, given) = (cash + amount, given + amount);
    }

    function drawAmount(uint256 seed) private pure returns (uint256) {
        return 1 + ((seed >> 8) % (seed % 3 == 0 ? 10 : seed % 3 == 1 ? 1e6 : 1e10));
    }

    function price() internal view returns (uint256 total, uint256 supply) {
        return (vault.totalAssets(), vault.totalSupply() + vault.feeDue());
    }

    function noCheaper(uint256 total, uint256 supply) internal view returns (bool) {
        (uint256 later, uint256 laterSupply) = price();
        return (later + 1) * (supply + SHARES_OF_NOBODY) >= (total + 1) * (laterSupply + SHARES_OF_NOBODY);
    }

    /// @dev The trade needs money, and nobody else may be the one who brings it.
    function calm() internal virtual override {
        aPauseEnds(0);
        if (cash > 2e6) return;
        if (vault.openPositions() == 0) payIn(savers[3], 1e9, false);
        else give(1e7);
    }

    function afterExecution(bytes32, Holdings memory before, Holdings memory later) internal override {
        cash = cash + later.cash - before.cash;
    }
}
