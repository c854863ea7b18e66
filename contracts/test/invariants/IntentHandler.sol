// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import "../../interfaces/FundTypes.sol";
import {IClawCore} from "../../interfaces/IClawCore.sol";
import {Campaign} from "./Campaign.sol";

/// @dev What every campaign does: time passes, rounds come, trades are proposed, signed, executed, cancelled.
///      Before each execution the dry run is asked, and what happens must be exactly what it said.
abstract contract IntentHandler is Campaign {
    struct Holdings {
        uint256 cash;
        uint256 coins;
        uint256 quantity;
        uint256 costBasis;
        int256 profit;
    }

    uint256 private constant LEAST = 100; // less has no price to speak of
    bool private inCalm;
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

    function tradeInCalm(uint256 seed) private {
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
        intent.adapter = address(adapter);
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

    function judge(bytes32 hash, bytes memory data, Holdings memory before, uint256 received) private {
        IntentBookkeeping storage book = books[hash];
        Intent memory intent = book.intent;
        check(intent.fund == address(vault), "executed what nobody proposed");
        check(weightOver(hash) >= epochs[intent.setEpoch].intent && book.approved, "1: executed without its quorum");
        check(!book.executed && ++executionsOf[intent.nonce] == 1, "3: executed twice");
        check(intent.validAfter <= clock && clock <= intent.deadline, "4: executed outside its window");
        check(!book.cancelled && intent.setEpoch == openEpoch, "5: executed what was dead");
        check(keccak256(data) == intent.adapterDataHash, "8: other adapter data than signed");
        judgeTerms(intent);
        judgeMoney(intent, before, holdings(hash), received);
        noAllowance(hash);
        book.executed = true;
        ++executed;
        afterExecution(hash, before, holdings(hash));
    }

    function judgeTerms(Intent memory intent) private view {
        address coin = intent.action == ACTION_BUY ? intent.tokenOut : intent.tokenIn;
        check(allowed[coin] && allowed[intent.adapter], "9: token or adapter was taken from its list");
        check(intent.maxSlippageBps <= risk.maxSlippageBps, "9: slippage above the fund's");
        bool fresh = clock - publishedAt[intent.round] <= risk.maxSnapshotAge || intent.round == round;
        check(fresh && publishedAt[intent.round] != 0, "9: the snapshot is stale");
        check(clock >= corePausedUntil && clock >= vaultPausedUntil, "13: executed while paused");
        check(venue.tokenIn() == intent.tokenIn && venue.tokenOut() == intent.tokenOut, "8: other tokens than signed");
        check(venue.amountIn() == intent.amountIn, "8: another amount than signed");
        check(venue.allowanceSeen() <= intent.amountIn, "11: the venue saw more than the amount");
        check(!venue.brokeIn(), "14: a call during a trade was let in");
    }

    function judgeMoney(
        Intent memory intent,
        Holdings memory before,
        Holdings memory later,
        uint256 received
    ) private pure {
        bool buys = intent.action == ACTION_BUY;
        (uint256 spent, uint256 got) = buys
            ? (before.cash - later.cash, later.coins - before.coins)
            : (before.coins - later.coins, later.cash - before.cash);
        check(spent <= intent.amountIn, "10: spent more than the amount");
        check(got >= intent.minAmountOut && got == received, "10: received less than the minimum");
        if (buys) {
            check(later.quantity == before.quantity + got, "10: the position is what arrived");
            check(later.costBasis == before.costBasis + spent && later.profit == before.profit, "10: the cost is what left");
            return;
        }
        uint256 cost = before.costBasis - later.costBasis;
        check(later.quantity == before.quantity - spent, "10: the position is what is left");
        check(cost == (before.costBasis * spent) / before.quantity, "10: cost leaves in proportion");
        check(later.profit == before.profit + int256(got) - int256(cost), "10: profit is proceeds less cost");
    }

    /// @dev For what a campaign counts beside.
    function afterExecution(bytes32 hash, Holdings memory before, Holdings memory later) internal virtual {}

    function holdings(bytes32 hash) internal view returns (Holdings memory held) {
        Intent storage intent = books[hash].intent;
        address coin = intent.action == ACTION_BUY ? intent.tokenOut : intent.tokenIn;
        if (coin == address(0)) coin = coins[0];
        Position memory position = vault.positionOf(coin);
        held.cash = asset.balanceOf(address(vault));
        held.coins = IERC20(coin).balanceOf(address(vault));
        (held.quantity, held.costBasis, held.profit) = (position.quantity, position.costBasis, position.realisedProfit);
    }

    function same(Holdings memory one, Holdings memory other) internal pure returns (bool) {
        return keccak256(abi.encode(one)) == keccak256(abi.encode(other));
    }

    function noAllowance(bytes32 hash) private view {
        address tokenIn = books[hash].intent.tokenIn;
        if (tokenIn == address(0)) return;
        check(IERC20(tokenIn).allowance(address(vault), address(adapter)) == 0, "11: the adapter kept an allowance");
        check(IERC20(tokenIn).allowance(address(adapter), address(venue)) == 0, "11: the venue kept an allowance");
    }
}
