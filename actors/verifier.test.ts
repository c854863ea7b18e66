import { expect, test } from 'vitest'
import { claimAttestationDigest, intentAttestationDigest, snapshotAttestationDigest } from '#protocol/attestation.ts'
import { hashClaim } from '#protocol/claim.ts'
import type { Envelope } from '#protocol/envelope.ts'
import { adapterDataFixture, claimFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import { toHash } from '#protocol/hash.ts'
import { hashIntent } from '#protocol/intent.ts'
import type { VerifierTask } from '#protocol/tasks.ts'
import { isSignedBy } from '#integrations/chain/attestationCheck.ts'
import type { Opinion } from '#machines/verifier.ts'
import type { Fact as StoredFact } from '#runtime/host.ts'
import { actorsFund, addressOf, runEffect, testNow, worldOf } from './fixtures.ts'
import { verifierEffects } from './verifier.ts'

const fund = actorsFund()
const claim = claimFixture()
const intent = intentFixture()
const tasks = {
  claim: { kind: 'claim', round: 7, setEpoch: 1, claimHash: hashClaim(claim), claim },
  snapshot: { kind: 'snapshot', round: 7, setEpoch: 1, root: hashFixture(2), claimHashes: [hashFixture(1)], evidence: [] },
  intent: { kind: 'intent', setEpoch: 1, intentHash: hashIntent(intent), intent, adapterData: adapterDataFixture },
} as const satisfies Record<VerifierTask['kind'], VerifierTask>
const yes: Opinion = { verdict: 'PASS', reason: 'OK', detail: 'so it is', code: null }
const who = { fundId: 'main', name: 'alpha' }

async function attest(task: VerifierTask, opinion: Opinion, chainTime = testNow): Promise<Envelope['body']> {
  const posted: Envelope[] = []
  const relay = {
    post: (_: string, envelope: Envelope) => {
      posted.push(envelope)
      return Promise.resolve({ status: 202 as const, detail: '' })
    },
  }
  const world = worldOf({ relay, view: { chainTime: () => Promise.resolve(chainTime) } })
  expect(await runEffect(verifierEffects(world), 'verifier.attest', { ...who, task, opinion })).toEqual({ status: 202 })
  const [envelope] = posted
  if (envelope === undefined) throw new Error('nothing was posted')
  expect(envelope.signer).toBe(addressOf('alpha'))
  return envelope.body
}

test.each(['claim', 'snapshot', 'intent'] as const)('signs a %s it passes, for the fund’s own book', async (kind) => {
  const body = await attest(tasks[kind], yes)
  if (!('attestation' in body) || body.attestation === null) throw new Error('a PASS carries a signature')
  const { contracts, chainId } = fund
  const digest =
    body.type === 'claim.attest'
      ? claimAttestationDigest(body.attestation as never, { chainId, book: contracts.claimBook })
      : body.type === 'snapshot.attest'
        ? snapshotAttestationDigest(body.attestation as never, { chainId, book: contracts.snapshotBook })
        : intentAttestationDigest(body.attestation as never, { chainId, book: contracts.intentBook })
  expect(isSignedBy(digest, body.attestation.signature, addressOf('alpha'))).toBe(true)
  expect(body.attestation).toMatchObject({ setEpoch: 1, verifier: addressOf('alpha') })
  expect(body).toMatchObject({ type: `${kind}.attest`, verdict: 'PASS', reason: 'OK' })
})

test.each<[VerifierTask['kind'], Opinion]>([
  ['claim', { verdict: 'FAIL', reason: 'REPRODUCTION_FAILED', detail: 'no', code: null }],
  ['snapshot', { verdict: 'FAIL', reason: 'HASH_MISMATCH', detail: 'no', code: null }],
  ['intent', { verdict: 'FAIL', reason: 'COOLDOWN', detail: 'no', code: 'COOLDOWN' }],
  ['intent', { verdict: 'NEED_MORE_EVIDENCE', reason: 'STALE_DATA', detail: 'not yet', code: null }],
])('says no to a %s with its reason and signs nothing', async (kind, opinion) => {
  const { verdict, reason, detail, code } = opinion
  expect(await attest(tasks[kind], opinion)).toMatchObject({
    verdict,
    reason,
    detail,
    attestation: null,
    ...(kind === 'intent' ? { dryRun: code } : {}),
  })
})

test('a repeated attempt within the minute signs the same bytes; every signature outlives the fund’s limit', async () => {
  const minute = Math.floor(testNow / 60) * 60
  expect(await attest(tasks.claim, yes, minute + 59)).toEqual(await attest(tasks.claim, yes, minute))
  for (const chainTime of [minute, minute + 59]) {
    const body = await attest(tasks.claim, yes, chainTime)
    const expiresAt = body.type === 'claim.attest' ? (body.attestation?.expiresAt ?? 0) : 0
    expect(expiresAt - chainTime).toBeGreaterThan(fund.rounds.attestationTtlS)
    expect(expiresAt - chainTime).toBeLessThanOrEqual(fund.rounds.attestationTtlS + 60)
  }
})

test('keeps a long detail within what an envelope carries', async () => {
  expect(await attest(tasks.claim, { ...yes, detail: 'x'.repeat(5_000) })).toMatchObject({ detail: 'x'.repeat(2_000) })
})

test.each([
  ['verifier.reproduceClaim', 'snapshot'],
  ['verifier.recomputeSnapshot', 'intent'],
  ['verifier.checkIntent', 'claim'],
] as const)('%s does not take a %s', async (port, kind) => {
  await expect(async () => runEffect(verifierEffects(worldOf()), port, { ...who, task: tasks[kind] })).rejects.toMatchObject({
    code: 'EFFECT_FAILED',
  })
})

const fact = (type: string, data: object): StoredFact => ({
  id: '4/0',
  seq: 4,
  at: '',
  actor: 'relayer:main',
  type,
  data: { fundId: 'main', ...data },
})
const decision = { rule: 'momentum', explanation: 'it rose', figures: {} }
test.each<[string, StoredFact, VerifierTask, object]>([
  [
    'submitted claims',
    fact('claim.submitted', { round: 7, setEpoch: 1, claimHash: hashClaim(claim), crawler: claim.crawler, claim }),
    tasks.claim,
    { round: 7 },
  ],
  [
    'materialized snapshots',
    fact('snapshot.materialized', {
      round: 7,
      setEpoch: 1,
      root: toHash(tasks.snapshot.root),
      claimHashes: tasks.snapshot.claimHashes,
      evidence: [],
    }),
    tasks.snapshot,
    { round: 7 },
  ],
  [
    'proposed intents',
    fact('intent.proposed', {
      round: 7,
      intentHash: tasks.intent.intentHash,
      intent,
      adapterData: adapterDataFixture,
      reason: '',
      decision,
      txHash: hashFixture(3),
    }),
    tasks.intent,
    { intentHash: tasks.intent.intentHash },
  ],
])('is handed %s while they are open', async (_, stored, task, asked) => {
  const open: unknown[] = []
  const relay = {
    next: ({ wants }: { wants: (one: StoredFact) => boolean }) => Promise.resolve(wants(stored) ? stored : undefined),
    isOpen: (_fundId: string, of: object) => {
      open.push(of)
      return Promise.resolve(true)
    },
  }
  expect(await runEffect(verifierEffects(worldOf({ relay })), 'verifier.nextTask', { ...who, cursor: '' })).toEqual({
    cursor: '4/0',
    task,
  })
  expect(open).toEqual([asked])
})
