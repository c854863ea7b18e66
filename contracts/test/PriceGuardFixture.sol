// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import "../interfaces/FundTypes.sol";
import {DevToken} from "../dev/DevToken.sol";
import {PriceGuard} from "../PriceGuard.sol";
import {FundFixture} from "./FundFixture.sol";

interface IUniswapV2Registry {
    function createPair(address a, address b) external returns (address);
}

interface IUniswapV2Pool {
    function mint(address to) external returns (uint256);
    function burn(address to) external returns (uint256, uint256);
    function swap(uint256 out0, uint256 out1, address to, bytes calldata data) external;
    function sync() external;
    function transfer(address to, uint256 amount) external returns (bool);
    function balanceOf(address account) external view returns (uint256);
    function token0() external view returns (address);
}

/// @dev Prices of the published Uniswap V2 pair: 2,000,000 of the asset to 1,000 of the token (six and eighteen
///      decimals), which is 2,000 for one.
abstract contract PriceGuardFixture is FundFixture {
    uint64 internal constant WINDOW = 30 minutes;
    uint64 internal constant MAX_AGE = 2 hours;
    uint256 internal constant CASH = 2_000_000e6;
    uint256 internal constant STOCK = 1_000e18;

    address internal keeper = address(0xA7);
    address internal pool;
    address internal registry;
    PriceGuard internal guard;

    function setUp() public override {
        super.setUp();
        string memory json = vm.readFile("node_modules/@uniswap/v2-core/build/UniswapV2Factory.json");
        bytes memory code = vm.parseBytes(string.concat("0x", vm.parseJsonString(json, ".bytecode")));
        code = bytes.concat(code, abi.encode(address(0)));
        address made;
        assembly ("memory-safe") {
            made := create(0, add(code, 0x20), mload(code))
        }
        registry = made;
        pool = IUniswapV2Registry(registry).createPair(address(asset), address(token));
        fill(CASH, STOCK);
        guard = new PriceGuard(address(policy), address(asset), WINDOW, new PricedToken[](0));
        vm.startPrank(owner);
        policy.setKeeper(keeper);
        guard.setSource(address(token), source());
        vm.stopPrank();
    }

    function source() internal view returns (PriceSource memory) {
        return PriceSource(pool, WINDOW, MAX_AGE, CASH / 2);
    }

    function fill(uint256 cash, uint256 stock) internal {
        asset.mint(pool, cash);
        token.mint(pool, stock);
        IUniswapV2Pool(pool).mint(address(this));
    }

    /// @dev Sets the pool's price: what is given in, and what is taken out for it.
    function swap(DevToken given, uint256 amount, uint256 out) internal {
        given.mint(pool, amount);
        bool first = (given == asset) == (IUniswapV2Pool(pool).token0() == address(token));
        IUniswapV2Pool(pool).swap(first ? out : 0, first ? 0 : out, stranger, "");
    }

    function pushUp() internal {
        swap(asset, CASH, (STOCK * 499) / 1_000); // the token's price is four times what it was
    }

    function look() internal returns (PriceObservation memory) {
        vm.prank(keeper);
        return guard.observe(address(token));
    }

    function known(uint256 quantity) internal view returns (uint256 value) {
        PriceStatus status;
        (status, value, ) = guard.consult(address(token), quantity);
        check(status == PriceStatus.KNOWN, "the price is not known");
    }

    function says(PriceStatus expected, uint64 expectedAge) internal view {
        (PriceStatus status, uint256 value, uint64 age) = guard.consult(address(token), 1e18);
        check(status == expected, "another status");
        check(value == 0 || status == PriceStatus.KNOWN, "a value without a price");
        check(age == expectedAge, "another age");
    }

    /// @dev Two looks a window apart.
    function looked() internal {
        look();
        vm.warp(START + WINDOW);
        look();
    }
}
