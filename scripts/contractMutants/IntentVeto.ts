import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of IntentVeto.sol. */
export const intentVetoMutants: readonly MutantRow[] = [
  ['_intents.cancelIntent(intentHash);', ''],
  ['setEpoch != openEpoch) revert', 'false'],
  ['weight < threshold) revert', 'false'],
  ['weight < threshold) revert', 'weight + 1 < threshold'],
  ['weight < threshold) revert', 'weight <= threshold'],
  [
    'uint256 threshold = _verifiers.epochInfo(setEpoch).thresholds.intent;',
    'uint256 threshold = _verifiers.epochInfo(setEpoch).thresholds.claim;',
  ],
  ['if (⟦block.timestamp > veto.expiresAt⟧) continue;', 'false'],
  ['if (⟦block.timestamp > veto.expiresAt⟧) continue;', 'block.timestamp >= veto.expiresAt'],
  ['if (⟦weight == 0 || revoked || counted & (1 << index) != 0⟧) continue;', 'weight == 0 || counted & (1 << index) != 0'],
  ['if (⟦weight == 0 || revoked || counted & (1 << index) != 0⟧) continue;', 'weight == 0 || revoked'],
  ['problem != ECDSA.RecoverError.NoError || signer != veto.verifier', 'problem != ECDSA.RecoverError.NoError'],
  ['total += weight;', 'total += 1 + weight;'],
]
