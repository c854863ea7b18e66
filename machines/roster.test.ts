import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeFunctionData } from 'viem'
import { fundPolicyAbi } from '#protocol/abi/FundPolicy.ts'
import { verifierSetAbi } from '#protocol/abi/VerifierSet.ts'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { drive, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { rosterLimits } from './limits.ts'
import { rosterMachine, type RosterInput } from './roster.ts'
import { planOf, type ChangeReading, type RosterContext, type SetReading } from './rosterState.ts'

const owner = `account:31337-${addressFixture(60).toLowerCase() as `0x${string}`}` as const
const input: RosterInput = {
  fundId: 'main',
  verifierSet: addressFixture(51),
  policy: addressFixture(50),
  owner,
  guardian: owner,
  configured: [1, 2, 3].map((n) => ({ name: `v${n}`, address: addressFixture(n) })),
  thresholds: { claim: 2, snapshot: 2, intent: 2, total: 3 },
}
const member = (n: number, weight = 1, revoked = false) => ({ address: addressFixture(n), weight, erc1271: false, revoked })
const set = (change: Partial<SetReading> = {}): SetReading => ({
  setEpoch: 1,
  members: [member(1), member(2), member(3)],
  thresholds: { claim: 2, snapshot: 2, intent: 2 },
  totalWeight: 3,
  configDelayS: 0,
  revoked: [],
  ...change,
})
const register = (name = 'delta', n = 40, weight = 1) =>
  ({ type: 'bot.register', role: 'verifier', name, weight, title: '', from: addressFixture(n) }) as const
const wish = (type: 'roster.join' | 'roster.leave' | 'roster.vacate', botId = 'delta-1') => ({ type, botId }) as const
const confirmed = (n = 1) =>
  ({ type: 'account.confirmed', requestId: `set/main/${n}`, txHash: hashFixture(n), block: 9, gasUsed: '1' }) as const
const failed = (n = 1) =>
  ({
    type: 'account.failed',
    requestId: `set/main/${n}`,
    stage: 'estimate',
    code: 'CALL_REVERTED',
    message: 'NotAscending',
    txHash: null,
  }) as const
const change = (status: ChangeReading['status'], waitS = 0): ChangeReading => ({ status, readyAt: 1_760_000_100, waitS })

type Bot = Driver<typeof rosterMachine>
const begun = (): Bot => drive(rosterMachine, input)
/** A roster that reads the chain because delta joins. */
function joining(): Bot {
  const bot = begun()
  bot.send(register())
  bot.send(wish('roster.join'))
  return bot
}
const withDelta = set({ setEpoch: 2, members: [member(1), member(2), member(3), member(40)], totalWeight: 4 })
/** One whose set has delta. */
function seated(): Bot {
  const bot = joining()
  bot.answer('roster.readSet', set())
  bot.send(confirmed())
  bot.answer('roster.readSet', withDelta)
  return bot
}
const told = (bot: Bot) => bot.last.told.map(({ to, event }) => [to, event.type])

describe('a registration', () => {
  test('gets an id that is never given again, a bot of its own, and waits', () => {
    const bot = begun()
    expect(bot.send(register()).replies).toMatchObject([{ output: { status: 202, botId: 'delta-1' } }])
    expect(bot.last.started).toMatchObject([
      { role: 'registration', id: 'main.delta-1', input: { botId: 'delta-1', address: addressFixture(40), weight: 1 } },
    ])
    bot.send(wish('roster.vacate'))
    expect(bot.send(register()).replies).toMatchObject([{ output: { status: 202, botId: 'delta-2' } }])
    expect(bot.value).toBe('idle')
  })

  test.each([
    ['of a name that a configured verifier has', register('v1', 42), 'the name v1 is taken'],
    ['of a name that another one has', register('delta', 41), 'the name delta is taken'],
    ['of a configured verifier', register('echo', 1), `${addressFixture(1)} is registered already`],
    ['of a bot that has one', register('echo', 40), `${addressFixture(40)} is registered already`],
  ])('%s is refused', (_name, event, detail) => {
    const bot = begun()
    bot.send(register())
    expect(bot.send(event)).toMatchObject({ replies: [{ output: { status: 409, detail } }], started: [] })
  })

  test('is refused while too many wait for a decision, and when the set is full', () => {
    const bot = begun()
    for (let n = 0; n < rosterLimits.requested; n += 1) bot.send(register(`n${n}`, 100 + n))
    expect(bot.send(register()).replies[0]?.output).toMatchObject({ status: 409, detail: expect.stringContaining('decision') })
    for (let n = 0; n < rosterLimits.requested; n += 1) bot.send(wish('roster.join', `n${n}-${n + 1}`))
    for (let n = 0; n < 13; n += 1) bot.send(register(`m${n}`, 200 + n))
    expect(bot.send(register()).replies[0]?.output).toMatchObject({ status: 409, detail: 'a set has at most 32 verifiers' })
  })
})

describe('a set', () => {
  test('is opened at once where changes do not wait: ascending, with thresholds in the proportion of the settings', () => {
    const bot = joining()
    expect(bot.inputOf('roster.readSet')).toEqual({ fundId: 'main', candidates: [addressFixture(40)] })
    const { told: sent } = bot.answer('roster.readSet', set())
    expect(sent).toMatchObject([{ to: owner, event: { requestId: 'set/main/1', to: input.verifierSet } }])
    const { functionName, args } = decodeFunctionData({ abi: verifierSetAbi, data: sent[0]?.event['data'] as `0x${string}` })
    expect(functionName).toBe('openEpoch')
    expect(args).toEqual([
      [1, 2, 3, 40].map((n) => ({
        signer: expect.stringMatching(new RegExp(addressFixture(n), 'i')),
        weight: 1n,
        erc1271: false,
      })),
      { claim: 3n, snapshot: 3n, intent: 3n },
    ])
    expect(bot.send(confirmed()).facts).toEqual([
      {
        type: 'set.opened',
        fundId: 'main',
        setEpoch: 2,
        members: 4,
        thresholds: { claim: 3, snapshot: 3, intent: 3 },
        txHash: hashFixture(1),
      },
    ])
  })

  test('counts as opened when the chain shows it, not when its transaction is confirmed', () => {
    const bot = joining()
    bot.answer('roster.readSet', set())
    bot.send(confirmed())
    expect([bot.value, told(bot)]).toEqual(['reading', []])
    bot.answer('roster.readSet', withDelta)
    expect(told(bot)).toEqual([['registration:main.delta-1', 'roster.seated']])
    expect([bot.value, bot.context.seats, bot.context.open]).toMatchObject([
      'idle',
      [{ state: 'seated' }],
      { setEpoch: 2, total: 4 },
    ])
  })

  test('that somebody else opened is as good', () => {
    const bot = joining()
    expect(bot.answer('roster.readSet', withDelta).told).toMatchObject([{ event: { type: 'roster.seated', setEpoch: 2 } }])
  })

  test('that waits is announced to the policy, waited for, and made by the same call', () => {
    const bot = joining()
    const delayed = set({ configDelayS: 100 })
    bot.answer('roster.readSet', delayed)
    expect(bot.value).toBe('inquiring')
    bot.answer('roster.readChange', change('unknown'))
    const [announced] = bot.last.told
    expect(announced).toMatchObject({ to: owner, event: { to: input.policy } })
    expect(bot.send(confirmed()).facts).toMatchObject([{ type: 'set.announced', setEpoch: 2, members: 4 }])
    bot.answer('roster.readSet', delayed)
    bot.answer('roster.readChange', change('waiting', 100))
    expect(bot.last.facts).toEqual([{ type: 'set.waits', fundId: 'main', setEpoch: 2, readyAt: 1_760_000_100 }])
    // looked at now and then, and told once
    expect([bot.value, bot.timers]).toEqual(['awaitingDelay', { look: rosterLimits.lookMs }])
    bot.fire('look')
    bot.answer('roster.readSet', delayed)
    bot.answer('roster.readChange', change('waiting', 40))
    expect([bot.last.facts, bot.timers]).toEqual([[], { look: 40_000 }])
    bot.fire('look')
    bot.answer('roster.readSet', delayed)
    const [made] = bot.answer('roster.readChange', change('ready')).told
    const call = (one: typeof made) => decodeFunctionData({ abi: fundPolicyAbi, data: one?.event['data'] as `0x${string}` })
    expect([call(announced).functionName, call(made).functionName]).toEqual(['scheduleChange', 'executeChange'])
    expect(call(made).args).toEqual(call(announced).args)
    expect(bot.send(confirmed(2)).facts).toMatchObject([{ type: 'set.opened', setEpoch: 2 }])
  })

  test('that another set has overtaken is worked out anew and announced anew', () => {
    const bot = joining()
    bot.answer('roster.readSet', set({ configDelayS: 100 }))
    const first = bot.inputOf('roster.readChange')
    bot.answer('roster.readChange', change('waiting', 100))
    bot.fire('look')
    bot.answer('roster.readSet', set({ setEpoch: 2, members: [member(1), member(2)], totalWeight: 2, configDelayS: 100 }))
    const second = bot.inputOf('roster.readChange') as { salt: string }
    expect(second).not.toEqual(first)
    expect(BigInt(second.salt)).toBe(2n)
  })

  test('is for everyone who waits when it begins; whoever comes later has the next one', () => {
    const bot = begun()
    bot.send(register('delta', 40))
    bot.send(register('echo', 41))
    bot.send(wish('roster.join', 'delta-1'))
    bot.send(wish('roster.join', 'echo-2'))
    bot.answer('roster.readSet', set())
    expect(bot.context.plan?.members.map(({ address }) => address)).not.toContain(addressFixture(41))
    bot.send(confirmed())
    bot.answer('roster.readSet', withDelta)
    expect([bot.value, bot.context.batch]).toEqual(['reading', ['echo-2']])
  })

  test('leaves out who is revoked and who leaves, and comes back to the thresholds it had', () => {
    const bot = seated()
    bot.send(wish('roster.leave'))
    bot.answer('roster.readSet', { ...withDelta, members: [member(1), member(2), member(3, 1, true), member(40)] })
    expect(bot.context.plan).toMatchObject({ members: [{ address: addressFixture(1) }, { address: addressFixture(2) }] })
    expect(bot.context.plan?.thresholds).toEqual({ claim: 2, snapshot: 2, intent: 2 })
    bot.send(confirmed(2))
    bot.answer('roster.readSet', set({ setEpoch: 3 }))
    expect(told(bot)).toEqual([['registration:main.delta-1', 'roster.unseated']])
    expect(bot.context.seats).toEqual([])
  })

  test('always takes more than half of its weight and no more than all of it', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(weights, weights, fc.double({ min: 0, max: 1, noNaN: true }), (configured, members, share) => {
        const total = configured.reduce((sum, weight) => sum + weight, 0)
        const threshold = Math.min(total, Math.floor(total / 2) + 1 + Math.floor((share * total) / 2))
        const seat = { botId: 'x-1', name: 'x', address: addressFixture(40), weight: 7, state: 'joining' } as const
        const thresholds = { claim: threshold, snapshot: threshold, intent: threshold, total }
        const context = { ...begun().context, thresholds, seats: [seat], batch: ['x-1'] } as RosterContext
        const plan = planOf(context, set({ members: members.map((weight, n) => member(100 + n, weight)) }))
        const sum = plan?.members.reduce((all, { weight }) => all + weight, 0) ?? 0
        expect(2 * (plan?.thresholds.claim ?? 0)).toBeGreaterThan(sum)
        expect(plan?.thresholds.claim).toBeLessThanOrEqual(sum)
      }),
      { numRuns: 300 },
    )
  })
})

