import { describe, expect, test } from 'vitest'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { drive } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { confirmed, failed, intentVerdict, refusal, verifierFixture } from '../test/machines/verdicts.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { intentMachine } from './intent.ts'
import { chainLimits } from './limits.ts'
import {
  intent,
  intentHash,
  windowMs,
  input,
  attestId,
  execution,
  report,
  awaitingQuorum,
  attesting,
  approving,
  awaitingExecution,
  ends,
} from '../test/machines/intentStages.ts'

describe('a proposal', () => {
  test('is announced once the chain has it, and waits for verifiers within its window', () => {
    const bot = drive(intentMachine, input)
    expect(bot.timers).toEqual({ window: windowMs })
    const { facts } = bot.answer('intent.readProposal', { status: 'PROPOSED' })
    expect(facts).toMatchObject([
      { type: 'intent.proposed', intentHash, round: 7, txHash: hashFixture(3), decision: { rule: 'momentum' } },
    ])
    expect(bot.value).toEqual({ open: 'awaitingQuorum' })
  })

  test('that the chain does not have is dropped', () => {
    const bot = drive(intentMachine, input)
    bot.answer('intent.readProposal', { status: 'NONE' })
    ends(bot, 'dropped', 'INTENT_NOT_FOUND')
  })

  test('is looked for again while the chain does not answer', () => {
    const bot = drive(intentMachine, input)
    bot.fail('intent.readProposal')
    expect(bot.timers).toEqual({ window: windowMs, retry: chainLimits.retryMs })
    bot.fire('retry')
    expect(bot.inputOf('intent.readProposal')).toEqual({ fundId: 'main', intentHash })
  })
})

describe('verdicts', () => {
  test('are counted, answered and announced with the weight so far', () => {
    const { replies, facts } = awaitingQuorum().send(intentVerdict(intentHash, 0))
    expect(replies).toEqual([
      { output: { status: 202, detail: 'counted', attestedWeight: 1, thresholdWeight: 2, totalWeight: 3, finalized: false } },
    ])
    expect(facts).toMatchObject([
      {
        type: 'intent.attested',
        verifier: verifierFixture(0),
        attestedWeight: 1,
        thresholdWeight: 2,
        totalWeight: 3,
        dryRun: 'OK',
      },
    ])
  })

  test('that reach the threshold are carried to the contract with their signatures', () => {
    const bot = attesting()
    expect(bot.last.replies).toMatchObject([{ output: { status: 200, finalized: true } }])
    expect(bot.last.told).toMatchObject([
      {
        to: input.account,
        event: { type: 'account.send', requestId: attestId, replyTo: `intent:${intentHash}`, to: addressFixture(6) },
      },
    ])
    expect(bot.context.ballot.votes).toHaveLength(2)
  })

  test('of an outsider, or said twice, count for nothing', () => {
    const bot = awaitingQuorum()
    bot.send(intentVerdict(intentHash, 0))
    const outsider = bot.send(intentVerdict(intentHash, 7))
    const again = bot.send(intentVerdict(intentHash, 0))
    expect([outsider.replies, again.replies]).toMatchObject([[{ output: { status: 403 } }], [{ output: { status: 409 } }]])
    expect([...outsider.facts, ...again.facts]).toEqual([])
    expect(bot.value).toEqual({ open: 'awaitingQuorum' })
  })

  test('that refuse are told twice, and drop the intent once the threshold is out of reach', () => {
    const bot = awaitingQuorum()
    expect(bot.send(intentVerdict(intentHash, 0, refusal)).facts.map((fact) => fact.type)).toEqual([
      'intent.attested',
      'intent.refused',
    ])
    bot.send(intentVerdict(intentHash, 2, { ...refusal, reason: 'QUOTE_DISAGREES' }))
    expect(bot.last.facts.at(-1)).toMatchObject({
      type: 'intent.dropped',
      outcome: 'dropped',
      code: 'REFUSED',
      detail: 'alpha: HASH_MISMATCH, charlie: QUOTE_DISAGREES',
    })
    expect(bot.last.told).toMatchObject([{ event: { outcome: 'dropped' } }])
  })

  test('are refused before and after they can count', () => {
    expect(drive(intentMachine, input).send(intentVerdict(intentHash, 0)).replies).toMatchObject([{ output: { status: 409 } }])
    expect(approving().send(intentVerdict(intentHash, 2)).replies).toMatchObject([{ output: { status: 409 } }])
  })
})

