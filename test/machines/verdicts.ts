// A verifier set, its claims and its verdicts, for tests of the machines that count them.
import { hashClaim, type Claim } from '#protocol/claim.ts'
import { addressFixture, claimFixture, fundFixture, hashFixture } from '#protocol/fixtures.ts'
import {
  signedClaimAttestationSchema,
  signedIntentAttestationSchema,
  signedSnapshotAttestationSchema,
} from '#protocol/attestation.ts'
import type { ClaimSubmitted, ClaimVerdict, IntentVerdict, OpenSet, SnapshotVerdict } from '#protocol/relay.ts'

/** Alpha, bravo and charlie of weight 1; two of them are a quorum. */
export const setFixture: OpenSet = {
  setEpoch: 1,
  members: fundFixture().verifiers.map(({ name, address, weight }) => ({ name, address, weight })),
  totalWeight: 3,
  thresholds: { claim: 2, snapshot: 2, intent: 2 },
}
/** The n-th verifier's address; from 3 on, of somebody outside the set. */
export const verifierFixture = (n: number): ReturnType<typeof addressFixture> => addressFixture(40 + n)

const common = (n: number) => ({
  setEpoch: 1,
  verifier: verifierFixture(n),
  expiresAt: 1_760_001_200,
  nonce: String(n),
  signature: `0x${'0'.repeat(129)}${n}`,
})

export const claimOf = (round: number, n = 1): Claim => claimFixture({ round, extracted: `{"spotWad":"150000000000000000${n}"}` })
export const submitted = (claim: Claim): ClaimSubmitted => ({
  type: 'claim.submit',
  from: claim.crawler,
  claim,
  claimHash: hashClaim(claim),
})

export function claimVerdict(claim: Claim, n: number, change: Partial<ClaimVerdict> = {}): ClaimVerdict {
  const claimHash = hashClaim(claim)
  const attestation = signedClaimAttestationSchema.parse({ claimHash, round: claim.round, ...common(n) })
  return {
    type: 'claim.attest',
    from: verifierFixture(n),
    claimHash,
    verdict: 'PASS',
    reason: 'OK',
    detail: '',
    attestation,
    ...change,
  }
}
export function snapshotVerdict(
  snapshot: { round: number; root: string },
  n: number,
  change: Partial<SnapshotVerdict> = {},
): SnapshotVerdict {
  const attestation = signedSnapshotAttestationSchema.parse({ ...snapshot, ...common(n) })
  return {
    type: 'snapshot.attest',
    from: verifierFixture(n),
    ...snapshot,
    verdict: 'PASS',
    reason: 'OK',
    detail: '',
    attestation,
    ...change,
  }
}
export function intentVerdict(intentHash: string, n: number, change: Partial<IntentVerdict> = {}): IntentVerdict {
  const attestation = signedIntentAttestationSchema.parse({ intentHash, ...common(n) })
  return {
    type: 'intent.attest',
    from: verifierFixture(n),
    intentHash,
    verdict: 'PASS',
    reason: 'OK',
    detail: '',
    attestation,
    dryRun: 'OK',
    ...change,
  }
}
/** What a verifier says that does not pass. */
export const refusal = { verdict: 'FAIL', reason: 'HASH_MISMATCH', detail: 'another price', attestation: null } as const
/** The chain's answers to account requests. */
export const confirmed = (requestId: string) =>
  ({ type: 'account.confirmed', requestId, txHash: hashFixture(9), block: 30, gasUsed: '21000' }) as const
export const failed = (requestId: string) =>
  ({
    type: 'account.failed',
    requestId,
    stage: 'receipt',
    code: 'QuorumLost',
    message: 'a verifier was revoked',
    txHash: hashFixture(9),
  }) as const
