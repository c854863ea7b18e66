import { describe, expect, test } from 'vitest'
import { hashClaim } from '#protocol/claim.ts'
import { adapterDataFixture, claimFixture, hashFixture, intentFixture } from '#protocol/fixtures.ts'
import { hashIntent } from '#protocol/intent.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { botLimits, verifierLimits } from './limits.ts'
import { verifierMachine, type Opinion, type VerifierInput } from './verifier.ts'

const input: VerifierInput = { fundId: 'main', name: 'alpha' }
const tasks = {
  'verifier.reproduceClaim': {
    kind: 'claim',
    round: 7,
    setEpoch: 1,
    claimHash: hashClaim(claimFixture()),
    claim: claimFixture(),
  },
  'verifier.recomputeSnapshot': {
    kind: 'snapshot',
    round: 7,
    setEpoch: 1,
    root: hashFixture(2),
    claimHashes: [hashFixture(1)],
    evidence: [],
  },
  'verifier.checkIntent': {
    kind: 'intent',
    setEpoch: 1,
    intentHash: hashIntent(intentFixture()),
    intent: intentFixture(),
    adapterData: adapterDataFixture,
  },
} as const
type Check = keyof typeof tasks
const checks = Object.keys(tasks) as Check[]
const passed: Opinion = { verdict: 'PASS', reason: 'OK', detail: '', code: null }
const failed: Opinion = { verdict: 'FAIL', reason: 'HASH_MISMATCH', detail: 'another price', code: null }

const doubt: Opinion = { verdict: 'NEED_MORE_EVIDENCE', reason: 'STALE_DATA', detail: 'too young', code: null }

type Verifier = Driver<typeof verifierMachine>
function given(check: Check): Verifier {
  const bot = drive(verifierMachine, input)
  bot.answer('verifier.nextTask', { cursor: '12/0', task: tasks[check] })
  return bot
}

describe.each(checks)('%s', (check) => {
  const question = { fundId: 'main', name: 'alpha', task: tasks[check] }

  test('is asked for its kind of task, and what passes is attested', () => {
    const bot = given(check)
    expect([bot.pending, bot.inputOf(check)]).toEqual([[check], JSON.parse(JSON.stringify(question))])
    bot.answer(check, passed)
    expect(bot.inputOf('verifier.attest')).toMatchObject({ opinion: passed })
    bot.answer('verifier.attest', { status: 202 })
    expect(bot.context).toMatchObject({ cursor: '12/0', task: null, opinion: null, passed: 1, refused: 0 })
  })

  test('hands on a refusal as a refusal', () => {
    const bot = given(check)
    bot.answer(check, failed)
    expect(bot.inputOf('verifier.attest')).toMatchObject({ opinion: failed })
    bot.answer('verifier.attest', { status: 202 })
    expect(bot.context).toMatchObject({ passed: 0, refused: 1 })
  })

  test('signs nothing when it cannot find out, and says so', () => {
    const bot = given(check)
    for (let look = 1; look < verifierLimits.looks; look += 1) {
      bot.fail(check)
      expect([bot.timers, bot.pending]).toEqual([{ lookAgain: verifierLimits.lookAgainMs }, []])
      bot.fire('lookAgain')
    }
    bot.fail(check, { code: 'SOURCE_UNAVAILABLE', message: 'the node is away' })
    expect(bot.inputOf('verifier.attest')).toMatchObject({
      opinion: {
        verdict: 'NEED_MORE_EVIDENCE',
        reason: 'REPRODUCTION_FAILED',
        detail: 'the node is away',
        code: 'SOURCE_UNAVAILABLE',
      },
    })
  })

  test('is looked at again when it could not be found out, and what is found then is what is said', () => {
    const bot = given(check)
    bot.answer(check, doubt)
    bot.fire('lookAgain')
    expect(bot.inputOf(check)).toEqual(JSON.parse(JSON.stringify(question)))
    bot.answer(check, passed)
    expect(bot.inputOf('verifier.attest')).toMatchObject({ opinion: passed })
    bot.answer('verifier.attest', { status: 200 })
    expect(bot.context).toMatchObject({ passed: 1, refused: 0, looks: 0 })
  })

  test('goes on when the relayer does not take its verdict, and says which kind was lost', () => {
    const bot = given(check)
    bot.answer(check, passed)
    const { facts } = bot.fail('verifier.attest', { code: 'RELAY_REFUSED', message: 'closed' })
    expect(facts).toEqual([
      {
        type: 'verifier.failed',
        fundId: 'main',
        name: 'alpha',
        kind: tasks[check].kind,
        code: 'RELAY_REFUSED',
        detail: 'closed',
      },
    ])
    expect([bot.value, bot.context.passed, bot.context.task]).toEqual(['watching', 0, null])
  })
})

test('wastes no second look on a claim that lacks fields', () => {
  const bot = given('verifier.reproduceClaim')
  bot.answer('verifier.reproduceClaim', { verdict: 'NEED_MORE_EVIDENCE', reason: 'MISSING_FIELDS', detail: '', code: null })
  expect(bot.pending).toEqual(['verifier.attest'])
})

test('asks again from where it was when a wait ends without a task', () => {
  const bot = drive(verifierMachine, input)
  bot.answer('verifier.nextTask', { cursor: '9/1', task: null })
  expect(bot.inputOf('verifier.nextTask')).toEqual({ fundId: 'main', name: 'alpha', cursor: '9/1' })
})

test('rests before it asks a silent feed again', () => {
  const bot = drive(verifierMachine, input)
  bot.fail('verifier.nextTask')
  expect(bot.timers).toEqual({ rest: botLimits.feedRetryMs })
  bot.fire('rest')
  expect(bot.pending).toEqual(['verifier.nextTask'])
})

test('does nothing about a late answer to an attestation', () => {
  const bot = given('verifier.checkIntent')
  const before = bot.context
  bot.send({ type: 'verifier.attest.late' })
  expect(bot.context).toEqual(before)
})

describe('as a whole', () => {
  test('every state is entered and every transition taken', () => expect(untaken(verifierMachine)).toEqual([]))
  test('its names', () =>
    expect(vocabularyOf(verifierMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "verifier.attest.late",
      ],
      "facts": [
        "verifier.failed",
      ],
      "ports": [
        "verifier.attest",
        "verifier.checkIntent",
        "verifier.nextTask",
        "verifier.recomputeSnapshot",
        "verifier.reproduceClaim",
      ],
      "tells": [],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(verifierMachine, [{ type: 'verifier.attest.late' }, { type: 'nobody.knows' }])).toMatchInlineSnapshot(`
      {
        "attesting": "nobody.knows",
        "checking": "nobody.knows",
        "recomputing": "nobody.knows",
        "reconsidering": "nobody.knows",
        "reproducing": "nobody.knows",
        "resting": "nobody.knows",
        "watching": "nobody.knows",
      }
    `))
  const world = (): World<typeof verifierMachine> => {
    const answers = {
      'verifier.nextTask': checks.map((check) => ({ cursor: '1/0', task: tasks[check] })),
      ...Object.fromEntries(checks.map((check) => [check, [passed, doubt]])),
      'verifier.attest': [{ status: 200 }],
    }
    return { input, events: () => [], answers }
  }
  test('no state is unreachable', () => expect(unreachable(verifierMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(verifierMachine, world()))
})
