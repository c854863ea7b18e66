// One round's books: pure steps from a verdict to a new state, the answer to its sender and the facts for observers.
import { attestClaimCall, publishSnapshotCall, submitClaimCall } from '#protocol/calls.ts'
import type { SignedClaimAttestation } from '#protocol/attestation.ts'
import type { Claim } from '#protocol/claim.ts'
import type { Hash } from '#protocol/hash.ts'
import type { AccountSend } from '#protocol/messages.ts'
import type { ClaimVerdict, OpenSet, RelayAnswer, SnapshotVerdict } from '#protocol/relay.ts'
import { makeSnapshot } from '#protocol/snapshot.ts'
import { roundLimits } from './limits.ts'
import { answerOf, canReachQuorum, hasQuorum, refusalOf, signaturesOf, tally, withVote, type Ballot } from './quorum.ts'
import type { ClaimProgress, RelayerContext, RelayerEvent, Round } from './relayerState.ts'

type Told = { type: string } & Record<string, unknown>

/** A round that has taken nothing yet. */
export function openRound(round: number, set: OpenSet): Round {
  const ballot = { members: set.members, totalWeight: set.totalWeight, threshold: set.thresholds.snapshot, votes: [] }
  return {
    round,
    setEpoch: set.setEpoch,
    thresholdClaim: set.thresholds.claim,
    claims: [],
    posting: [],
    root: null,
    claimHashes: [],
    ballot,
  }
}

function live(context: RelayerContext): Round {
  if (context.round === null) throw new Error('no round is open')
  return context.round
}

function claimRefusal(round: Round, event: RelayerEvent): RelayAnswer | null {
  if (event.type !== 'claim.submit') throw new Error(`${event.type} is not a claim`)
  const known = round.claims.find((one) => one.claimHash === event.claimHash)
  if (known !== undefined) return { status: 409, detail: 'this claim was submitted already', ...tally(known.ballot) }
  if (event.claim.round !== round.round)
    return { status: 409, detail: `round ${round.round} is open, the claim is of round ${event.claim.round}` }
  if (round.claims.length >= roundLimits.claims)
    return { status: 409, detail: `round ${round.round} has its ${roundLimits.claims} claims` }
  return null
}

export function answerClaim(context: RelayerContext, event: RelayerEvent): RelayAnswer {
  const round = live(context)
  const ballot = claimBallot(round)
  return claimRefusal(round, event) ?? { status: 202, detail: 'the claim is with the verifiers', ...tally(ballot) }
}

export function claimFacts(context: RelayerContext, event: RelayerEvent): Told | undefined {
  const round = live(context)
  if (event.type !== 'claim.submit' || claimRefusal(round, event) !== null) return undefined
  const { claimHash, claim } = event
  return {
    type: 'claim.submitted',
    fundId: context.fundId,
    round: round.round,
    setEpoch: round.setEpoch,
    claimHash,
    crawler: claim.crawler,
    claim: { ...claim },
  }
}

export function withClaim(round: Round, event: RelayerEvent): Round {
  if (event.type !== 'claim.submit' || claimRefusal(round, event) !== null) return round
  const { claimHash, claim } = event
  return { ...round, claims: [...round.claims, { claimHash, claim, state: 'open', ballot: claimBallot(round) }] }
}

function claimBallot(round: Round): Ballot<SignedClaimAttestation> {
  const { members, totalWeight } = round.ballot
  return { members, totalWeight, threshold: round.thresholdClaim, votes: [] }
}