describe('what goes wrong', () => {
  test('a chain that does not answer is asked again, for as long as it takes', () => {
    const bot = joining()
    bot.fail('roster.readSet')
    expect(bot.value).toBe('blind')
    bot.fire('askAgain')
    bot.answer('roster.readSet', set({ configDelayS: 100 }))
    bot.fail('roster.readChange')
    expect([bot.value, bot.context.failures]).toEqual(['blind', 0])
  })

  test('a transaction that fails is tried a few times; then its registrations are told what the contract said', () => {
    const bot = joining()
    for (let n = 1; n <= rosterLimits.attempts; n += 1) {
      bot.answer('roster.readSet', set())
      bot.send(failed(99)) // an old one's
      bot.send(failed(n))
      expect(bot.value).toBe('backingOff')
      bot.fire('retry')
    }
    bot.answer('roster.readSet', set())
    expect(bot.last.told).toEqual([
      { to: 'registration:main.delta-1', event: { type: 'roster.failed', code: 'CALL_REVERTED', detail: 'NotAscending' } },
    ])
    expect([bot.value, bot.context.seats, bot.context.failures]).toMatchObject(['idle', [{ state: 'requested' }], 0])
  })

  test('an announcement that fails is tried again, too', () => {
    const bot = joining()
    bot.answer('roster.readSet', set({ configDelayS: 100 }))
    bot.answer('roster.readChange', change('unknown'))
    bot.send(failed())
    expect(bot.value).toBe('backingOff')
  })

  test.each([
    ['a bot that the chain has revoked', { revoked: [addressFixture(40)] }, 'VERIFIER_REVOKED'],
    ['a set that is full', { members: Array.from({ length: 32 }, (_, n) => member(100 + n)) }, 'SET_FULL'],
  ])('%s is not asked of the contract', (_name, found, code) => {
    const bot = joining()
    bot.answer('roster.readSet', set(found))
    expect(bot.last.told).toMatchObject([{ event: { type: 'roster.failed', code } }])
    expect(bot.value).toBe('idle')
  })

  test('the last verifier cannot leave; it stays seated', () => {
    const bot = seated()
    bot.send(wish('roster.leave'))
    bot.answer('roster.readSet', set({ members: [member(40)], totalWeight: 1 }))
    expect(bot.last.told).toMatchObject([{ event: { type: 'roster.failed', code: 'SET_EMPTY' } }])
    expect(bot.context.seats).toMatchObject([{ state: 'seated' }])
  })

  test('who gave its place up meanwhile is in no set', () => {
    const bot = joining()
    bot.send(wish('roster.vacate'))
    bot.answer('roster.readSet', set())
    expect([bot.value, bot.last.told]).toEqual(['idle', []])
  })
})

