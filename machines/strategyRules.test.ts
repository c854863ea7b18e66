import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decisionRules, decisionSchema } from '#protocol/decision.ts'
import { fundFixture } from '#protocol/fixtures.ts'
import { choose, moveBps, type Choice, type Position, type Situation } from './strategyRules.ts'

const rules = {
  ...fundFixture().strategy,
  entry: { rule: 'momentum' as const, windowRounds: 2, thresholdBps: 100 },
  exit: { stopLossBps: 300, takeProfitBps: 400, drawdownBps: 200, timeStopRounds: 20 },
  cooldownRounds: 3,
}
const reverting = { ...rules, entry: { ...rules.entry, rule: 'mean-reversion' as const } }
/** A price with two decimals: 10_150 is 101.50. */
const price = (hundredths: number): string => `${hundredths}0000000000000000`
const prices = (...hundredths: readonly number[]): readonly string[] => hundredths.map(price)
const position = (change: Partial<Position> = {}): Position => ({
  quantity: '500',
  entryPriceWad: price(10_000),
  cost: '50000',
  openedRound: 10,
  peakPriceWad: price(10_000),
  ...change,
})
const situation = (change: Partial<Situation> = {}): Situation => ({
  round: 12,
  position: null,
  baseFree: '1000000',
  pricesWad: prices(10_000, 10_050, 10_100),
  lastSaleRound: null,
  ...change,
})
const held = (now: number, change: Partial<Position> = {}, round = 12): Choice =>
  choose(situation({ round, pricesWad: prices(now), position: position(change) }), rules)
const ruleOf = (choice: Choice): string => `${choice.action} ${choice.decision.rule}`

describe('exits', () => {
  test('stop the loss at its limit, not before', () => {
    expect([ruleOf(held(9_701)), ruleOf(held(9_700))]).toEqual(['HOLD holding', 'SELL stop-loss'])
    expect(held(9_700)).toMatchObject({
      amountIn: '500',
      priceWad: price(9_700),
      decision: { explanation: 'price is 3.00 % below entry; the limit is 3.00 %' },
    })
  })

  test('take the profit at its target, not before', () => {
    expect([ruleOf(held(10_399)), ruleOf(held(10_400))]).toEqual(['HOLD holding', 'SELL take-profit'])
  })

  test('leave after a fall from the best price since entry', () => {
    const peak = { peakPriceWad: price(10_300) }
    expect([ruleOf(held(10_095, peak)), ruleOf(held(10_094, peak))]).toEqual(['HOLD holding', 'SELL drawdown'])
    expect(held(10_094, peak).decision.figures).toEqual({ gainBps: '94', fallFromPeakBps: '200', heldRounds: '2' })
  })

  test('leave a fall from the entry price itself to the stop-loss', () => {
    expect(ruleOf(held(9_750))).toBe('HOLD holding')
  })

  test('leave after too long', () => {
    expect([ruleOf(held(10_050, {}, 29)), ruleOf(held(10_050, {}, 30))]).toEqual(['HOLD holding', 'SELL time-stop'])
  })

  test('name the graver reason first when several hold', () => {
    expect(ruleOf(held(9_600, { peakPriceWad: price(10_300) }, 40))).toBe('SELL stop-loss')
    expect(ruleOf(held(10_500, { peakPriceWad: price(11_500) }, 40))).toBe('SELL take-profit')
    expect(ruleOf(held(10_050, { peakPriceWad: price(10_390) }, 40))).toBe('SELL drawdown')
  })

  test('come before entries: a position is never added to', () => {
    expect(ruleOf(choose(situation({ position: position() }), rules))).toBe('HOLD holding')
  })

  test('say how things stand while none is due', () => {
    expect(held(10_050).decision.explanation).toBe('0.50 % from entry after 2 rounds; no exit is due')
  })
})

describe('entries', () => {
  test('by momentum follow a rise over the window', () => {
    expect(ruleOf(choose(situation(), rules))).toBe('BUY momentum')
    expect(ruleOf(choose(situation({ pricesWad: prices(10_000, 10_050, 10_099) }), rules))).toBe('HOLD no-signal')
    expect(ruleOf(choose(situation({ pricesWad: prices(10_000, 9_950, 9_900) }), rules))).toBe('HOLD no-signal')
  })

  test('by mean reversion follow a fall over the window', () => {
    expect(ruleOf(choose(situation({ pricesWad: prices(10_000, 9_950, 9_900) }), reverting))).toBe('BUY mean-reversion')
    expect(ruleOf(choose(situation({ pricesWad: prices(10_000, 9_950, 9_901) }), reverting))).toBe('HOLD no-signal')
    expect(ruleOf(choose(situation(), reverting))).toBe('HOLD no-signal')
  })

  test('compare with the price exactly one window ago', () => {
    expect(ruleOf(choose(situation({ pricesWad: prices(9_000, 10_000, 10_050, 10_060) }), rules))).toBe('HOLD no-signal')
  })

  test('take a share of what is free, capped', () => {
    const sized = (baseFree: string, sizing: { shareBps: number; maxAmountIn: string }) =>
      choose(situation({ baseFree }), { ...rules, sizing } as typeof rules).amountIn
    expect([
      sized('1000', { shareBps: 2_000, maxAmountIn: '500' }),
      sized('9999', { shareBps: 2_000, maxAmountIn: '500' }),
    ]).toEqual(['200', '500'])
  })
})

