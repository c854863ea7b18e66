// One function each that asks nobody who calls it, and salts that anyone's call gives.
import type { MutantRow } from './MutantRow.ts'

/** Contract (a path below contracts/) → its open doors. */
export const doorMutants: Readonly<Record<string, readonly MutantRow[]>> = {
  'base/VaultPositions.sol': [
    ['function setTokenAllowed(address token, bool allowed) external ⟦onlyConfigurer⟧', 'no owner'],
    ['function setAdapterAllowed(address adapter, bool allowed) external ⟦onlyConfigurer⟧', 'no owner'],
  ],
  'VerifierSet.sol': [
    [') external ⟦onlyConfigurer⟧ returns (uint64) {', 'no owner'],
    ['function reinstate(address verifier) external ⟦onlyConfigurer⟧', 'no owner'],
  ],
  'FundPolicy.sol': [
    ['function setGuardian(address account) external ⟦onlyConfigurer⟧', 'no owner'],
    ['function setStrategy(address account) external ⟦onlyConfigurer⟧', 'no owner'],
    ['function setExecutor(address account) external ⟦onlyConfigurer⟧', 'no owner'],
    ['function setKeeper(address account) external ⟦onlyConfigurer⟧', 'no owner'],
    ['function setRisk(RiskSettings calldata settings) external ⟦onlyConfigurer⟧', 'no owner'],
    ['function setLimits(Limits calldata settings) external ⟦onlyConfigurer⟧', 'no owner'],
    ['function spendPause(address account) external ⟦onlyPausable⟧', 'no owner'],
    ['function restorePause() external ⟦onlyPausable⟧', 'no owner'],
  ],
  'base/ExpiringPause.sol': [['function unpause() external ⟦onlyConfigurer⟧', 'no owner']],
  'base/PartDeployer.sol': [
    ['return ⟦keccak256(abi.encode(factory, salt))⟧;', 'salt'],
    ['return ⟦keccak256(abi.encode(factory, salt))⟧;', 'keccak256(abi.encode(factory))'],
    ['part = _create(⟦_saltOf(msg.sender, salt)⟧);', '_saltOf(tx.origin, salt)'],
  ],
  'FundFactory.sol': [['abi.encode(creator, keccak256(abi.encode(config)))', 'abi.encode(creator, config.salt)']],
}
