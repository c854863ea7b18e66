// Counting verdicts: one vote per verifier of the set, PASS only with a signature, and the moment when a threshold
// can no longer be reached. Who needs more evidence has not said no: a later PASS or FAIL takes that word's place.
import type { RelayAnswer, SetMember, Tally } from '#protocol/relay.ts'
import type { Verdict } from '#protocol/verdict.ts'

export interface Vote<Attestation> {
  readonly verifier: string
  readonly name: string
  readonly weight: number
  readonly verdict: Verdict
  readonly reason: string
  readonly attestation: Attestation | null
}
export interface Ballot<Attestation> {
  readonly members: readonly SetMember[]
  readonly threshold: number
  readonly totalWeight: number
  readonly votes: readonly Vote<Attestation>[]
}
export interface Cast<Attestation> {
  readonly from: string
  readonly verdict: Verdict
  readonly reason: string
  readonly attestation: Attestation | null
}

const weigh = (members: readonly { readonly weight: number }[]): number => members.reduce((sum, member) => sum + member.weight, 0)
const sameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** The weight behind PASS. */
export function passedWeight(ballot: Ballot<unknown>): number {
  return weigh(ballot.votes.filter((vote) => vote.verdict === 'PASS'))
}

/** Is the threshold reached? */
export function hasQuorum(ballot: Ballot<unknown>): boolean {
  return passedWeight(ballot) >= ballot.threshold
}

/** Can the members that have not said no still reach it? Whoever could not find out yet still may. */
export function canReachQuorum(ballot: Ballot<unknown>): boolean {
  const refused = ballot.votes.filter((vote) => vote.verdict === 'FAIL')
  return weigh(ballot.members) - weigh(refused) >= ballot.threshold
}

/** Who has not voted. */
export function silentMembers(ballot: Ballot<unknown>): readonly SetMember[] {
  return ballot.members.filter((member) => !ballot.votes.some((vote) => sameAddress(vote.verifier, member.address)))
}

export function tally(ballot: Ballot<unknown>): Tally {
  return {
    attestedWeight: passedWeight(ballot),
    thresholdWeight: ballot.threshold,
    totalWeight: ballot.totalWeight,
    finalized: hasQuorum(ballot),
  }
}

/** May this vote be counted? Null when it may; the answer to give when not. */
export function refusalOf(ballot: Ballot<unknown>, cast: Cast<unknown>): RelayAnswer | null {
  if (!ballot.members.some((member) => sameAddress(member.address, cast.from))) {
    return { status: 403, detail: `${cast.from} is not in the open verifier set` }
  }
  const before = ballot.votes.find((vote) => sameAddress(vote.verifier, cast.from))
  if (before !== undefined && !mayReplace(before.verdict, cast.verdict)) {
    return { status: 409, detail: `${cast.from} has voted already`, ...tally(ballot) }
  }
  return null
}

const mayReplace = (before: Verdict, now: Verdict): boolean => before === 'NEED_MORE_EVIDENCE' && now !== 'NEED_MORE_EVIDENCE'

/** The ballot with one more vote, the verifier's own "need more evidence" taken back. A vote that `refusalOf` refuses leaves it unchanged. */
export function withVote<Attestation>(ballot: Ballot<Attestation>, cast: Cast<Attestation>): Ballot<Attestation> {
  const member = ballot.members.find((one) => sameAddress(one.address, cast.from))
  if (member === undefined || refusalOf(ballot, cast) !== null) return ballot
  const { verdict, reason, attestation } = cast
  return {
    ...ballot,
    votes: [
      ...ballot.votes.filter((vote) => !sameAddress(vote.verifier, member.address)),
      { verifier: member.address, name: member.name, weight: member.weight, verdict, reason, attestation },
    ],
  }
}

/** What the caller of a counted vote is told. */
export function answerOf(ballot: Ballot<unknown>): RelayAnswer {
  return {
    status: hasQuorum(ballot) ? 200 : 202,
    detail: hasQuorum(ballot) ? 'the threshold is reached' : 'counted',
    ...tally(ballot),
  }
}

/** The signatures behind PASS, for a contract. */
export function signaturesOf<Attestation>(ballot: Ballot<Attestation>): readonly Attestation[] {
  return ballot.votes.flatMap((vote) => (vote.attestation === null ? [] : [vote.attestation]))
}
