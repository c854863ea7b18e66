// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../../interfaces/FundTypes.sol";
import {IClawCore} from "../../interfaces/IClawCore.sol";
import {IntentJudge} from "./IntentJudge.sol";

/// @dev What every campaign does: time passes, rounds come, trades are proposed, signed, executed, cancelled.
///      Before each execution the dry run is asked, and what happens must be exactly what it said.
abstract contract IntentHandler is IntentJudge {
    uint256 private constant LEAST = 100; // less has no price to speak of
    bool internal inCalm;
    bool private sellsOut;

    function timePasses(uint256 seed) external {
        uint256 kind = seed % 16;
        seed >>= 8;
        clock += uint64(kind < 12 ? seed % 120 : kind < 15 ? seed % 20 minutes : seed % 4 days);
    }

    function aRoundComes(uint256) external timed {
        publishNext();
    }

    function aTradeIsProposed(uint256 seed) external timed {
        proposeOne(seed);
    }

    /// @dev Proposed, signed by as many as it takes, and executed in the same moment: if the fund is in a state to.
    function aTradeGoesThrough(uint256 seed) external timed {
        tradeThrough(seed);
    }

    /// @dev The guided way: the owner puts everything right first, so this one must execute.
    function aTradeInCalm(uint256 seed) external timed {
        tradeInCalm(seed);
    }

    /// @dev The same once more: a run in which neither is drawn is as good as none.
    function anotherTradeInCalm(uint256 seed) external timed {
        tradeInCalm(seed);
    }

    /// @dev What the owner does so that a trade can be made.
    function calm() internal virtual {}

    function tradeInCalm(uint256 seed) internal {
        calm();
        inCalm = true;
        check(tradeThrough(seed), "18: a trade in calm did not execute");
        inCalm = false;
    }

    /// @dev All of the first coin, if there is enough of it to have a price.
    function sellOut(uint256 seed) internal {
        calm();
        (sellsOut, inCalm) = (true, true);
        tradeThrough(seed);
        (sellsOut, inCalm) = (false, false);
    }

    function tradeThrough(uint256 seed) private returns (bool) {
        bytes32 hash = proposeOne(seed);
        if (hash == 0) return false;
        signByQuorum(hash);
        return attempt(hash, books[hash].data);
    }

    function aTradeIsExecuted(uint256 seed) external timed {
        if (hashes.length == 0) return;
        bytes32 hash = pick(seed);
        bytes memory data = books[hash].data;
        if ((seed >> 64) % 8 == 0) data = abi.encode(data);
        if ((seed >> 72) % 16 == 0) hash = keccak256(abi.encode(seed));
        attempt(hash, data);
    }

    function aTradeIsSigned(uint256 seed) external timed {
        if (hashes.length != 0) signByQuorum(pick(seed));
    }

    /// @dev One in three of them by a stranger, who may not.
    function aTradeIsCancelled(uint256 seed) external timed {
        if (hashes.length == 0 || (seed >> 80) % 3 == 0) return;
        bytes32 hash = pick(seed);
        address who = (seed >> 64) % 3 == 0 ? stranger : (seed >> 64) % 3 == 1 ? guardian : strategy;
        bool may = who != stranger && !books[hash].cancelled && !books[hash].executed;
        vm.prank(who);
        try intents.cancelIntent(hash) {
            check(may, "cancelled by nobody who may, or twice");
            books[hash].cancelled = true;
        } catch {
            check(!may, "could not be cancelled");
        }
    }

    function pick(uint256 seed) internal view returns (bytes32) {
        uint256 among = hashes.length < 6 ? hashes.length : 6;
        return hashes[hashes.length - 1 - ((seed >> 16) % among)];
    }

    function draw(uint256 seed) internal view virtual returns (Intent memory intent, bytes memory data) {
        address coin = coins[inCalm ? 0 : seed % coins.length];
        uint256 held = vault.positionOf(coin).quantity;
        bool sells = held >= LEAST && (sellsOut || (seed >> 8) % 2 == 0);
        intent.action = sells ? ACTION_SELL : ACTION_BUY;
        (intent.tokenIn, intent.tokenOut) = sells ? (coin, address(asset)) : (address(asset), coin);
        intent.amountIn = sells && (inCalm || (seed >> 16) % 3 != 0) ? held : LEAST + ((seed >> 16) % 1e6);
        intent.quoteAmountOut = (intent.amountIn * venue.rate(intent.tokenIn, intent.tokenOut)) / 1e18;
        // now and then a strategy names a quote of its own making
        if (!inCalm && (seed >> 112) % 8 == 0) intent.quoteAmountOut = 1 + ((seed >> 120) % 2e6);
        intent.maxSlippageBps = uint16((seed >> 48) % 501);
        intent.minAmountOut = (intent.quoteAmountOut * (10_000 - intent.maxSlippageBps)) / 10_000;
        intent.validAfter = clock + uint64(!inCalm && (seed >> 64) % 8 == 0 ? (seed >> 72) % 120 : 0);
        intent.deadline = intent.validAfter + 1 + uint64((seed >> 80) % 30 minutes);
        data = route(intent.tokenIn, intent.tokenOut);
    }

    /// @return hash zero if the fund would not have it
    function proposeOne(uint256 seed) internal returns (bytes32 hash) {
        (Intent memory intent, bytes memory data) = draw(seed);
        if (intent.minAmountOut == 0) return 0;
        intent.fund = address(vault);
        intent.setEpoch = openEpoch;
        intent.snapshotRoot = rootOf(round);
        intent.round = round;
        intent.adapter = adapterFor(seed >> 128);
        intent.adapterDataHash = keccak256(data);
        // now and then the nonce of another intent
        bool taken = !inCalm && hashes.length != 0 && (seed >> 96) % 8 == 0;
        intent.nonce = taken ? books[pick(seed >> 104)].intent.nonce : nextNonce++;
        vm.prank(strategy);
        try intents.proposeIntent(intent) returns (bytes32 made) {
            if (books[made].intent.fund == address(0)) hashes.push(made);
            (books[made].intent, books[made].data) = (intent, data);
            hash = made;
            check(intent.deadline - intent.validAfter <= risk.maxIntentWindow, "a longer window than the fund allows");
        } catch {}
    }

    /// @dev As few as it takes, the first first; a dead intent takes none of them.
    function signByQuorum(bytes32 hash) internal {
        uint64 ofEpoch = books[hash].intent.setEpoch;
        uint256 weight = weightOver(hash);
        for (uint256 who = 0; who < PEOPLE && weight < epochs[ofEpoch].intent; ++who) {
            if (epochs[ofEpoch].weights[who] == 0 || revoked[who] || books[hash].until[who] >= clock) continue;
            Attestation[] memory items = new Attestation[](1);
            items[0] = genuine(who, hash, clock + 20 minutes);
            if (!alive(hash)) return;
            intents.attestIntent(hash, items);
            counted(hash, who, items[0]);
            weight += epochs[ofEpoch].weights[who];
            settleApproval(hash);
        }
    }

    function genuine(uint256 who, bytes32 hash, uint64 expiresAt) internal returns (Attestation memory item) {
        item = Attestation(people[who], expiresAt, nextNonce++, "");
        uint64 ofEpoch = books[hash].intent.setEpoch;
        bytes32 digest = intents.attestationDigest(hash, ofEpoch, item.verifier, expiresAt, item.nonce);
        item.signature = signDigest(keys[who], digest);
    }

    function counted(bytes32 hash, uint256 who, Attestation memory item) internal {
        books[hash].until[who] = item.expiresAt;
        spentNonce[who][item.nonce] = true;
    }

    /// @dev Whether signatures over it are still taken.
    function alive(bytes32 hash) internal view returns (bool) {
        IntentBookkeeping storage book = books[hash];
        bool inTime = clock <= book.intent.deadline && book.intent.setEpoch == openEpoch;
        return inTime && !book.cancelled && !book.executed;
    }

    function settleApproval(bytes32 hash) internal {
        if (weightOver(hash) >= epochs[books[hash].intent.setEpoch].intent) books[hash].approved = true;
    }

    /// @dev Which way the trade takes.
    function adapterFor(uint256) internal view virtual returns (address) {
        return address(adapter);
    }

    /// @dev Who executes; a campaign may give the role to another.
    function executes(bytes memory what) internal virtual returns (bool done, bytes memory answer) {
        vm.prank(executor);
        (done, answer) = address(core).call(what);
    }

    /// @dev Whether an execution may fail although the dry run said OK: the venue or the token lies.
    function mayFail(bytes32) internal view virtual returns (bool) {
        return false;
    }

    function attempt(bytes32 hash, bytes memory data) internal returns (bool done) {
        (ExecutionCode code, uint256 actual, uint256 bound) = core.inspect(hash, data);
        check(core.dryRun(hash, data) == code, "the dry run is the inspection");
        ++seen[code];
        Holdings memory before = holdings(hash);
        bytes memory answer;
        (done, answer) = executes(abi.encodeCall(IClawCore.executeIntent, (hash, data)));
        if (done) {
            check(code == ExecutionCode.OK, "executed what the dry run refuses");
            judge(hash, data, before, abi.decode(answer, (uint256)));
            return true;
        }
        if (code == ExecutionCode.OK) check(mayFail(hash), "the dry run said OK");
        bytes memory refusal = abi.encodeWithSelector(
            IClawCore.ExecutionRefused.selector,
            hash,
            code,
            actual,
            bound
        );
        check(code == ExecutionCode.OK || keccak256(answer) == keccak256(refusal), "refused for another reason");
        check(same(before, holdings(hash)), "a failed execution moved something");
        noAllowance(hash);
    }
}
