import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of base/Tallies.sol. */
export const talliesMutants: readonly MutantRow[] = [
  ['index < 4', 'index < 5'],
  ['64 + 40 * index', '60 + 40 * index'],
  ['1 + (index - 4) / 6', '1 + (index - 4) / 7'],
  ['40 * ((index - 4) % 6)', '32 * ((index - 4) % 6)'],
  ['_word(tally, stored, word) & ~(TIME << shift)', '_word(tally, stored, word)'],
  ['_word(tally, stored, 0) | (1 << index)', '1 << index'],
  ['tally.changed |= (1 << word) | 1;', 'tally.changed |= 1 << word;'],
  ['tally.changed |= (1 << word) | 1;', 'tally.changed |= 1;'],
  ['tally.changed |= (1 << word) | 1;', 'tally.changed = (1 << word) | 1;'],
]
