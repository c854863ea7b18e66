// Recomputes a round's snapshot from the signatures that finalized its claims, against the set as the chain has it.
import { accountAttestationDigest } from '#protocol/accountSignature.ts'
import { claimAttestationDigest, type AttestationPlace, type SignedClaimAttestation } from '#protocol/attestation.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { toHash } from '#protocol/hash.ts'
import type { OpenSet, SetMember } from '#protocol/relay.ts'
import { merkleRoot } from '#protocol/snapshot.ts'
import type { SnapshotTask } from '#protocol/tasks.ts'
import type { Opinion } from '#machines/verifier.ts'
import type { ChainView, World } from './world.ts'

const no = (reason: 'INVALID_SCOPE' | 'HASH_MISMATCH' | 'REPRODUCTION_FAILED', detail: string): Opinion => ({
  verdict: 'FAIL',
  reason,
  detail,
  code: null,
})

/** The verdict on one root. @throws what the chain client throws; the machine turns that into NEED_MORE_EVIDENCE */
export async function recomputeSnapshot(
  world: World,
  who: { fundId: string; name: string },
  task: SnapshotTask,
): Promise<Opinion> {
  const fund = world.fund(who.fundId)
  const view = world.view(`verifier:${who.fundId}.${who.name}`)
  const [set, chainTime] = await Promise.all([view.openSet(fund), view.chainTime()])
  if (set.setEpoch !== task.setEpoch)
    return no('INVALID_SCOPE', `the open set is epoch ${set.setEpoch}, the snapshot is for ${task.setEpoch}`)
  if (task.claimHashes.length === 0) return no('HASH_MISMATCH', 'it lists no claim')
  if (new Set(task.claimHashes).size !== task.claimHashes.length) return no('HASH_MISMATCH', 'it lists a claim twice')
  const root = merkleRoot(task.claimHashes.map(toHash))
  if (root !== task.root) return no('HASH_MISMATCH', `the claims give the root ${root}`)
  for (const claimHash of task.claimHashes) {
    const weight = await provenWeight({ world, view, fund, set, task, claimHash, chainTime })
    if (weight < set.thresholds.claim)
      return no('REPRODUCTION_FAILED', `claim ${claimHash} has ${weight} of ${set.thresholds.claim} weight proven by signatures`)
  }
  return { verdict: 'PASS', reason: 'OK', detail: `${task.claimHashes.length} claims under ${root}`, code: null }
}

/** The weight of distinct members whose signature over this claim, round and epoch holds and has not expired. */
async function provenWeight(given: {
  world: World
  view: ChainView
  fund: FundConfig
  set: OpenSet
  task: SnapshotTask
  claimHash: string
  chainTime: number
}): Promise<number> {
  const { fund, set, task, claimHash, chainTime } = given
  const attestations = task.evidence.find((one) => one.claimHash === claimHash)?.attestations ?? []
  const place = { chainId: fund.chainId, book: fund.contracts.claimBook }
  const counted = new Set<string>()
  let weight = 0
  for (const one of attestations) {
    const member = set.members.find((candidate) => candidate.address === one.verifier)
    const isAbout =
      one.claimHash === claimHash && one.round === task.round && one.setEpoch === task.setEpoch && one.expiresAt > chainTime
    if (member === undefined || !isAbout || counted.has(one.verifier)) continue
    if (!(await isProven(given, member, one, place))) continue
    counted.add(one.verifier)
    weight += member.weight
  }
  return weight
}

/** By the verifier's key; or by its contract, if the set says that it has one. */
async function isProven(
  { world, view }: { world: World; view: ChainView },
  member: SetMember,
  one: SignedClaimAttestation,
  place: AttestationPlace,
): Promise<boolean> {
  if (world.isSignedBy(claimAttestationDigest(one, place), one.signature, one.verifier)) return true
  if (member.erc1271 !== true) return false
  return view.agrees(one.verifier, accountAttestationDigest({ kind: 'claim', attestation: one }, place), one.signature)
}