/** The claim a verdict is about, before and after it; `refusal` when it does not count. */
function judged(
  round: Round,
  event: RelayerEvent,
): { event: ClaimVerdict; before: ClaimProgress | null; after: ClaimProgress | null; refusal: RelayAnswer | null } {
  if (event.type !== 'claim.attest') throw new Error(`${event.type} is not a verdict on a claim`)
  const before = round.claims.find((one) => one.claimHash === event.claimHash) ?? null
  if (before === null)
    return {
      event,
      before,
      after: null,
      refusal: { status: 404, detail: `round ${round.round} has no claim ${event.claimHash}` },
    }
  const refusal = refusalOf(before.ballot, event)
  if (refusal !== null) return { event, before, after: null, refusal }
  const ballot = withVote(before.ballot, event)
  const state = hasQuorum(ballot) ? 'finalized' : canReachQuorum(ballot) ? 'open' : 'refused'
  return { event, before, after: { ...before, ballot, state: before.state === 'open' ? state : before.state }, refusal: null }
}

export function answerClaimVerdict(context: RelayerContext, event: RelayerEvent): RelayAnswer {
  const { after, refusal } = judged(live(context), event)
  if (refusal !== null) return refusal
  if (after === null) throw new Error('a verdict that is not refused counts')
  return answerOf(after.ballot)
}

export function claimVerdictFacts(context: RelayerContext, event: RelayerEvent): Told[] | undefined {
  const round = live(context)
  const { event: verdict, before, after } = judged(round, event)
  if (before === null || after === null) return undefined
  const about = { fundId: context.fundId, round: round.round, claimHash: after.claimHash }
  const facts: Told[] = [{ type: 'claim.attested', ...about, ...voice(verdict), ...withoutFinal(after.ballot) }]
  if (before.state === 'open' && after.state === 'finalized' && context.claimMode === 'OFFCHAIN') {
    facts.push({ type: 'claim.finalized', ...about, mode: 'OFFCHAIN', txHash: null })
  }
  if (before.state === 'open' && after.state === 'refused') {
    facts.push({
      type: 'claim.refused',
      ...about,
      reason: verdict.reason,
      detail: `the threshold ${after.ballot.threshold} can no longer be reached: ${verdict.detail}`,
    })
  }
  return facts
}

export function withClaimVerdict(round: Round, event: RelayerEvent): Round {
  const { after } = judged(round, event)
  return after === null
    ? round
    : { ...round, claims: round.claims.map((one) => (one.claimHash === after.claimHash ? after : one)) }
}

const finalized = (round: Round): readonly ClaimProgress[] => round.claims.filter((claim) => claim.state === 'finalized')

/** The account's requests that finalize this round's claims in the ClaimBook: submit, then attest, claim by claim. */
export function postings(context: RelayerContext): { to: RelayerContext['account']; event: AccountSend }[] {
  return finalized(live(context)).flatMap((claim) =>
    (['submit', 'attest'] as const).map((step) => ({
      to: context.account,
      event: {
        type: 'account.send',
        requestId: `claim-${step}/${claim.claimHash}`,
        replyTo: `relayer:${context.fundId}`,
        to: context.claimBook,
        data:
          step === 'submit' ? submitClaimCall(claim.claim) : attestClaimCall(claim.claimHash as Hash, signaturesOf(claim.ballot)),
        value: '0',
        label: `${step} claim ${claim.claimHash}`,
      },
    })),
  )
}

/** What an account's outcome does to the posting; a claim whose attestation fails on chain is not finalized. */
export function settledPosting(round: Round, event: RelayerEvent): Round {
  if (!('requestId' in event) || !round.posting.includes(event.requestId)) return round
  const posting = round.posting.filter((one) => one !== event.requestId)
  const lost = event.type === 'account.failed' ? attestedBy(event.requestId) : null
  return {
    ...round,
    posting,
    claims: round.claims.map((one) => (one.claimHash === lost ? { ...one, state: 'refused' as const } : one)),
  }
}

/** The claim that a request attests; null for one that only submits it. */
function attestedBy(requestId: string): string | null {
  const [step, claimHash] = requestId.split('/')
  return step === 'claim-attest' ? (claimHash ?? null) : null
}

