import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of Vault.sol. */
export const vaultMutants: readonly MutantRow[] = [
  ['paused()) revert', 'false'],
  ['_tokens[made.tokens[i]]) revert', 'false'],
  ['_adapters[made.adapters[i]]) revert', 'false'],
  ['bytes(text).length == 0', 'false'],
  ['_requireCode("asset", asset_);', ''],
  ['_operators[msg.sender][operator] = approved;', '_operators[msg.sender][operator] = true;'],
  ['_operators[msg.sender][operator] = approved;', '_operators[operator][msg.sender] = approved;'],
]
