import { describe, expect, test } from 'vitest'
import { adapterDataFixture, addressFixture, hashFixture } from '#protocol/fixtures.ts'
import { drive } from '../test/machines/driver.ts'
import { askedCases } from '../test/machines/strategyAsks.ts'
import { untaken } from '../test/machines/recording.ts'
import { ignoredEvents, survivesAnything, unreachable, vocabularyOf, type World } from '../test/machines/wholeMachine.ts'
import { botLimits, strategyLimits } from './limits.ts'
import { strategyMachine } from './strategy.ts'
import {
  rules,
  input,
  wad,
  decide,
  flat,
  holding,
  intentHash,
  proposal,
  outcome,
  confirmed,
  failed,
  round,
  routing,
  selling,
  awaitingProposal,
  submitting,
  awaitingOutcome,
  atRest,
  ask,
  sale,
  type Strategy,
} from '../test/machines/strategyStages.ts'

describe('a round', () => {
  test('without a reason to trade is decided, explained and over', () => {
    const bot = drive(strategyMachine, input)
    bot.answer('strategy.nextTask', decide(1, wad(100)))
    const { facts } = bot.answer('strategy.observe', flat)
    expect(facts).toMatchObject([
      { type: 'strategy.decided', fundId: 'main', round: 1, action: 'HOLD', rule: 'insufficient-data', priceWad: wad(100) },
    ])
    atRest(bot)
  })

  test('with a reason is routed to the exact trade and put on chain by its own account', () => {
    const bot = routing()
    expect(bot.last.facts).toMatchObject([{ action: 'BUY', rule: 'momentum' }])
    expect(bot.inputOf('strategy.route')).toMatchObject({ round: 2, root: hashFixture(2), choice: { action: 'BUY' } })
    expect(bot.answer('strategy.route', proposal).told).toEqual([
      {
        to: input.account,
        event: {
          type: 'account.send',
          requestId: `propose/${intentHash}`,
          replyTo: 'strategy:main',
          to: addressFixture(6),
          data: '0x02',
          value: '0',
          label: `propose BUY ${intentHash}`,
        },
      },
    ])
  })

  test('whose intent is on chain goes to the relayer with its route and its transaction', () => {
    const bot = submitting()
    expect(bot.inputOf('strategy.submitIntent')).toMatchObject({
      proposal: { adapterData: adapterDataFixture },
      proposeTxHash: hashFixture(9),
      choice: { action: 'BUY' },
    })
    bot.answer('strategy.submitIntent', { status: 202 })
    expect(bot.inputOf('strategy.awaitOutcome')).toEqual({ fundId: 'main', intentHash, cursor: '2/0' })
  })

  test('takes no outcome of another request for its own', () => {
    const bot = awaitingProposal()
    bot.send(confirmed(hashFixture(1)))
    bot.send(failed(hashFixture(1)))
    expect(bot.value).toBe('awaitingProposal')
  })
})

describe('an open intent', () => {
  test('that ends frees the strategy for the next round', () => {
    const bot = awaitingOutcome()
    bot.answer('strategy.awaitOutcome', outcome('dropped'))
    atRest(bot)
    expect(bot.inputOf('strategy.nextTask')).toEqual({ fundId: 'main', cursor: '99/0' })
  })

  test('lets no claimed price of the rounds meanwhile be forgotten, and none of them is decided on', () => {
    const bot = awaitingOutcome()
    for (const [number, price] of [
      [3, wad(101)],
      [4, null],
      [5, wad(103)],
    ] as const) {
      expect(bot.answer('strategy.awaitOutcome', decide(number, price)).facts).toEqual([])
      expect(bot.inputOf('strategy.awaitOutcome')).toEqual({ fundId: 'main', intentHash, cursor: `${number}/0` })
    }
    expect(bot.armedTimes('outcome')).toBe(1)
    bot.answer('strategy.awaitOutcome', outcome('dropped'))
    expect(bot.context.pricesWad).toEqual([wad(100), wad(102), wad(101), wad(103)])
    expect(bot.answer('strategy.nextTask', decide(6, wad(105))).facts).toEqual([])
    expect(bot.answer('strategy.observe', flat).facts).toMatchObject([{ round: 6, action: 'BUY', priceWad: wad(105) }])
  })

  test('that is a sale keeps looking for the position’s best price, from which a fall is measured', () => {
    const bot = awaitingOutcome(selling())
    for (const [number, price] of [
      [2, wad(130)],
      [3, wad(120)],
    ] as const) {
      bot.answer('strategy.awaitOutcome', decide(number, price))
    }
    expect(bot.context.position?.peakPriceWad).toBe(wad(130))
    bot.answer('strategy.awaitOutcome', outcome('dropped'))
    round(bot, 4, wad(120), holding)
    expect(bot.context.position).toMatchObject({ peakPriceWad: wad(130), openedRound: 1 })
  })

  test('is waited for however often the feed has nothing, but not for ever', () => {
    const bot = awaitingOutcome()
    expect(bot.timers).toEqual({ outcome: strategyLimits.outcomeMs })
    const armed = bot.timers
    bot.answer('strategy.awaitOutcome', { cursor: '50/0', task: null })
    expect([bot.value, bot.timers]).toEqual([{ awaitingOutcome: 'listening' }, armed])
    bot.fire('outcome')
    atRest(bot)
  })

  test('is asked about again after a rest when the feed is silent', () => {
    const bot = awaitingOutcome()
    bot.fail('strategy.awaitOutcome')
    expect(bot.timers).toEqual({ outcome: strategyLimits.outcomeMs, rest: botLimits.feedRetryMs })
    bot.fire('rest')
    expect(bot.pending).toEqual(['strategy.awaitOutcome'])
  })

  test('keeps its deadline over empty waits and rests: the timer is armed once', () => {
    const bot = awaitingOutcome()
    for (const _ of [1, 2]) {
      bot.answer('strategy.awaitOutcome', { cursor: '50/0', task: null })
      bot.fail('strategy.awaitOutcome')
      bot.fire('rest')
    }
    expect(bot.armedTimes('outcome')).toBe(1)
  })
})

