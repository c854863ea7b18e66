// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClaimMode, FundAddresses} from "../interfaces/FundTypes.sol";
import {IPartDeployer} from "../interfaces/IPartDeployer.sol";

/// @dev What the vault is made from, also where its token bases ask before the vault's own constructor runs.
abstract contract VaultArguments {
    struct Made {
        FundAddresses parts;
        address asset;
        string name;
        string symbol;
        address[] tokens;
        address[] adapters;
    }

    function _made() internal view returns (Made memory made) {
        (made.parts, made.asset, , made.name, made.symbol, made.tokens, made.adapters) = abi.decode(
            IPartDeployer(msg.sender).arguments(),
            (FundAddresses, address, ClaimMode, string, string, address[], address[])
        );
    }
}
