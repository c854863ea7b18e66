import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of FundPolicy.sol. */
export const fundPolicyMutants: readonly MutantRow[] = [
  ['msg.sender != owner', 'false'],
  ['msg.sender != pendingOwner', 'false'],
  ['pendingOwner = address(0);', ''],
  ['settings.maxIntentWindow == 0', 'false'],
  ['settings.maxIntentWindow > MAX_INTENT_WINDOW', 'false'],
  ['settings.maxSnapshotAge == 0 || settings.maxSnapshotAge > MAX_SNAPSHOT_AGE', 'settings.maxSnapshotAge == 0'],
  ['settings.maxSnapshotAge == 0 || settings.maxSnapshotAge > MAX_SNAPSHOT_AGE', 'settings.maxSnapshotAge > MAX_SNAPSHOT_AGE'],
  ['settings.maxSlippageBps > MAX_SLIPPAGE_BPS', 'false'],
  ['caller != owner', 'false'],
  ['account == address(0)', 'false'],
  ['guardian = account;', ''],
  ['strategy = account;', ''],
  ['executor = account;', ''],
]
