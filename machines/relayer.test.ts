import { describe, expect, test } from 'vitest'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { drive } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import {
  claimOf,
  claimVerdict,
  confirmed,
  failed,
  refusal,
  setFixture,
  snapshotVerdict,
  submitted,
  verifierFixture,
} from '../test/machines/verdicts.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { chainLimits, roundLimits } from './limits.ts'
import { relayerMachine, type RelayerInput } from './relayer.ts'
import {
  input,
  claim,
  claimHash,
  publishId,
  proposal,
  collecting,
  gathering,
  posting,
  rootOf,
  publishing,
  abandoned,
  type Relayer,
} from '../test/machines/relayerStages.ts'

describe('opening a round', () => {
  test('reads the set from the chain and announces the round', () => {
    const bot = collecting()
    expect(bot.last.facts).toMatchObject([{ type: 'round.opened', fundId: 'main', round: 7, setEpoch: 1, claimMode: 'OFFCHAIN' }])
    expect(bot.timers).toEqual({ collect: input.collectMs })
  })

  test('waits for a chain that does not answer', () => {
    const bot = drive(relayerMachine, input)
    bot.send({ type: 'round.open', round: 7 })
    bot.fail('relayer.readSet')
    expect([bot.value, bot.timers]).toEqual(['unreachable', { retry: chainLimits.retryMs }])
    bot.fire('retry')
    expect(bot.inputOf('relayer.readSet')).toEqual({ fundId: 'main' })
  })

  test('asked for while another round is open follows it, and only the newest', () => {
    const bot = collecting()
    bot.send({ type: 'round.open', round: 8 })
    bot.send({ type: 'round.open', round: 9 })
    bot.fire('collect')
    bot.answer('relayer.readSet', setFixture)
    expect(bot.context.round?.round).toBe(9)
  })
})

describe('claims', () => {
  test('are taken once, of this round, up to the limit', () => {
    const bot = collecting({ expectedClaims: 99 })
    const first = bot.send(submitted(claim))
    expect(first.replies).toMatchObject([{ output: { status: 202, attestedWeight: 0, thresholdWeight: 2 } }])
    expect(first.facts).toMatchObject([{ type: 'claim.submitted', claimHash, crawler: claim.crawler }])
    const again = bot.send(submitted(claim))
    const old = bot.send(submitted(claimOf(6)))
    for (let n = 2; n <= roundLimits.claims; n += 1) bot.send(submitted(claimOf(7, n)))
    const surplus = bot.send(submitted(claimOf(7, 9)))
    expect([again, old, surplus].map((said) => [said.replies, said.facts])).toMatchObject(
      Array.from({ length: 3 }, () => [[{ output: { status: 409 } }], []]),
    )
    expect(bot.context.round?.claims).toHaveLength(roundLimits.claims)
  })

  test('are finalized at their threshold, and the round goes on when all expected ones are decided', () => {
    const bot = collecting({ expectedClaims: 2 })
    bot.send(submitted(claim))
    bot.send(claimVerdict(claim, 0))
    expect(bot.send(claimVerdict(claim, 1)).facts.map((fact) => fact.type)).toEqual(['claim.attested', 'claim.finalized'])
    expect(bot.value).toBe('collecting')
    bot.send(submitted(claimOf(7, 2)))
    bot.send(claimVerdict(claimOf(7, 2), 0, refusal))
    expect(bot.send(claimVerdict(claimOf(7, 2), 1, refusal)).facts.map((fact) => fact.type)).toEqual([
      'claim.attested',
      'claim.refused',
      'snapshot.materialized',
    ])
    expect(bot.context.round?.claimHashes).toEqual([claimHash])
  })

  test('keep their finality when a late verifier disagrees', () => {
    const bot = collecting({ expectedClaims: 2 })
    bot.send(submitted(claim))
    for (const n of [0, 1]) bot.send(claimVerdict(claim, n))
    expect(bot.send(claimVerdict(claim, 2, refusal)).facts.map((fact) => fact.type)).toEqual(['claim.attested'])
    expect(bot.context.round?.claims[0]?.state).toBe('finalized')
  })

  test('are not moved by verdicts of outsiders, repeated ones, or ones about another claim', () => {
    const bot = collecting()
    bot.send(submitted(claim))
    bot.send(claimVerdict(claim, 0))
    const said = [bot.send(claimVerdict(claim, 0)), bot.send(claimVerdict(claim, 7)), bot.send(claimVerdict(claimOf(7, 2), 1))]
    expect(said.map((one) => (one.replies[0]?.output as { status: number }).status)).toEqual([409, 403, 404])
    expect(said.flatMap((one) => one.facts)).toEqual([])
    expect(bot.value).toBe('collecting')
  })

  test('that are not decided in time end the round without a snapshot', () => {
    const bot = collecting()
    bot.send(submitted(claim))
    bot.send(claimVerdict(claim, 0))
    bot.fire('collect')
    abandoned(bot, 'no claim reached its threshold')
  })

  test('are refused when no round is open, or the round is past them', () => {
    const closed = drive(relayerMachine, input).send(submitted(claim))
    const late = gathering().send(claimVerdict(claim, 2))
    expect([closed.replies, late.replies]).toEqual([
      [{ output: { status: 409, detail: 'no round is open' } }],
      [{ output: { status: 409, detail: 'round 7 takes nothing of this kind now' } }],
    ])
  })
})

