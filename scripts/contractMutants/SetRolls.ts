import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of base/SetRolls.sol. */
export const setRollsMutants: readonly MutantRow[] = [
  ['guess < members.length && signerOf(_at(members, guess)) == account', 'guess < members.length'],
  ['isThere ? guess : find(members, account)', 'guess'],
  ['bits & (1 << i) != 0', 'true'],
  ['uint64(first >> 192)', 'uint64(first)'],
  ['uint96(first >> 96)', 'uint96(first)'],
  ['thresholds.snapshot = ⟦uint96(first)⟧;', 'uint96(first >> 96)'],
  ['uint96(second >> 160)', 'uint96(first)'],
  ['address(uint160(member >> 96))', 'address(uint160(member))'],
]
