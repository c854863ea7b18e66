import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SetMember } from '#protocol/relay.ts'
import type { Verdict } from '#protocol/verdict.ts'
import {
  answerOf,
  canReachQuorum,
  hasQuorum,
  passedWeight,
  refusalOf,
  signaturesOf,
  silentMembers,
  tally,
  withVote,
  type Ballot,
  type Cast,
} from './quorum.ts'

/** The n-th address; from 8 on, of somebody outside every set made here. */
const address = (n: number, upper = false): string => {
  const digits = (0xabc0 + n).toString(16).padStart(40, 'f')
  return `0x${upper ? digits.toUpperCase() : digits}`
}
const cast = (n: number, verdict: Verdict = 'PASS', upper = false): Cast<string> => ({
  from: address(n, upper),
  verdict,
  reason: verdict === 'PASS' ? 'OK' : 'STALE_DATA',
  attestation: verdict === 'PASS' ? `signature of ${n}` : null,
})
const empty = (weights: readonly number[], threshold: number): Ballot<string> => ({
  members: weights.map((weight, n): SetMember => ({ address: address(n), name: `v${n}`, weight })),
  threshold,
  totalWeight: weights.reduce((sum, weight) => sum + weight, 0),
  votes: [],
})
const withAll = (ballot: Ballot<string>, casts: readonly Cast<string>[]): Ballot<string> =>
  casts.reduce((so, one) => withVote(so, one), ballot)

const situation = fc.record({
  weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }),
  share: fc.integer({ min: 1, max: 72 }),
  said: fc.array(
    fc.record({
      n: fc.integer({ min: 0, max: 11 }),
      verdict: fc.constantFrom<Verdict>('PASS', 'PASS', 'FAIL', 'NEED_MORE_EVIDENCE'),
      upper: fc.boolean(),
    }),
    { maxLength: 24 },
  ),
})

/** The dull count: the first PASS or FAIL of each member, in a table; everything else is noise. */
function dullCount(
  weights: readonly number[],
  said: readonly { n: number; verdict: Verdict }[],
): { passed: number; open: number } {
  const first = new Map<number, Verdict>()
  for (const { n, verdict } of said) {
    if (n < weights.length && verdict !== 'NEED_MORE_EVIDENCE' && !first.has(n)) first.set(n, verdict)
  }
  const weigh = (wanted: (verdict: Verdict | undefined) => boolean): number =>
    weights.filter((_, n) => wanted(first.get(n))).reduce((sum, weight) => sum + weight, 0)
  return { passed: weigh((verdict) => verdict === 'PASS'), open: weigh((verdict) => verdict === undefined || verdict === 'PASS') }
}

describe('against a dull count', () => {
  test('duplicates, outsiders and other spellings of an address never add weight', () => {
    fc.assert(
      fc.property(situation, ({ weights, share, said }) => {
        const start = empty(
          weights,
          Math.min(
            share,
            weights.reduce((sum, weight) => sum + weight, 0),
          ),
        )
        const ballot = withAll(
          start,
          said.map(({ n, verdict, upper }) => cast(n, verdict, upper)),
        )
        const { passed, open } = dullCount(weights, said)
        expect(passedWeight(ballot)).toBe(passed)
        expect(hasQuorum(ballot)).toBe(passed >= ballot.threshold)
        expect(canReachQuorum(ballot)).toBe(open >= ballot.threshold)
        expect(tally(ballot)).toEqual({
          attestedWeight: passed,
          thresholdWeight: ballot.threshold,
          totalWeight: start.totalWeight,
          finalized: passed >= ballot.threshold,
        })
      }),
    )
  })

  test('a quorum never becomes hopeless, and a hopeless ballot never a quorum', () => {
    fc.assert(
      fc.property(situation, ({ weights, share, said }) => {
        let ballot = empty(weights, share)
        let [reached, lost] = [false, false]
        for (const { n, verdict, upper } of said) {
          ballot = withVote(ballot, cast(n, verdict, upper))
          reached ||= hasQuorum(ballot)
          lost ||= !canReachQuorum(ballot)
          expect([hasQuorum(ballot), !canReachQuorum(ballot)]).toEqual([reached, lost])
          expect(reached && lost).toBe(false)
        }
      }),
    )
  })

  test('there is one signature for each passing vote, in the order of the votes, and who is silent has not voted', () => {
    fc.assert(
      fc.property(situation, ({ weights, share, said }) => {
        const ballot = withAll(
          empty(weights, share),
          said.map(({ n, verdict, upper }) => cast(n, verdict, upper)),
        )
        expect(signaturesOf(ballot)).toHaveLength(ballot.votes.filter((vote) => vote.verdict === 'PASS').length)
        expect(new Set(signaturesOf(ballot)).size).toBe(signaturesOf(ballot).length)
        expect(silentMembers(ballot).length + ballot.votes.length).toBe(ballot.members.length)
      }),
    )
  })

  test('a vote that is refused is one that changes nothing', () => {
    fc.assert(
      fc.property(situation, ({ weights, share, said }) => {
        let ballot = empty(weights, share)
        for (const { n, verdict, upper } of said) {
          const next = withVote(ballot, cast(n, verdict, upper))
          expect(next === ballot).toBe(refusalOf(ballot, cast(n, verdict, upper)) !== null)
          ballot = next
        }
      }),
    )
  })
})

