import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addressFixture, hashFixture } from '#protocol/fixtures.ts'
import type { AccountConfirmed, AccountFailed } from '#protocol/messages.ts'
import { drive, driveUnrecorded, type Driver } from '../test/machines/driver.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { keeperMachine, type GuardReading, type KeeperInput } from './keeper.ts'
import { keeperLimits } from './limits.ts'

const token = addressFixture(11)
const guard = addressFixture(70)
const input: KeeperInput = {
  fundId: 'main',
  account: `account:31337-${addressFixture(65).toLowerCase() as `0x${string}`}`,
  token,
  symbol: 'WAVE',
  gasPerDay: 10_000_000,
}
/** A time of the chain, on an hour, so that hours of gas begin here. */
const start = 1_760_004_000 - (1_760_004_000 % 3_600)
const windowS = 1_800
const maxAgeS = 7_200

/** A guard whose newest observation has just become old enough for another one. */
const reading = (change: Partial<GuardReading> = {}): GuardReading => ({
  guard,
  keeper: addressFixture(65),
  now: start + windowS,
  status: 'KNOWN',
  value: '2000000000',
  observedAt: start,
  windowS,
  maxAgeS,
  obstacle: null,
  spread: 0,
  ...change,
})
const observed = (change: Partial<GuardReading> = {}): GuardReading =>
  reading({ now: start + windowS + 5, observedAt: start + windowS + 2, ...change })
const id = (request: number): string => `observe/${token}/${request}`
const confirmed = (request = 1, gasUsed = '62000'): AccountConfirmed => ({
  type: 'account.confirmed',
  requestId: id(request),
  txHash: hashFixture(9),
  block: 30,
  gasUsed,
})
const failed = (change: Partial<AccountFailed> = {}): AccountFailed => ({
  type: 'account.failed',
  requestId: id(1),
  stage: 'estimate',
  code: 'CALL_REVERTED',
  message: 'ObservedTooSoon(…)',
  txHash: null,
  ...change,
})

type Keeper = Driver<typeof keeperMachine>
const begun = (change: Partial<KeeperInput> = {}): Keeper => drive(keeperMachine, { ...input, ...change })
/** A keeper that has read this. */
function having(given: Partial<GuardReading> = {}, change: Partial<KeeperInput> = {}): Keeper {
  const bot = begun(change)
  bot.answer('keeper.look', reading(given))
  return bot
}
const observing = (): Keeper => having()
const duty = (bot: Keeper): unknown => (bot.value as { duty: string }).duty
const price = (bot: Keeper): unknown => (bot.value as { price: string }).price
const factsOf = (bot: Keeper): string[] => bot.last.facts.map(({ type }) => type)
/** Lets the only wait of its duty pass, and reads this. */
function lookAgain(bot: Keeper, given: GuardReading): void {
  const [wait] = Object.keys(bot.timers).filter((name) => name !== 'outdated')
  if (wait !== undefined && bot.pending.length === 0) bot.fire(wait)
  bot.answer('keeper.look', given)
}

