// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LimitRules} from "../base/LimitRules.sol";
import "../interfaces/FundTypes.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {MockGuard} from "./mocks/MockGuard.sol";
import {LimitFixture} from "./LimitFixture.sol";

/// @dev The rule behind each line of LimitRules, and what the lines need of each other. Which are enforced is FundTest's.
contract LimitRulesTest is LimitFixture {

    /// @dev Called from outside itself, so that a test can expect its revert.
    function within(uint256 value, uint256 most, bool enforced) external pure {
        LimitRules.within("limit", value, most, enforced);
    }

    function test_a_limit_that_is_enforced_is_bounded() public {
        this.within(0, 9, true);
        this.within(9, 9, true);
        vm.expectRevert(abi.encodeWithSelector(IFundErrors.OutOfRange.selector, "limit", 10, 0, 9));
        this.within(10, 9, true);
    }

    function test_a_limit_that_nobody_enforces_may_only_be_none() public {
        this.within(0, 9, false);
        vm.expectRevert(abi.encodeWithSelector(IFundErrors.NotSupported.selector, "limit"));
        this.within(1, 9, false);
    }

    function refused(Limits memory settings, bytes memory reason) private {
        FundConfig memory made = config();
        (made.salt, made.limits) = (keccak256("refused"), settings);
        if (settings.priceGuard == address(0)) reverts(reason);
        if (settings.priceGuard == address(0)) factory.createFund(made);
        reverts(reason);
        limit(settings);
    }

    function needs(Limits memory settings, string memory field, string memory needed) private {
        refused(settings, abi.encodeWithSelector(IFundErrors.LimitNeeds.selector, field, needed));
    }

    function test_a_limit_that_means_nothing_without_another_is_refused() public {
        Limits memory set;
        set.maxPriceDeviationBps = 1;
        needs(set, "maxPriceDeviationBps", "priceGuard");
        delete set;
        (set.lossLimit, set.lossWindow) = (1, 1);
        needs(set, "lossLimit", "priceGuard");
        set.priceGuard = address(guard);
        limit(set);
        set.lossWindow = 0;
        needs(set, "lossLimit", "lossWindow");
        (set.lossLimit, set.lossWindow) = (0, 1);
        needs(set, "lossWindow", "lossLimit");
    }

    function outOfRange(Limits memory settings, string memory field, uint256 most) private {
        bytes4 error_ = IFundErrors.OutOfRange.selector;
        refused(settings, abi.encodeWithSelector(error_, field, most + 1, 0, most));
    }

    function test_each_limit_has_its_range() public {
        uint256 most = type(uint128).max;
        Limits memory set;
        set.maxNotional = most + 1;
        outOfRange(set, "maxNotional", most);
        delete set;
        set.dailyNotionalCap = most + 1;
        outOfRange(set, "dailyNotionalCap", most);
        delete set;
        set.cooldown = 1 days + 1;
        outOfRange(set, "cooldown", 1 days);
        delete set;
        set.maxPriceDeviationBps = 5_001;
        outOfRange(set, "maxPriceDeviationBps", 5_000);
        delete set;
        set.lossLimit = most + 1;
        outOfRange(set, "lossLimit", most);
        delete set;
        set.lossWindow = 30 days + 1;
        outOfRange(set, "lossWindow", 30 days);
        delete set;
        set.challengeDelay = 1 days + 1;
        outOfRange(set, "challengeDelay", 1 days);
        (set.maxNotional, set.dailyNotionalCap, set.lossLimit) = (most, most, most);
        (set.cooldown, set.challengeDelay, set.lossWindow) = (1 days, 1 days, 30 days);
        (set.maxPriceDeviationBps, set.priceGuard) = (5_000, address(guard));
        limit(set);
        check(keccak256(abi.encode(policy.limits())) == keccak256(abi.encode(set)), "all of them at their most");
    }

    function wrong(address guard_, address ofPolicy, address inAsset) private {
        Limits memory set;
        set.priceGuard = guard_;
        refused(set, abi.encodeWithSelector(IFundErrors.WrongPriceGuard.selector, guard_, ofPolicy, inAsset));
    }

    function test_a_guard_must_serve_this_fund() public {
        Limits memory set;
        set.priceGuard = stranger;
        refused(set, abi.encodeWithSelector(IFundErrors.NoCode.selector, "priceGuard", stranger));
        wrong(address(new MockGuard(stranger, address(asset))), stranger, address(asset));
        wrong(address(new MockGuard(address(policy), address(token))), address(policy), address(token));
        wrong(address(router), address(0), address(0)); // says nothing of whom it serves
        wrong(address(new Mute()), address(0), address(0)); // says yes to everything, and nothing else
        set.priceGuard = address(guard);
        limit(set);
        check(policy.limits().priceGuard == address(guard), "this one does");
    }

    /// @dev A guard's address can be foretold, so a fund may be guarded from its first block.
    function test_a_fund_may_be_made_with_its_guard() public {
        FundConfig memory made = config();
        made.salt = keccak256("guarded");
        made.limits.priceGuard = foretold(address(this));
        FundAddresses memory fund = factory.predictFund(address(this), made);
        MockGuard its = new MockGuard(fund.policy, address(asset));
        check(address(its) == made.limits.priceGuard, "where it was foretold");
        bind(factory.createFund(made));
        check(policy.limits().priceGuard == address(its), "guarded");
    }

    /// @dev Where this contract's next creation lies; its nonce is below 128.
    function foretold(address creator) private returns (address) {
        uint64 nonce = vm.getNonce(creator);
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", creator, uint8(nonce))))));
    }
}

/// @dev Takes every call and answers nothing.
contract Mute {
    fallback() external {}
}
