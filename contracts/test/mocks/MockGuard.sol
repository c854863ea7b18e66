// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {PriceStatus} from "../../interfaces/FundTypes.sol";

/// @dev A guard that says what it is told to, or does not answer as a guard should.
contract MockGuard {
    enum Mode {
        FAIR,
        FAIL,
        SHORT,
        ODD_STATUS,
        FAIL_WELL
    }

    address public policy;
    address public asset;
    Mode public mode;
    PriceStatus public status;
    uint256 public price = 1e18; // of 1e18 base units of the token, in the asset's

    constructor(address policy_, address asset_) {
        (policy, asset) = (policy_, asset_);
    }

    function setMode(Mode mode_) external {
        mode = mode_;
    }

    function setStatus(PriceStatus status_) external {
        status = status_;
    }

    function setPrice(uint256 price_) external {
        price = price_;
    }

    /// @dev FAIL_WELL reverts with what would be an answer.
    function consult(address, uint256 quantity) external view returns (uint256, uint256, uint256) {
        require(mode != Mode.FAIL, "no");
        if (mode == Mode.SHORT) {
            assembly ("memory-safe") {
                mstore(0, 0)
                return(0, 32)
            }
        }
        if (mode == Mode.FAIL_WELL) {
            assembly ("memory-safe") {
                let answer := mload(0x40)
                mstore(answer, 0)
                mstore(add(answer, 0x20), exp(10, 36))
                mstore(add(answer, 0x40), 0)
                revert(answer, 0x60)
            }
        }
        uint256 value = price == type(uint256).max ? price : (quantity / 1e18) * price;
        return (mode == Mode.ODD_STATUS ? 99 : uint256(status), value, 0);
    }
}
