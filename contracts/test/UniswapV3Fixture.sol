// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {UniswapV3Adapter} from "../adapters/UniswapV3Adapter.sol";
import {TickPrice} from "../adapters/uniswapV3/TickPrice.sol";
import {DevToken} from "../dev/DevToken.sol";
import {Vm} from "./Vm.sol";

interface IUniswapV3PositionManager {
    struct Mint {
        address token0;
        address token1;
        uint24 fee;
        int24 tickLower;
        int24 tickUpper;
        uint256 amount0;
        uint256 amount1;
        uint256 least0;
        uint256 least1;
        address recipient;
        uint256 deadline;
    }

    function createAndInitializePoolIfNecessary(
        address token0,
        address token1,
        uint24 fee,
        uint160 sqrtPriceX96
    ) external payable returns (address pool);

    function mint(
        Mint calldata order
    ) external payable returns (uint256 id, uint128 liquidity, uint256 amount0, uint256 amount1);
}

/// @dev Uniswap V3 itself, from the bytecode that npm delivers, and short words for its pools.
abstract contract UniswapV3Fixture {
    Vm private constant CHEAT = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);
    uint256 internal constant PLENTY = 1e30;

    address internal v3Factory;
    address internal v3Router;
    IUniswapV3PositionManager internal manager;
    UniswapV3Adapter internal v3Adapter;

    function makeUniswapV3() internal {
        v3Factory = create("v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json", "");
        bytes memory wired = abi.encode(v3Factory, address(1));
        v3Router = create("v3-periphery/artifacts/contracts/SwapRouter.sol/SwapRouter.json", wired);
        manager = IUniswapV3PositionManager(
            create(
                "v3-periphery/artifacts/contracts/NonfungiblePositionManager.sol/NonfungiblePositionManager.json",
                abi.encode(v3Factory, address(1), address(1))
            )
        );
        v3Adapter = new UniswapV3Adapter(v3Router);
    }

    function create(string memory build, bytes memory arguments) internal returns (address made) {
        string memory json = CHEAT.readFile(string.concat("node_modules/@uniswap/", build));
        bytes memory code = bytes.concat(CHEAT.parseBytes(CHEAT.parseJsonString(json, ".bytecode")), arguments);
        assembly ("memory-safe") {
            made := create(0, add(code, 0x20), mload(code))
        }
        require(made != address(0), "not created");
    }

    /// @dev Money for this contract, which every part of Uniswap may take.
    function supply(DevToken coin) internal {
        coin.mint(address(this), PLENTY);
        coin.approve(address(manager), type(uint256).max);
        coin.approve(v3Router, type(uint256).max);
        coin.approve(address(v3Adapter), type(uint256).max);
    }

    function openPool(address a, address b, uint24 fee, int24 tick) internal returns (address) {
        (address token0, address token1) = a < b ? (a, b) : (b, a);
        uint160 root = uint160(TickPrice.rootAt(tick));
        return manager.createAndInitializePoolIfNecessary(token0, token1, fee, root);
    }

    /// @dev Both sides may take up to `amount`; the pool takes what the price asks for.
    function provide(address a, address b, uint24 fee, int24 lower, int24 upper, uint256 amount) internal {
        (address token0, address token1) = a < b ? (a, b) : (b, a);
        manager.mint(
            IUniswapV3PositionManager.Mint({
                token0: token0,
                token1: token1,
                fee: fee,
                tickLower: lower,
                tickUpper: upper,
                amount0: amount,
                amount1: amount,
                least0: 0,
                least1: 0,
                recipient: address(this),
                deadline: block.timestamp
            })
        );
    }
}
