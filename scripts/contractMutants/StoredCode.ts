import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of base/StoredCode.sol. */
export const storedCodeMutants: readonly MutantRow[] = [
  ['code.length - from < MOST ? code.length - from : MOST', 'MOST'],
  ['(code.length + MOST - 1) / MOST', 'code.length / MOST'],
]
