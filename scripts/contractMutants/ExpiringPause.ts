import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of ExpiringPause.sol. */
export const expiringPauseMutants: readonly MutantRow[] = [
  ['_requireOwnerOrGuardian();', ''],
  [
    'msg.sender == _policy.owner() ? uint64(block.timestamp) + PAUSE_SECONDS : _policy.spendPause(msg.sender)',
    'uint64(block.timestamp) + PAUSE_SECONDS',
  ],
  [
    'msg.sender == _policy.owner() ? uint64(block.timestamp) + PAUSE_SECONDS : _policy.spendPause(msg.sender)',
    '_policy.spendPause(msg.sender)',
  ],
  ['_pause(until, address(this));', ''],
  ['pausedUntil = 0;', ''],
  ['_policy.restorePause();', ''],
  ['block.timestamp < pausedUntil', 'block.timestamp <= pausedUntil'],
  ['if (⟦!paused()⟧) pausedAt', 'true'],
  ['if (⟦!paused()⟧) pausedAt', 'false'],
  ['until > pausedUntil', 'true'],
]
