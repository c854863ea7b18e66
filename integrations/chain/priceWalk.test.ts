import { expect, test } from 'vitest'
import { choose, type Position } from '#machines/strategyRules.ts'
import { strategyRulesSchema } from '#protocol/strategyRules.ts'
import { mulberry32, priceWalk, type WalkStep } from './priceWalk.ts'

const startWad = 3_000n * 10n ** 18n
function take(seed: number, count: number, salt?: string): WalkStep[] {
  const walk = priceWalk({ seed, startWad, ...(salt === undefined ? {} : { salt }) })
  return Array.from({ length: count }, () => walk.next().value)
}
const rules = (rule: 'momentum' | 'mean-reversion') =>
  strategyRulesSchema.parse({
    entry: { rule, windowRounds: 3, thresholdBps: 50 },
    exit: { stopLossBps: 300, takeProfitBps: 250, drawdownBps: 200, timeStopRounds: 10 },
    sizing: { shareBps: 5_000, maxAmountIn: '1000000000' },
    maxSlippageBps: 100,
    cooldownRounds: 2,
    intentTtlS: 300,
  })

/** Plays the strategy's rules over a walk and answers every rule that decided something. */
function decisions(seed: number, rule: 'momentum' | 'mean-reversion'): string[] {
  const prices = take(seed, 400).map(({ priceWad }) => priceWad.toString())
  let position = null as Position | null // a plain null would be narrowed to never inside the loop
  let lastSaleRound: number | null = null
  const said: string[] = []
  for (const [round, price] of prices.entries()) {
    const pricesWad = prices.slice(Math.max(0, round - 10), round + 1)
    const choice = choose({ round, position, baseFree: '1000000000', pricesWad, lastSaleRound }, rules(rule))
    said.push(choice.action === 'HOLD' ? 'no trade' : choice.decision.rule)
    if (choice.action === 'BUY')
      position = { quantity: '1', entryPriceWad: price, cost: '1', openedRound: round, peakPriceWad: price }
    else if (choice.action === 'SELL') {
      position = null
      lastSaleRound = round
    } else if (position !== null && BigInt(price) > BigInt(position.peakPriceWad)) position = { ...position, peakPriceWad: price }
  }
  return said
}

test('gives the same prices for the same seed and others for another seed or pool', () => {
  expect(take(7, 200)).toEqual(take(7, 200))
  expect(take(8, 200)).not.toEqual(take(7, 200))
  expect(take(7, 200, 'wbtc-usdc')).not.toEqual(take(7, 200, 'weth-usdc'))
})

test('keeps its first steps, so that a recorded run can be repeated', () => {
  expect(take(1, 4).map(({ step, regime, priceWad }) => `${step} ${regime} ${priceWad}`)).toMatchInlineSnapshot(`
    [
      "1 calm 3001188000000000000000",
      "2 calm 2998007289338880000000",
      "3 calm 2997628290454666705306",
      "4 calm 2995345964371522708424",
    ]
  `)
})

test('draws what mulberry32 draws', () => {
  const random = mulberry32(1)
  expect([random(), random()].map((value) => value.toFixed(6))).toEqual(['0.627074', '0.002736'])
})

test('over seeds 1 to 20 every entry and every exit rule decides, and so does no trade', () => {
  const seen = new Set<string>()
  for (let seed = 1; seed <= 20; seed++) {
    for (const rule of ['momentum', 'mean-reversion'] as const)
      for (const said of decisions(seed, rule)) seen.add(`${rule}: ${said}`)
  }
  const wanted = ['stop-loss', 'take-profit', 'drawdown', 'time-stop', 'no trade']
  for (const rule of ['momentum', 'mean-reversion'])
    for (const said of [rule, ...wanted]) expect(seen).toContain(`${rule}: ${said}`)
})

test('each seed buys and sells within 150 steps', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const said = decisions(seed, 'momentum').slice(0, 150)
    expect(said, `seed ${seed}`).toContain('momentum')
    expect(
      said.some((each) => ['stop-loss', 'take-profit', 'drawdown', 'time-stop'].includes(each)),
      `seed ${seed}`,
    ).toBe(true)
  }
})

test('stays where a pool can follow', () => {
  for (let seed = 1; seed <= 20; seed++) {
    for (const { priceWad } of take(seed, 2_000)) {
      expect(priceWad > startWad / 2n && priceWad < startWad * 2n).toBe(true)
    }
  }
})
