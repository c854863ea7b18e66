// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FundAddresses, FundConfig} from "./interfaces/FundTypes.sol";
import {IFundFactory} from "./interfaces/IFundFactory.sol";
import {IPartDeployer} from "./interfaces/IPartDeployer.sol";

/// @title Deploys and wires funds
contract FundFactory is IFundFactory {
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
    function createFund(FundConfig calldata config) external returns (FundAddresses memory fund) {
        bytes32 salt = _saltOf(msg.sender, config);
        fund = _predict(salt);
        if (_funds[fund.vault].vault != address(0)) revert FundExists(fund.vault);
        _funds[fund.vault] = fund;
        _vaults.push(fund.vault);
        bytes memory arguments = abi.encode(fund, config);
        FundAddresses memory parts = _deployers;
        _deploy(parts.policy, salt, arguments, fund.policy);
        _deploy(parts.verifierSet, salt, arguments, fund.verifierSet);
        _deploy(parts.claimBook, salt, arguments, fund.claimBook);
        _deploy(parts.snapshotBook, salt, arguments, fund.snapshotBook);
        _deploy(parts.intentBook, salt, arguments, fund.intentBook);
        _deploy(parts.core, salt, arguments, fund.core);
        _deploy(parts.vault, salt, arguments, fund.vault);
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

    /// @dev A deployer that does not keep its promise would leave a fund wired to nothing.
    function _deploy(address deployer, bytes32 salt, bytes memory arguments, address expected) private {
        address part = IPartDeployer(deployer).deploy(salt, arguments);
        assert(part == expected);
    }

    function _saltOf(address creator, FundConfig calldata config) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, keccak256(abi.encode(config))));
    }

    function _requireCode(string memory field, address account) private view {
        if (account == address(0)) revert ZeroAddress(field);
        if (account.code.length == 0) revert NoCode(field, account);
    }
}
