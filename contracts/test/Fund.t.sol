// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {UniswapV2Adapter} from "../adapters/UniswapV2Adapter.sol";
import {IAdapter} from "../interfaces/IAdapter.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IFundFactory} from "../interfaces/IFundFactory.sol";
import {IFundPolicy} from "../interfaces/IFundPolicy.sol";
import {IPartDeployer} from "../interfaces/IPartDeployer.sol";
import {IVault} from "../interfaces/IVault.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev Creating and configuring a fund, and saving in it.
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

    function smallEnough(string memory kind, FundAddresses memory made) private view {
        address[7] memory list = abi.decode(abi.encode(made), (address[7]));
        for (uint256 i = 0; i < 7; ++i) {
            check(list[i].code.length != 0, "not there");
            check(list[i].code.length <= 19_660, string.concat(kind, " too large"));
        }
    }

    function test_no_part_nears_the_size_limit() public view {
        smallEnough("part", policy.contracts()); // four fifths of 24,576 bytes
        smallEnough("deployer", factory.deployers());
        check(address(factory).code.length <= 19_660, "factory too large");
        check(address(adapter).code.length <= 19_660, "adapter too large");
    }

    function test_a_fund_may_be_made_part_by_part() public {
        FundConfig memory made = config();
        made.salt = keccak256("in parts");
        address[7] memory foretold = abi.decode(abi.encode(factory.predictFund(address(this), made)), (address[7]));
        for (uint256 i = 7; i > 2; --i) {
            check(factory.deployPart(made, i - 1) == foretold[i - 1], "where it was foretold");
            check(foretold[i - 1].code.length != 0 && factory.fundOf(foretold[6]).vault == address(0), "no fund yet");
        }
        check(factory.deployPart(made, 6) == foretold[6], "once is enough");
        vm.prank(stranger);
        check(factory.deployPart(made, 0) != foretold[0], "another creator makes another fund");
        check(foretold[0].code.length == 0, "and touches none of this one");
        FundAddresses memory fund = factory.createFund(made);
        check(keccak256(abi.encode(fund)) == keccak256(abi.encode(foretold)), "the rest follows");
        check(foretold[0].code.length != 0 && foretold[1].code.length != 0, "both that were missing");
        bind(fund);
        ready();
        execute(approve(buy(1_000)), buyRoute());
        reverts(abi.encodeWithSelector(IFundErrors.OutOfRange.selector, "part", 7, 0, 6));
        factory.deployPart(made, 7);
    }

    function test_a_deployer_that_breaks_its_word_makes_no_fund() public {
        FundConfig memory made = config();
        made.salt = keccak256("elsewhere");
        address foretold = factory.predictFund(address(this), made).claimBook;
        address deployer = factory.deployers().claimBook;
        vm.mockCall(deployer, abi.encodePacked(IPartDeployer.deploy.selector), abi.encode(stranger));
        refused(made, abi.encodeWithSelector(IFundFactory.PartMisplaced.selector, stranger, foretold));
    }

    function test_refuses_lists_that_repeat_themselves_and_names_that_say_nothing() public {
        FundConfig memory made = config();
        made.tokens = new address[](2);
        (made.tokens[0], made.tokens[1]) = (address(token), address(token));
        refused(made, abi.encodeWithSelector(IFundErrors.ListedTwice.selector, "tokens", address(token)));
        made = config();
        made.adapters = new address[](2);
        (made.adapters[0], made.adapters[1]) = (address(adapter), address(adapter));
        refused(made, abi.encodeWithSelector(IFundErrors.ListedTwice.selector, "adapters", address(adapter)));
        made = config();
        made.name = "";
        refused(made, abi.encodeWithSelector(IFundErrors.EmptyText.selector, "name"));
        made = config();
        made.symbol = "";
        refused(made, abi.encodeWithSelector(IFundErrors.EmptyText.selector, "symbol"));
    }

    function test_the_asset_cannot_be_forbidden() public {
        reverts(abi.encodeWithSelector(IVault.AssetAlwaysAllowed.selector, address(asset)));
        vm.prank(owner);
        vault.setTokenAllowed(address(asset), false);
        vm.prank(owner);
        vault.setTokenAllowed(address(token), false);
        check(!vault.isTokenAllowed(address(token)) && vault.isTokenAllowed(address(asset)), "others can");
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
        policy.setLimits(limits());
        reverts(no);
        policy.offerOwnership(guardian);
        reverts(no);
        vault.setTokenAllowed(address(token), true);
        reverts(no);
        vault.setAdapterAllowed(address(adapter), true);
        reverts(no);
        vault.unpause();
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

    function test_a_contract_of_the_fund_holds_no_role_of_it() public {
        address[7] memory parts = abi.decode(abi.encode(policy.contracts()), (address[7]));
        vm.startPrank(owner);
        for (uint256 i = 0; i < 7; ++i) {
            bytes4 no = IFundPolicy.RoleOfOwnContract.selector;
            reverts(abi.encodeWithSelector(no, "guardian", parts[i]));
            policy.setGuardian(parts[i]);
            reverts(abi.encodeWithSelector(no, "strategy", parts[i]));
            policy.setStrategy(parts[i]);
            reverts(abi.encodeWithSelector(no, "executor", parts[i]));
            policy.setExecutor(parts[i]);
            reverts(abi.encodeWithSelector(no, "keeper", parts[i]));
            policy.setKeeper(parts[i]);
            reverts(abi.encodeWithSelector(no, "owner", parts[i]));
            policy.offerOwnership(parts[i]);
        }
        vm.stopPrank();
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
        bytes[6] memory malformed = [
            bytes(""),
            hex"00",
            abi.encode(uint256(0x40), uint256(0)), // the list begins elsewhere
            abi.encode(uint256(0x20), uint256(2), address(asset)), // shorter than it says
            abi.encode(uint256(0x20), uint256(1), address(asset), address(token)), // longer
            abi.encode(uint256(0x20), uint256(2), type(uint256).max, address(token)) // no address
        ];
        for (uint256 i = 0; i < 6; ++i) {
            reverts(abi.encodeWithSelector(IAdapter.MalformedRoute.selector, malformed[i].length));
            adapter.quote(address(asset), address(token), 1, malformed[i]);
        }
        data = bytes.concat(buyRoute(), hex"00");
        reverts(abi.encodeWithSelector(IAdapter.MalformedRoute.selector, data.length));
        adapter.swap(address(asset), address(token), 1, 1, data);
        data = abi.encode(new address[](6));
        reverts(abi.encodeWithSelector(IAdapter.WrongRoute.selector, address(0), address(0)));
        adapter.quote(address(0), address(0), 1, data);
        data = abi.encode(new address[](1));
        reverts(abi.encodeWithSelector(IAdapter.WrongRoute.selector, address(0), address(0)));
        adapter.swap(address(0), address(0), 1, 1, data);
    }

    function test_an_adapter_needs_a_router_that_is_there() public {
        reverts(abi.encodeWithSelector(UniswapV2Adapter.NoRouter.selector, stranger));
        new UniswapV2Adapter(stranger);
    }
}
