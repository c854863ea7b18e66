import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of base/Tallies.sol. */
export const talliesMutants: readonly MutantRow[] = [
  ['tally.words[0] = stored.words[0];', ''],
  ['index < 4', 'index < 5'],
  ['64 + 40 * index', '60 + 40 * index'],
  ['(1 + (index - 4) / 6) << 8', '(1 + (index - 4) / 7) << 8'],
  ['40 * ((index - 4) % 6)', '32 * ((index - 4) % 6)'],
  ['tally.known & (1 << word) == 0', 'false'],
  ['(tally.words[word] >> (seat & 0xff)) & TIME', 'tally.words[word] >> (seat & 0xff)'],
  ['tally.changed |= (1 << (seat >> 8)) | 1;', 'tally.changed |= 1 << (seat >> 8);'],
  ['tally.changed |= (1 << (seat >> 8)) | 1;', 'tally.changed |= 1;'],
  ['tally.changed |= (1 << (seat >> 8)) | 1;', 'tally.changed = (1 << (seat >> 8)) | 1;'],
]