describe('approval', () => {
  test('is announced only when the contract says so, with the signers', () => {
    const bot = approving()
    expect(bot.last.facts).toEqual([])
    const { facts } = bot.answer('intent.readApproval', { status: 'APPROVED' })
    expect(facts).toMatchObject([
      { type: 'intent.approved', signers: [verifierFixture(0), verifierFixture(1)], txHash: hashFixture(9) },
    ])
  })

  test('by somebody else’s signatures counts as well', () => {
    const bot = attesting()
    bot.send(failed(attestId))
    const { facts } = bot.answer('intent.readApproval', { status: 'APPROVED' })
    expect(facts).toMatchObject([{ type: 'intent.approved', txHash: null }])
  })

  test('that the contract refuses drops the intent with the contract’s reason', () => {
    const bot = attesting()
    bot.send(failed(attestId))
    bot.answer('intent.readApproval', { status: 'PROPOSED' })
    ends(bot, 'dropped', 'QuorumLost')
  })

  test('that did not come about although the signatures were taken drops it with the chain’s word', () => {
    const bot = approving()
    bot.answer('intent.readApproval', { status: 'CANCELLED' })
    ends(bot, 'dropped', 'INTENT_NOT_APPROVED')
    expect(bot.last.facts).toMatchObject([{ detail: 'the chain says CANCELLED' }])
  })

  test('that is already an execution is proven', () => {
    const bot = approving()
    bot.answer('intent.readApproval', { status: 'EXECUTED' })
    expect(bot.inputOf('intent.proveExecution')).toEqual({ fundId: 'main', intentHash, txHash: null })
  })

  test('is asked for again while the chain does not answer, and takes no other request’s outcome for its own', () => {
    const bot = attesting()
    bot.send(confirmed('attest/other'))
    bot.send(failed('attest/other'))
    expect(bot.value).toEqual({ open: 'attesting' })
    bot.send(confirmed(attestId))
    bot.fail('intent.readApproval')
    bot.fire('retry')
    expect(bot.pending).toEqual(['intent.readApproval'])
  })
})

describe('execution', () => {
  test('is announced when its event was read, whatever the report says', () => {
    const bot = awaitingExecution()
    const { replies, facts } = bot.send(report('executed'))
    expect([replies, facts]).toMatchObject([[{ output: { status: 200 } }], []])
    expect(bot.inputOf('intent.proveExecution')).toEqual({ fundId: 'main', intentHash, txHash: hashFixture(9) })
    bot.answer('intent.proveExecution', execution)
    ends(bot, 'executed', null)
  })

  test('that is only said to have happened never counts, and is given up after the window', () => {
    const bot = awaitingExecution()
    bot.send(report('executed'))
    bot.answer('intent.proveExecution', null)
    bot.fire('retry')
    bot.fail('intent.proveExecution')
    expect(bot.timers).toEqual({ window: windowMs, retry: chainLimits.retryMs })
    bot.fire('window')
    expect(bot.inputOf('intent.findExecution')).toEqual({ fundId: 'main', intentHash, until: intent.deadline })
    bot.answer('intent.findExecution', null)
    ends(bot, 'expired', 'INTENT_EXPIRED')
  })

  test('that the executor gave up is looked for on chain before it is dropped', () => {
    const bot = awaitingExecution()
    bot.send(report('failed'))
    expect(bot.inputOf('intent.findExecution')).toEqual({ fundId: 'main', intentHash, until: null })
    bot.fail('intent.findExecution')
    bot.fire('retry')
    bot.answer('intent.findExecution', null)
    ends(bot, 'dropped', 'COOLDOWN')
  })

  test('by somebody else is found although the executor failed', () => {
    const bot = awaitingExecution()
    bot.send({ ...report('dropped'), code: null })
    bot.answer('intent.findExecution', execution)
    ends(bot, 'executed', null)
  })

  test('is reported once: a report at any other time is refused', () => {
    expect(awaitingQuorum().send(report('executed')).replies).toMatchObject([{ output: { status: 409 } }])
    const bot = awaitingExecution()
    bot.send(report('executed'))
    expect(bot.send(report('failed')).replies).toMatchObject([{ output: { status: 409 } }])
    expect(bot.value).toEqual({ proving: 'reading' })
  })
})

