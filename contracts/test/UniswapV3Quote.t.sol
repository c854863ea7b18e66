// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IUniswapV3Pool} from "../adapters/uniswapV3/IUniswapV3.sol";
import {PoolWalk} from "../adapters/uniswapV3/PoolWalk.sol";
import {TickPrice} from "../adapters/uniswapV3/TickPrice.sol";
import {DevToken} from "../dev/DevToken.sol";
import {UniswapV3Fixture} from "./UniswapV3Fixture.sol";
import {Vm} from "./Vm.sol";

interface IUniswapV3Swap {
    function swap(
        address recipient,
        bool zeroForOne,
        int256 amountSpecified,
        uint160 sqrtPriceLimitX96,
        bytes calldata data
    ) external returns (int256, int256);

    function initialize(uint160 sqrtPriceX96) external;
}

/// @dev The adapter's quote against the published pools: every digit, or no quote.
contract UniswapV3QuoteTest is UniswapV3Fixture {
    Vm private constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    int24 private constant FAR = 200_000; // prices up to 5 * 10^8 apart from 1

    DevToken private low;
    DevToken private high;
    uint256 private drawn;
    uint256 private seed;
    bytes private askedInside;

    function setUp() public {
        makeUniswapV3();
        low = new DevToken("Low", "LOW", 18);
        high = new DevToken("High", "HIGH", 18);
        if (address(low) > address(high)) (low, high) = (high, low);
        supply(low);
        supply(high);
    }

    /// @dev Pseudo-random below `bound`, from the run's seed.
    function draw(uint256 bound) private returns (uint256) {
        return uint256(keccak256(abi.encode(seed, drawn++))) % bound;
    }

    function around(int24 tick, uint256 span) private returns (int24) {
        return tick - int24(uint24(span)) + int24(uint24(draw(2 * span)));
    }

    /// @dev A pool at a drawn price with one position over all prices and some that begin and end near the price.
    function drawPool(uint24 fee, int24 spacing) private returns (address pool) {
        int24 start = around(0, uint24(FAR));
        pool = openPool(address(low), address(high), fee, start);
        int24 edge = (887_272 / spacing) * spacing;
        provide(address(low), address(high), fee, -edge, edge, 1e24);
        for (uint256 left = draw(5); left != 0; --left) {
            int24 lower = around(start / spacing, 60) * spacing;
            int24 upper = lower + int24(uint24(1 + draw(40))) * spacing;
            provide(address(low), address(high), fee, lower, upper, 10 ** (18 + draw(6)));
        }
    }

    function path(bool down, uint24 fee) private view returns (bytes memory) {
        return
            down ? abi.encodePacked(low, fee, high) : abi.encodePacked(high, fee, low);
    }

    function quoteOf(bool down, uint24 fee, uint256 amount) private view returns (uint256) {
        (DevToken from, DevToken to) = down ? (low, high) : (high, low);
        return v3Adapter.quote(address(from), address(to), amount, path(down, fee));
    }

    function swapped(bool down, uint24 fee, uint256 amount) private returns (uint256 spent, uint256 received) {
        (DevToken from, DevToken to) = down ? (low, high) : (high, low);
        (uint256 paid, uint256 had) = (from.balanceOf(address(this)), to.balanceOf(address(this)));
        v3Adapter.swap(address(from), address(to), amount, 0, path(down, fee));
        return (paid - from.balanceOf(address(this)), to.balanceOf(address(this)) - had);
    }

    function tradeAndCompare(bool down, uint24 fee, uint256 amount) private returns (bool) {
        try this.quoteFor(down, fee, amount) returns (uint256 quoted) {
            (uint256 spent, uint256 received) = swapped(down, fee, amount);
            require(received == quoted, "the swap gives another amount");
            require(spent == amount, "a quoted amount is spent whole");
            return true;
        } catch (bytes memory problem) {
            bytes4 code = bytes4(problem);
            require(code == PoolWalk.TooThin.selector || code == PoolWalk.TooFar.selector, "another refusal");
            return false;
        }
    }

    function quoteFor(bool down, uint24 fee, uint256 amount) external view returns (uint256) {
        return quoteOf(down, fee, amount);
    }

    function testFuzz_a_quote_is_what_the_swap_gives_to_the_digit(uint256 run) public {
        seed = run;
        uint24[3] memory fees = [uint24(500), 3_000, 10_000];
        int24[3] memory spacings = [int24(10), 60, 200];
        uint256 kind = draw(3);
        drawPool(fees[kind], spacings[kind]);
        for (uint256 i = 0; i < 6; ++i) {
            bool down = draw(2) == 0;
            tradeAndCompare(down, fees[kind], 1 + draw(10 ** (1 + draw(27))));
        }
        // 10^24 are in the pool at any price, so this much can always be quoted
        require(tradeAndCompare(true, fees[kind], 1 + draw(1e5)), "down is not quoted");
        require(tradeAndCompare(false, fees[kind], 1 + draw(1e5)), "up is not quoted");
    }

    function tickOf(address pool) private view returns (int24 tick) {
        (, tick, , , , , ) = IUniswapV3Pool(pool).slot0();
    }

    function test_a_trade_through_many_ranges_is_quoted_to_the_digit_in_both_directions() public {
        address pool = openPool(address(low), address(high), 3_000, 0);
        for (int24 i = 1; i <= 8; ++i) {
            provide(address(low), address(high), 3_000, -60 * i, 60 * i, 1e18);
            provide(address(low), address(high), 3_000, 60 * i, 60 * i + 120, 1e18);
            provide(address(low), address(high), 3_000, -60 * i - 120, -60 * i, 1e18);
        }
        require(tradeAndCompare(false, 3_000, 12e18), "not quoted");
        require(tickOf(pool) > 300, "five edges were crossed upwards");
        require(tradeAndCompare(true, 3_000, 24e18), "not quoted");
        require(tickOf(pool) < -300, "and ten downwards");
    }

    function test_a_pool_so_deep_that_the_last_bit_of_its_price_shows_is_quoted_to_the_digit() public {
        openPool(address(low), address(high), 3_000, 0);
        provide(address(low), address(high), 3_000, -60, 60, 1e29); // a liquidity of 2^104, and prices have 96 bits
        for (uint256 i = 0; i < 16; ++i) {
            require(tradeAndCompare(i % 2 == 0, 3_000, 1e25 + draw(1e25)), "not quoted");
        }
    }

    function test_a_price_that_stands_on_an_edge_is_quoted_to_the_digit_in_both_directions() public {
        int24[3] memory starts = [int24(0), 600, -600];
        for (uint256 i = 0; i < 3; ++i) {
            uint24 fee = [uint24(500), 3_000, 10_000][i];
            openPool(address(low), address(high), fee, starts[i]);
            provide(address(low), address(high), fee, starts[i], starts[i] + 600, 1e18);
            provide(address(low), address(high), fee, starts[i] - 600, starts[i], 2e18);
            require(tradeAndCompare(true, fee, 1e16) && tradeAndCompare(false, fee, 3e16), "not quoted");
            require(tradeAndCompare(false, fee, 1) && tradeAndCompare(true, fee, 2), "not quoted");
        }
    }

    function test_amounts_that_are_all_fee_give_nothing_and_are_quoted_so() public {
        openPool(address(low), address(high), 10_000, 0);
        provide(address(low), address(high), 10_000, -2_000, 2_000, 1e18);
        require(quoteOf(true, 10_000, 1) == 0 && quoteOf(false, 10_000, 1) == 0, "one unit buys something");
        require(quoteOf(true, 10_000, 0) == 0, "nothing buys something");
        require(tradeAndCompare(true, 10_000, 1), "not quoted");
    }

    /// @dev The reason why there is no quote.
    function refusalOf(bool down, uint24 fee, uint256 amount) private view returns (bytes32) {
        try this.quoteFor(down, fee, amount) returns (uint256) {
            return 0;
        } catch (bytes memory problem) {
            return keccak256(problem);
        }
    }

    function test_a_trade_beyond_the_liquidity_has_no_quote_and_the_swap_returns_what_it_did_not_spend() public {
        address pool = openPool(address(low), address(high), 10_000, 0);
        provide(address(low), address(high), 10_000, -2_000, 2_000, 1e18);
        for (uint256 i = 0; i < 2; ++i) {
            bool down = i == 0;
            DevToken from = down ? low : high;
            bytes32 refusal = refusalOf(down, 10_000, 5e18);
            (uint256 spent, ) = swapped(down, 10_000, 5e18);
            require(spent > 1e18 && spent < 5e18, "the pool stops where it ends");
            bytes memory expected = abi.encodeWithSelector(PoolWalk.TooThin.selector, pool, 5e18 - spent);
            require(refusal == keccak256(expected), "another amount is left");
            require(from.balanceOf(address(v3Adapter)) == 0, "the rest came back");
            require(from.allowance(address(v3Adapter), v3Router) == 0, "no allowance is left");
        }
    }

    function test_a_trade_that_crosses_more_than_a_quote_walks_has_no_quote() public {
        address pool = openPool(address(low), address(high), 500, 0);
        provide(address(low), address(high), 500, -887_270, 887_270, 1e6);
        bytes32 refusal = refusalOf(true, 500, PLENTY / 10);
        // the first step stands at tick 0, each of the 63 others is a word of 256 ticks, ten apart
        uint160 end = uint160(TickPrice.rootAt(-63 * 2_560));
        (int256 spent, ) = IUniswapV3Swap(pool).swap(address(this), true, int256(PLENTY / 10), end, "");
        require(
            refusal ==
                keccak256(abi.encodeWithSelector(PoolWalk.TooFar.selector, pool, PLENTY / 10 - uint256(spent), 64)),
            "it gives up elsewhere"
        );
    }

    function test_a_pool_without_a_price_or_in_the_middle_of_a_swap_has_no_quote() public {
        (bool made, bytes memory answer) = v3Factory.call(
            abi.encodeWithSignature("createPool(address,address,uint24)", low, high, uint24(500))
        );
        address pool = abi.decode(answer, (address));
        require(made, "not created");
        vm.expectRevert(abi.encodeWithSelector(PoolWalk.PoolLocked.selector, pool));
        quoteOf(true, 500, 1);
        IUniswapV3Swap(pool).initialize(1 << 96);
        provide(address(low), address(high), 500, -1_000, 1_000, 1e18);
        IUniswapV3Swap(pool).swap(address(this), true, 1e12, 1 << 95, "");
        require(
            keccak256(askedInside) == keccak256(abi.encodeWithSelector(PoolWalk.PoolLocked.selector, pool)),
            "the price before the swap is quoted within it"
        );
    }

    /// @dev Uniswap V3 asks the caller of a swap for its pay.
    function uniswapV3SwapCallback(int256 owed, int256, bytes calldata) external {
        try this.quoteFor(true, 500, 1e12) returns (uint256) {} catch (bytes memory problem) {
            askedInside = problem;
        }
        low.transfer(msg.sender, uint256(owed));
    }
}
