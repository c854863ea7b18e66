import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of ClaimBook.sol. */
export const claimBookMutants: readonly MutantRow[] = [
  ['_mode == ClaimMode.OFFCHAIN', 'false'],
  ['claim.fund != _fund', 'false'],
  ['_requireSet("crawler", claim.crawler);', ''],
  ['record.submittedAt != 0', 'false'],
  ['record.submittedAt == 0', 'false'],
  ['record.finalizedAt != 0) revert', 'false'],
  ['subject.threshold = roll.thresholds.claim;', 'subject.threshold = roll.thresholds.snapshot;'],
  ['total < subject.threshold', 'false'],
  ['total < subject.threshold', 'total <= subject.threshold'],
  ['record.setEpoch = subject.setEpoch;', ''],
]
