import { expect, test } from 'vitest'
import { fundFixture } from '#protocol/fixtures.ts'
import { toAmount } from '#protocol/amounts.ts'
import { playRounds } from './strategyRounds.ts'

const rules = {
  ...fundFixture().strategy,
  entry: { rule: 'momentum' as const, windowRounds: 1, thresholdBps: 100 },
  exit: { stopLossBps: 500, takeProfitBps: 1_000, drawdownBps: 500, timeStopRounds: 99 },
  sizing: { shareBps: 5_000, maxAmountIn: toAmount(10n ** 12n) },
  cooldownRounds: 2,
}
const prices = (...whole: readonly number[]): readonly string[] => whole.map((one) => `${one}000000000000000000`)

test('fills at the claimed price: a rise of a tenth on half the vault is worth a twentieth', () => {
  const { tally, value } = playRounds(prices(100, 200, 210, 220, 220), rules, 1_000_000_000n)
  expect(tally).toEqual({
    'HOLD insufficient-data': 1,
    'BUY momentum': 1,
    'HOLD holding': 1,
    'SELL take-profit': 1,
    'HOLD cooldown': 1,
  })
  expect(value).toBe(1_050_000_000n)
})

test('values an open position at the last price', () => {
  expect(playRounds(prices(100, 200, 198), rules, 1_000_000_000n).value).toBe(995_000_000n)
})
