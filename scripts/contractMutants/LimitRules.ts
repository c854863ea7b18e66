import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of LimitRules.sol. */
export const limitRulesMutants: readonly MutantRow[] = [
  ['!enforced', 'false'],
  ['value > most', 'false'],
  ['value > most', 'value >= most'],
]