describe('a stranger', () => {
  const stranger = addressFixture(70)

  test('submits no claim, whether a round is open or not, under whatever name', () => {
    const bot = collecting()
    const said = [
      drive(relayerMachine, input).send({ ...submitted(claim), from: stranger }),
      bot.send({ ...submitted(claim), from: stranger }),
      bot.send({ ...submitted(claim), from: stranger, claim: { ...claim, crawler: stranger } }),
      bot.send({ ...submitted(claim), claim: { ...claim, crawler: stranger } }),
    ]
    expect(said.map((one) => [one.replies, one.facts])).toMatchObject(
      Array.from({ length: 4 }, () => [[{ output: { status: 403 } }], []]),
    )
    expect(bot.context.round?.claims).toEqual([])
  })

  test('proposes no trade, and is told so; the strategy does, in whatever spelling', () => {
    const bot = collecting()
    expect(bot.send({ ...proposal(1), from: stranger })).toMatchObject({
      replies: [{ output: { status: 403, detail: `${stranger} may not intent.propose in fund main` } }],
      started: [],
    })
    const asked = { requestId: 'r-1', principal: 'key:mara', person: 'mara' }
    const [opened] = bot.send({ ...proposal(2), asked }).started
    expect(opened?.input).toMatchObject({ asked })
    const upper = `0x${input.strategy.slice(2).toUpperCase()}`
    expect(bot.send({ ...proposal(1), from: upper }).replies).toMatchObject([{ output: { status: 202 } }])
  })
})

describe('claims on chain', () => {
  test('are submitted and attested, one transaction each, before the root is built', () => {
    const bot = posting()
    expect(bot.last.facts.map((fact) => fact.type)).toEqual(['claim.attested'])
    expect(bot.last.told.map((one) => one.event['requestId'])).toEqual([`claim-submit/${claimHash}`, `claim-attest/${claimHash}`])
    expect(bot.send(confirmed(`claim-submit/${claimHash}`)).facts).toEqual([])
    const { facts } = bot.send(confirmed(`claim-attest/${claimHash}`))
    expect(facts).toMatchObject([
      { type: 'claim.finalized', mode: 'ONCHAIN', txHash: hashFixture(9) },
      { type: 'snapshot.materialized' },
    ])
  })

  test('that are there already need not be submitted again', () => {
    const bot = posting()
    bot.send(failed(`claim-submit/${claimHash}`))
    bot.send(confirmed(`claim-attest/${claimHash}`))
    expect(bot.value).toBe('gathering')
  })

  test('that the chain does not finalize are refused, and without any the round ends', () => {
    const bot = posting()
    bot.send(confirmed(`claim-submit/${claimHash}`))
    const { facts } = bot.send(failed(`claim-attest/${claimHash}`))
    expect(facts[0]).toMatchObject({ type: 'claim.refused', claimHash, reason: 'QuorumLost' })
    abandoned(bot, 'the chain finalized no claim')
  })

  test('wait for their own transactions only', () => {
    const bot = posting()
    expect(bot.send(confirmed('other')).facts).toEqual([])
    bot.send(failed('other'))
    expect(bot.context.round?.posting).toHaveLength(2)
  })

  test('send their hashes with the root', () => {
    const bot = posting()
    bot.send(confirmed(`claim-submit/${claimHash}`))
    bot.send(confirmed(`claim-attest/${claimHash}`))
    const root = rootOf(bot)
    bot.send(snapshotVerdict(root, 0))
    bot.send(snapshotVerdict(root, 1))
    const [send] = bot.last.told
    expect(send?.event['data']).toContain(claimHash.slice(2))
    expect(publishing().last.told[0]?.event['data']).not.toContain(claimHash.slice(2))
  })
})

