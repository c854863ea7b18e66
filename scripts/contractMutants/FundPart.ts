import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of FundPart.sol. */
export const fundPartMutants: readonly MutantRow[] = [
  ['msg.sender != _policy.owner()) revert', 'false'],
  ['msg.sender != _policy.guardian() && msg.sender != _policy.owner()', 'msg.sender != _policy.guardian()'],
  ['msg.sender != _policy.guardian() && msg.sender != _policy.owner()', 'msg.sender != _policy.owner()'],
]
