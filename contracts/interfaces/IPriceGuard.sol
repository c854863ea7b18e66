// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PriceObservation, PriceSource, PriceStatus} from "./FundTypes.sol";
import {IFundErrors} from "./IFundErrors.sol";

/// @title A time-weighted price for each token a fund trades, in the vault's asset
/// @notice A fund names its guard in `Limits.priceGuard`. The guard answers from observations that the keeper made
///         at least a window apart, so that nobody moves its price within a block. It never guesses: whatever it
///         does not know well enough is a status, and every status but KNOWN closes the door.
interface IPriceGuard is IFundErrors {
    /// @notice The owner named where a token's price is read.
    /// @param  token  the token
    /// @param  source the pool, and how much of its history counts
    event SourceChanged(address indexed token, PriceSource source);
    /// @notice The keeper looked at a pool.
    /// @param  token       the token
    /// @param  keeper      who looked
    /// @param  observation what was seen
    event PriceObserved(address indexed token, address indexed keeper, PriceObservation observation);

    /// @notice The token has no source.
    /// @param  token the token
    error SourceUnknown(address token);
    /// @notice The pool is not one of the token and the vault's asset.
    /// @param  pool  the pool
    /// @param  token the token
    /// @param  asset the vault's asset
    error WrongPool(address pool, address token, address asset);
    /// @notice The last observation is younger than the window: another one would only shorten the average.
    /// @param  token     the token
    /// @param  allowedAt when the next observation may be made, in seconds
    error ObservedTooSoon(address token, uint64 allowedAt);
    /// @notice The pool holds less of the asset than its price is trusted with.
    /// @param  token      the token
    /// @param  reserve    what the pool holds, in base units of the asset
    /// @param  minReserve what it must hold
    error ReservesTooThin(address token, uint256 reserve, uint256 minReserve);

    /// @notice Names where a token's price is read, and forgets what was observed of it. Whoever may configure the
    ///         fund; a pool of zero takes the source away.
    /// @param  token  the token
    /// @param  source the pool, and how much of its history counts
    function setSource(address token, PriceSource calldata source) external;

    /// @notice Looks at a token's pool and keeps what it saw. Keeper only.
    /// @param  token       the token
    /// @return observation what was seen
    function observe(address token) external returns (PriceObservation memory observation);

    /// @notice What a quantity of a token is worth by the time-weighted price. Never reverts.
    /// @param  token    the token
    /// @param  quantity how much of it, in its base units
    /// @return status   KNOWN, or why there is no price
    /// @return value    the worth in base units of the asset; 0 unless KNOWN
    /// @return age      seconds since the last observation; 0 if there is none
    function consult(
        address token,
        uint256 quantity
    ) external view returns (PriceStatus status, uint256 value, uint64 age);

    /// @notice Where a token's price is read.
    /// @param  token the token
    /// @return source all zero if it has none
    function sourceOf(address token) external view returns (PriceSource memory source);

    /// @notice The two observations an average is taken between.
    /// @param  token the token
    /// @return older all zero if there are fewer than two
    /// @return newer all zero if there is none
    function observationsOf(
        address token
    ) external view returns (PriceObservation memory older, PriceObservation memory newer);

    /// @notice The policy of the fund this guard serves: it says who configures and who observes.
    /// @return the policy
    function policy() external view returns (address);

    /// @notice What prices are told in: the fund's asset.
    /// @return the asset
    function asset() external view returns (address);

    /// @notice The shortest window a source may have.
    /// @return in seconds
    function minWindow() external view returns (uint64);
}
