import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of IntentVeto.sol. */
export const intentVetoMutants: readonly MutantRow[] = [
  ['_intents.cancelIntent(intentHash);', ''],
  ['setEpoch != roll.openEpoch) revert', 'false'],
  ['weight < threshold) revert', 'false'],
  ['weight < threshold) revert', 'weight + 1 < threshold'],
  ['weight < threshold) revert', 'weight <= threshold'],
  ['uint256 threshold = roll.thresholds.intent;', 'uint256 threshold = roll.thresholds.claim;'],
  ['index == roll.members.length || block.timestamp > veto.expiresAt', 'index == roll.members.length'],
  [
    'index == roll.members.length || block.timestamp > veto.expiresAt',
    'index == roll.members.length || block.timestamp >= veto.expiresAt',
  ],
  ['(roll.revoked | bits) & bit != 0', 'false'],
  ['roll.contracts & bit != 0', 'false'],
  ['roll.contracts & bit != 0', 'true'],
  ['reason == SkipReason.NONE', 'true'],
  [
    'return VerifierSignature.accountDigest(_domain(), veto, ACCOUNT_TYPEHASH, verifier);',
    'return VerifierSignature.accountDigest(_domain(), veto, VETO_TYPEHASH, verifier);',
  ],
]
