// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundAddresses, FundConfig} from "./interfaces/FundTypes.sol";
import {IFundFactory} from "./interfaces/IFundFactory.sol";
import {IPartDeployer} from "./interfaces/IPartDeployer.sol";

/// @title Deploys and wires funds
contract FundFactory is IFundFactory {
    uint256 private constant PARTS = 7;

    FundAddresses private _deployers;
    mapping(address vault => FundAddresses) private _funds;
    address[] private _vaults;

    /// @param parts one deployer for each part
    constructor(FundAddresses memory parts) {
        _requireCode("policy", parts.policy);
        _requireCode("verifierSet", parts.verifierSet);
        _requireCode("claimBook", parts.claimBook);
        _requireCode("snapshotBook", parts.snapshotBook);
        _requireCode("intentBook", parts.intentBook);
        _requireCode("core", parts.core);
        _requireCode("vault", parts.vault);
        _deployers = parts;
    }

    /// @inheritdoc IFundFactory
    function deployPart(FundConfig calldata config, uint256 part) external returns (address made) {
        if (part >= PARTS) revert OutOfRange("part", part, 0, PARTS - 1);
        bytes32 salt = _saltOf(msg.sender, config);
        FundAddresses memory fund = _predict(salt);
        return _deploy(part, salt, _arguments(fund, config), _deployers, fund);
    }

    /// @inheritdoc IFundFactory
    function createFund(FundConfig calldata config) external returns (FundAddresses memory fund) {
        bytes32 salt = _saltOf(msg.sender, config);
        fund = _predict(salt);
        if (_funds[fund.vault].vault != address(0)) revert FundExists(fund.vault);
        _funds[fund.vault] = fund;
        _vaults.push(fund.vault);
        FundAddresses memory parts = _deployers;
        bytes memory arguments = _arguments(fund, config);
        for (uint256 part = 0; part < PARTS; ++part) _deploy(part, salt, arguments, parts, fund);
        emit FundCreated(fund.vault, config.roles.owner, msg.sender, config.salt, fund);
    }

    /// @inheritdoc IFundFactory
    function predictFund(
        address creator,
        FundConfig calldata config
    ) external view returns (FundAddresses memory) {
        return _predict(_saltOf(creator, config));
    }

    /// @inheritdoc IFundFactory
    function fundOf(address vault) external view returns (FundAddresses memory) {
        return _funds[vault];
    }

    /// @inheritdoc IFundFactory
    function fundCount() external view returns (uint256) {
        return _vaults.length;
    }

    /// @inheritdoc IFundFactory
    function fundAt(uint256 index) external view returns (address) {
        if (index >= _vaults.length) revert OutOfRange("index", index, 0, _vaults.length);
        return _vaults[index];
    }

    /// @inheritdoc IFundFactory
    function deployers() external view returns (FundAddresses memory) {
        return _deployers;
    }

    function _predict(bytes32 salt) private view returns (FundAddresses memory) {
        FundAddresses memory parts = _deployers;
        return
            FundAddresses({
                policy: IPartDeployer(parts.policy).predict(address(this), salt),
                verifierSet: IPartDeployer(parts.verifierSet).predict(address(this), salt),
                claimBook: IPartDeployer(parts.claimBook).predict(address(this), salt),
                snapshotBook: IPartDeployer(parts.snapshotBook).predict(address(this), salt),
                intentBook: IPartDeployer(parts.intentBook).predict(address(this), salt),
                core: IPartDeployer(parts.core).predict(address(this), salt),
                vault: IPartDeployer(parts.vault).predict(address(this), salt)
            });
    }

    /// @dev A part that is there was made from the same configuration: its address says so. A deployer that does
    ///      not keep its promise would leave a fund wired to nothing.
    function _deploy(
        uint256 part,
        bytes32 salt,
        bytes memory arguments,
        FundAddresses memory parts,
        FundAddresses memory fund
    ) private returns (address expected) {
        expected = _at(fund, part);
        if (expected.code.length != 0) return expected;
        address made = IPartDeployer(_at(parts, part)).deploy(salt, arguments);
        if (made != expected) revert PartMisplaced(made, expected);
    }

    function _at(FundAddresses memory addresses, uint256 part) private pure returns (address made) {
        assembly ("memory-safe") {
            made := mload(add(addresses, mul(part, 0x20))) // a struct of seven addresses is seven words
        }
    }

    function _arguments(
        FundAddresses memory fund,
        FundConfig calldata config
    ) private pure returns (bytes memory) {
        return
            abi.encode(
                fund,
                config.asset,
                config.claimMode,
                config.name,
                config.symbol,
                config.tokens,
                config.adapters,
                config
            );
    }

    function _saltOf(address creator, FundConfig calldata config) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, keccak256(abi.encode(config))));
    }

    function _requireCode(string memory field, address account) private view {
        if (account == address(0)) revert ZeroAddress(field);
        if (account.code.length == 0) revert NoCode(field, account);
    }
}