describe('an observation', () => {
  test('is sent through its account when it is due', () => {
    const bot = begun()
    expect(bot.inputOf('keeper.look')).toEqual({ fundId: 'main', token, account: input.account })
    const { told } = bot.answer('keeper.look', reading())
    expect(duty(bot)).toBe('observing')
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "event": {
            "data": "0xe8f1d23f000000000000000000000000000000000000000000000000000000000000a00b",
            "label": "observe the price of WAVE",
            "replyTo": "keeper:main",
            "requestId": "observe/0x000000000000000000000000000000000000a00b/1",
            "to": "0x000000000000000000000000000000000000a046",
            "type": "account.send",
            "value": "0",
          },
          "to": "account:31337-0x000000000000000000000000000000000000a041",
        },
      ]
    `)
  })

  test('is the first one at once: a guard that saw nothing has nothing to wait for', () => {
    expect(duty(having({ observedAt: 0, status: 'TOO_FEW_OBSERVATIONS', value: '0', now: 5 }))).toBe('observing')
  })

  test('counts when the guard shows it, not when its transaction is confirmed', () => {
    const bot = observing()
    expect(bot.send(confirmed()).facts).toEqual([])
    expect(bot.answer('keeper.look', observed()).facts).toEqual([
      {
        type: 'price.observed',
        fundId: 'main',
        token,
        guard,
        observedAt: start + windowS + 2,
        status: 'KNOWN',
        value: '2000000000',
        txHash: hashFixture(9),
      },
    ])
    expect([duty(bot), bot.context.outcome]).toEqual(['awaitingDue', null])
  })

  test('of somebody else is as good: a refusal as too soon is no failure then', () => {
    const bot = observing()
    bot.send(failed())
    expect(bot.answer('keeper.look', observed()).facts).toMatchObject([{ type: 'price.observed', txHash: null }])
    expect([duty(bot), bot.context.failures]).toEqual(['awaitingDue', 0])
  })

  test('is told of each guard apart: one that came with another guard is not new', () => {
    const bot = observing()
    bot.send(confirmed())
    bot.answer('keeper.look', observed({ guard: addressFixture(71) }))
    expect(factsOf(bot)).not.toContain('price.observed')
  })

  test('that a confirmed transaction did not leave is a failure, and made again later', () => {
    const bot = observing()
    bot.send(confirmed())
    expect(bot.answer('keeper.look', reading()).facts).toMatchObject([{ type: 'keeper.failed', code: 'OBSERVATION_UNPROVEN' }])
    expect(duty(bot)).toBe('backingOff')
    lookAgain(bot, reading())
    expect(bot.last.told).toMatchObject([{ event: { requestId: id(2) } }])
  })

  test('is not answered by the outcome of an earlier request', () => {
    const bot = observing()
    bot.send(failed())
    bot.answer('keeper.look', reading())
    lookAgain(bot, reading())
    expect(duty(bot)).toBe('observing')
    bot.send(confirmed(1))
    bot.send(failed())
    expect(duty(bot)).toBe('observing')
    bot.send(confirmed(2))
    expect(duty(bot)).toBe('looking')
  })
})

describe('the wait for the next one', () => {
  const wait = (given: Partial<GuardReading>, change: Partial<KeeperInput> = {}): number | undefined =>
    having({ now: start + 1_790, ...given }, change).timers['due']

  test('ends when the window has passed since the newest', () => expect(wait({})).toBe(10_000))
  test('is spread over half a minute at most, so that two keepers do not meet', () =>
    expect([wait({ spread: 500 }), wait({ spread: 999 })]).toEqual([25_000, 39_970]))
  test('is spread over less when the price would grow stale', () =>
    expect(wait({ spread: 500, maxAgeS: windowS + 40 })).toBe(15_000))
  test('is not spread at all when a price lives no longer than its window', () =>
    expect(wait({ spread: 999, maxAgeS: windowS })).toBe(10_000))
  test('is never long, so that a new window is noticed', () => expect(wait({ now: start + 1 })).toBe(keeperLimits.waitMaxMs))
  const { gasPerObservation } = keeperLimits
  test('is longer when the day’s gas would not last for one each window', () => {
    // 60 observations a day are one in 1,440 s: the window is longer anyway
    expect(wait({}, { gasPerDay: 60 * gasPerObservation })).toBe(10_000)
    // 40 are one in 2,160 s
    expect(wait({ now: start + 2_150 }, { gasPerDay: 40 * gasPerObservation })).toBe(10_000)
  })
  test('goes by what the last observation used, once it is known', () => {
    const bot = having({}, { gasPerDay: 40 * gasPerObservation })
    expect(duty(bot)).toBe('awaitingDue')
    lookAgain(bot, reading({ now: start + 2_160 }))
    bot.send(confirmed(1, String(gasPerObservation / 2)))
    bot.answer('keeper.look', reading({ now: start + 2_170 + 1_790, observedAt: start + 2_170 }))
    expect(bot.timers['due']).toBe(10_000)
  })
  test('is never so long that the price grows stale, whatever gas there is', () =>
    expect(wait({ now: start + 5_390 }, { gasPerDay: gasPerObservation })).toBe(10_000))
  test('is the window alone while the price is not known', () =>
    expect(wait({ status: 'TOO_FEW_OBSERVATIONS' }, { gasPerDay: gasPerObservation })).toBe(10_000))
  test('is followed by another look', () => {
    const bot = having({ now: start + 1 })
    bot.fire('due')
    expect(bot.pending).toEqual(['keeper.look'])
  })
})

describe('a keeper that may not observe', () => {
  test.each([
    ['has no guard', { guard: null, status: 'NO_SOURCE' }, 'NO_GUARD'],
    ['has no source', { status: 'NO_SOURCE' }, 'NO_SOURCE'],
    ['is not the fund’s keeper', { keeper: addressFixture(66) }, 'NOT_KEEPER'],
  ] as const)('because it %s holds, says so once, and looks again', (_, given, reason) => {
    const bot = having(given)
    expect([duty(bot), bot.last.told]).toEqual(['held', []])
    expect(bot.last.facts).toContainEqual(expect.objectContaining({ type: 'keeper.held', reason }))
    expect(bot.timers['lookAgain']).toBe(keeperLimits.lookAgainMs)
    lookAgain(bot, reading(given))
    expect(factsOf(bot)).not.toContain('keeper.held')
    lookAgain(bot, reading())
    expect(duty(bot)).toBe('observing')
  })

  test('says it again after it was free', () => {
    const bot = having({ guard: null })
    lookAgain(bot, reading({ now: start + 1 }))
    lookAgain(bot, reading({ guard: null }))
    expect(factsOf(bot)).toContain('keeper.held')
  })

  test('knows its account whatever the letters’ case', () =>
    expect(duty(having({ keeper: addressFixture(65).toLowerCase() }))).toBe('observing'))
})

describe('a failure', () => {
  const obstacle = { code: 'ReservesTooThin', detail: 'ReservesTooThin(1, 2, 3)' }

  test('that the rehearsal foretells costs no transaction', () => {
    const bot = having({ obstacle })
    expect([duty(bot), bot.last.told]).toEqual(['backingOff', []])
    expect(bot.last.facts).toContainEqual({ type: 'keeper.failed', fundId: 'main', token, ...obstacle })
  })

  test('doubles the wait each time, up to five minutes, and takes between half and all of it', () => {
    const bot = having({ obstacle, spread: 0 })
    const waits = Array.from({ length: 11 }, () => {
      const wait = bot.timers['backoff']
      lookAgain(bot, reading({ obstacle, spread: 0 }))
      return wait
    })
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 150, 150, 150].map((s) => s * 1_000))
    lookAgain(bot, reading({ obstacle, spread: 999 }))
    expect(bot.timers['backoff']).toBe(299_850)
  })

  test('is forgotten once an observation is seen', () => {
    const bot = having({ obstacle })
    lookAgain(bot, observed())
    expect(bot.context.failures).toBe(0)
    lookAgain(bot, reading({ observedAt: start + windowS + 2, now: start + 2 * windowS + 2, obstacle }))
    expect(bot.timers['backoff']).toBe(1_000)
  })

  test('of the account is told with its code when the guard shows nothing new', () => {
    const bot = observing()
    bot.send(failed({ code: 'INSUFFICIENT_FUNDS', message: 'gas costs more than the account has' }))
    expect(bot.answer('keeper.look', reading()).facts).toMatchObject([
      { type: 'keeper.failed', code: 'INSUFFICIENT_FUNDS', detail: 'gas costs more than the account has' },
    ])
    expect(duty(bot)).toBe('backingOff')
  })

  test('to read the chain is told, and tried again', () => {
    const bot = begun()
    expect(bot.fail('keeper.look').facts).toMatchObject([{ type: 'keeper.failed', code: 'CHAIN_UNREACHABLE' }])
    expect(bot.timers).toEqual({ backoff: 1_000 })
    lookAgain(bot, reading())
    expect(duty(bot)).toBe('observing')
  })
})

describe('the day’s gas', () => {
  /** Observes once more, `afterS` from the start, for so much gas. */
  function spend(bot: Keeper, at: number, gas: number): void {
    const request = bot.context.requests
    bot.send(confirmed(request, String(gas)))
    bot.answer('keeper.look', reading({ observedAt: at, now: at }))
  }

  test('bounds what the observations of any 24 hours use, whatever each comes to', () => {
    const steps = fc.array(
      fc.record({ afterS: fc.integer({ min: 1, max: 20_000 }), gas: fc.integer({ min: 1, max: 400_000 }) }),
      {
        maxLength: 40,
      },
    )
    fc.assert(
      fc.property(steps, fc.integer({ min: 150_000, max: 2_000_000 }), (all, gasPerDay) => {
        const bot = driveUnrecorded(keeperMachine, { ...input, gasPerDay })
        bot.answer('keeper.look', reading({ now: start, guard: null }))
        const used: { at: number; gas: number }[] = []
        let [now, observedAt] = [start, 0]
        for (const { afterS, gas } of all) {
          now += afterS
          lookAgain(bot, reading({ now, observedAt }))
          if (duty(bot) !== 'observing') continue
          const ofTheDay = used.filter(({ at }) => at > now - 86_400).reduce((sum, one) => sum + one.gas, 0)
          expect(ofTheDay + (used.at(-1)?.gas ?? keeperLimits.gasPerObservation)).toBeLessThanOrEqual(gasPerDay)
          used.push({ at: now, gas })
          observedAt = now
          spend(bot, now, gas)
        }
      }),
      { numRuns: 200 },
    )
  })

  test('counts a revert as a whole observation, and a refusal before signing as nothing', () => {
    const bot = observing()
    bot.send(failed())
    expect(bot.context.spent).toEqual([])
    bot.answer('keeper.look', reading())
    lookAgain(bot, reading())
    bot.send(failed({ requestId: id(2), stage: 'receipt', txHash: hashFixture(9) }))
    expect(bot.context.spent).toEqual([{ hour: (start - (start % 3_600)) / 3_600, gas: keeperLimits.gasPerObservation }])
  })

  test('adds up within an hour, keeps the hours of a day, and forgets older ones', () => {
    const bot = observing()
    spend(bot, start + 1_900, 100)
    lookAgain(bot, reading({ observedAt: start + 1_900, now: start + 3_500 + 1_800 }))
    spend(bot, start + 5_300, 50)
    const hour = start / 3_600
    expect(bot.context.spent).toEqual([
      { hour, gas: 100 },
      { hour: hour + 1, gas: 50 },
    ])
    lookAgain(bot, reading({ observedAt: start + 5_300, now: start + 26 * 3_600 }))
    spend(bot, start + 26 * 3_600, 7)
    lookAgain(bot, reading({ observedAt: start + 26 * 3_600, now: start + 26 * 3_600 + 1_800 }))
    bot.send(confirmed(bot.context.requests, '8'))
    expect(bot.context.spent).toEqual([{ hour: hour + 26, gas: 15 }])
  })

  test('that is used is waited for until its oldest hour is past, and looked at again within one', () => {
    const bot = having({}, { gasPerDay: 200_000 })
    expect(duty(bot)).toBe('awaitingDue')
    lookAgain(bot, reading({ now: start + 70_000 }))
    bot.send(confirmed(1, '150000'))
    bot.answer('keeper.look', reading({ now: start + 70_010, observedAt: start + 70_005 }))
    bot.send(confirmed(0, '40000')) // late, and used all the same
    lookAgain(bot, reading({ now: start + 70_005 + 17_281, observedAt: start + 70_005 }))
    expect(duty(bot)).toBe('rationed')
    expect(bot.timers['ration']).toBe(3_600_000)
    lookAgain(bot, reading({ now: start + 44 * 3_600 - 7, observedAt: start + 70_005 }))
    expect(factsOf(bot)).not.toContain('keeper.held')
    expect(bot.timers['ration']).toBe(7_000)
    lookAgain(bot, reading({ now: start + 44 * 3_600 + 1, observedAt: start + 70_005 }))
    expect(duty(bot)).toBe('observing')
  })

  test('that is less than one observation is never begun', () => {
    const bot = having({ now: start + 1e6 }, { gasPerDay: 100_000 })
    expect([duty(bot), bot.timers['ration']]).toEqual(['rationed', 3_600_000])
  })
})

describe('the price', () => {
  test('is told when it is known, once', () => {
    const bot = having({ now: start + 1 })
    expect(bot.last.facts).toEqual([
      { type: 'price.known', fundId: 'main', token, guard, observedAt: start, value: '2000000000' },
    ])
    lookAgain(bot, reading({ now: start + 2 }))
    expect([price(bot), bot.last.facts]).toEqual(['known', []])
  })

  test('is told when it is not, once for each reason', () => {
    const bot = having({ status: 'TOO_FEW_OBSERVATIONS', value: '0', now: start + 1 })
    expect(bot.last.facts).toMatchObject([{ type: 'price.unavailable', status: 'TOO_FEW_OBSERVATIONS' }])
    lookAgain(bot, reading({ status: 'TOO_FEW_OBSERVATIONS', value: '0', now: start + 2 }))
    expect(bot.last.facts).toEqual([])
    lookAgain(bot, reading({ status: 'THIN_RESERVES', value: '0', now: start + 3 }))
    expect(bot.last.facts).toMatchObject([{ type: 'price.unavailable', status: 'THIN_RESERVES' }])
    lookAgain(bot, reading({ now: start + 4 }))
    expect(factsOf(bot)).toEqual(['price.known'])
    lookAgain(bot, reading({ status: 'THIN_RESERVES', value: '0', now: start + 5 }))
    expect(factsOf(bot)).toEqual(['price.unavailable'])
  })

  test('grows stale by time alone, while a transaction hangs', () => {
    const bot = observing()
    expect([duty(bot), bot.timers]).toEqual(['observing', { outdated: (maxAgeS - windowS + 1) * 1_000 }])
    expect(bot.fire('outdated').facts).toMatchObject([
      {
        type: 'price.unavailable',
        status: 'STALE',
        detail: 'the price of WAVE is stale: its observations are too old or too far apart; no trade executes until it is known',
      },
    ])
    bot.send(confirmed())
    expect(bot.answer('keeper.look', reading({ status: 'STALE', value: '0' })).facts.map(({ type }) => type)).toEqual([
      'keeper.failed',
    ])
    lookAgain(bot, observed())
    expect(factsOf(bot)).toEqual(['price.observed', 'price.known'])
  })

  test('is of no matter without a guard', () => {
    const bot = having({ guard: null })
    expect(price(bot)).toBe('unread')
    lookAgain(bot, reading({ now: start + 1 }))
    lookAgain(bot, reading({ guard: null }))
    expect(price(bot)).toBe('unread')
    lookAgain(bot, reading({ status: 'STALE', value: '0', now: start + 1 }))
    expect(factsOf(bot)).toEqual(['price.unavailable'])
    lookAgain(bot, reading({ guard: null }))
    expect([price(bot), bot.context.unavailableBy]).toEqual(['unread', null])
  })
})

test('looks at the chain when its journal may have lost an answer', () => {
  const bot = observing()
  bot.send({ type: 'keeper.reconsider' })
  expect(bot.pending).toEqual(['keeper.look'])
  bot.send(confirmed()) // it was on its way all the same
  expect([duty(bot), bot.context.lastGas]).toEqual(['looking', 62_000])
  bot.answer('keeper.look', observed())
  expect(duty(bot)).toBe('awaitingDue')
})

describe('as a whole', () => {
  const samples = [confirmed(77), failed({ requestId: id(77) }), { type: 'keeper.reconsider' }, { type: 'nobody.knows' }]

  test('every state is entered and every transition taken', () => expect(untaken(keeperMachine)).toEqual([]))
  test('its names', () =>
    expect(vocabularyOf(keeperMachine)).toMatchInlineSnapshot(`
    {
      "events": [
        "account.confirmed",
        "account.failed",
        "keeper.reconsider",
        "price.read",
      ],
      "facts": [
        "keeper.failed",
        "keeper.held",
        "price.known",
        "price.observed",
        "price.unavailable",
      ],
      "ports": [
        "keeper.look",
      ],
      "tells": [
        "account.send",
      ],
    }
  `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(keeperMachine, samples)).toMatchInlineSnapshot(`
    {
      "duty:awaitingDue,price:known": "nobody.knows",
      "duty:awaitingDue,price:unavailable": "nobody.knows",
      "duty:backingOff,price:known": "nobody.knows",
      "duty:backingOff,price:unavailable": "nobody.knows",
      "duty:backingOff,price:unread": "nobody.knows",
      "duty:held,price:known": "nobody.knows",
      "duty:held,price:unavailable": "nobody.knows",
      "duty:held,price:unread": "nobody.knows",
      "duty:looking,price:known": "nobody.knows",
      "duty:looking,price:unavailable": "nobody.knows",
      "duty:looking,price:unread": "nobody.knows",
      "duty:observing,price:known": "nobody.knows",
      "duty:observing,price:unavailable": "nobody.knows",
      "duty:rationed,price:known": "nobody.knows",
    }
  `))
  const world = (): World<typeof keeperMachine> => ({
    input: { ...input, gasPerDay: 150_000 },
    events: () => [confirmed(1, '150000'), failed({ stage: 'receipt', txHash: hashFixture(9) }), { type: 'keeper.reconsider' }],
    answers: {
      'keeper.look': [
        reading({ now: start + 1 }),
        reading({ now: start + 100_000 }),
        reading({ now: start + 200_000, observedAt: start + 100_000 }),
        reading({ now: start + 100_000, guard: null }),
        reading({ now: start + 100_000, obstacle: { code: 'ReservesTooThin', detail: '' } }),
        reading({ now: start + 100_000, observedAt: 0, status: 'TOO_FEW_OBSERVATIONS' }),
      ],
    },
    aspect: ({ context }) => [context.spent.length > 0, context.outcome === null, context.failures > 1],
  })
  test('no state is unreachable', () => expect(unreachable(keeperMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(keeperMachine, world()))
})
