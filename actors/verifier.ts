// What a verifier does: looks for itself, with its own chain client, and signs what holds.
import { claimAttestationTypedData, intentAttestationTypedData, snapshotAttestationTypedData } from '#protocol/attestation.ts'
import type { EnvelopeBody } from '#protocol/envelopeBody.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { signatureSchema, toHash } from '#protocol/hash.ts'
import type { VerifierTask } from '#protocol/tasks.ts'
import { dryRunCodeSchema } from '#protocol/dryRun.ts'
import type { Fact } from '#protocol/facts.ts'
import { intentReasonSchema, verdictReasonSchema } from '#protocol/verdict.ts'
import { defineBot } from '#runtime/registration.ts'
import type { EffectBinding, EffectContext } from '#runtime/host.ts'
import { verifierMachine, type Opinion } from '#machines/verifier.ts'
import { attestationNonce } from './envelopeNonce.ts'
import { nextTask, pollMs } from './feed.ts'
import { post } from './post.ts'
import { checkIntent } from './verifyIntent.ts'
import { recomputeSnapshot } from './verifySnapshot.ts'
import { reproduceClaim } from './verifyClaim.ts'
import type { World } from './world.ts'

export const verifierBot = defineBot({ role: 'verifier', version: 1, machine: verifierMachine, restartable: true })

interface Question {
  readonly fundId: string
  readonly name: string
  readonly task: VerifierTask
}
const patient = { attempts: 3, firstDelayMs: 200, maxDelayMs: 1_000 }

export function verifierEffects(world: World): EffectBinding[] {
  const kindOf = <Kind extends VerifierTask['kind']>(task: VerifierTask, kind: Kind): Extract<VerifierTask, { kind: Kind }> => {
    if (task.kind !== kind)
      throw new QuorateError('EFFECT_FAILED', { port: 'verifier', problem: `a ${task.kind} was handed over as a ${kind}` })
    return task as Extract<VerifierTask, { kind: Kind }> // the line above compared it
  }
  return [
    {
      port: 'verifier.nextTask',
      timeoutMs: pollMs * 2,
      concurrency: 64,
      run: ({ fundId, cursor }: { fundId: string; cursor: string }, { signal }) =>
        nextTask<VerifierTask>({
          world,
          fundId,
          cursor,
          signal,
          toTask,
          isOpen: (task) =>
            world.relay().isOpen(fundId, task.kind === 'intent' ? { intentHash: task.intentHash } : { round: task.round }),
        }),
    },
    {
      port: 'verifier.reproduceClaim',
      retry: patient,
      run: ({ task, ...who }: Question) => reproduceClaim(world, who, kindOf(task, 'claim')),
    },
    {
      port: 'verifier.recomputeSnapshot',
      retry: patient,
      run: ({ task, ...who }: Question) => recomputeSnapshot(world, who, kindOf(task, 'snapshot')),
    },
    {
      port: 'verifier.checkIntent',
      retry: patient,
      run: ({ task, ...who }: Question) => checkIntent(world, who, kindOf(task, 'intent')),
    },
    {
      port: 'verifier.attest',
      retry: { attempts: 5, firstDelayMs: 200, maxDelayMs: 2_000 },
      run: (given: Question & { opinion: Opinion }, context) => attest(world, given, context),
    },
  ]
}

function toTask(fact: Fact): VerifierTask | null {
  if (fact.type === 'claim.submitted') {
    return { kind: 'claim', round: fact.round, setEpoch: fact.setEpoch, claimHash: fact.claimHash, claim: fact.claim }
  }
  if (fact.type === 'snapshot.materialized') {
    return {
      kind: 'snapshot',
      round: fact.round,
      setEpoch: fact.setEpoch,
      root: fact.root,
      claimHashes: fact.claimHashes,
      evidence: fact.evidence,
    }
  }
  if (fact.type === 'intent.proposed') {
    return {
      kind: 'intent',
      setEpoch: fact.intent.setEpoch,
      intentHash: fact.intentHash,
      intent: fact.intent,
      adapterData: fact.adapterData,
    }
  }
  return null
}

async function attest(
  world: World,
  { fundId, name, task, opinion }: Question & { opinion: Opinion },
  context: EffectContext,
): Promise<{ status: number }> {
  const bot = `verifier:${fundId}.${name}`
  const body = await bodyOf(world, world.fund(fundId), bot, task, opinion)
  return { status: (await post(world, bot, fundId, body, context)).status }
}

async function bodyOf(world: World, fund: FundConfig, bot: string, task: VerifierTask, opinion: Opinion): Promise<EnvelopeBody> {
  const signer = world.signer(bot)
  const passed = opinion.verdict === 'PASS'
  // the contract judges expiry by the chain's time, which a fast local chain runs ahead of the wall clock
  const chainTime = await world.view(bot).chainTime()
  const common = (subject: string) => ({
    setEpoch: task.setEpoch,
    verifier: signer.address,
    // whole minutes of the window, so that a repeated attempt signs the same bytes
    expiresAt: Math.floor(chainTime / 60) * 60 + 60 + fund.rounds.attestationTtlS,
    nonce: attestationNonce(signer.address, subject, task.setEpoch),
  })
  const said = { verdict: opinion.verdict, detail: opinion.detail.slice(0, 2_000) }
  const place = { chainId: fund.chainId }
  switch (task.kind) {
    case 'claim': {
      const unsigned = { claimHash: toHash(task.claimHash), round: task.round, ...common(task.claimHash) }
      const typed = claimAttestationTypedData(unsigned, { ...place, book: fund.contracts.claimBook })
      const attestation = passed ? { ...unsigned, signature: signatureSchema.parse(await signer.signTypedData(typed)) } : null
      return {
        type: 'claim.attest',
        claimHash: unsigned.claimHash,
        ...said,
        reason: verdictReasonSchema.parse(opinion.reason),
        attestation,
      }
    }
    case 'snapshot': {
      const unsigned = { root: toHash(task.root), round: task.round, ...common(task.root) }
      const typed = snapshotAttestationTypedData(unsigned, { ...place, book: fund.contracts.snapshotBook })
      const attestation = passed ? { ...unsigned, signature: signatureSchema.parse(await signer.signTypedData(typed)) } : null
      return {
        type: 'snapshot.attest',
        round: task.round,
        root: unsigned.root,
        ...said,
        reason: verdictReasonSchema.parse(opinion.reason),
        attestation,
      }
    }
    case 'intent': {
      const unsigned = { intentHash: toHash(task.intentHash), ...common(task.intentHash) }
      const typed = intentAttestationTypedData(unsigned, { ...place, book: fund.contracts.intentBook })
      const attestation = passed ? { ...unsigned, signature: signatureSchema.parse(await signer.signTypedData(typed)) } : null
      const dryRun = opinion.code === null ? null : (dryRunCodeSchema.safeParse(opinion.code).data ?? null)
      return {
        type: 'intent.attest',
        intentHash: unsigned.intentHash,
        ...said,
        reason: intentReasonSchema.parse(opinion.reason),
        attestation,
        dryRun,
      }
    }
  }
}
