import { expect, test } from 'vitest'
import { adapterDataFixture, claimFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { CommittedTurn, Fact, Json } from '#runtime/host.ts'
import { addressOf } from './fixtures.ts'
import { JournalSigns } from './journalSigns.ts'

let seq = 0
type Stated = readonly [type: string, data: Readonly<Record<string, Json>>]
const turn = (facts: readonly Stated[], change: Partial<CommittedTurn> = {}): CommittedTurn => {
  seq += 1
  const at = new Date(1_760_000_000_000 + seq * 1_000).toISOString()
  return {
    seq,
    at,
    actor: 'relayer:main',
    incarnation: 1,
    version: 1,
    event: { type: 'tick' },
    cause: { kind: 'external' },
    from: null,
    to: 'busy',
    status: 'active',
    snapshot: {},
    effects: [],
    messages: [],
    timers: [],
    starts: [],
    waits: { timers: 0, effects: 0, dueAt: null },
    replies: [],
    facts: facts.map(([type, data], index): Fact => ({ id: `${seq}/${index}`, seq, at, actor: 'relayer:main', type, data })),
    ...change,
  }
}
/** A journal that can be written on while it is read. */
function journal(earliest = 0) {
  const turns: CommittedTurn[] = []
  const reads: number[] = []
  const host = {
    durableThrough: () => turns.at(-1)?.seq ?? 0,
    async *turns({ after }: { readonly after: number }) {
      reads.push(after)
      if (after < earliest) throw new QuorateError('JOURNAL_TRUNCATED', { after, earliest: earliest + 1 })
      for (const one of turns) if (one.seq > after) yield one
    },
  }
  return { turns, reads, signs: new JournalSigns(() => host) }
}
const alpha = { name: 'alpha', address: addressOf('alpha') }
const closed = (outcome: string, detail = ''): Stated => ['round.closed', { fundId: 'main', round: 1, outcome, detail }]
const inClaim = { fundId: 'main', round: 1, claimHash: hashFixture(2) }
const claimed: Stated = ['claim.submitted', { ...inClaim, setEpoch: 1, crawler: addressOf('pool'), claim: { ...claimFixture() } }]
const proposal = (intentHash: string): Stated => [
  'intent.proposed',
  {
    fundId: 'main',
    intentHash,
    round: 1,
    intent: { ...intentFixture() },
    adapterData: adapterDataFixture,
    reason: '',
    decision: { rule: 'momentum', explanation: '', figures: {} },
    txHash: hashFixture(4),
  },
]
const attested = (verifier: string): Stated => [
  'claim.attested',
  {
    ...inClaim,
    verifier,
    verdict: 'PASS',
    reason: 'OK',
    detail: '',
    attestedWeight: 1,
    thresholdWeight: 2,
    totalWeight: 3,
  },
]

test('follows trades from their proposal to their end', async () => {
  const { turns, signs } = journal()
  const ended = (type: string, intentHash: string): Stated => [
    type,
    type === 'intent.dropped'
      ? { fundId: 'main', intentHash, outcome: 'expired', code: null, detail: '' }
      : {
          fundId: 'main',
          intentHash,
          action: 'BUY',
          amountIn: '1',
          amountOut: '1',
          txHash: hashFixture(4),
          block: 1,
          rule: null,
        },
  ]
  turns.push(turn([proposal(hashFixture(1)), proposal(hashFixture(2))]), turn([proposal(hashFixture(3))]))
  const first = await signs.of('main')
  expect(first.openTrades.map(({ intentHash }) => intentHash)).toEqual([hashFixture(1), hashFixture(2), hashFixture(3)])
  expect(first.openTrades[0]?.since).toBe(Date.parse(turns[0]?.at ?? '') / 1_000)
  turns.push(turn([ended('intent.executed', hashFixture(1)), ended('intent.dropped', hashFixture(2))]))
  expect((await signs.of('main')).openTrades.map(({ intentHash }) => intentHash)).toEqual([hashFixture(3)])
  expect((await signs.of('other')).openTrades).toEqual([])
})

test('counts rounds that were lost in a row, with how the last one ended', async () => {
  const { turns, signs } = journal()
  turns.push(
    turn([closed('published')]),
    turn([closed('abandoned', 'no claim reached its threshold')]),
    turn([closed('late', 'x')]),
  )
  expect(await signs.of('main')).toMatchObject({ lostRounds: 2, lostBy: 'late x' })
  turns.push(turn([closed('published')]))
  expect(await signs.of('main')).toMatchObject({ lostRounds: 0, lostBy: '' })
})

test('counts rounds with claims in which a verifier says nothing, by any sign of life', async () => {
  const { turns, signs } = journal()
  const silence = async (): Promise<number> => (await signs.of('main')).silence(alpha)
  const round = (...more: CommittedTurn[]): void => void turns.push(turn([claimed]), ...more, turn([closed('published')]))
  round()
  round()
  expect(await silence()).toBe(2)
  turns.push(turn([closed('abandoned')])) // nobody had anything to say
  expect(await silence()).toBe(2)
  round(turn([attested(alpha.address)]))
  expect(await silence()).toBe(1)
  round(turn([], { event: { type: 'claim.attest', from: alpha.address } })) // came after the others'
  expect(await silence()).toBe(1)
  round(turn([], { actor: 'verifier:main.alpha', event: { type: 'xstate.done.actor.verifier.reproduceClaim' } }))
  expect(await silence()).toBe(1)
  // it hears, and forms no opinion
  round(turn([], { actor: 'verifier:main.alpha', event: { type: 'xstate.done.actor.verifier.nextTask' } }))
  expect(await silence()).toBe(2)
})

test('reads on where it was, from the earliest that is kept, and over what another version wrote', async () => {
  seq = 20
  const { turns, reads, signs } = journal(20)
  turns.push(turn([['round.closed', { fundId: 'main' }], closed('abandoned')]))
  expect(await signs.of('main')).toMatchObject({ lostRounds: 1 })
  await signs.of('main')
  expect(reads).toEqual([0, 20, 21])
})