describe('a trade that people have to approve', () => {
  const asking = { ...proposal, asks: true as const }
  const waiting = (): Strategy => {
    const bot = routing()
    expect(bot.answer('strategy.route', asking).told).toEqual([])
    expect(bot.inputOf('strategy.submitIntent')).toMatchObject({ proposeTxHash: null })
    bot.answer('strategy.submitIntent', { status: 202 })
    return bot
  }
  const cleared = { cursor: '60/0', task: { kind: 'cleared', intentHash } }

  test('is handed in before it is on chain, and put there once they approved it', () => {
    const bot = waiting()
    expect([bot.value, bot.all.told]).toEqual([{ awaitingOutcome: 'listening' }, []])
    expect(bot.answer('strategy.awaitOutcome', cleared).told).toMatchObject([{ event: { requestId: `propose/${intentHash}` } }])
    bot.send(confirmed())
    expect([bot.value, bot.context.cursor]).toEqual([{ awaitingOutcome: 'listening' }, '60/0'])
    bot.answer('strategy.awaitOutcome', outcome('executed'))
    atRest(bot)
  })

  test('never goes on chain when they reject it', () => {
    const bot = waiting()
    bot.answer('strategy.awaitOutcome', outcome('dropped'))
    atRest(bot)
    expect(bot.all.told).toEqual([])
  })
})

describe('a trade that a person asks for', () => {
  askedCases()
})

describe('after a sale', () => {
  test('remembers the round, so that it waits before it buys again', () => {
    const bot = awaitingOutcome(selling())
    bot.answer('strategy.awaitOutcome', outcome('executed'))
    expect(bot.context.lastSaleRound).toBe(1)
    round(bot, 2, wad(120), flat)
    expect(bot.last.facts).toMatchObject([{ action: 'HOLD', rule: 'cooldown' }])
  })

  test('that was dropped, or a buy, nothing is remembered', () => {
    const dropped = awaitingOutcome(selling())
    dropped.answer('strategy.awaitOutcome', outcome('dropped'))
    const bought = awaitingOutcome()
    bought.answer('strategy.awaitOutcome', outcome('executed'))
    expect([dropped.context.lastSaleRound, bought.context.lastSaleRound]).toEqual([null, null])
  })
})

describe('memory', () => {
  test('keeps the round a position was first seen and its best price while it is held, and forgets both after', () => {
    const bot = drive(strategyMachine, input)
    round(bot, 4, wad(101), holding)
    round(bot, 5, wad(103), holding)
    round(bot, 6, wad(102), holding)
    expect(bot.context.position).toEqual({ ...holding.held, openedRound: 4, peakPriceWad: wad(103) })
    round(bot, 7, wad(102), flat)
    expect(bot.context.position).toBeNull()
  })

  test('measures a position from its entry price when no price is known', () => {
    const bot = drive(strategyMachine, input)
    round(bot, 4, null, holding)
    expect([bot.context.pricesWad, bot.context.position?.peakPriceWad]).toEqual([[], wad(100)])
    expect(bot.last.facts).toMatchObject([{ action: 'HOLD', rule: 'insufficient-data', priceWad: null }])
  })

  test('keeps a bounded number of prices', () => {
    const bot = drive(strategyMachine, { ...input, rules: { ...rules, entry: { ...rules.entry, thresholdBps: 10_000 } } })
    for (let number = 1; number <= strategyLimits.series + 2; number += 1) round(bot, number, wad(100 + number), flat)
    expect(bot.context.pricesWad).toHaveLength(strategyLimits.series)
    expect(bot.context.pricesWad.at(-1)).toBe(wad(100 + strategyLimits.series + 2))
  })
})

