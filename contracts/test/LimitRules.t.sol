// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LimitRules} from "../base/LimitRules.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {Vm} from "./Vm.sol";

/// @dev The rule behind each line of LimitRules; which lines are enforced is FundTest's.
contract LimitRulesTest {
    Vm private constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

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
}
