// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The price at a tick, to the digit that Uniswap V3's pools use
/// @dev   A tick is a factor of 1.0001. Its price's root is a product of one factor per bit of the tick, each
///        1.0001^(-2^bit / 2) with 128 fractional bits, rounded to nearest: the pools' own definition, since a
///        price that is off by one would be another quote.
library TickPrice {
    int24 internal constant MAX_TICK = 887_272; // beyond it a price has no 160 bits

    /// @dev Sixteen bytes per bit of a tick, the lowest first.
    bytes private constant FACTORS =
        hex"fffcb933bd6fad37aa2d162d1a594001fff97272373d413259a46990580e213a"
        hex"fff2e50f5f656932ef12357cf3c7fdccffe5caca7e10e4e61c3624eaa0941cd0"
        hex"ffcb9843d60f6159c9db58835c926644ff973b41fa98c081472e6896dfb254c0"
        hex"ff2ea16466c96a3843ec78b326b52861fe5dee046a99a2a811c461f1969c3053"
        hex"fcbe86c7900a88aedcffc83b479aa3a4f987a7253ac413176f2b074cf7815e54"
        hex"f3392b0822b70005940c7a398e4b70f3e7159475a2c29b7443b29c7fa6e889d9"
        hex"d097f3bdfd2022b8845ad8f792aa5825a9f746462d870fdf8a65dc1f90e061e5"
        hex"70d869a156d2a1b890bb3df62baf32f731be135f97d08fd981231505542fcfa6"
        hex"09aa508b5b7a84e1c677de54f3e99bc9005d6af8dedb81196699c329225ee604"
        hex"00002216e584f5fa1ea926041bedfe9800000000048a170391f7dc42444e8fa2";

    /// @dev The root of the price at `tick`, within ±MAX_TICK, with 96 fractional bits, rounded up.
    function rootAt(int24 tick) internal pure returns (uint256) {
        bytes memory factors = FACTORS;
        uint256 left = uint24(tick < 0 ? -tick : tick);
        uint256 root = 1 << 128;
        for (uint256 place = 0x20; left != 0; place += 0x10) {
            if (left & 1 != 0) {
                uint256 factor;
                assembly ("memory-safe") {
                    factor := shr(128, mload(add(factors, place)))
                }
                root = (root * factor) >> 128;
            }
            left >>= 1;
        }
        if (tick > 0) root = type(uint256).max / root;
        return (root + type(uint32).max) >> 32;
    }
}
