import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of FundPart.sol. */
export const fundPartMutants: readonly MutantRow[] = [
  ['_policy.requireConfigurer(msg.sender);', ''],
  ['msg.sender != _policy.guardian() && msg.sender != _policy.owner()', 'msg.sender != _policy.guardian()'],
  ['msg.sender != _policy.guardian() && msg.sender != _policy.owner()', 'msg.sender != _policy.owner()'],
]
