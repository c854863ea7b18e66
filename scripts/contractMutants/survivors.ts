// Wrong lines that nobody can tell from the right ones: one stays in every run, to show that a run can tell.
import type { Mutant } from '../contractMutants.ts'

/** Changes nothing: if a test fails on it, tests fail on anything. */
export const canary: Mutant = { file: 'VerifierSet.sol', from: 'verifier.weight == 0', to: 'verifier.weight < 1' }

/** Not planted, each with the reason why no test could see it. */
export const equivalentMutants: readonly (Mutant & { readonly why: string })[] = [
  {
    file: 'ClawCore.sol',
    from: 'external nonReentrant returns (uint256 amountOut)',
    to: 'no lock',
    why: 'the vault’s own lock and `markExecuted` stand behind it: the inner execution is refused all the same',
  },
  {
    file: 'base/VaultState.sol',
    from: 'profit == 0',
    to: 'false',
    why: 'without a profit the fee is 0 and the mark rises by 0',
  },
  {
    file: 'base/VaultState.sol',
    from: '_claimable(request).mulDiv(batch.redeemAssets',
    to: 'request.amount.mulDiv(batch.redeemAssets',
    why: 'before a batch settles its redeemAssets are 0, and afterwards all of the amount is claimable',
  },
  {
    file: 'SnapshotBook.sol',
    from: 'root != bytes32(0) && MerkleProof',
    to: 'true',
    why: 'without a snapshot the root is 0, and no proof hashes to 0',
  },
]
