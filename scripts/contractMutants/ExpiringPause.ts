import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of ExpiringPause.sol. */
export const expiringPauseMutants: readonly MutantRow[] = [
  ['_requireOwnerOrGuardian();', ''],
  ['msg.sender == _spentGuardian', 'false'],
  ['_spentGuardian = msg.sender;', ''],
  ['pausedUntil = until;', 'pausedUntil = until + 1;'],
  ['pausedUntil = 0;', ''],
  ['_spentGuardian = address(0);', ''],
  ['block.timestamp < pausedUntil', 'block.timestamp <= pausedUntil'],
]
