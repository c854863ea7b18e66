// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {IPartDeployer} from "../interfaces/IPartDeployer.sol";

/// @dev The arguments live in transient storage: word 0 is their length, the words follow.
abstract contract PartDeployer is IPartDeployer {
    /// @inheritdoc IPartDeployer
    function deploy(bytes32 salt, bytes calldata partArguments) external returns (address part) {
        assembly ("memory-safe") {
            let size := partArguments.length
            tstore(0, size)
            for {
                let at := 0
            } lt(at, size) {
                at := add(at, 0x20)
            } {
                tstore(add(div(at, 0x20), 1), calldataload(add(partArguments.offset, at)))
            }
        }
        part = _create(_saltOf(msg.sender, salt));
        assembly ("memory-safe") {
            tstore(0, 0)
        }
    }

    /// @inheritdoc IPartDeployer
    function predict(address factory, bytes32 salt) external view returns (address) {
        return Create2.computeAddress(_saltOf(factory, salt), _codeHash());
    }

    /// @inheritdoc IPartDeployer
    function arguments() external view returns (bytes memory partArguments) {
        assembly ("memory-safe") {
            let size := tload(0)
            partArguments := mload(0x40)
            mstore(partArguments, size)
            let start := add(partArguments, 0x20)
            let at := 0
            for {} lt(at, size) {
                at := add(at, 0x20)
            } {
                mstore(add(start, at), tload(add(div(at, 0x20), 1)))
            }
            mstore(0x40, add(start, at))
        }
    }

    function _create(bytes32 salt) internal virtual returns (address);

    function _codeHash() internal view virtual returns (bytes32);

    /// @dev Bound to the caller, so that nobody can take another factory's address.
    function _saltOf(address factory, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(factory, salt));
    }
}
