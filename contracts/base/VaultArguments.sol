// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundAddresses, FundConfig} from "../interfaces/FundTypes.sol";
import {IPartDeployer} from "../interfaces/IPartDeployer.sol";

/// @dev What the vault's token bases ask for before the vault's own constructor runs.
abstract contract VaultArguments {
    function _shareName() internal view returns (string memory) {
        return _config().name;
    }

    function _shareSymbol() internal view returns (string memory) {
        return _config().symbol;
    }

    function _assetAddress() internal view returns (address) {
        return _config().asset;
    }

    function _config() private view returns (FundConfig memory config) {
        (, config) = abi.decode(IPartDeployer(msg.sender).arguments(), (FundAddresses, FundConfig));
    }
}