describe('no trade says why', () => {
  test.each([
    ['no price at all', { pricesWad: [] }, 'insufficient-data', 'this snapshot has no price for the traded token'],
    [
      'too few prices',
      { pricesWad: prices(10_000, 10_100) },
      'insufficient-data',
      '2 prices are known; the entry compares over 2 rounds',
    ],
    ['just sold', { lastSaleRound: 10 }, 'cooldown', '2 rounds since the last sale; it stands still for 3'],
    ['nothing free', { baseFree: '4' }, 'insufficient-funds', 'the vault has 4 base units free'],
    [
      'no move',
      { pricesWad: prices(10_000, 10_000, 10_000) },
      'no-signal',
      'price moved 0.00 % over 2 rounds; it enters once it rose 1.00 %',
    ],
    [
      'a holding',
      { position: position(), pricesWad: prices(10_000) },
      'holding',
      '0.00 % from entry after 2 rounds; no exit is due',
    ],
  ] as const)('%s', (_, change, rule, explanation) => {
    expect(choose(situation(change), rules)).toMatchObject({ action: 'HOLD', amountIn: '0', decision: { rule, explanation } })
  })

  test.each([
    [3, 9, 'HOLD cooldown'],
    [3, 8, 'BUY momentum'],
    [1, 11, 'HOLD cooldown'],
    [1, 10, 'BUY momentum'],
    [0, 11, 'BUY momentum'],
  ])('and stands still for exactly %i rounds: sold in %i, in round 12 it is %s', (cooldownRounds, lastSaleRound, wanted) => {
    expect(ruleOf(choose(situation({ lastSaleRound }), { ...rules, cooldownRounds }))).toBe(wanted)
  })
})

describe('whatever the situation', () => {
  const anyPrice = fc.integer({ min: 0, max: 1_000_000 }).map(price)
  const anySituation = fc.record({
    round: fc.integer({ min: 20, max: 100 }),
    baseFree: fc.nat(10_000).map(String),
    pricesWad: fc.array(anyPrice, { maxLength: 6 }),
    lastSaleRound: fc.option(fc.integer({ min: 0, max: 20 })),
    position: fc.option(
      fc.record({
        quantity: fc.integer({ min: 1, max: 99 }).map(String),
        entryPriceWad: anyPrice,
        cost: fc.constant('50000'),
        openedRound: fc.nat(20),
        peakPriceWad: anyPrice,
      }),
    ),
  })

  test('it decides one thing, explains it, and never sells what it has not or buys while it holds', () => {
    fc.assert(
      fc.property(anySituation, fc.constantFrom(rules, reverting), (given, by) => {
        const choice = choose(given, by)
        expect(decisionSchema.parse(choice.decision)).toEqual(choice.decision)
        const free = BigInt(given.baseFree)
        const allowed = {
          BUY: given.position === null && BigInt(choice.amountIn) > 0n && BigInt(choice.amountIn) <= free,
          SELL: choice.amountIn === given.position?.quantity,
          HOLD: choice.amountIn === '0',
        }
        expect(allowed[choice.action]).toBe(true)
        expect(choose(given, by)).toEqual(choice)
      }),
    )
  })

  test('every rule of the shared table decides somewhere', () => {
    const all = [
      held(9_700),
      held(10_400),
      held(10_094, { peakPriceWad: price(10_300) }),
      held(10_050, {}, 30),
      held(10_050),
      choose(situation(), rules),
      choose(situation({ pricesWad: prices(10_000, 9_950, 9_900) }), reverting),
      choose(situation({ pricesWad: [] }), rules),
      choose(situation({ lastSaleRound: 12 }), rules),
      choose(situation({ baseFree: '0' }), rules),
      choose(situation(), reverting),
    ]
    // `asked` is no rule of the strategy's own: a person asked
    expect([...all.map((choice) => choice.decision.rule), 'asked'].toSorted()).toEqual(decisionRules.toSorted())
  })
})

test('one is one', () => {
  const once = { ...rules, entry: { ...rules.entry, windowRounds: 1 } }
  expect([
    choose(situation({ pricesWad: prices(10_000, 10_200) }), once).decision.explanation,
    choose(situation({ pricesWad: prices(10_000) }), once).decision.explanation,
    choose(situation({ lastSaleRound: 11 }), rules).decision.explanation,
  ]).toEqual([
    'price rose 2.00 % over 1 round; it enters from 1.00 %',
    '1 price is known; the entry compares over 1 round',
    '1 round since the last sale; it stands still for 3',
  ])
})

test('a move is in basis points, rounded towards zero, and none from a price of zero', () => {
  expect([
    moveBps(price(10_000), price(10_100)),
    moveBps('30000', '29999'),
    moveBps('0', '5'),
    moveBps(price(10_000), '0'),
  ]).toEqual([100, 0, 0, -10_000])
})
