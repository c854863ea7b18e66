// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IExpiringPause} from "../interfaces/IExpiringPause.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev Who may pause a fund, for how long, and how often.
contract PausesTest is FundFixture {
    function test_a_guardian_pauses_once_until_the_owner_arms_it_again() public {
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, strategy, "guardian"));
        vm.prank(strategy);
        core.pause();
        vm.prank(guardian);
        core.pause();
        check(core.paused() && core.pausedUntil() == START + 7 days, "seven days");
        vm.warp(START + 8 days);
        check(!core.paused(), "over");
        reverts(abi.encodeWithSelector(IExpiringPause.PauseSpent.selector, guardian));
        vm.prank(guardian);
        core.pause();
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, guardian, "owner"));
        vm.prank(guardian);
        core.unpause();
        vm.prank(owner);
        core.unpause();
        vm.prank(guardian);
        core.pause();
        vm.prank(owner);
        core.unpause();
        check(!core.paused(), "lifted");
        vm.prank(owner);
        core.pause();
        vm.warp(START + 14 days);
        vm.prank(owner);
        core.pause();
        check(core.pausedUntil() == START + 21 days, "the owner may renew");
    }

    function test_a_guardian_has_one_pause_for_core_and_vault_together() public {
        vm.prank(guardian);
        core.pause();
        check(core.pausedAt() == START, "it began");
        vm.warp(START + 6 days);
        vm.startPrank(guardian);
        vault.pause();
        core.pause();
        vm.stopPrank();
        check(vault.pausedUntil() == START + 7 days && vault.paused(), "what it pauses later ends with the first");
        check(core.pausedUntil() == START + 7 days && core.pausedAt() == START, "and nothing is drawn out");
        vm.warp(START + 7 days - 1);
        vm.prank(guardian);
        vault.pause();
        vm.warp(START + 7 days);
        check(!core.paused() && !vault.paused(), "seven days in all");
        reverts(abi.encodeWithSelector(IExpiringPause.PauseSpent.selector, guardian));
        vm.prank(guardian);
        vault.pause();
        vm.prank(owner);
        vault.unpause();
        vm.prank(guardian);
        core.pause();
        check(core.pausedUntil() == START + 14 days, "lifting either gives it another");
    }

    function test_a_guardian_does_not_shorten_what_the_owner_paused() public {
        vm.prank(guardian);
        vault.pause();
        vm.warp(START + 1 days);
        vm.prank(owner);
        core.pause();
        vm.prank(guardian);
        core.pause();
        check(core.pausedUntil() == START + 8 days, "the longer one holds");
    }

    function test_a_guardian_that_is_named_again_has_no_new_pause() public {
        vm.prank(guardian);
        core.pause();
        vm.prank(owner);
        policy.setGuardian(stranger);
        vm.warp(START + 7 days);
        vm.prank(stranger);
        core.pause();
        check(core.pausedUntil() == START + 14 days, "another guardian has its own");
        vm.prank(owner);
        policy.setGuardian(guardian);
        reverts(abi.encodeWithSelector(IExpiringPause.PauseSpent.selector, guardian));
        vm.prank(guardian);
        core.pause();
    }

    function test_the_right_to_pause_is_spent_and_given_by_core_and_vault_only() public {
        address[4] memory others = [owner, guardian, address(verifiers), stranger];
        for (uint256 i = 0; i < 4; ++i) {
            bytes memory no = abi.encodeWithSelector(IFundErrors.Unauthorized.selector, others[i], "core or vault");
            vm.startPrank(others[i]);
            reverts(no);
            policy.spendPause(guardian);
            reverts(no);
            policy.restorePause();
            vm.stopPrank();
        }
    }
}
