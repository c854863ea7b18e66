// A swap of 250 of one token for another that is right in every way; each test bends one thing of it.
import { buildTransactions } from '#integrations/chain/copilot/buildTransactions.ts'
import { toAmount, toSignedAmount } from '#protocol/amounts.ts'
import { copilotActionSchema, plannedTradeSchema, type CopilotAction, type CopilotAsset } from '#protocol/copilotPlan.ts'
import type { CopilotPolicy } from '#protocol/copilotCheck.ts'
import { addressFixture } from '#protocol/fixtures.ts'
import { simulationSchema, type Simulation } from '#protocol/simulation.ts'
import type { CheckGround } from './checkGround.ts'

export const [wallet, usdc, weth, router, vault, friend] = [
  addressFixture(1),
  addressFixture(2),
  addressFixture(3),
  addressFixture(4),
  addressFixture(5),
  addressFixture(6),
] as const

export const policyFixture: CopilotPolicy = {
  chainId: 31_337 as CopilotPolicy['chainId'],
  tokens: [
    { symbol: 'USDC', address: usdc, decimals: 6 },
    { symbol: 'WETH', address: weth, decimals: 18 },
  ],
  wrapper: weth,
  venues: [{ id: 'uniswap-v2', kind: 'uniswap-v2', router }],
  spenders: [vault],
  slippageBpsMax: 300,
  deviationBpsMax: 300,
  valueToken: usdc,
  valueMax: toAmount(1_000_000_000n),
  valueDayMax: toAmount(2_000_000_000n),
  gasMax: 1_000_000,
  deadlineMaxS: 3_600,
}
export const swapAction: CopilotAction = copilotActionSchema.parse({
  kind: 'swap',
  tokenIn: usdc,
  tokenOut: weth,
  side: 'in',
  amount: '250000000',
  slippageBps: 50,
})
export const tradeFixture = plannedTradeSchema.parse({
  venue: policyFixture.venues[0],
  quoted: '83000000000000000',
  bound: '82585000000000000',
  deadline: 1_000_600,
  quotes: [{ venue: 'uniswap-v2', amount: '83000000000000000', problem: '' }],
})

/** Everything about an action, as if the chain had been asked. */
export function groundOf(change: Partial<CheckGround> = {}): CheckGround {
  const action = change.action ?? swapAction
  const trade = change.trade === undefined ? (action.kind === 'swap' ? tradeFixture : null) : change.trade
  const requests =
    change.requests ??
    buildTransactions(
      action,
      {
        chainId: 31_337,
        wallet,
        wrapper: weth,
        allowance: () => 0n,
        amountWords: (_asset, amount) => `${amount}`,
        nameOf: (address) => address,
      },
      trade ?? undefined,
    )
  return {
    policy: policyFixture,
    chainId: 31_337,
    wallet,
    balances: new Map<CopilotAsset, bigint>([
      [usdc, 400_000_000n],
      [weth, 10n ** 18n],
      ['native', 10n ** 18n],
      [vault, 100n],
    ]),
    fair: 83_100_000_000_000_000n,
    value: 250_000_000n,
    valueToday: 0n,
    recipient: action.kind === 'transfer' ? { isContract: false, isKnown: true, known: [] } : null,
    now: 1_000_000,
    ...change,
    action,
    trade,
    requests,
    simulation: change.simulation === undefined ? simulationOf(requests.map(({ id }) => id)) : change.simulation,
  }
}

/** Of a swap that went as asked. */
export function simulationOf(ids: readonly string[], change: Partial<Simulation> = {}): Simulation {
  return simulationSchema.parse({
    mode: 'stateful',
    why: '',
    block: 12,
    blockTime: 1_000_000,
    results: ids.map((txRequestId) => ({
      txRequestId,
      success: true,
      assumedSuccess: false,
      assumptionReason: null,
      gasUsed: '100000',
      revert: null,
      events: [],
      otherEvents: 0,
    })),
    changesFrom: 'logs',
    changes: [
      { address: wallet, asset: usdc, delta: toSignedAmount(-250_000_000n) },
      { address: wallet, asset: weth, delta: toSignedAmount(83_000_000_000_000_000n) },
    ],
    otherChanges: 0,
    ...change,
  })
}