describe('when something fails it says so and waits for the next round', () => {
  test.each([
    [
      'reading the vault',
      () => drive(strategyMachine, input),
      (bot: Strategy) => [bot.answer('strategy.nextTask', decide(2, null)), bot.fail('strategy.observe')],
    ],
    ['quoting', routing, (bot: Strategy) => [bot.fail('strategy.route')]],
    ['the transaction', awaitingProposal, (bot: Strategy) => [bot.send(failed())]],
    ['the relayer', submitting, (bot: Strategy) => [bot.fail('strategy.submitIntent')]],
  ])('%s', (_, given, failing) => {
    const bot = given()
    expect(failing(bot).at(-1)?.facts).toMatchObject([{ type: 'strategy.failed', fundId: 'main', round: 2 }])
    atRest(bot)
  })
})

test('asks the feed again after an empty wait, and after a rest when it is silent', () => {
  const bot = drive(strategyMachine, input)
  bot.answer('strategy.nextTask', { cursor: '9/1', task: null })
  bot.fail('strategy.nextTask')
  expect([bot.value, bot.timers]).toEqual(['resting', { rest: botLimits.feedRetryMs }])
  bot.fire('rest')
  expect(bot.inputOf('strategy.nextTask')).toEqual({ fundId: 'main', cursor: '9/1' })
})

test('does nothing about a late answer to a submission', () => {
  const bot = awaitingOutcome()
  const before = bot.context
  bot.send({ type: 'strategy.submitIntent.late' })
  expect(bot.context).toEqual(before)
})

describe('as a whole', () => {
  const samples = [
    confirmed(hashFixture(1)),
    failed(hashFixture(1)),
    { type: 'strategy.submitIntent.late' },
    ask,
    { type: 'nobody.knows' },
  ]

  test('every state is entered and every transition taken', () => expect(untaken(strategyMachine)).toEqual([]))
  test('its names', () =>
    expect(vocabularyOf(strategyMachine)).toMatchInlineSnapshot(`
      {
        "events": [
          "account.confirmed",
          "account.failed",
          "strategy.ask",
          "strategy.submitIntent.late",
        ],
        "facts": [
          "strategy.asked",
          "strategy.decided",
          "strategy.failed",
          "strategy.refused",
        ],
        "ports": [
          "strategy.awaitOutcome",
          "strategy.awaitSnapshot",
          "strategy.nextTask",
          "strategy.observe",
          "strategy.route",
          "strategy.submitIntent",
          "strategy.weigh",
        ],
        "tells": [
          "account.send",
        ],
      }
    `))
  test('what it ignores changes nothing', () =>
    expect(ignoredEvents(strategyMachine, samples)).toMatchInlineSnapshot(`
      {
        "awaitingOutcome:asking": "account.confirmed account.failed nobody.knows",
        "awaitingOutcome:listening": "account.confirmed account.failed nobody.knows",
        "awaitingProposal": "account.confirmed account.failed nobody.knows",
        "awaitingSnapshot:following": "account.confirmed account.failed nobody.knows",
        "awaitingSnapshot:pausing": "account.confirmed account.failed nobody.knows",
        "observing": "account.confirmed account.failed nobody.knows",
        "resting": "account.confirmed account.failed nobody.knows",
        "routing": "account.confirmed account.failed nobody.knows",
        "submitting": "account.confirmed account.failed nobody.knows",
        "watching": "account.confirmed account.failed nobody.knows",
        "weighing": "account.confirmed account.failed nobody.knows",
      }
    `))
  const world = (): World<typeof strategyMachine> => {
    const answers = {
      'strategy.nextTask': [decide(1, wad(110)), decide(1, wad(101))],
      'strategy.observe': [holding, flat],
      'strategy.weigh': [holding, flat],
      'strategy.awaitSnapshot': [decide(1, wad(110)), decide(1, wad(101))],
      'strategy.route': [proposal],
      'strategy.submitIntent': [{ status: 202 }],
      'strategy.awaitOutcome': [outcome('executed'), decide(9, wad(99))],
    }
    return { input, events: () => [confirmed(), failed(), ask, sale], answers }
  }
  test('no state is unreachable', () => expect(unreachable(strategyMachine, world())).toEqual([]))
  test('no sequence of events makes a turn fail', () => survivesAnything(strategyMachine, world()))
})
