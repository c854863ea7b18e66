// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {PriceObservation, PriceSource, PriceStatus, PricedToken} from "./interfaces/FundTypes.sol";
import {IFundPolicy} from "./interfaces/IFundPolicy.sol";
import {IPriceGuard} from "./interfaces/IPriceGuard.sol";

/// @dev The part of a Uniswap V2 pair that prices are read from.
interface IUniswapV2Pair {
    function token0() external view returns (address);

    function token1() external view returns (address);

    function getReserves() external view returns (uint112, uint112, uint32);

    function price0CumulativeLast() external view returns (uint256);

    function price1CumulativeLast() external view returns (uint256);
}

/// @title Time-weighted prices from Uniswap V2 pairs
/// @dev   The average between two observations that lie a window or more apart. A swap in the block of an
///        observation changes nothing: the pair adds a price to its sum only for the seconds it stood.
contract PriceGuard is IPriceGuard {
    uint64 private constant MAX_WINDOW = 1 days;
    uint64 private constant MAX_AGE = 7 days;
    uint256 private constant Q112 = 1 << 112; // the pair's prices are fixed-point numbers with 112 binary places

    address public immutable policy;
    address public immutable asset;
    uint64 public immutable minWindow;

    mapping(address token => PriceSource) private _sources;
    mapping(address token => PriceObservation) private _older;
    mapping(address token => PriceObservation) private _newer;

    /// @param policy_    the policy of the fund; it may be made after its guard
    /// @param asset_     the fund's asset
    /// @param minWindow_ the shortest window a source may have, in seconds
    /// @param priced     the first sources: a fund whose changes wait is guarded from its first day
    constructor(address policy_, address asset_, uint64 minWindow_, PricedToken[] memory priced) {
        if (policy_ == address(0)) revert ZeroAddress("policy");
        _requireCode("asset", asset_);
        _requireWithin("minWindow", minWindow_, 1, MAX_WINDOW);
        (policy, asset, minWindow) = (policy_, asset_, minWindow_);
        for (uint256 i = 0; i < priced.length; ++i) {
            if (_sources[priced[i].token].pool != address(0)) revert ListedTwice("priced", priced[i].token);
            _setSource(priced[i].token, priced[i].source);
        }
    }

    /// @inheritdoc IPriceGuard
    function setSource(address token, PriceSource calldata source) external {
        IFundPolicy(policy).requireConfigurer(msg.sender);
        _setSource(token, source);
    }

    /// @inheritdoc IPriceGuard
    function observe(address token) external returns (PriceObservation memory observation) {
        if (msg.sender != IFundPolicy(policy).keeper()) revert Unauthorized(msg.sender, "keeper");
        PriceSource memory source = _sources[token];
        if (source.pool == address(0)) revert SourceUnknown(token);
        PriceObservation memory last = _newer[token];
        if (last.observedAt != 0 && block.timestamp < last.observedAt + source.window) {
            revert ObservedTooSoon(token, last.observedAt + source.window);
        }
        observation = PriceObservation(_cumulative(token, source), uint64(block.timestamp));
        (_older[token], _newer[token]) = (last, observation);
        emit PriceObserved(token, msg.sender, observation);
    }

    /// @inheritdoc IPriceGuard
    function consult(
        address token,
        uint256 quantity
    ) external view returns (PriceStatus status, uint256 value, uint64 age) {
        PriceSource memory source = _sources[token];
        if (source.pool == address(0)) return (PriceStatus.NO_SOURCE, 0, 0);
        (PriceObservation memory older, PriceObservation memory newer) = (_older[token], _newer[token]);
        if (newer.observedAt != 0) age = uint64(block.timestamp) - newer.observedAt;
        if (older.observedAt == 0) return (PriceStatus.TOO_FEW_OBSERVATIONS, 0, age);
        uint64 span = newer.observedAt - older.observedAt;
        if (age > source.maxAge || span > source.maxAge) return (PriceStatus.STALE, 0, age);
        (bool answered, uint256 reserve, , ) = _reserves(token, source.pool);
        if (!answered || reserve < source.minReserve) return (PriceStatus.THIN_RESERVES, 0, age);
        return (PriceStatus.KNOWN, _value(older, newer, quantity), age);
    }

    /// @inheritdoc IPriceGuard
    function sourceOf(address token) external view returns (PriceSource memory source) {
        return _sources[token];
    }

    /// @inheritdoc IPriceGuard
    function observationsOf(
        address token
    ) external view returns (PriceObservation memory older, PriceObservation memory newer) {
        return (_older[token], _newer[token]);
    }

    function _setSource(address token, PriceSource memory source) private {
        if (source.pool != address(0)) {
            _requireCode("token", token);
            _requireCode("pool", source.pool);
            _requirePair(token, source.pool);
            _requireWithin("window", source.window, minWindow, MAX_WINDOW);
            _requireWithin("maxAge", source.maxAge, source.window, MAX_AGE);
            _requireWithin("minReserve", source.minReserve, 1, type(uint112).max);
        } else {
            delete source;
        }
        delete _older[token];
        delete _newer[token];
        _sources[token] = source;
        emit SourceChanged(token, source);
    }

    /// @dev The sum as it would be if somebody traded now: the price since the last trade counts too.
    function _cumulative(address token, PriceSource memory source) private view returns (uint256 sum) {
        IUniswapV2Pair pool = IUniswapV2Pair(source.pool);
        (, uint256 cash, uint256 stock, uint32 tradedAt) = _reserves(token, source.pool);
        if (stock == 0 || cash < source.minReserve) revert ReservesTooThin(token, cash, source.minReserve);
        sum = token < asset ? pool.price0CumulativeLast() : pool.price1CumulativeLast();
        unchecked {
            // the pair lets its clock and its sums run over, and only differences are used
            sum += ((cash * Q112) / stock) * (uint32(block.timestamp) - tradedAt);
        }
    }

    /// @dev A worth that no number holds is the largest there is.
    function _value(
        PriceObservation memory older,
        PriceObservation memory newer,
        uint256 quantity
    ) private pure returns (uint256) {
        uint256 average;
        unchecked {
            average = (newer.cumulative - older.cumulative) / (newer.observedAt - older.observedAt);
        }
        (uint256 high, ) = Math.mul512(average, quantity);
        return high >= Q112 ? type(uint256).max : Math.mulDiv(average, quantity, Q112);
    }

    /// @dev What the pool holds of the asset and of the token, and when it was last traded on.
    function _reserves(
        address token,
        address pool
    ) private view returns (bool answered, uint256 cash, uint256 stock, uint32 tradedAt) {
        bytes memory answer;
        (answered, answer) = pool.staticcall(abi.encodeCall(IUniswapV2Pair.getReserves, ()));
        if (!answered || answer.length != 96) return (false, 0, 0, 0);
        uint256 at;
        (stock, cash, at) = abi.decode(answer, (uint256, uint256, uint256));
        if (token > asset) (stock, cash) = (cash, stock); // a pair sorts its tokens
        tradedAt = uint32(at);
    }

    function _requirePair(address token, address pool) private view {
        (address first, address second) = token < asset ? (token, asset) : (asset, token);
        bool pair = _tells(pool, IUniswapV2Pair.token0.selector, first) &&
            _tells(pool, IUniswapV2Pair.token1.selector, second);
        (bool answered, , , ) = _reserves(token, pool);
        if (!pair || !answered || token == asset) revert WrongPool(pool, token, asset);
    }

    function _tells(address pool, bytes4 selector, address expected) private view returns (bool) {
        (bool answered, bytes memory answer) = pool.staticcall(abi.encodeWithSelector(selector));
        return answered && answer.length == 32 && abi.decode(answer, (uint256)) == uint160(expected);
    }

    function _requireCode(string memory field, address account) private view {
        if (account == address(0)) revert ZeroAddress(field);
        if (account.code.length == 0) revert NoCode(field, account);
    }

    function _requireWithin(string memory field, uint256 value, uint256 least, uint256 most) private pure {
        if (value < least || value > most) revert OutOfRange(field, value, least, most);
    }
}
