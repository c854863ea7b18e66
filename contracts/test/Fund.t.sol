// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IAdapter} from "../interfaces/IAdapter.sol";
import {IExpiringPause} from "../interfaces/IExpiringPause.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IFundFactory} from "../interfaces/IFundFactory.sol";
import {IPartDeployer} from "../interfaces/IPartDeployer.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev Creating, configuring and pausing a fund, and saving in it.
contract FundTest is FundFixture {
    function refused(FundConfig memory made, bytes memory reason) private {
        reverts(reason);
        factory.createFund(made);
    }

    function test_creates_at_the_predicted_addresses_and_knows_them() public {
        FundConfig memory made = config();
        made.salt = keccak256("another");
        FundAddresses memory foretold = factory.predictFund(address(this), made);
        FundAddresses memory fund = factory.createFund(made);
        bytes32 expected = keccak256(abi.encode(foretold));
        check(keccak256(abi.encode(fund)) == expected, "as predicted");
        check(keccak256(abi.encode(factory.fundOf(fund.vault))) == expected, "registered");
        check(keccak256(abi.encode(factory.predictFund(stranger, made))) != expected, "bound to its creator");
        bind(fund);
        check(keccak256(abi.encode(policy.contracts())) == expected, "wired");
        check(vault.core() == fund.core && vault.policy() == fund.policy, "vault wired");
        check(factory.fundCount() == 2 && factory.fundAt(1) == fund.vault, "counted");
        refused(made, abi.encodeWithSelector(IFundFactory.FundExists.selector, fund.vault));
        check(IPartDeployer(factory.deployers().vault).arguments().length == 0, "forgotten after");
        reverts(abi.encodeWithSelector(IFundErrors.OutOfRange.selector, "index", 2, 0, 2));
        factory.fundAt(2);
    }

    function test_no_part_nears_the_size_limit() public view {
        FundAddresses memory a = policy.contracts();
        FundAddresses memory d = factory.deployers();
        uint256 limit = 19_660; // four fifths of 24,576
        check(a.vault.code.length < limit && a.intentBook.code.length < limit, "parts");
        check(d.vault.code.length < limit && d.intentBook.code.length < limit, "deployers");
        check(address(factory).code.length < limit, "factory");
    }

    function test_refuses_every_field_that_is_not_supported_yet() public {
        string[12] memory fields = [
            "maxNotional",
            "dailyNotionalCap",
            "cooldown",
            "priceGuard",
            "maxPriceDeviationBps",
            "lossLimit",
            "lossWindow",
            "performanceFeeBps",
            "feeRecipient",
            "configDelay",
            "challengeDelay",
            "maxQueueTime"
        ];
        for (uint256 i = 0; i < 12; ++i) {
            uint256[12] memory words;
            words[i] = 1;
            FundConfig memory made = config();
            made.limits = abi.decode(abi.encode(words), (Limits));
            bytes memory reason = abi.encodeWithSelector(IFundErrors.NotSupported.selector, fields[i]);
            refused(made, reason);
            reverts(reason);
            vm.prank(owner);
            policy.setLimits(made.limits);
        }
        reverts(abi.encodeWithSelector(IFundErrors.NotSupported.selector, "requestDeposit"));
        vault.requestDeposit(1, saver, saver);
        reverts(abi.encodeWithSelector(IFundErrors.NotSupported.selector, "requestRedeem"));
        vault.requestRedeem(1, saver, saver);
        reverts(abi.encodeWithSelector(IFundErrors.NotSupported.selector, "redeemInKind"));
        vault.redeemInKind(1, saver, saver);
        reverts(abi.encodeWithSelector(IFundErrors.NotSupported.selector, "setOperator"));
        vault.setOperator(stranger, true);
    }

    function test_refuses_zero_roles_and_accounts_without_code() public {
        string[4] memory roles = ["owner", "guardian", "strategy", "executor"];
        for (uint256 i = 0; i < 4; ++i) {
            uint160[5] memory words = [uint160(1), 2, 3, 4, 5];
            words[i] = 0;
            FundConfig memory made = config();
            made.roles = abi.decode(abi.encode(words), (Roles));
            refused(made, abi.encodeWithSelector(IFundErrors.ZeroAddress.selector, roles[i]));
        }
        FundConfig memory fund = config();
        fund.asset = stranger;
        refused(fund, abi.encodeWithSelector(IFundErrors.NoCode.selector, "asset", stranger));
        fund = config();
        fund.tokens[0] = stranger;
        refused(fund, abi.encodeWithSelector(IFundErrors.NoCode.selector, "token", stranger));
        fund = config();
        fund.adapters[0] = address(0);
        refused(fund, abi.encodeWithSelector(IFundErrors.ZeroAddress.selector, "adapter"));
    }

    function test_bounds_the_risk_settings() public {
        bytes4 error = IFundErrors.OutOfRange.selector;
        FundConfig memory made = config();
        made.risk = RiskSettings(1 days + 1, 60, 100);
        refused(made, abi.encodeWithSelector(error, "maxIntentWindow", 1 days + 1, 0, 1 days));
        made.risk = RiskSettings(60, 0, 100);
        refused(made, abi.encodeWithSelector(error, "maxSnapshotAge", 0, 1, 7 days));
        made.risk = RiskSettings(60, 7 days + 1, 100);
        refused(made, abi.encodeWithSelector(error, "maxSnapshotAge", 7 days + 1, 1, 7 days));
        made.risk = RiskSettings(60, 60, 5_001);
        refused(made, abi.encodeWithSelector(error, "maxSlippageBps", 5_001, 0, 5_000));
        check(policy.risk().maxIntentWindow == 30 minutes, "the default");
    }

    function test_only_the_owner_configures_and_hands_over_in_two_steps() public {
        bytes memory no = abi.encodeWithSelector(IFundErrors.Unauthorized.selector, guardian, "owner");
        vm.startPrank(guardian);
        reverts(no);
        policy.setGuardian(guardian);
        reverts(no);
        policy.setStrategy(guardian);
        reverts(no);
        policy.setExecutor(guardian);
        reverts(no);
        policy.setKeeper(guardian);
        reverts(no);
        policy.setRisk(RiskSettings(60, 60, 60));
        reverts(no);
        policy.offerOwnership(guardian);
        reverts(no);
        vault.setTokenAllowed(address(token), true);
        reverts(no);
        vault.setAdapterAllowed(address(adapter), true);
        vm.stopPrank();
        vm.prank(owner);
        policy.offerOwnership(stranger);
        check(policy.owner() == owner, "not before it accepts");
        reverts(abi.encodeWithSelector(IFundErrors.Unauthorized.selector, guardian, "pendingOwner"));
        vm.prank(guardian);
        policy.acceptOwnership();
        vm.prank(stranger);
        policy.acceptOwnership();
        check(policy.owner() == stranger && policy.pendingOwner() == address(0), "handed over");
    }

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
        vm.startPrank(owner);
        core.pause();
        core.pause();
        vm.stopPrank();
        check(core.paused(), "the owner may renew");
    }

    function test_savers_get_back_what_they_put_in() public {
        deposit(1_000_000);
        check(vault.totalAssets() == 1_000_000 && vault.decimals() == 12, "six more decimals");
        uint256 shares = vault.balanceOf(saver);
        vm.prank(saver);
        check(vault.redeem(shares, saver, saver) == 1_000_000, "all of it");
    }

    function test_a_first_depositor_gains_nothing_by_a_donation() public {
        asset.mint(stranger, 1_000_001);
        vm.startPrank(stranger);
        asset.approve(address(vault), 1);
        vault.deposit(1, stranger);
        asset.transfer(address(vault), 1_000_000);
        vm.stopPrank();
        deposit(1_000_000);
        check(vault.convertToAssets(vault.balanceOf(saver)) >= 999_999, "the saver keeps its own");
        check(vault.convertToAssets(vault.balanceOf(stranger)) < 1_000_001, "the donor does not gain");
    }

    function test_the_adapter_refuses_routes_that_lead_elsewhere() public {
        bytes memory data = sellRoute();
        reverts(abi.encodeWithSelector(IAdapter.WrongRoute.selector, address(asset), address(token)));
        adapter.quote(address(asset), address(token), 1, data);
        data = abi.encode(new address[](6));
        reverts(abi.encodeWithSelector(IAdapter.WrongRoute.selector, address(0), address(0)));
        adapter.quote(address(0), address(0), 1, data);
        data = abi.encode(new address[](1));
        reverts(abi.encodeWithSelector(IAdapter.WrongRoute.selector, address(0), address(0)));
        adapter.swap(address(0), address(0), 1, 1, data);
    }
}
