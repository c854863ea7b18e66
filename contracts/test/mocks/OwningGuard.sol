// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IFundPolicy} from "../../interfaces/IFundPolicy.sol";

/// @dev A price guard that is also the fund's owner: when a change calls it, it tries to make the same change again.
contract OwningGuard {
    address public policy;
    address public asset;
    bytes public answer; // what the second try was told
    bool private _tried;

    constructor(address policy_, address asset_) {
        (policy, asset) = (policy_, asset_);
    }

    /// @dev Whatever its owner would say.
    function say(address target, bytes calldata data) external returns (bytes memory) {
        (bool done, bytes memory told) = target.call(data);
        require(done, "not done");
        return told;
    }

    /// @dev What the change calls. It tries once: where it is let in again it must come to an end.
    function ping() external {
        if (_tried) return;
        _tried = true;
        (, answer) = policy.call(abi.encodeCall(IFundPolicy.executeChange, (address(this), msg.data, 0)));
    }
}
