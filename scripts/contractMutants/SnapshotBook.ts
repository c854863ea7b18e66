import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of SnapshotBook.sol. */
export const snapshotBookMutants: readonly MutantRow[] = [
  ['root == bytes32(0)) revert', 'false'],
  ['round <= latestRound', 'false'],
  ['round <= latestRound', 'round < latestRound'],
  ['_requireClaims(round, root, claimHashes);', ''],
  ['roll.thresholds.snapshot', 'roll.thresholds.intent'],
  ['weight < subject.threshold', 'false'],
  ['weight < subject.threshold', 'weight + 1 < subject.threshold'],
  ['weight < subject.threshold', 'weight <= subject.threshold'],
  ['latestRound = round;', ''],
  ['length == 0) revert', 'false'],
  ['leaf <= previous', 'leaf < previous'],
  ['leaf <= previous', 'false'],
  ['keccak256(abi.encode(keccak256(abi.encode(claimHash))))', 'keccak256(abi.encode(claimHash))'],
  ['_mode == ClaimMode.ONCHAIN', 'false'],
  ['computed != root', 'false'],
  ['_mode == ClaimMode.OFFCHAIN', 'true'],
  ['_mode == ClaimMode.OFFCHAIN', 'false'],
  ['record.finalizedAt == 0 || record.round != round', 'record.finalizedAt == 0'],
  ['record.finalizedAt == 0 || record.round != round', 'record.round != round'],
]
