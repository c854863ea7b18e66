// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Intent} from "../interfaces/FundTypes.sol";
import {IVault} from "../interfaces/IVault.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev Savers, and positions that open and close at a price of the test's choosing.
abstract contract VaultFixture is FundFixture {
    address internal ada = address(0xB1);
    address internal bea = address(0xB2);
    address internal ida = address(0xB3);

    function setUp() public virtual override {
        super.setUp();
        ready(); // 1,000,000 of the fixture's saver
    }

    function open(uint256 amount) internal {
        execute(approve(buy(amount)), buyRoute());
    }

    /// @dev All of the position, for as many in a hundred of what it cost.
    function close(uint256 percent) internal {
        uint256 quantity = vault.positionOf(address(token)).quantity;
        sellAt(quantity, percent);
    }

    function sellAt(uint256 quantity, uint256 percent) internal {
        router.setRate(address(token), address(asset), (1e18 * percent) / 100);
        bytes32 hash = approve(cheapSale(quantity));
        execute(hash, sellRoute());
        router.setRate(address(token), address(asset), 1e18);
    }

    function cheapSale(uint256 quantity) private returns (Intent memory intent) {
        intent = sell(quantity);
        intent.minAmountOut = 1;
        intent.quoteAmountOut = 1;
    }

    function fund(address who, uint256 assets) internal {
        asset.mint(who, assets);
        vm.prank(who);
        asset.approve(address(vault), type(uint256).max);
    }

    function askToDeposit(address who, uint256 assets) internal returns (uint256 requestId) {
        fund(who, assets);
        vm.prank(who);
        return vault.requestDeposit(assets, who, who);
    }

    function askToRedeem(address who, uint256 shares) internal returns (uint256 requestId) {
        vm.prank(who);
        return vault.requestRedeem(shares, who, who);
    }

    function claimDeposit(address who, uint256 assets) internal returns (uint256 shares) {
        vm.prank(who);
        return vault.deposit(assets, who, who);
    }

    function claimRedeem(address who, uint256 shares) internal returns (uint256 assets) {
        vm.prank(who);
        return vault.redeem(shares, who, who);
    }

    function refusedAs(address who, bytes memory call, bytes memory reason) internal {
        vm.prank(who);
        (bool done, bytes memory answer) = address(vault).call(call);
        check(!done, "was not refused");
        check(keccak256(answer) == keccak256(reason), "refused for another reason");
    }

    function notOperator(address account, address caller) internal pure returns (bytes memory) {
        return abi.encodeWithSelector(IVault.NotOperator.selector, account, caller);
    }
}
