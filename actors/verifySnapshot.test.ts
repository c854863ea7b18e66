import { describe, expect, test } from 'vitest'
import { accountAttestationDigest } from '#protocol/accountSignature.ts'
import type { SignedClaimAttestation } from '#protocol/attestation.ts'
import { hashFixture } from '#protocol/fixtures.ts'
import { toHash } from '#protocol/hash.ts'
import type { OpenSet } from '#protocol/relay.ts'
import { merkleRoot } from '#protocol/snapshot.ts'
import type { SnapshotTask } from '#protocol/tasks.ts'
import { actorsFund, signedClaim, testNow, worldOf } from './fixtures.ts'
import { recomputeSnapshot } from './verifySnapshot.ts'
import type { ChainView } from './world.ts'

const fund = actorsFund()
const [first, second] = [hashFixture(71), hashFixture(72)]
const openSet: OpenSet = {
  setEpoch: 1,
  members: fund.verifiers,
  totalWeight: 3,
  thresholds: { claim: 2, snapshot: 2, intent: 2 },
}
const by =
  (...holders: ('alpha' | 'bravo' | 'charlie')[]) =>
  (claimHash: typeof first) =>
    Promise.all(holders.map((one) => signedClaim(one, { claimHash })))

async function snapshot(
  change: Partial<SnapshotTask> & { readonly secondIs?: readonly SignedClaimAttestation[] } = {},
): Promise<SnapshotTask> {
  const { secondIs, ...rest } = change
  return {
    kind: 'snapshot',
    round: 7,
    setEpoch: 1,
    root: merkleRoot([first, second]),
    claimHashes: [first, second],
    evidence: [
      { claimHash: first, attestations: await by('alpha', 'bravo')(first) },
      { claimHash: second, attestations: secondIs ?? (await by('bravo', 'charlie')(second)) },
    ],
    ...rest,
  }
}
const verdict = async (task: Promise<SnapshotTask>, set: OpenSet = openSet) =>
  recomputeSnapshot(worldOf({ view: { openSet: () => Promise.resolve(set) } }), { fundId: 'main', name: 'alpha' }, await task)

test('passes a root whose every claim has its threshold of signatures', async () => {
  expect(await verdict(snapshot())).toMatchObject({ verdict: 'PASS', reason: 'OK' })
})

const [bravo, charlie] = await by('bravo', 'charlie')(second)
if (bravo === undefined || charlie === undefined) throw new Error('two were asked to sign')

test.each<[string, readonly SignedClaimAttestation[]]>([
  ['that another key forged', [bravo, await signedClaim('charlie', { claimHash: second }, 'stranger')]],
  ['that another verifier made in its name', [bravo, await signedClaim('charlie', { claimHash: second }, 'bravo')]],
  ['of one verifier twice', [bravo, bravo]],
  ['of one verifier under two nonces', [bravo, await signedClaim('bravo', { claimHash: second, nonce: '2' as never })]],
  ['of somebody outside the set', [bravo, await signedClaim('stranger', { claimHash: second })]],
  ['that has expired', [bravo, await signedClaim('charlie', { claimHash: second, expiresAt: testNow })]],
  ['for another set epoch', [bravo, await signedClaim('charlie', { claimHash: second, setEpoch: 2 })]],
  ['for another round', [bravo, await signedClaim('charlie', { claimHash: second, round: 6 })]],
  ['over another claim', [bravo, await signedClaim('charlie', { claimHash: first })]],
  ['whose claim was exchanged after signing', [bravo, { ...charlie, claimHash: second, nonce: '9' as never }]],
  ['at all', []],
])('does not count a signature %s', async (_, secondIs) => {
  expect(await verdict(snapshot({ secondIs }))).toMatchObject({
    verdict: 'FAIL',
    reason: 'REPRODUCTION_FAILED',
    detail: `claim ${second} has ${secondIs.length === 0 ? 0 : 1} of 2 weight proven by signatures`,
  })
})

test('fails a claim that comes without evidence', async () => {
  expect(await verdict(snapshot({ evidence: [] }))).toMatchObject({ verdict: 'FAIL', reason: 'REPRODUCTION_FAILED' })
})

test.each<[string, Partial<SnapshotTask>]>([
  ['a root over other claims', { root: merkleRoot([first]) }],
  ['a root that leaves a claim out', { claimHashes: [first] }],
  ['no claims', { claimHashes: [] }],
  ['one claim twice', { claimHashes: [first, first] }],
])('fails with HASH_MISMATCH %s', async (_, change) => {
  expect(await verdict(snapshot(change))).toMatchObject({ verdict: 'FAIL', reason: 'HASH_MISMATCH' })
})

test('fails a snapshot for a set epoch that is not open', async () => {
  expect(await verdict(snapshot(), { ...openSet, setEpoch: 2 })).toMatchObject({ verdict: 'FAIL', reason: 'INVALID_SCOPE' })
})

test('counts weights as the chain has them: a revoked member counts nothing, the threshold stays', async () => {
  const without = { ...openSet, members: openSet.members.filter(({ name }) => name !== 'charlie') }
  expect(await verdict(snapshot(), without)).toMatchObject({ verdict: 'FAIL', reason: 'REPRODUCTION_FAILED' })
  const heavy = { ...without, members: without.members.map((one) => ({ ...one, weight: 2 })) }
  expect(await verdict(snapshot(), heavy)).toMatchObject({ verdict: 'PASS' })
})

test('takes the claims in any order', async () => {
  expect(await verdict(snapshot({ claimHashes: [second, first].map(toHash) }))).toMatchObject({ verdict: 'PASS' })
})

describe('a verifier whose address is a contract', () => {
  const marked: OpenSet = { ...openSet, members: openSet.members.map((one) => ({ ...one, erc1271: one.name === 'charlie' })) }
  const judge = async (set: OpenSet, answer: boolean): Promise<[unknown, unknown[]]> => {
    const asked: unknown[] = []
    const agrees: ChainView['agrees'] = (account, digest) => {
      asked.push([account, digest])
      return Promise.resolve(answer)
    }
    const world = worldOf({ view: { openSet: () => Promise.resolve(set), agrees } })
    const forged = await signedClaim('charlie', { claimHash: second }, 'stranger')
    const task = await snapshot({ secondIs: [bravo, forged] })
    const { verdict: said } = await recomputeSnapshot(world, { fundId: 'main', name: 'alpha' }, task)
    const place = { chainId: fund.chainId, book: fund.contracts.claimBook }
    return [
      said,
      asked.length === 0
        ? []
        : [asked, [[forged.verifier, accountAttestationDigest({ kind: 'claim', attestation: forged }, place)]]],
    ]
  }

  test('counts when its contract stands behind the digest that names it', async () => {
    const [said, [asked, expected]] = await judge(marked, true)
    expect(said).toBe('PASS')
    expect(asked).toEqual(expected)
  })

  test('does not count when its contract does not', async () => {
    expect((await judge(marked, false))[0]).toBe('FAIL')
  })

  test('is not asked when the set does not have it as one', async () => {
    expect(await judge(openSet, true)).toEqual(['FAIL', []])
  })
})
