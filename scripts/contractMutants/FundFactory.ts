import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of FundFactory.sol. */
export const fundFactoryMutants: readonly MutantRow[] = [
  ['_funds[fund.vault].vault != address(0)', 'false'],
  ['part >= PARTS', 'false'],
  ['expected.code.length != 0', 'false'],
  ['made != expected', 'false'],
  ['index >= _vaults.length', 'false'],
  ['abi.encode(creator, keccak256(abi.encode(config)))', 'abi.encode(address(1), keccak256(abi.encode(config)))'],
]
