import type { MutantRow } from './MutantRow.ts'

/** Wrong lines of VerifierSet.sol. */
export const verifierSetMutants: readonly MutantRow[] = [
  ['_requireOwnerOrGuardian();', ''],
  ['_requireSet("verifier", verifier);', ''],
  ['isRevoked[verifier] = true;', ''],
  ['isRevoked[verifier] = false;', ''],
  ['members & (uint64(1) << uint64(i)) == 0', 'false'],
  ['!isRevoked[member.signer]', 'true'],
  ['verifiers.length == 0 || verifiers.length > MAX_MEMBERS', 'verifiers.length > MAX_MEMBERS'],
  ['verifiers.length == 0 || verifiers.length > MAX_MEMBERS', 'verifiers.length == 0'],
  ['verifiers.length == 0 || verifiers.length > MAX_MEMBERS', 'verifiers.length == 0 || verifiers.length >= MAX_MEMBERS'],
  ['total > type(uint96).max', 'false'],
  ['_requireMajority("claim", thresholds.claim, total);', ''],
  ['_requireMajority("snapshot", thresholds.snapshot, total);', ''],
  ['_requireMajority("intent", thresholds.intent, total);', ''],
  ['_epochs[currentEpoch].closedAt = uint64(block.timestamp);', ''],
  ['_requireSet("verifier", verifier.signer);', ''],
  ['verifier.signer <= previous', 'false'],
  ['verifier.signer <= previous', 'verifier.signer < previous'],
  ['verifier.weight == 0', 'false'],
  ['verifier.erc1271', 'false'],
  ['isRevoked[verifier.signer]', 'false'],
  ['2 * threshold <= total || threshold > total', '2 * threshold < total || threshold > total'],
  ['2 * threshold <= total || threshold > total', '2 * threshold <= total'],
  ['2 * threshold <= total || threshold > total', '2 * threshold <= total || threshold >= total'],
]
