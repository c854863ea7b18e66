// One wrong line each: what a contract would be if one guard, bound or bookkeeping step were missing or off by one.
// The lines lie in scripts/contractMutants, a file for each contract; byContract.ts there names them.
import { mutantsByContract } from './contractMutants/byContract.ts'

/** `from` stands exactly once in `file`, and a tail like `) revert` only says which is meant; `to` takes its place. `no lock` takes `nonReentrant` away. */
export interface Mutant {
  readonly file: string
  readonly from: string
  readonly to: string
}

/** Every mutant, in the order of the table in docs/contracts-mutants.md. */
export const contractMutants: readonly Mutant[] = Object.entries(mutantsByContract).flatMap(([file, rows]) =>
  rows.map(([from, to]) => ({ file, from, to })),
)
