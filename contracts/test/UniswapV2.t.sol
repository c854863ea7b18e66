// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {UniswapV2Adapter} from "../adapters/UniswapV2Adapter.sol";
import "../interfaces/FundTypes.sol";
import {IAdapter} from "../interfaces/IAdapter.sol";
import {IVault} from "../interfaces/IVault.sol";
import {FundFixture} from "./FundFixture.sol";

interface IUniswapV2Factory {
    function getPair(address a, address b) external view returns (address);
}

interface IUniswapV2Router02 {
    function addLiquidity(
        address a,
        address b,
        uint256 amountA,
        uint256 amountB,
        uint256 minA,
        uint256 minB,
        address to,
        uint256 deadline
    ) external returns (uint256, uint256, uint256);

    function swapExactTokensForTokens(
        uint256 amountIn,
        uint256 minAmountOut,
        address[] calldata path,
        address to,
        uint256 deadline
    ) external returns (uint256[] memory);
}

/// @dev The venue itself: Uniswap V2's published bytecode, as npm delivers it.
contract UniswapV2Test is FundFixture {
    uint256 private constant POOL = 1e15;
    address private uniswap;
    address private pair;

    function setUp() public override {
        super.setUp();
        address registry = create("v2-core/build/UniswapV2Factory.json", abi.encode(address(0)));
        uniswap = create("v2-periphery/build/UniswapV2Router02.json", abi.encode(registry, address(1)));
        asset.mint(address(this), 10 * POOL);
        token.mint(address(this), 10 * POOL);
        asset.approve(uniswap, type(uint256).max);
        token.approve(uniswap, type(uint256).max);
        IUniswapV2Router02(uniswap).addLiquidity(
            address(asset),
            address(token),
            POOL,
            POOL,
            0,
            0,
            address(this),
            START
        );
        pair = IUniswapV2Factory(registry).getPair(address(asset), address(token));
        adapter = new UniswapV2Adapter(uniswap);
        bind(factory.createFund(config()));
        ready();
    }

    function create(string memory build, bytes memory arguments) private returns (address made) {
        string memory json = vm.readFile(string.concat("node_modules/@uniswap/", build));
        bytes memory code = vm.parseBytes(string.concat("0x", vm.parseJsonString(json, ".bytecode")));
        code = bytes.concat(code, arguments);
        assembly ("memory-safe") {
            made := create(0, add(code, 0x20), mload(code))
        }
        check(made != address(0), "not created");
    }

    function nothingIsLeft() private view {
        check(asset.allowance(address(vault), address(adapter)) == 0, "vault's allowance");
        check(token.allowance(address(vault), address(adapter)) == 0, "vault's allowance of the token");
        check(asset.allowance(address(adapter), uniswap) == 0, "adapter's allowance");
        check(token.allowance(address(adapter), uniswap) == 0, "adapter's allowance of the token");
        check(asset.balanceOf(address(adapter)) + token.balanceOf(address(adapter)) == 0, "adapter's balance");
    }

    function test_buys_and_sells_through_the_published_router_at_the_constant_product_price() public {
        uint256 inPool = asset.balanceOf(pair);
        uint256 bought = execute(approve(buy(100_000)), buyRoute());
        check(bought == 99_699, "x * y = k, less 0.3 %");
        check(asset.balanceOf(pair) == inPool + 100_000, "the pool was paid exactly");
        check(token.balanceOf(address(vault)) == bought, "the vault received");
        check(vault.positionOf(address(token)).quantity == bought, "and booked it");
        nothingIsLeft();
        uint256 sold = execute(approve(sell(bought)), sellRoute());
        check(sold == 99_399 && vault.openPositions() == 0, "flat, two fees poorer");
        check(vault.realisedProfit() == -601, "the loss is booked");
        check(asset.balanceOf(address(vault)) == 999_399, "the vault received");
        nothingIsLeft();
    }

    function test_a_route_that_comes_back_to_a_token_is_refused() public {
        address[] memory path = new address[](4);
        (path[0], path[1], path[2], path[3]) = (address(asset), address(token), address(asset), address(token));
        bytes memory problem = abi.encodeWithSelector(IAdapter.TokenTwice.selector, address(asset));
        reverts(problem);
        adapter.quote(address(asset), address(token), 1_000, abi.encode(path));
        reverts(problem);
        adapter.swap(address(asset), address(token), 1_000, 0, abi.encode(path));
    }

    function test_a_price_that_moved_is_refused_before_the_router_is_called() public {
        bytes32 hash = approve(buy(100_000));
        address[] memory path = abi.decode(buyRoute(), (address[]));
        IUniswapV2Router02(uniswap).swapExactTokensForTokens(POOL / 50, 0, path, stranger, START);
        refusedWith(ExecutionCode.QUOTE_BELOW_MIN, hash, buyRoute());
        check(asset.balanceOf(address(vault)) == 1_000_000, "nothing moved");
    }
}
