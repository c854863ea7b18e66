// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import "../../interfaces/FundTypes.sol";
import {Campaign} from "./Campaign.sol";

/// @dev What must be true of an execution that happened, and of what is left when one did not. The numbers in the
///      messages are those of the invariants.
abstract contract IntentJudge is Campaign {
    struct Holdings {
        uint256 cash;
        uint256 coins;
        uint256 quantity;
        uint256 costBasis;
        int256 profit;
    }

    function judge(bytes32 hash, bytes memory data, Holdings memory before, uint256 received) internal {
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
        bool sells = intent.action == ACTION_SELL; // whether what is held may be sold is the fund's to say
        check((sells || allowed[coin]) && allowed[intent.adapter], "9: token or adapter was taken from its list");
        check(intent.maxSlippageBps <= risk.maxSlippageBps, "9: slippage above the fund's");
        bool fresh = clock - publishedAt[intent.round] <= risk.maxSnapshotAge || intent.round == round;
        check(fresh && publishedAt[intent.round] != 0, "9: the snapshot is stale");
        check(clock >= corePausedUntil && clock >= vaultPausedUntil, "13: executed while paused");
        judgeRoute(intent);
        check(!venue.brokeIn(), "14: a call during a trade was let in");
    }

    function judgeRoute(Intent memory intent) internal view virtual {
        check(venue.tokenIn() == intent.tokenIn && venue.tokenOut() == intent.tokenOut, "8: other tokens than signed");
        check(venue.amountIn() == intent.amountIn, "8: another amount than signed");
        check(venue.allowanceSeen() <= intent.amountIn, "11: the venue saw more than the amount");
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

    function noAllowance(bytes32 hash) internal view {
        (address tokenIn, address way) = (books[hash].intent.tokenIn, books[hash].intent.adapter);
        if (tokenIn == address(0)) return;
        check(IERC20(tokenIn).allowance(address(vault), way) == 0, "11: the adapter kept an allowance");
        check(IERC20(tokenIn).allowance(address(adapter), address(venue)) == 0, "11: the venue kept an allowance");
    }
}
