// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundAddresses, FundConfig} from "../interfaces/FundTypes.sol";
import {IFundFactory} from "../interfaces/IFundFactory.sol";
import {IPartDeployer} from "../interfaces/IPartDeployer.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev A fund's addresses are its creator's alone, and tell everything it was made from.
contract SaltsTest is FundFixture {
    function test_nobody_but_its_factory_can_deploy_to_a_funds_addresses() public view {
        IPartDeployer deployer = IPartDeployer(factory.deployers().vault);
        bytes32 salt = keccak256("salt");
        check(deployer.predict(address(factory), salt) != deployer.predict(stranger, salt), "bound to the factory");
        check(
            deployer.predict(address(factory), salt) != deployer.predict(address(factory), keccak256("other")),
            "bound to the salt"
        );
    }

    function test_the_addresses_tell_the_whole_configuration() public view {
        FundConfig memory made = config();
        FundAddresses memory one = IFundFactory(address(factory)).predictFund(address(this), made);
        made.roles.executor = stranger;
        FundAddresses memory other = IFundFactory(address(factory)).predictFund(address(this), made);
        check(one.vault != other.vault && one.core != other.core, "another executor, another fund");
    }
}