/** What observers are told of an account's outcome. */
export function postingFacts(context: RelayerContext, event: RelayerEvent): Told | undefined {
  const round = live(context)
  if (!('requestId' in event) || !round.posting.includes(event.requestId)) return undefined
  const about = { fundId: context.fundId, round: round.round, claimHash: attestedBy(event.requestId) }
  if (about.claimHash === null) return undefined
  return event.type === 'account.confirmed'
    ? { type: 'claim.finalized', ...about, mode: 'ONCHAIN', txHash: event.txHash }
    : { type: 'claim.refused', ...about, reason: event.code, detail: `the chain refused the signatures: ${event.message}` }
}

/** The claims under the root, whole: whoever reads them checks their hashes against it. */
export function publishedClaims(round: Round): Claim[] {
  return finalized(round).map((claim) => ({ ...claim.claim }))
}

/** Each finalized claim with the signatures behind it. */
export function evidenceOf(round: Round): { claimHash: string; attestations: readonly SignedClaimAttestation[] }[] {
  return finalized(round).map((claim) => ({ claimHash: claim.claimHash, attestations: signaturesOf(claim.ballot) }))
}

/** The round with its Merkle root over the finalized claims. */
export function materialized(round: Round): Round {
  const snapshot = makeSnapshot(
    round.round,
    finalized(round).map((claim) => claim.claimHash as Hash),
  )
  return { ...round, root: snapshot.root, claimHashes: snapshot.claimHashes }
}

function snapshotRefusal(round: Round, event: SnapshotVerdict): RelayAnswer | null {
  if (event.root !== round.root || event.round !== round.round)
    return { status: 404, detail: `round ${round.round} has the root ${round.root}` }
  return refusalOf(round.ballot, event)
}
function rootVerdict(event: RelayerEvent): SnapshotVerdict {
  if (event.type !== 'snapshot.attest') throw new Error(`${event.type} is not a verdict on a root`)
  return event
}

export function answerSnapshotVerdict(context: RelayerContext, event: RelayerEvent): RelayAnswer {
  const verdict = rootVerdict(event)
  return snapshotRefusal(live(context), verdict) ?? answerOf(withVote(live(context).ballot, verdict))
}

export function snapshotVerdictFacts(context: RelayerContext, event: RelayerEvent): Told | undefined {
  const round = live(context)
  const verdict = rootVerdict(event)
  if (snapshotRefusal(round, verdict) !== null) return undefined
  const ballot = withVote(round.ballot, verdict)
  return {
    type: 'snapshot.attested',
    fundId: context.fundId,
    round: round.round,
    root: verdict.root,
    ...voice(verdict),
    ...withoutFinal(ballot),
  }
}

export function withSnapshotVerdict(round: Round, event: RelayerEvent): Round {
  const verdict = rootVerdict(event)
  return snapshotRefusal(round, verdict) === null ? { ...round, ballot: withVote(round.ballot, verdict) } : round
}

/** The request that publishes the root. A fund with off-chain claims sends no claim hashes. */
export function publication(context: RelayerContext, requestId: string): AccountSend {
  const round = live(context)
  const claimHashes = context.claimMode === 'ONCHAIN' ? (round.claimHashes as readonly Hash[]) : []
  return {
    type: 'account.send',
    requestId,
    replyTo: `relayer:${context.fundId}`,
    to: context.snapshotBook,
    data: publishSnapshotCall({ round: round.round, root: round.root as Hash, claimHashes }, signaturesOf(round.ballot)),
    value: '0',
    label: `publish snapshot of round ${round.round}`,
  }
}

const voice = (verdict: ClaimVerdict | SnapshotVerdict) => ({
  verifier: verdict.from,
  verdict: verdict.verdict,
  reason: verdict.reason,
  detail: verdict.detail,
})
function withoutFinal(ballot: Ballot<unknown>) {
  const { attestedWeight, thresholdWeight, totalWeight } = tally(ballot)
  return { attestedWeight, thresholdWeight, totalWeight }
}
