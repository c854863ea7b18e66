import { describe, expect, test } from 'vitest'
import { cancelIntentCall } from '#protocol/calls.ts'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { drive } from '../test/machines/driver.ts'
import { approvalCases } from '../test/machines/intentApprovals.ts'
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
  cancelId,
  granted,
  refused,
  twoPersons,
  unplaced,
  used,
  cancelling,
  ends,
} from '../test/machines/intentStages.ts'

describe('a proposal', () => {
  test('is announced once the chain has it, and waits for verifiers within its window', () => {
    const bot = drive(intentMachine, input)
    expect(bot.timers).toEqual({ window: windowMs })
    const { facts } = bot.answer('intent.readProposal', { status: 'PROPOSED', rules: {} })
    expect(facts).toMatchObject([
      { type: 'intent.proposed', intentHash, round: 7, txHash: hashFixture(3), decision: { rule: 'momentum' } },
    ])
    expect(bot.value).toEqual({ open: 'awaitingQuorum' })
  })

  test('that the chain does not have is dropped', () => {
    const bot = drive(intentMachine, input)
    bot.answer('intent.readProposal', { status: 'NONE', rules: {} })
    ends(bot, 'dropped', 'INTENT_NOT_FOUND')
  })

  test('that the chain says is executed already is proven', () => {
    const bot = drive(intentMachine, input)
    bot.answer('intent.readProposal', { status: 'EXECUTED', rules: {} })
    bot.answer('intent.proveExecution', execution)
    ends(bot, 'executed', null)
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

  test('that refuse are told twice, and have the intent cancelled once the threshold is out of reach', () => {
    const bot = awaitingQuorum()
    expect(bot.send(intentVerdict(intentHash, 0, refusal)).facts.map((fact) => fact.type)).toEqual([
      'intent.attested',
      'intent.refused',
    ])
    bot.send(intentVerdict(intentHash, 2, { ...refusal, reason: 'QUOTE_DISAGREES' }))
    expect(bot.value).toBe('cancelling')
    bot.send(confirmed(cancelId))
    bot.answer('intent.readEnding', { status: 'CANCELLED' })
    expect(bot.last.facts).toMatchObject([{ detail: 'alpha: HASH_MISMATCH, charlie: QUOTE_DISAGREES' }])
    ends(bot, 'dropped', 'REFUSED')
  })

  test('that need more evidence leave the intent open, for a later word of the same verifier or until the window passes', () => {
    const unsure = { verdict: 'NEED_MORE_EVIDENCE', reason: 'STALE_DATA', detail: 'too young', attestation: null } as const
    const bot = awaitingQuorum()
    for (const n of [0, 1, 2]) bot.send(intentVerdict(intentHash, n, unsure))
    expect(bot.value).toEqual({ open: 'awaitingQuorum' })
    const late = awaitingQuorum()
    for (const n of [0, 1, 2]) late.send(intentVerdict(intentHash, n, unsure))
    for (const n of [0, 1]) late.send(intentVerdict(intentHash, n))
    expect(late.value).toEqual({ open: 'attesting' })
    bot.fire('window')
    bot.answer('intent.findExecution', null)
    ends(bot, 'expired', 'INTENT_EXPIRED')
    expect(bot.last.facts).toMatchObject([
      { detail: 'its window passed; alpha: STALE_DATA, bravo: STALE_DATA, charlie: STALE_DATA' },
    ])
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

  test('that the contract refuses has the intent cancelled, for the contract’s reason', () => {
    const bot = attesting()
    bot.send(failed(attestId))
    bot.answer('intent.readApproval', { status: 'PROPOSED' })
    bot.send(confirmed(cancelId))
    bot.answer('intent.readEnding', { status: 'CANCELLED' })
    ends(bot, 'dropped', 'QuorumLost')
  })

  test('that did not come about although the signatures were taken ends it with the chain’s word', () => {
    const dead = approving()
    dead.answer('intent.readApproval', { status: 'CANCELLED' })
    ends(dead, 'dropped', 'INTENT_NOT_APPROVED')
    expect(dead.last.facts).toMatchObject([{ detail: 'the chain says CANCELLED', txHash: null }])
    const alive = approving()
    alive.answer('intent.readApproval', { status: 'PROPOSED' })
    expect([alive.value, alive.context.ending.detail]).toEqual(['cancelling', 'the chain says PROPOSED'])
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

  test('is reported once: a report at any other time is refused', () => {
    expect(awaitingQuorum().send(report('executed')).replies).toMatchObject([{ output: { status: 409 } }])
    const bot = awaitingExecution()
    bot.send(report('executed'))
    expect(bot.send(report('failed')).replies).toMatchObject([{ output: { status: 409 } }])
    expect(bot.value).toEqual({ proving: 'reading' })
  })
})

describe('giving up', () => {
  test('has the guardian’s account cancel it, and drops it for the executor’s reason once the chain says it is dead', () => {
    const bot = cancelling()
    expect(bot.last.replies).toMatchObject([{ output: { status: 200 } }])
    expect(bot.last.told).toEqual([
      {
        to: input.guardianAccount,
        event: {
          type: 'account.send',
          requestId: cancelId,
          replyTo: `intent:${intentHash}`,
          to: input.intentBook,
          data: cancelIntentCall(intentHash),
          value: '0',
          label: `cancel intent ${intentHash}`,
        },
      },
    ])
    bot.send(confirmed(cancelId))
    expect(bot.inputOf('intent.readEnding')).toEqual({ fundId: 'main', intentHash })
    bot.answer('intent.readEnding', { status: 'CANCELLED' })
    ends(bot, 'dropped', 'COOLDOWN')
    expect(bot.last.facts).toMatchObject([{ txHash: hashFixture(9), detail: 'too soon' }])
  })

  test.each(['EXPIRED', 'NONE', 'CANCELLED'] as const)('needs no transaction of its own when the chain says %s', (status) => {
    const bot = cancelling()
    bot.send(failed(cancelId))
    bot.answer('intent.readEnding', { status })
    ends(bot, 'dropped', 'COOLDOWN')
    expect(bot.last.facts).toMatchObject([{ txHash: null }])
  })

  test('loses to an execution that was faster, whoever made it', () => {
    const bot = cancelling()
    bot.send(failed(cancelId))
    bot.answer('intent.readEnding', { status: 'EXECUTED' })
    bot.answer('intent.proveExecution', execution)
    ends(bot, 'executed', null)
  })

  test('waits for the chain’s own time when the intent could not be cancelled, and keeps the first reason', () => {
    const bot = cancelling()
    bot.send(failed(cancelId))
    bot.answer('intent.readEnding', { status: 'APPROVED' })
    expect(bot.inputOf('intent.findExecution')).toEqual({ fundId: 'main', intentHash, until: intent.deadline })
    bot.fail('intent.findExecution', { code: 'CHAIN_BEHIND' })
    bot.fire('retry')
    bot.answer('intent.findExecution', null)
    ends(bot, 'dropped', 'COOLDOWN')
  })

  test('counts an execution that happened before the deadline ended it', () => {
    const bot = cancelling()
    bot.send(failed(cancelId))
    bot.answer('intent.readEnding', { status: 'APPROVED' })
    bot.answer('intent.findExecution', execution)
    ends(bot, 'executed', null)
  })

  test('does not wait past the window for an account that cannot send', () => {
    const bot = cancelling()
    bot.fire('window')
    expect(bot.pending).toEqual(['intent.findExecution'])
  })

  test('takes no other request’s outcome for its own, and asks a silent chain again', () => {
    const bot = cancelling()
    bot.send(confirmed(attestId))
    bot.send(failed(attestId))
    expect(bot.value).toBe('cancelling')
    bot.send(confirmed(cancelId))
    bot.fail('intent.readEnding')
    bot.fire('retry')
    expect(bot.pending).toEqual(['intent.readEnding'])
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

describe('a trade over the fund’s bound', () => {
  approvalCases()
})

describe('as a whole', () => {
  const samples = [
    intentVerdict(intentHash, 2),
    report('executed'),
    granted,
    used,
    { ...refused, digest: hashFixture(99) },
    confirmed('x'),
    failed('x'),
    { type: 'nobody.knows' },
  ]

  test('every state is entered and every transition taken', () => expect(untaken(intentMachine)).toEqual([]))
  test('its names', () =>
    expect(vocabularyOf(intentMachine)).toMatchInlineSnapshot(`
      {
        "events": [
          "account.confirmed",
          "account.failed",
          "approval.granted",
          "approval.refused",
          "approval.used",
          "execution.report",
          "intent.attest",
        ],
        "facts": [
          "intent.approved",
          "intent.attested",
          "intent.awaitingApproval",
          "intent.cleared",
          "intent.dropped",
          "intent.executed",
          "intent.proposed",
          "intent.refused",
        ],
        "ports": [
          "intent.findExecution",
          "intent.proveExecution",
          "intent.readApproval",
          "intent.readEnding",
          "intent.readProposal",
        ],
        "tells": [
          "account.send",
          "approval.use",
          "approval.withdraw",
          "intent.closed",
        ],
      }
    `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(intentMachine, samples)).toMatchInlineSnapshot(`
      {
        "burying": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "cancelling": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "mourning": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "open:approving": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "open:attesting": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "open:awaitingApproval": "approval.used approval.refused account.confirmed account.failed nobody.knows",
        "open:awaitingExecution": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "open:awaitingQuorum": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "open:checking": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "open:doubting": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "open:uncertain": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "open:usingApproval": "approval.granted approval.refused account.confirmed account.failed nobody.knows",
        "proving:disbelieving": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "proving:reading": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "settling": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
        "wondering": "approval.granted approval.used approval.refused account.confirmed account.failed nobody.knows",
      }
    `))
  const world = (): World<typeof intentMachine> => {
    const events = [
      intentVerdict(intentHash, 0),
      intentVerdict(intentHash, 1),
      report('executed'),
      report('failed'),
      confirmed(attestId),
      confirmed(cancelId),
      failed(cancelId),
      granted,
      refused,
      used,
    ]
    const answers = {
      'intent.readProposal': [
        { status: 'PROPOSED', rules: {} },
        { status: 'NONE', rules: {} },
        { status: 'PROPOSED', rules: twoPersons },
        { status: 'NONE', rules: twoPersons },
      ],
      'intent.readApproval': [{ status: 'APPROVED' }],
      'intent.readEnding': [{ status: 'CANCELLED' }, { status: 'APPROVED' }, { status: 'EXECUTED' }],
      'intent.proveExecution': [execution, null],
      'intent.findExecution': [execution, null],
    }
    const aspect = (snapshot: {
      readonly context: { readonly ballot: { readonly votes: readonly unknown[] }; readonly approval: unknown }
    }) => [snapshot.context.ballot.votes.length, snapshot.context.approval]
    return { input: unplaced, events: () => events, answers, aspect }
  }
  test('no state is unreachable', () => expect(unreachable(intentMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(intentMachine, world()))
})
