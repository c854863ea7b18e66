// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {IClawCore} from "../interfaces/IClawCore.sol";
import {IExpiringPause} from "../interfaces/IExpiringPause.sol";
import {IFundErrors} from "../interfaces/IFundErrors.sol";
import {IIntentBook} from "../interfaces/IIntentBook.sol";
import {IVault} from "../interfaces/IVault.sol";
import {MockGuard} from "./mocks/MockGuard.sol";
import {MockRouter} from "./mocks/MockRouter.sol";
import {LimitFixture} from "./LimitFixture.sol";

/// @dev Whatever state is drawn, with several things wrong at once: the dry run says what the execution does, values
///      included. A draw ends by a revert that tells its outcome, so each begins in the same fund.
contract DryRunTest is LimitFixture {
    error Drawn(ExecutionCode code, bool executed);

    uint256 private constant DRAWS = 600;
    uint256 private constant CODES = uint256(type(ExecutionCode).max) + 1;
    uint256 private seed;

    function setUp() public override {
        super.setUp();
        execute(approve(buy(10_000)), buyRoute());
    }

    function testFuzz_the_dry_run_says_what_the_execution_does(uint256 drawn) public {
        outcomeOf(drawn);
    }

    /// @dev A code that no draw reaches would be compared with nothing. SNAPSHOT_UNKNOWN is none that a fund can come
    ///      into: a published root stays. Bounds.t.sol asks for it with another book.
    function test_the_draws_reach_every_code_and_execute_many() public {
        uint256[] memory reached = new uint256[](CODES);
        uint256 executed = 0;
        for (uint256 i = 0; i < DRAWS; ++i) {
            (ExecutionCode code, bool done) = outcomeOf(uint256(keccak256(abi.encode("draw", i))));
            ++reached[uint256(code)];
            if (done) ++executed;
        }
        for (uint256 i = 0; i < CODES; ++i) {
            bool never = i == uint256(ExecutionCode.SNAPSHOT_UNKNOWN);
            if (reached[i] == 0 && !never) revert IFundErrors.OutOfRange("draws that reach the code", 0, 1, i);
        }
        check(executed >= DRAWS / 10, "too few execute");
        check(reached[0] > executed, "no venue failed that had quoted");
    }

    function outcomeOf(uint256 drawn) private returns (ExecutionCode code, bool executed) {
        vm.warp(START);
        (, bytes memory answer) = address(this).call(abi.encodeCall(this.draw, (drawn)));
        if (bytes4(answer) != Drawn.selector) {
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
        assembly ("memory-safe") {
            code := mload(add(answer, 0x24))
            executed := mload(add(answer, 0x44))
        }
    }

    /// @dev Called from outside itself, so that its revert undoes it.
    function draw(uint256 drawn) external {
        seed = drawn;
        drawLimits();
        vm.warp(START + 1 hours);
        publish(2);
        Intent memory earlier = drawIntent();
        if (oneIn(2)) executes(approve(earlier), routeOf(earlier));
        vm.warp(START + 1 hours + upTo(10 minutes));
        Intent memory intent = drawIntent();
        bytes32 hash = propose(intent);
        sign(hash);
        uint256 wrongs = upTo(3);
        for (uint256 i = 0; i < wrongs; ++i) disturb(hash, intent);
        vm.warp(block.timestamp + upTo(oneIn(8) ? 20 minutes : 6 minutes));
        if (oneIn(24)) hash = keccak256("none");
        bytes memory data = oneIn(20) ? abi.encode("another route") : routeOf(intent);
        compare(hash, data);
    }

    function compare(bytes32 hash, bytes memory data) private {
        (ExecutionCode code, uint256 actual, uint256 bound) = core.inspect(hash, data);
        check(core.dryRun(hash, data) == code, "the dry run is the inspection");
        check(code != ExecutionCode.OK || (actual == 0 && bound == 0), "a value where nothing is wrong");
        (bool done, bytes memory answer) = executes(hash, data);
        check(!done || code == ExecutionCode.OK, "executed what the dry run refuses");
        if (!done && code != ExecutionCode.OK) {
            bytes memory refusal = abi.encodeWithSelector(
                IClawCore.ExecutionRefused.selector,
                hash,
                code,
                actual,
                bound
            );
            check(keccak256(answer) == keccak256(refusal), "refused otherwise than the dry run says");
        }
        if (!done && code == ExecutionCode.OK) check(noViewKnows(answer), "the dry run said OK");
        revert Drawn(code, done);
    }

    /// @dev What a venue does that quotes one thing and then does another.
    function noViewKnows(bytes memory answer) private view returns (bool) {
        MockRouter.Mode mode = router.mode();
        if (mode == MockRouter.Mode.FAIL) return bytes4(answer) == IVault.VenueFailed.selector;
        if (mode != MockRouter.Mode.PAY_HALF) return false;
        uint256 code = uint256(ExecutionCode.LOSS_LIMIT);
        uint256 said;
        assembly ("memory-safe") {
            said := mload(add(answer, 0x44))
        }
        bool late = bytes4(answer) == IClawCore.ExecutionRefused.selector && said == code;
        return late || bytes4(answer) == IVault.ReceivedTooLittle.selector;
    }

    function drawLimits() private {
        Limits memory set;
        if (oneIn(4)) set.maxNotional = 1 + upTo(12_000);
        if (oneIn(3)) set.dailyNotionalCap = 1 + upTo(24_000);
        if (oneIn(4)) set.cooldown = uint64(upTo(20 minutes));
        if (oneIn(4)) set.challengeDelay = uint64(upTo(10 minutes));
        if (oneIn(2)) set.priceGuard = address(guard);
        if (set.priceGuard != address(0) && oneIn(2)) set.maxPriceDeviationBps = uint16(200 + upTo(800));
        if (set.priceGuard != address(0) && oneIn(2)) (set.lossLimit, set.lossWindow) = (1 + upTo(400), 1 days);
        limit(set);
    }

    function drawIntent() private returns (Intent memory intent) {
        uint256 amount = 100 + upTo(oneIn(12) ? 2_000_000 : 9_000);
        intent = oneIn(2) ? buy(amount) : sell(amount);
        uint256 rate = 0.96e18 + upTo(0.08e18);
        router.setRate(intent.tokenIn, intent.tokenOut, rate);
        intent.quoteAmountOut = (amount * rate) / 1e18;
        intent.maxSlippageBps = uint16(upTo(501));
        intent.minAmountOut = (intent.quoteAmountOut * (10_000 - intent.maxSlippageBps)) / 10_000;
        if (oneIn(10)) intent.quoteAmountOut = intent.minAmountOut = 1 + upTo(40);
        if (oneIn(8)) intent.validAfter += uint64(upTo(10 minutes));
        intent.deadline = intent.validAfter + 15 minutes;
    }

    function sign(bytes32 hash) private {
        uint256 count = oneIn(12) ? 1 : 2;
        Attestation[] memory items = intentSignatures(hash, count);
        if (oneIn(8)) items[count - 1] = intentSignature(keys[2], hash, uint64(block.timestamp + upTo(120)));
        intents.attestIntent(hash, items);
    }

    function disturb(bytes32 hash, Intent memory intent) private {
        uint256 what = upTo(18);
        if (what == 0) by(guardian, address(core), abi.encodeCall(IExpiringPause.pause, ()));
        if (what == 1) by(guardian, address(vault), abi.encodeCall(IExpiringPause.pause, ()));
        if (what == 2) by(guardian, address(intents), abi.encodeCall(IIntentBook.cancelIntent, (hash)));
        if (what == 3) by(guardian, address(verifiers), abi.encodeCall(verifiers.revoke, (vm.addr(keys[0]))));
        if (what == 4) router.setRate(intent.tokenIn, intent.tokenOut, 0.5e18 + upTo(0.7e18));
        Verifier[] memory next = members();
        if (what == 5) by(owner, address(verifiers), abi.encodeCall(verifiers.openEpoch, (next, Thresholds(2, 2, 2))));
        if (what == 6) by(owner, address(vault), abi.encodeCall(IVault.setTokenAllowed, (address(token), false)));
        if (what == 7) by(owner, address(vault), abi.encodeCall(IVault.setAdapterAllowed, (address(adapter), false)));
        if (what == 8) publishNext();
        if (what == 8) vm.warp(block.timestamp + 10 minutes); // the second round may be too old now
        RiskSettings memory tight = RiskSettings(0, 10 minutes, 50);
        if (what == 9) by(owner, address(policy), abi.encodeCall(policy.setRisk, (tight)));
        if (what == 10) router.setMode(MockRouter.Mode.FAIL);
        if (what == 11) router.setMode(MockRouter.Mode.NO_QUOTE);
        if (what == 12) router.setMode(MockRouter.Mode.PAY_HALF);
        if (what == 13) guard.setStatus(PriceStatus(upTo(5)));
        if (what == 14) guard.setPrice(0.9e18 + upTo(0.2e18));
        if (what == 15) guard.setMode(MockGuard.Mode(upTo(4)));
        if (what == 16) executes(hash, routeOf(intent));
        if (what == 17) drawLimits();
    }

    /// @dev By all three: one of them may be revoked.
    function publishNext() private {
        uint64 round = snapshots.latestRound() + 1;
        snapshots.publishSnapshot(round, ROOT, new bytes32[](0), snapshotSignatures(ROOT, round, 3));
    }

    function executes(bytes32 hash, bytes memory data) private returns (bool done, bytes memory answer) {
        vm.prank(executor);
        (done, answer) = address(core).call(abi.encodeCall(IClawCore.executeIntent, (hash, data)));
    }

    /// @dev Whether it succeeds or not.
    function by(address who, address where, bytes memory what) private {
        vm.prank(who);
        (bool done, ) = where.call(what);
        done;
    }

    function routeOf(Intent memory intent) private pure returns (bytes memory) {
        return route(intent.tokenIn, intent.tokenOut);
    }

    function upTo(uint256 most) private returns (uint256) {
        seed = uint256(keccak256(abi.encode(seed)));
        return seed % most;
    }

    function oneIn(uint256 many) private returns (bool) {
        return upTo(many) == 0;
    }
}