describe('as a whole', () => {
  const samples = [
    register(),
    register('v1'),
    wish('roster.join'),
    wish('roster.leave'),
    wish('roster.vacate'),
    confirmed(),
    failed(),
  ] as const
  test('every state was entered and every transition taken', () => expect(untaken(rosterMachine)).toEqual([]))
  test('its words', () =>
    expect(vocabularyOf(rosterMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "account.confirmed",
        "account.failed",
        "bot.register",
        "roster.join",
        "roster.leave",
        "roster.vacate",
      ],
      "facts": [
        "set.announced",
        "set.opened",
        "set.waits",
      ],
      "ports": [
        "roster.readChange",
        "roster.readSet",
      ],
      "tells": [
        "account.send",
        "roster.failed",
        "roster.seated",
        "roster.unseated",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(rosterMachine, samples)).toMatchInlineSnapshot(`
    {
      "announcing": "",
      "awaitingDelay": "account.confirmed account.failed",
      "backingOff": "account.confirmed account.failed",
      "blind": "account.confirmed account.failed",
      "idle": "account.confirmed account.failed",
      "inquiring": "account.confirmed account.failed",
      "opening": "",
      "reading": "account.confirmed account.failed",
    }
  `))
  const world = (): World<typeof rosterMachine> => ({
    input,
    events: () => samples,
    answers: {
      'roster.readSet': [set(), withDelta, set({ configDelayS: 100 }), set({ revoked: [addressFixture(40)] })],
      'roster.readChange': [change('unknown'), change('waiting', 5), change('ready')],
    },
    aspect: ({ context }) => (context as RosterContext).seats.map(({ state }) => state).join(),
  })
  test('no state is unreachable', () => expect(unreachable(rosterMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(rosterMachine, world()))
})
