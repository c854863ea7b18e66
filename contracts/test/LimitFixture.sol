// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {MockGuard} from "./mocks/MockGuard.sol";
import {FundFixture} from "./FundFixture.sol";

/// @dev A fund that is ready to trade, a guard that says 1:1, and words for setting limits.
abstract contract LimitFixture is FundFixture {
    MockGuard internal guard;

    function setUp() public virtual override {
        super.setUp();
        guard = new MockGuard(address(policy), address(asset));
        ready();
    }

    function limit(Limits memory settings) internal {
        vm.prank(owner);
        policy.setLimits(settings);
    }

    /// @dev How far below the quote the intent lets the venue go.
    function loosely(Intent memory intent, uint256 minAmountOut, uint16 slippageBps) internal pure returns (Intent memory) {
        intent.minAmountOut = minAmountOut;
        intent.maxSlippageBps = slippageBps;
        return intent;
    }

    /// @dev Buys with `amount` at `rate` thousandths of a token each.
    function boughtAt(uint256 amount, uint256 rate) internal returns (uint256) {
        router.setRate(address(asset), address(token), rate * 1e15);
        Intent memory intent = loosely(buy(amount), (amount * rate) / 1_000, 500);
        intent.quoteAmountOut = intent.minAmountOut;
        return execute(approve(intent), buyRoute());
    }

    function soldAt(uint256 amount, uint256 rate) internal returns (uint256) {
        router.setRate(address(token), address(asset), rate * 1e15);
        Intent memory intent = loosely(sell(amount), (amount * rate) / 1_000, 500);
        intent.quoteAmountOut = intent.minAmountOut;
        return execute(approve(intent), sellRoute());
    }

    /// @dev As `refusedWith`, and with these figures.
    function refusedFor(ExecutionCode code, uint256 actual, uint256 bound, bytes32 hash, bytes memory data) internal {
        refusedWith(code, hash, data);
        (, uint256 found, uint256 missed) = core.inspect(hash, data);
        check(found == actual, "another value was found");
        check(missed == bound, "another bound was missed");
    }
}