describe('the root', () => {
  test('is announced with the signatures behind each claim', () => {
    const [attested, finalized, materialized] = gathering().last.facts
    expect([attested?.type, finalized?.type]).toEqual(['claim.attested', 'claim.finalized'])
    expect(materialized).toMatchObject({
      type: 'snapshot.materialized',
      claimHashes: [claimHash],
      evidence: [{ claimHash, attestations: [{ verifier: verifierFixture(0) }, { verifier: verifierFixture(1) }] }],
    })
  })

  test('is published at its threshold, and the fund is told', () => {
    const bot = publishing()
    expect(bot.last.facts).toMatchObject([{ type: 'snapshot.attested', attestedWeight: 2 }])
    expect(bot.last.told).toMatchObject([
      {
        to: input.account,
        event: { type: 'account.send', requestId: publishId, to: input.snapshotBook, replyTo: 'relayer:main' },
      },
    ])
    const { facts, told } = bot.send(confirmed(publishId))
    expect(facts).toMatchObject([
      {
        type: 'snapshot.published',
        round: 7,
        claimHashes: [claimHash],
        claims: [{ round: 7 }],
        txHash: hashFixture(9),
        block: 30,
      },
    ])
    expect(told).toEqual([{ to: 'fund:main', event: { type: 'round.closed', round: 7, outcome: 'published', reason: '' } }])
    expect([bot.value, bot.context.round]).toEqual(['idle', null])
  })

  test('counts no verdict on another root, of an outsider, or said twice', () => {
    const bot = gathering()
    const root = rootOf(bot)
    bot.send(snapshotVerdict(root, 0))
    const said = [
      bot.send(snapshotVerdict(root, 0)),
      bot.send(snapshotVerdict(root, 7)),
      bot.send(snapshotVerdict({ ...root, root: hashFixture(1) }, 1)),
      bot.send(snapshotVerdict({ ...root, round: 6 }, 1)),
    ]
    expect(said.map((one) => (one.replies[0]?.output as { status: number }).status)).toEqual([409, 403, 404, 404])
    expect(said.flatMap((one) => one.facts)).toEqual([])
  })

  test('takes no verdict after its threshold', () => {
    const bot = publishing()
    expect(bot.send(snapshotVerdict(rootOf(bot), 1)).replies).toMatchObject([{ output: { status: 409 } }])
  })

  test('that too many refuse, or too few sign in time, ends the round', () => {
    const refused = gathering()
    const root = rootOf(refused)
    refused.send(snapshotVerdict(root, 0, refusal))
    refused.send(snapshotVerdict(root, 1, refusal))
    abandoned(refused, 'too many verifiers refused the root')
    const slow = gathering()
    expect(slow.timers).toEqual({ gather: input.snapshotMs })
    slow.fire('gather')
    abandoned(slow, 'the root did not reach its threshold in time')
  })

  test('that the chain refuses counts as published when the same root is there', () => {
    const bot = publishing()
    bot.send(confirmed('other'))
    bot.send(failed('other'))
    const root = rootOf(bot)
    bot.send(failed(publishId))
    bot.fail('relayer.readSnapshot')
    expect(bot.timers).toEqual({ retry: chainLimits.retryMs })
    bot.fire('retry')
    expect(bot.inputOf('relayer.readSnapshot')).toEqual({ fundId: 'main', round: 7 })
    const { facts, told } = bot.answer('relayer.readSnapshot', { root: root.root, block: 28 })
    expect(facts).toMatchObject([{ type: 'snapshot.published', txHash: null, block: 28 }])
    expect(told).toMatchObject([{ event: { type: 'round.closed', outcome: 'published' } }])
  })

  test('that the chain refuses while another one is there ends the round with the chain’s reason', () => {
    const bot = publishing()
    bot.send(failed(publishId))
    bot.answer('relayer.readSnapshot', { root: hashFixture(1), block: 28 })
    abandoned(bot, 'QuorumLost: a verifier was revoked')
  })
})

