// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import "../../interfaces/FundTypes.sol";
import {IClawCore} from "../../interfaces/IClawCore.sol";
import {IExpiringPause} from "../../interfaces/IExpiringPause.sol";
import {IFundPolicy} from "../../interfaces/IFundPolicy.sol";
import {IIntentBook} from "../../interfaces/IIntentBook.sol";
import {IVault} from "../../interfaces/IVault.sol";
import {ChangeHandler} from "./ChangeHandler.sol";

/// @dev The owner and the guardian change what trades are held against, and those who hold no such role try to.
abstract contract OwnerHandler is ChangeHandler {
    uint64 internal guardianUntil; // when its one right to pause ends; 0 if it has not used it

    function aPauseBegins(uint256 seed) external timed {
        bool onCore = seed % 2 == 0;
        bool byGuardian = (seed >> 8) % 2 == 0;
        bool spent = guardianUntil != 0 && clock >= guardianUntil;
        vm.prank(byGuardian ? guardian : owner);
        try IExpiringPause(onCore ? address(core) : address(vault)).pause() {
            check(!byGuardian || !spent, "13: a guardian renewed its pause alone");
        } catch {
            check(byGuardian && spent, "a pause was refused");
            return;
        }
        if (byGuardian && guardianUntil == 0) guardianUntil = clock + 7 days;
        uint64 until = byGuardian ? guardianUntil : clock + 7 days;
        if (onCore && clock >= corePausedUntil) corePausedAt = clock;
        if (!onCore && clock >= vaultPausedUntil) vaultPausedAt = clock;
        if (onCore && until > corePausedUntil) corePausedUntil = until;
        if (!onCore && until > vaultPausedUntil) vaultPausedUntil = until;
    }

    function aPauseEnds(uint256) public timed {
        uint256 first = announced.length;
        announceUnpause();
        settleFrom(first);
    }

    function unpaused(address part) internal override {
        guardianUntil = 0;
        if (part == address(core)) corePausedUntil = 0;
        else vaultPausedUntil = 0;
    }

    /// @dev Someone tries all that is the owner's, or the core's, and gets none of it: nor does the owner, unannounced.
    function anIntruderTries(uint256 seed) external timed {
        address[5] memory who = [guardian, strategy, people[seed % PEOPLE], stranger, owner];
        (address target, bytes memory what) = temptation((seed >> 16) % 16);
        uint256 cash = asset.balanceOf(address(vault));
        vm.prank(who[(seed >> 8) % 5]);
        (bool done, ) = target.call(what);
        check(!done, "17: an intruder was let in");
        check(asset.balanceOf(address(vault)) == cash, "17: an intruder moved money");
    }

    /// @dev What each of them would like to do.
    function temptation(uint256 which) private view returns (address, bytes memory) {
        if (which > 8) return (address(policy), policyTemptation(which));
        if (which == 0) {
            Trade memory order = Trade(0, ACTION_BUY, address(asset), coins[0], 1, 0, address(adapter));
            return (address(vault), abi.encodeCall(IVault.trade, (order, route(address(asset), coins[0]))));
        }
        if (which == 1) return (address(vault), abi.encodeCall(IERC4626.withdraw, (1, stranger, saver)));
        if (which == 2) return (address(vault), abi.encodeCall(IERC4626.redeem, (1, stranger, saver)));
        if (which == 3) return (address(vault), abi.encodeCall(IERC20.transferFrom, (saver, stranger, 1)));
        if (which == 4) return (address(vault), abi.encodeCall(IVault.setTokenAllowed, (coins[0], true)));
        if (which == 5) return (address(vault), abi.encodeCall(IVault.setAdapterAllowed, (address(venue), true)));
        if (which == 6) return (address(core), abi.encodeCall(IExpiringPause.unpause, ()));
        if (which == 7) {
            bytes32 hash = hashes.length == 0 ? bytes32(0) : hashes[hashes.length - 1];
            return (address(core), abi.encodeCall(IClawCore.executeIntent, (hash, books[hash].data)));
        }
        bytes32 newest = hashes.length == 0 ? bytes32(0) : hashes[hashes.length - 1];
        return (address(intents), abi.encodeCall(IIntentBook.markExecuted, (newest)));
    }

    function policyTemptation(uint256 which) private view returns (bytes memory) {
        Limits memory none;
        if (which == 9) return abi.encodeCall(IFundPolicy.setExecutor, (stranger));
        if (which == 10) return abi.encodeCall(IFundPolicy.setStrategy, (stranger));
        if (which == 11) return abi.encodeCall(IFundPolicy.setGuardian, (stranger));
        if (which == 12) return abi.encodeCall(IFundPolicy.setRisk, (RiskSettings(1 days, 7 days, 5_000)));
        if (which == 13) return abi.encodeCall(IFundPolicy.setLimits, (none));
        if (which == 14) return abi.encodeCall(IFundPolicy.offerOwnership, (stranger));
        return abi.encodeCall(IFundPolicy.acceptOwnership, ());
    }
}
