// What the default rules do on the development market: the real strategy machine over the real price walk.
import { expect, test } from 'vitest'
import { priceWalk } from '#integrations/chain/priceWalk.ts'
import { developmentRules } from '#machines/defaultRules.ts'
import { playRounds } from './strategyRounds.ts'

const seeds = Array.from({ length: 20 }, (_, index) => index + 1)
const roundsPlayed = 100
const exits = ['SELL take-profit', 'SELL stop-loss', 'SELL drawdown', 'SELL time-stop'] as const

/** The prices that rounds see when the walk makes `stepsPerRound` steps between two of them. */
function pricesOf(seed: number, stepsPerRound: number): readonly string[] {
  const walk = priceWalk({ seed, salt: 'weth-usdc', startWad: 3_000n * 10n ** 18n })
  return Array.from({ length: roundsPlayed }, () => {
    let { priceWad } = walk.next().value
    for (let step = 1; step < stepsPerRound; step += 1) ({ priceWad } = walk.next().value)
    return priceWad.toString()
  })
}

function countsOver(stepsPerRound: number): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const seed of seeds) {
    const { tally } = playRounds(pricesOf(seed, stepsPerRound), developmentRules)
    for (const [decision, count] of Object.entries(tally)) counts[decision] = (counts[decision] ?? 0) + count
  }
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => a.localeCompare(b)))
}

// how many steps a round sees depends on how fast rounds are: chain, machine and verifiers decide
test.each([1, 2, 3])(
  'over 20 seeds and 100 rounds each, with %i steps a round, every exit and no trade occur',
  (stepsPerRound) => {
    const counts = countsOver(stepsPerRound)
    expect(exits.filter((exit) => counts[exit] === undefined)).toEqual([])
    expect(counts['HOLD no-signal'] ?? 0).toBeGreaterThan(0)
    expect(counts).toMatchSnapshot()
  },
)

test.each(seeds)('seed %i buys and sells within the first 50 rounds', (seed) => {
  const { tally } = playRounds(pricesOf(seed, 2).slice(0, 50), developmentRules)
  expect(tally['BUY momentum'] ?? 0).toBeGreaterThan(0)
  expect(exits.reduce((sum, exit) => sum + (tally[exit] ?? 0), 0)).toBeGreaterThan(0)
})