test.each([
  ['checking', () => drive(intentMachine, input)],
  ['awaiting its quorum', awaitingQuorum],
  ['attesting', attesting],
  ['awaiting its execution', awaitingExecution],
])('expires %s, once the chain’s own time is past the deadline', (_, given) => {
  const bot = given()
  bot.fire('window')
  expect(bot.inputOf('intent.findExecution')).toEqual({ fundId: 'main', intentHash, until: intent.deadline })
  bot.answer('intent.findExecution', null)
  ends(bot, 'expired', 'INTENT_EXPIRED')
})

describe('as a whole', () => {
  const samples = [intentVerdict(intentHash, 2), report('executed'), confirmed('x'), failed('x'), { type: 'nobody.knows' }]

  test('every state is entered and every transition taken', () => expect(untaken(intentMachine)).toEqual([]))
  test('its names', () =>
    expect(vocabularyOf(intentMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "account.confirmed",
        "account.failed",
        "execution.report",
        "intent.attest",
      ],
      "facts": [
        "intent.approved",
        "intent.attested",
        "intent.dropped",
        "intent.executed",
        "intent.proposed",
        "intent.refused",
      ],
      "ports": [
        "intent.findExecution",
        "intent.proveExecution",
        "intent.readApproval",
        "intent.readProposal",
      ],
      "tells": [
        "account.send",
        "intent.closed",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(intentMachine, samples)).toMatchInlineSnapshot(`
    {
      "open:approving": "account.confirmed account.failed nobody.knows",
      "open:attesting": "account.confirmed account.failed nobody.knows",
      "open:awaitingExecution": "account.confirmed account.failed nobody.knows",
      "open:awaitingQuorum": "account.confirmed account.failed nobody.knows",
      "open:checking": "account.confirmed account.failed nobody.knows",
      "open:doubting": "account.confirmed account.failed nobody.knows",
      "open:uncertain": "account.confirmed account.failed nobody.knows",
      "proving:disbelieving": "account.confirmed account.failed nobody.knows",
      "proving:reading": "account.confirmed account.failed nobody.knows",
      "settling": "account.confirmed account.failed nobody.knows",
      "wondering": "account.confirmed account.failed nobody.knows",
    }
  `))
  const world = (): World<typeof intentMachine> => {
    const events = [
      intentVerdict(intentHash, 0),
      intentVerdict(intentHash, 1),
      report('executed'),
      report('failed'),
      confirmed(attestId),
    ]
    const answers = {
      'intent.readProposal': [{ status: 'PROPOSED' }, { status: 'NONE' }],
      'intent.readApproval': [{ status: 'APPROVED' }],
      'intent.proveExecution': [execution, null],
      'intent.findExecution': [execution, null],
    }
    const aspect = (snapshot: { readonly context: { readonly ballot: { readonly votes: readonly unknown[] } } }) =>
      snapshot.context.ballot.votes.length
    return { input, events: () => events, answers, aspect }
  }
  test('no state is unreachable', () => expect(unreachable(intentMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(intentMachine, world()))
})
