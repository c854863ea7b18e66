// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../../interfaces/FundTypes.sol";
import {IExpiringPause} from "../../interfaces/IExpiringPause.sol";
import {IFundPolicy} from "../../interfaces/IFundPolicy.sol";
import {IVault} from "../../interfaces/IVault.sol";
import {IntentHandler} from "./IntentHandler.sol";

/// @dev The owner announces changes, makes and cancels them, too early, too late and twice; the guardian cancels.
abstract contract ChangeHandler is IntentHandler {
    struct Announced {
        address target;
        bytes data;
        uint64 announcedAt;
        uint64 delay;
        bool gone;
    }

    Announced[] internal announced;
    uint64 internal configDelay = 1 minutes;
    uint64 internal corePausedAt;
    uint64 internal vaultPausedAt;

    function limits() internal view virtual override returns (Limits memory made) {
        made.configDelay = 1 minutes;
    }

    function theListsChange(uint256 seed) external timed {
        bool isAllowed = (seed >> 8) % 3 != 0;
        address which = seed % 4 == 0 ? address(adapter) : coins[(seed >> 16) % coins.length];
        announceList(which, isAllowed);
    }

    function theRiskChanges(uint256 seed) external timed {
        announceRisk(
            RiskSettings(
                uint64(1 + (seed % 40 minutes)),
                uint64(1 + ((seed >> 32) % 30 minutes)),
                uint16((seed >> 64) % 501)
            )
        );
    }

    function theDelayChanges(uint256 seed) external timed {
        Limits memory next = limits();
        next.configDelay = uint64(30 + (seed % 5 minutes));
        announce(address(policy), abi.encodeCall(IFundPolicy.setLimits, (next)));
    }

    /// @dev By itself: what counts is who may cancel it.
    function theGuardianIsReplaced(uint256) external timed {
        announce(address(policy), abi.encodeCall(IFundPolicy.setGuardian, (guardian)));
    }

    function aChangeIsMade(uint256 seed) external timed {
        if (announced.length != 0) make(pickChange(seed));
    }

    function aChangeIsCancelled(uint256 seed) external timed {
        if (announced.length == 0) return;
        uint256 index = pickChange(seed);
        Announced storage change = announced[index];
        address who = [owner, guardian, guardian, strategy, people[0], stranger][(seed >> 64) % 6];
        bool replaces = bytes4(change.data) == IFundPolicy.setGuardian.selector;
        bool may = !change.gone && (who == owner || (who == guardian && !replaces));
        bytes32 id = policy.hashChange(change.target, change.data, bytes32(index));
        vm.prank(who);
        try policy.cancelChange(id) {
            check(may, "13: cancelled by nobody who may, or twice");
            change.gone = true;
        } catch {
            check(!may, "13: a change could not be cancelled");
        }
    }

    function announce(address target, bytes memory data) internal {
        vm.prank(owner);
        policy.scheduleChange(target, data, bytes32(announced.length));
        announced.push(Announced(target, data, clock, configDelay, false));
    }

    function announceRisk(RiskSettings memory next) internal {
        announce(address(policy), abi.encodeCall(IFundPolicy.setRisk, (next)));
    }

    function announceList(address which, bool isAllowed) internal {
        bytes4 how = which == address(adapter) ? IVault.setAdapterAllowed.selector : IVault.setTokenAllowed.selector;
        announce(address(vault), abi.encodeWithSelector(how, which, isAllowed));
    }

    function announceUnpause() internal {
        announce(address(core), abi.encodeCall(IExpiringPause.unpause, ()));
        announce(address(vault), abi.encodeCall(IExpiringPause.unpause, ()));
    }

    /// @dev All that was announced since, after its time.
    function settleFrom(uint256 first) internal {
        clock += configDelay;
        vm.warp(clock);
        for (uint256 i = first; i < announced.length; ++i) check(make(i), "13: an announced change was refused");
    }

    function make(uint256 index) private returns (bool done) {
        Announced storage change = announced[index];
        uint64 longer = change.delay > configDelay ? change.delay : configDelay;
        bool inTime = clock >= change.announcedAt + longer && clock <= change.announcedAt + change.delay + 7 days;
        bool may = !change.gone && inTime && !overtaken(change);
        vm.prank(owner);
        try policy.executeChange(change.target, change.data, bytes32(index)) {
            done = true;
        } catch {}
        check(done == may, may ? "13: a change in its time was refused" : "13: a change out of its time was made");
        if (!done) return false;
        change.gone = true;
        took(change.target, change.data);
    }

    function overtaken(Announced storage change) private view returns (bool) {
        if (bytes4(change.data) != IExpiringPause.unpause.selector) return false;
        return change.announcedAt < (change.target == address(core) ? corePausedAt : vaultPausedAt);
    }

    /// @dev Writes what a change did into the books.
    function took(address target, bytes memory data) private {
        bytes4 how = bytes4(data);
        bytes memory rest = new bytes(data.length - 4);
        for (uint256 i = 0; i < rest.length; ++i) rest[i] = data[i + 4];
        if (how == IFundPolicy.setRisk.selector) risk = abi.decode(rest, (RiskSettings));
        if (how == IFundPolicy.setLimits.selector) limitsTook(abi.decode(rest, (Limits)));
        if (how == IVault.setTokenAllowed.selector || how == IVault.setAdapterAllowed.selector) {
            (address which, bool isAllowed) = abi.decode(rest, (address, bool));
            allowed[which] = isAllowed;
        }
        if (how == IExpiringPause.unpause.selector) unpaused(target);
    }

    function limitsTook(Limits memory next) internal virtual {
        configDelay = next.configDelay;
    }

    function unpaused(address part) internal virtual;

    function pickChange(uint256 seed) private view returns (uint256) {
        uint256 among = announced.length < 6 ? announced.length : 6;
        return announced.length - 1 - ((seed >> 16) % among);
    }
}