describe('proposals', () => {
  test('each start one intent bot with the open set, and are answered', () => {
    const bot = collecting()
    const { started, replies } = bot.send(proposal(1))
    expect(started).toMatchObject([
      {
        role: 'intent',
        id: proposal(1).intentHash,
        input: { fundId: 'main', intentBook: input.intentBook, ballot: { threshold: 2, totalWeight: 3, votes: [] } },
      },
    ])
    expect(replies).toMatchObject([{ output: { status: 202 } }])
  })

  test('said twice start nothing twice', () => {
    const bot = collecting()
    bot.send(proposal(1))
    const again = bot.send(proposal(1))
    expect([again.started, again.replies]).toMatchObject([
      [],
      [{ output: { status: 409, detail: 'this intent was proposed already' } }],
    ])
  })

  test('for another verifier set, or before the set is known, are refused', () => {
    const other = collecting().send(proposal(1, 2))
    const unknown = drive(relayerMachine, input).send(proposal(1))
    expect([other.started, unknown.started]).toEqual([[], []])
    expect([other.replies, unknown.replies]).toMatchObject([
      [{ output: { status: 409, detail: expect.stringContaining('epoch 1') } }],
      [{ output: { status: 409, detail: expect.stringContaining('unknown') } }],
    ])
  })

  test('are remembered in a bounded number', () => {
    const bot = collecting()
    for (let nonce = 1; nonce <= roundLimits.intentsRemembered + 1; nonce += 1) bot.send(proposal(nonce))
    expect(bot.context.intents).toHaveLength(roundLimits.intentsRemembered)
    expect(bot.context.intents).not.toContain(proposal(1).intentHash)
  })
})

describe('as a whole', () => {
  const root = rootOf(gathering())
  const samples = [
    { type: 'round.open', round: 8 },
    submitted(claim),
    claimVerdict(claim, 2),
    snapshotVerdict(root, 2),
    proposal(9),
    confirmed('x'),
    failed('x'),
    { type: 'nobody.knows' },
  ]

  test('every state is entered and every transition taken', () => expect(untaken(relayerMachine)).toEqual([]))
  test('its names', () =>
    expect(vocabularyOf(relayerMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "account.confirmed",
        "account.failed",
        "claim.attest",
        "claim.submit",
        "intent.propose",
        "round.open",
        "snapshot.attest",
      ],
      "facts": [
        "claim.attested",
        "claim.finalized",
        "claim.refused",
        "claim.submitted",
        "round.opened",
        "snapshot.attested",
        "snapshot.failed",
        "snapshot.materialized",
        "snapshot.published",
      ],
      "ports": [
        "relayer.readSet",
        "relayer.readSnapshot",
      ],
      "tells": [
        "account.send",
        "round.closed",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(relayerMachine, samples)).toMatchInlineSnapshot(`
    {
      "checking": "account.confirmed account.failed nobody.knows",
      "collecting": "account.confirmed account.failed nobody.knows",
      "doubting": "account.confirmed account.failed nobody.knows",
      "gathering": "account.confirmed account.failed nobody.knows",
      "idle": "account.confirmed account.failed nobody.knows",
      "opening": "account.confirmed account.failed nobody.knows",
      "posting": "nobody.knows",
      "publishing": "account.confirmed account.failed nobody.knows",
      "unreachable": "account.confirmed account.failed nobody.knows",
    }
  `))
  const world = (claimMode: RelayerInput['claimMode']): World<typeof relayerMachine> => {
    const events = [
      { type: 'round.open', round: 7 },
      proposal(1),
      submitted(claim),
      ...[0, 1].flatMap((n) => [claimVerdict(claim, n), snapshotVerdict(root, n)]),
      ...['claim-submit', 'claim-attest'].flatMap((step) => [confirmed(`${step}/${claimHash}`), failed(`${step}/${claimHash}`)]),
      confirmed(publishId),
      failed(publishId),
    ]
    const answers = { 'relayer.readSet': [setFixture], 'relayer.readSnapshot': [{ root: hashFixture(1), block: 1 }] }
    const aspect = ({ context }: { readonly context: Relayer['context'] }) => [
      context.round?.claims.map((one) => one.ballot.votes.length),
      context.round?.ballot.votes.length,
      context.round?.posting,
    ]
    return { input: { ...input, claimMode }, events: () => events, answers, aspect }
  }
  test.each([
    ['OFFCHAIN', ['posting', 'posted']],
    ['ONCHAIN', []],
  ] as const)('no state is unreachable with claims %s', (claimMode, never) =>
    expect(unreachable(relayerMachine, world(claimMode))).toEqual(never),
  )
  test.each(['OFFCHAIN', 'ONCHAIN'] as const)('no sequence of events makes a turn fail with claims %s', (claimMode) =>
    survivesAnything(relayerMachine, world(claimMode)),
  )
})
