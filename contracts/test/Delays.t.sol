// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IExpiringPause} from "../interfaces/IExpiringPause.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IFundPolicy} from "../interfaces/IFundPolicy.sol";
import {IVault} from "../interfaces/IVault.sol";
import {IVerifierSet} from "../interfaces/IVerifierSet.sol";
import {FundFixture} from "./FundFixture.sol";
import {OwningGuard} from "./mocks/OwningGuard.sol";
import {ThievingAdapter} from "./mocks/ThievingAdapter.sol";

/// @dev A fund whose configuration changes with a delay of two days.
contract DelaysTest is FundFixture {
    uint64 private constant DELAY = 2 days;
    uint64 private constant GRACE = 7 days;

    function limits() internal pure override returns (Limits memory made) {
        made.configDelay = DELAY;
    }

    function delayed(uint64 delay) private pure returns (bytes memory) {
        Limits memory made;
        made.configDelay = delay;
        return abi.encodeCall(IFundPolicy.setLimits, (made));
    }

    function announce(address target, bytes memory data) private returns (bytes32) {
        vm.prank(owner);
        return policy.scheduleChange(target, data, 0);
    }

    function make(address target, bytes memory data) private returns (bytes memory) {
        vm.prank(owner);
        return policy.executeChange(target, data, 0);
    }

    function refuses(address target, bytes memory data, bytes memory reason) private {
        reverts(reason);
        make(target, data);
    }

    function failed(address target, bytes memory data, bytes memory reason) private view returns (bytes memory) {
        return abi.encodeWithSelector(IFundPolicy.ChangeFailed.selector, policy.hashChange(target, data, 0), reason);
    }

    /// @dev Every change of configuration there is, and one that shows that it was made.
    function changes() private view returns (address[15] memory targets, bytes[15] memory calls) {
        for (uint256 i = 0; i < 8; ++i) targets[i] = address(policy);
        calls[0] = abi.encodeCall(IFundPolicy.setGuardian, (stranger));
        calls[1] = abi.encodeCall(IFundPolicy.setStrategy, (stranger));
        calls[2] = abi.encodeCall(IFundPolicy.setExecutor, (stranger));
        calls[3] = abi.encodeCall(IFundPolicy.setKeeper, (stranger));
        calls[4] = abi.encodeCall(IFundPolicy.setRisk, (RiskSettings(60, 61, 62)));
        calls[5] = delayed(1);
        calls[6] = delayed(0);
        calls[7] = abi.encodeCall(IFundPolicy.offerOwnership, (stranger));
        (targets[8], targets[9]) = (address(verifiers), address(verifiers));
        calls[8] = abi.encodeCall(IVerifierSet.openEpoch, (members(), Thresholds(3, 3, 3)));
        calls[9] = abi.encodeCall(IVerifierSet.reinstate, (vm.addr(keys[0])));
        for (uint256 i = 10; i < 14; ++i) targets[i] = address(vault);
        calls[10] = abi.encodeCall(IVault.setTokenAllowed, (address(router), true));
        calls[11] = abi.encodeCall(IVault.setTokenAllowed, (address(token), false));
        calls[12] = abi.encodeCall(IVault.setAdapterAllowed, (address(router), true));
        calls[13] = abi.encodeCall(IExpiringPause.unpause, ());
        (targets[14], calls[14]) = (address(core), calls[13]);
    }

    function test_every_change_must_be_announced_and_wait() public {
        (address[15] memory targets, bytes[15] memory calls) = changes();
        for (uint256 i = 0; i < 15; ++i) {
            vm.prank(owner);
            (bool done, bytes memory answer) = targets[i].call(calls[i]);
            bytes memory wait = abi.encodeWithSelector(IFundPolicy.ChangeMustWait.selector, DELAY);
            check(!done && keccak256(answer) == keccak256(wait), "changed at once");
            bytes32 id = announce(targets[i], calls[i]);
            ScheduledChange memory change = policy.changeOf(id);
            check(change.target == targets[i] && change.readyAt == START + DELAY, "announced");
            check(change.expiresAt == START + DELAY + GRACE, "and not for ever");
        }
        vm.warp(START + DELAY - 1);
        for (uint256 i = 0; i < 15; ++i) {
            bytes32 id = policy.hashChange(targets[i], calls[i], 0);
            refuses(
                targets[i],
                calls[i],
                abi.encodeWithSelector(IFundPolicy.ChangeNotReady.selector, id, START + DELAY)
            );
        }
        vm.warp(START + DELAY);
        bytes[15] memory answers;
        for (uint256 i = 0; i < 15; ++i) {
            answers[i] = make(targets[i], calls[i]);
            check(policy.changeOf(policy.hashChange(targets[i], calls[i], 0)).readyAt == 0, "made once");
        }
        check(policy.guardian() == stranger && policy.strategy() == stranger, "the guardian and the strategy");
        check(policy.executor() == stranger && policy.keeper() == stranger, "the executor and the keeper");
        check(policy.risk().maxSlippageBps == 62 && policy.limits().configDelay == 0, "the bounds");
        check(policy.pendingOwner() == stranger && policy.owner() == owner, "offered");
        check(verifiers.currentEpoch() == 2 && abi.decode(answers[8], (uint64)) == 2, "the set, and its answer");
        check(vault.isAdapterAllowed(address(router)) && !vault.isTokenAllowed(address(token)), "the lists");
    }

    function test_a_change_is_made_once_until_it_expires() public {
        bytes memory data = abi.encodeCall(IFundPolicy.setKeeper, (stranger));
        bytes32 id = policy.hashChange(address(policy), data, 0);
        bytes memory unknown = abi.encodeWithSelector(IFundPolicy.ChangeUnknown.selector, id);
        refuses(address(policy), data, unknown);
        reverts(unknown);
        vm.prank(owner);
        policy.cancelChange(id);

        check(announce(address(policy), data) == id, "known by its call");
        reverts(abi.encodeWithSelector(IFundPolicy.ChangeAlreadyScheduled.selector, id, START + DELAY));
        announce(address(policy), data);
        vm.prank(owner);
        check(policy.scheduleChange(address(policy), data, "x") != id, "the salt tells them apart");
        vm.warp(START + DELAY + GRACE);
        reverts(abi.encodeWithSelector(IFundPolicy.ChangeAlreadyScheduled.selector, id, START + DELAY));
        announce(address(policy), data);
        make(address(policy), data);
        check(policy.keeper() == stranger, "in its last second");
        refuses(address(policy), data, unknown);

        bytes32 salted = policy.hashChange(address(policy), data, "x");
        vm.warp(START + DELAY + GRACE + 1);
        uint64 expiredAt = START + DELAY + GRACE;
        reverts(abi.encodeWithSelector(IFundPolicy.ChangeExpired.selector, salted, expiredAt));
        vm.prank(owner);
        policy.executeChange(address(policy), data, "x");
        check(policy.changeOf(salted).expiresAt == expiredAt, "it can be seen to be over");
        vm.prank(owner);
        policy.scheduleChange(address(policy), data, "x");
        check(policy.changeOf(salted).readyAt == expiredAt + 1 + DELAY, "and be announced anew");
    }

    function test_the_longer_delay_holds_and_what_expired_stays_so() public {
        bytes memory shorter = delayed(1 hours);
        bytes memory longer = delayed(20 days);
        bytes memory data = abi.encodeCall(IFundPolicy.setKeeper, (stranger));
        announce(address(policy), shorter);
        announce(address(policy), longer);
        bytes32 id = announce(address(policy), data);
        vm.warp(START + DELAY);
        make(address(policy), shorter);
        check(policy.limits().configDelay == 1 hours, "shorter");
        check(policy.changeOf(id).readyAt == START + DELAY, "but not for what was announced before");
        bytes32 quick = announce(address(policy), abi.encodeCall(IFundPolicy.setKeeper, (saver)));
        check(policy.changeOf(quick).readyAt == START + DELAY + 1 hours, "for what comes after");
        make(address(policy), longer);
        check(policy.changeOf(id).readyAt == START + 20 days, "a longer delay holds for all that waits");
        check(policy.changeOf(quick).readyAt == START + DELAY + 20 days, "whenever it was announced");
        refuses(
            address(policy),
            data,
            abi.encodeWithSelector(IFundPolicy.ChangeNotReady.selector, id, START + 20 days)
        );
        vm.warp(START + 20 days); // its seven days of grace ended before it became ready
        uint64 expiredAt = START + DELAY + GRACE;
        refuses(address(policy), data, abi.encodeWithSelector(IFundPolicy.ChangeExpired.selector, id, expiredAt));
    }

    function test_nothing_lies_in_wait_from_the_time_without_a_delay() public {
        FundConfig memory made = config();
        made.limits.configDelay = 0;
        made.salt = "direct";
        bind(factory.createFund(made));
        bytes memory data = abi.encodeCall(IVault.setAdapterAllowed, (address(router), true));
        bytes32 id = announce(address(vault), data);
        check(policy.changeOf(id).readyAt == START, "ready at once");
        vm.prank(owner);
        policy.setLimits(limits());
        refuses(address(vault), data, abi.encodeWithSelector(IFundPolicy.ChangeNotReady.selector, id, START + DELAY));
        vm.warp(START + DELAY);
        make(address(vault), data);
        check(vault.isAdapterAllowed(address(router)), "after the delay that holds");
    }

    function test_without_a_delay_a_change_is_made_directly_or_by_announcement() public {
        announce(address(policy), delayed(0));
        vm.warp(START + DELAY);
        make(address(policy), delayed(0));
        vm.startPrank(owner);
        policy.setKeeper(saver);
        bytes memory data = abi.encodeCall(IFundPolicy.setKeeper, (stranger));
        policy.scheduleChange(address(policy), data, 0);
        check(policy.keeper() == saver, "directly");
        policy.executeChange(address(policy), data, 0);
        vm.stopPrank();
        check(policy.keeper() == stranger, "by announcement");
    }

    function test_only_the_owner_announces_and_makes_changes() public {
        bytes memory data = abi.encodeCall(IFundPolicy.setKeeper, (stranger));
        announce(address(policy), data);
        vm.warp(START + DELAY);
        address[4] memory others = [guardian, strategy, executor, stranger];
        for (uint256 i = 0; i < 4; ++i) {
            bytes memory no = abi.encodeWithSelector(IFundErrors.Unauthorized.selector, others[i], "owner");
            vm.startPrank(others[i]);
            reverts(no);
            policy.scheduleChange(address(policy), data, "x");
            reverts(no);
            policy.executeChange(address(policy), data, 0);
            vm.stopPrank();
        }
        check(policy.keeper() == address(0), "not made");
    }

    function test_the_guardian_cancels_every_change_but_its_own_replacement() public {
        (address[15] memory targets, bytes[15] memory calls) = changes();
        for (uint256 i = 1; i < 15; ++i) {
            bytes32 id = announce(targets[i], calls[i]);
            reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, strategy, "guardian"));
            vm.prank(strategy);
            policy.cancelChange(id);
            vm.prank(guardian);
            policy.cancelChange(id);
            check(policy.changeOf(id).readyAt == 0, "cancelled");
        }
        vm.warp(START + DELAY);
        bytes32 first = policy.hashChange(targets[1], calls[1], 0);
        refuses(targets[1], calls[1], abi.encodeWithSelector(IFundPolicy.ChangeUnknown.selector, first));

        bytes32 replacement = announce(targets[0], calls[0]);
        reverts(abi.encodeWithSelector(IFundPolicy.ChangeNotYoursToCancel.selector, replacement, guardian));
        vm.prank(guardian);
        policy.cancelChange(replacement);
        // the same bytes sent elsewhere replace nobody
        bytes32 elsewhere = announce(address(vault), calls[0]);
        vm.prank(guardian);
        policy.cancelChange(elsewhere);
        vm.prank(owner);
        policy.cancelChange(replacement);
        check(policy.changeOf(replacement).readyAt == 0, "the owner may");
    }

    function test_only_the_funds_own_parts_and_its_price_guard_are_called() public {
        address[5] memory others = [address(0), address(asset), address(factory), address(adapter), stranger];
        for (uint256 i = 0; i < 5; ++i) {
            reverts(abi.encodeWithSelector(IFundPolicy.ChangeTargetUnknown.selector, others[i]));
            announce(others[i], "");
        }
        address[5] memory own = [fundPart(0), fundPart(2), fundPart(3), fundPart(4), fundPart(5)];
        for (uint256 i = 0; i < 5; ++i) announce(own[i], "");
        vm.warp(START + DELAY);
        bytes memory data = abi.encodeCall(IVault.setTokenAllowed, (stranger, true));
        announce(address(vault), data);
        vm.warp(START + 2 * DELAY);
        bytes memory reason = abi.encodeWithSelector(IFundErrors.NoCode.selector, "token", stranger);
        refuses(address(vault), data, failed(address(vault), data, reason));
        check(policy.changeOf(policy.hashChange(address(vault), data, 0)).readyAt != 0, "it still waits");
    }

    function fundPart(uint256 which) private view returns (address) {
        return abi.decode(abi.encode(policy.contracts()), (address[7]))[which];
    }

    function test_a_change_cannot_announce_make_or_cancel_another() public {
        bytes memory data = abi.encodeCall(IFundPolicy.setKeeper, (stranger));
        bytes32 id = announce(address(policy), data);
        bytes[4] memory nested = [
            abi.encodeCall(IFundPolicy.scheduleChange, (address(policy), data, "x")),
            abi.encodeCall(IFundPolicy.executeChange, (address(policy), data, 0)),
            abi.encodeCall(IFundPolicy.cancelChange, (id)),
            abi.encodeCall(IFundPolicy.acceptOwnership, ())
        ];
        string[4] memory missing = ["owner", "owner", "guardian", "pendingOwner"];
        for (uint256 i = 0; i < 4; ++i) announce(address(policy), nested[i]);
        vm.warp(START + DELAY);
        for (uint256 i = 0; i < 4; ++i) {
            bytes memory no = abi.encodeWithSelector(IFundErrors.Unauthorized.selector, address(policy), missing[i]);
            refuses(address(policy), nested[i], failed(address(policy), nested[i], no));
        }
    }

    function test_a_change_that_is_being_made_is_not_made_again_by_what_it_calls() public {
        OwningGuard guard = new OwningGuard(address(policy), address(asset));
        bytes memory ping = abi.encodeCall(OwningGuard.ping, ());
        reverts(abi.encodeWithSelector(IFundPolicy.ChangeTargetUnknown.selector, address(guard)));
        announce(address(guard), ping);
        Limits memory next = limits();
        next.priceGuard = address(guard);
        bytes memory name = abi.encodeCall(IFundPolicy.setLimits, (next));
        bytes memory offer = abi.encodeCall(IFundPolicy.offerOwnership, (address(guard)));
        announce(address(policy), name);
        announce(address(policy), offer);
        vm.warp(START + DELAY);
        make(address(policy), name);
        make(address(policy), offer);
        guard.say(address(policy), abi.encodeCall(IFundPolicy.acceptOwnership, ()));
        guard.say(address(policy), abi.encodeCall(IFundPolicy.scheduleChange, (address(guard), ping, 0)));
        vm.warp(START + 2 * DELAY);
        guard.say(address(policy), abi.encodeCall(IFundPolicy.executeChange, (address(guard), ping, 0)));
        bytes32 id = policy.hashChange(address(guard), ping, 0);
        bytes memory unknown = abi.encodeWithSelector(IFundPolicy.ChangeUnknown.selector, id);
        check(keccak256(guard.answer()) == keccak256(unknown), "it is gone before it is called");
    }

    function test_a_guard_that_is_no_longer_named_is_no_longer_called() public {
        OwningGuard guard = new OwningGuard(address(policy), address(asset));
        Limits memory next = limits();
        bytes memory away = abi.encodeCall(IFundPolicy.setLimits, (next));
        next.priceGuard = address(guard);
        bytes memory name = abi.encodeCall(IFundPolicy.setLimits, (next));
        announce(address(policy), name);
        announce(address(policy), away);
        vm.warp(START + DELAY);
        make(address(policy), name);
        bytes memory ping = abi.encodeCall(OwningGuard.ping, ());
        announce(address(guard), ping);
        make(address(policy), away);
        vm.warp(START + 2 * DELAY);
        refuses(
            address(guard),
            ping,
            abi.encodeWithSelector(IFundPolicy.ChangeTargetUnknown.selector, address(guard))
        );
    }

    function test_an_offer_waits_and_is_taken_back_at_once() public {
        bytes memory offer = abi.encodeCall(IFundPolicy.offerOwnership, (stranger));
        announce(address(policy), offer);
        vm.warp(START + DELAY);
        make(address(policy), offer);
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, guardian, "owner"));
        vm.prank(guardian);
        policy.offerOwnership(address(0));
        vm.prank(owner);
        policy.offerOwnership(address(0));
        check(policy.pendingOwner() == address(0), "taken back");
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, stranger, "pendingOwner"));
        vm.prank(stranger);
        policy.acceptOwnership();
    }

    function test_an_unpause_waits_and_is_worth_nothing_if_announced_before_the_pause() public {
        bytes memory unpause = abi.encodeCall(IExpiringPause.unpause, ());
        bytes32 early = announce(address(core), unpause);
        vm.warp(START + DELAY + 1);
        uint64 pausedAt = START + DELAY + 1;
        vm.prank(guardian);
        core.pause();
        check(core.pausedAt() == pausedAt, "it began");
        refuses(
            address(core),
            unpause,
            abi.encodeWithSelector(IFundPolicy.ChangeOvertaken.selector, early, pausedAt)
        );
        vm.prank(owner);
        policy.scheduleChange(address(core), unpause, "x");
        vm.prank(guardian);
        core.pause(); // draws nothing out
        vm.warp(START + 2 * DELAY + 1);
        check(core.paused(), "until the delay is over");
        vm.prank(owner);
        policy.executeChange(address(core), unpause, "x");
        check(!core.paused() && core.pausedUntil() == 0, "lifted");
        vm.prank(guardian);
        core.pause();
        check(core.pausedUntil() == START + 2 * DELAY + 1 + 7 days, "and the guardian has another");
    }

    function test_an_unpause_of_the_same_second_is_not_overtaken() public {
        bytes memory unpause = abi.encodeCall(IExpiringPause.unpause, ());
        announce(address(vault), unpause);
        vm.prank(guardian);
        vault.pause();
        vm.warp(START + DELAY);
        make(address(vault), unpause);
        check(!vault.paused(), "it waited its delay");
    }

    function test_a_pause_overtakes_no_other_change() public {
        bytes memory data = abi.encodeCall(IVault.setAdapterAllowed, (address(adapter), false));
        announce(address(vault), data);
        vm.warp(START + 1);
        vm.prank(guardian);
        vault.pause();
        vm.warp(START + DELAY);
        make(address(vault), data);
        check(!vault.isAdapterAllowed(address(adapter)), "made while paused");
    }

    // ---- what an owner alone can do: finding F3

    /// @dev The owner's own set, bots and adapter: all it takes to empty the vault.
    function theft(ThievingAdapter evil) private view returns (address[4] memory targets, bytes[4] memory calls) {
        Verifier[] memory own = new Verifier[](1);
        own[0] = Verifier(vm.addr(1), 1, false);
        (targets[0], calls[0]) = (
            address(verifiers),
            abi.encodeCall(IVerifierSet.openEpoch, (own, Thresholds(1, 1, 1)))
        );
        (targets[1], calls[1]) = (address(policy), abi.encodeCall(IFundPolicy.setStrategy, (owner)));
        (targets[2], calls[2]) = (address(policy), abi.encodeCall(IFundPolicy.setExecutor, (owner)));
        (targets[3], calls[3]) = (address(vault), abi.encodeCall(IVault.setAdapterAllowed, (address(evil), true)));
    }

    function steal(ThievingAdapter evil) private {
        (keys[0], keys[1]) = (1, 1);
        (strategy, executor) = (owner, owner);
        Attestation[] memory one = snapshotSignatures(ROOT, 2, 1);
        snapshots.publishSnapshot(2, ROOT, new bytes32[](0), one);
        Intent memory all = buy(1_000_000);
        (all.quoteAmountOut, all.minAmountOut, all.maxSlippageBps) = (1, 1, 0);
        (all.adapter, all.adapterDataHash) = (address(evil), keccak256(""));
        bytes32 hash = propose(all);
        intents.attestIntent(hash, intentSignatures(hash, 1));
        execute(hash, "");
    }

    function test_an_owner_alone_steals_nothing_before_the_delay_and_nothing_that_the_guardian_sees() public {
        ready();
        ThievingAdapter evil = new ThievingAdapter();
        token.mint(address(evil), 1);
        evil.plan(1_000_000, 1);
        (address[4] memory targets, bytes[4] memory calls) = theft(evil);
        for (uint256 i = 0; i < 4; ++i) announce(targets[i], calls[i]);
        for (uint256 late = 0; late < DELAY; late += 8 hours) {
            vm.warp(START + late);
            for (uint256 i = 0; i < 4; ++i) {
                bytes32 id = policy.hashChange(targets[i], calls[i], 0);
                refuses(
                    targets[i],
                    calls[i],
                    abi.encodeWithSelector(IFundPolicy.ChangeNotReady.selector, id, START + DELAY)
                );
            }
        }
        for (uint256 i = 0; i < 4; ++i) {
            bytes32 id = policy.hashChange(targets[i], calls[i], 0);
            vm.prank(guardian);
            policy.cancelChange(id);
        }
        vm.warp(START + DELAY);
        for (uint256 i = 0; i < 4; ++i) {
            bytes32 id = policy.hashChange(targets[i], calls[i], 0);
            refuses(targets[i], calls[i], abi.encodeWithSelector(IFundPolicy.ChangeUnknown.selector, id));
        }
        check(asset.balanceOf(address(vault)) == 1_000_000, "all is there");
    }

    function test_what_nobody_cancels_an_owner_takes_after_the_delay_and_savers_may_leave_before() public {
        ready();
        ThievingAdapter evil = new ThievingAdapter();
        token.mint(address(evil), 1);
        evil.plan(1_000_000, 1);
        (address[4] memory targets, bytes[4] memory calls) = theft(evil);
        for (uint256 i = 0; i < 4; ++i) announce(targets[i], calls[i]);
        vm.warp(START + DELAY - 1);
        uint256 shares = vault.balanceOf(saver);
        vm.prank(saver);
        check(vault.redeem(shares / 2, saver, saver) == 500_000, "who reads the chain can leave");
        deposit(500_000);
        vm.warp(START + DELAY);
        for (uint256 i = 0; i < 4; ++i) make(targets[i], calls[i]);
        steal(evil);
        check(asset.balanceOf(address(vault)) == 0, "this is what the delay and the guardian are for");
    }
}