describe('needing more evidence', () => {
  const whole = (ballot: Ballot<string>) =>
    ballot.votes.map(({ verifier, verdict, attestation }) => ({ verifier, verdict, attestation }))

  test('changes no outcome: the ballot without these words counts the same', () => {
    fc.assert(
      fc.property(situation, ({ weights, share, said }) => {
        const start = empty(weights, share)
        const casts = said.map(({ n, verdict, upper }) => cast(n, verdict, upper))
        const [all, clear] = [
          withAll(start, casts),
          withAll(
            start,
            casts.filter((one) => one.verdict !== 'NEED_MORE_EVIDENCE'),
          ),
        ]
        expect([tally(all), canReachQuorum(all), signaturesOf(all)]).toEqual([
          tally(clear),
          canReachQuorum(clear),
          signaturesOf(clear),
        ])
      }),
    )
  })

  test('is replaced by the same verifier’s later word and replaces none', () => {
    fc.assert(
      fc.property(situation, ({ weights, share, said }) => {
        let ballot = empty(weights, share)
        for (const { n, verdict, upper } of said) {
          const decided = whole(ballot).filter((vote) => vote.verdict !== 'NEED_MORE_EVIDENCE')
          ballot = withVote(ballot, cast(n, verdict, upper))
          expect(whole(ballot)).toEqual(expect.arrayContaining(decided))
          expect(new Set(ballot.votes.map((vote) => vote.verifier)).size).toBe(ballot.votes.length)
        }
      }),
    )
  })

  test('is counted once, and its place is taken by one PASS or FAIL', () => {
    const open = withVote(empty([1, 1, 1], 2), cast(0, 'NEED_MORE_EVIDENCE'))
    expect(refusalOf(open, cast(0, 'NEED_MORE_EVIDENCE', true))).toMatchObject({ status: 409 })
    expect(refusalOf(open, cast(0, 'PASS', true))).toBeNull()
    const passed = withVote(open, cast(0, 'PASS', true))
    expect(whole(passed)).toEqual([{ verifier: address(0), verdict: 'PASS', attestation: 'signature of 0' }])
    for (const verdict of ['PASS', 'FAIL', 'NEED_MORE_EVIDENCE'] as const) expect(withVote(passed, cast(0, verdict))).toBe(passed)
  })
})

describe('what the voter is told', () => {
  const ballot = empty([1, 1, 1], 2)

  test('202 until the threshold, then 200', () => {
    const one = withVote(ballot, cast(0))
    expect([answerOf(one), answerOf(withVote(one, cast(1)))]).toMatchObject([
      { status: 202, attestedWeight: 1, thresholdWeight: 2, finalized: false },
      { status: 200, attestedWeight: 2, finalized: true },
    ])
  })

  test('403 outside the set, 409 a second time, in whatever spelling', () => {
    expect(refusalOf(ballot, cast(9))).toMatchObject({ status: 403 })
    expect(refusalOf(withVote(ballot, cast(0)), cast(0, 'FAIL', true))).toMatchObject({ status: 409, attestedWeight: 1 })
    expect(refusalOf(ballot, cast(0, 'PASS', true))).toBeNull()
  })
})
