import { encodeFunctionData, erc20Abi, maxUint256 } from 'viem'
import { expect, test } from 'vitest'
import { toAmount } from '#protocol/amounts.ts'
import { copilotCheckSchema, policyCheckIds, strictest } from '#protocol/copilotCheck.ts'
import { copilotActionSchema } from '#protocol/copilotPlan.ts'
import { addressFixture } from '#protocol/fixtures.ts'
import type { CheckGround } from './checkGround.ts'
import { groundOf, policyFixture, simulationOf, swapAction, tradeFixture, usdc, vault, weth } from './fixtures.ts'
import { policyChecks } from './policyChecks.ts'

const ground = groundOf()
const approve = (spender: `0x${string}`, amount: bigint): CheckGround['requests'] =>
  ground.requests.map((request) =>
    request.kind === 'approve'
      ? { ...request, data: encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [spender, amount] }) }
      : request,
  )
const router = tradeFixture.venue.router

test('a swap that is right in every way passes every check, each of which is told once', () => {
  const checks = policyChecks(ground)
  expect(checks.map(({ id }) => id)).toEqual(policyCheckIds)
  expect(checks.filter(({ verdict }) => verdict !== 'PASS')).toEqual([])
  for (const each of checks) copilotCheckSchema.parse(each)
  expect(strictest(checks)).toBe('PASS')
})

test.each<[what: string, id: string, verdict: 'WARN' | 'FAIL', change: Partial<CheckGround>]>([
  ['no simulation', 'artifacts.complete', 'FAIL', { simulation: null }],
  ['no transactions', 'artifacts.complete', 'FAIL', { requests: [] }],
  ['no plan of a trade', 'artifacts.complete', 'FAIL', { trade: null, requests: ground.requests }],
  ['another chain', 'chain.allowed', 'FAIL', { chainId: 1 }],
  [
    'a transaction for another chain',
    'chain.allowed',
    'FAIL',
    { requests: ground.requests.map((each) => ({ ...each, chainId: 1 as never })) },
  ],
  ['an unlisted token', 'token.allowed', 'FAIL', { policy: { ...policyFixture, tokens: policyFixture.tokens.slice(0, 1) } }],
  ['an empty list of tokens', 'token.allowed', 'FAIL', { policy: { ...policyFixture, tokens: [] } }],
  ['an empty list of venues', 'venue.allowed', 'FAIL', { policy: { ...policyFixture, venues: [] } }],
  [
    'a router that is not the venue’s',
    'venue.allowed',
    'FAIL',
    { trade: { ...tradeFixture, venue: { ...tradeFixture.venue, router: addressFixture(99) } } },
  ],
  ['an unlisted spender', 'spender.allowed', 'FAIL', { requests: approve(addressFixture(99), 250_000_000n) }],
  ['an approval without a bound', 'approval.exact', 'FAIL', { requests: approve(router, maxUint256) }],
  ['one that is nearly without', 'approval.exact', 'FAIL', { requests: approve(router, 2n ** 128n) }],
  ['an approval of more than is spent', 'approval.exact', 'FAIL', { requests: approve(router, 250_000_001n) }],
  ['too much slippage', 'slippage.bounded', 'FAIL', { action: { ...swapAction, slippageBps: 301 } as CheckGround['action'] }],
  ['much slippage', 'slippage.bounded', 'WARN', { action: { ...swapAction, slippageBps: 101 } as CheckGround['action'] }],
  ['a price that is far off', 'price.fair', 'FAIL', { fair: 86_000_000_000_000_000n }],
  ['a price that is off', 'price.fair', 'WARN', { fair: 84_200_000_000_000_000n }],
  ['nothing to compare it with', 'price.fair', 'WARN', { fair: null }],
  ['more than one action may be worth', 'value.single', 'FAIL', { value: 1_000_000_001n }],
  ['a worth that nobody knows', 'value.single', 'FAIL', { value: null }],
  ['more than a day may be worth', 'value.daily', 'FAIL', { valueToday: 1_750_000_001n }],
  ['a deadline that is over', 'deadline.sane', 'FAIL', { now: 1_000_571 }],
  ['a deadline that is far', 'deadline.sane', 'FAIL', { now: 996_999 }],
  ['too much gas', 'gas.sane', 'FAIL', { policy: { ...policyFixture, gasMax: 199_999 } }],
  [
    'gas that nobody knows',
    'gas.sane',
    'WARN',
    {
      simulation: simulationOf(['swap-1'], {
        results: simulationOf(['swap-1']).results.map((each) => ({ ...each, gasUsed: null })),
      }),
    },
  ],
])('%s: %s says %s', (_what, id, verdict, change) => {
  const found = policyChecks(groundOf(change)).find((each) => each.id === id)
  expect(found?.verdict).toBe(verdict)
  expect(found?.reason.length).toBeGreaterThan(10)
})

test('a bought amount is judged by what is paid, and a deposit by its vault', () => {
  const bought = copilotActionSchema.parse({ ...swapAction, side: 'out', amount: '83000000000000000' })
  const trade = { ...tradeFixture, quoted: toAmount(250_000_000n), bound: toAmount(251_250_000n) }
  const checks = policyChecks(groundOf({ action: bought, trade, fair: 240_000_000n }))
  expect(checks.find(({ id }) => id === 'price.fair')?.verdict).toBe('FAIL')
  expect(checks.find(({ id }) => id === 'approval.exact')?.verdict).toBe('PASS')
  const deposit = copilotActionSchema.parse({ kind: 'deposit', fundId: 'main', vault, asset: usdc, amount: '5' })
  const of = (policy: CheckGround['policy']) =>
    policyChecks(groundOf({ action: deposit, policy })).find(({ id }) => id === 'spender.allowed')
  expect(of(policyFixture)?.verdict).toBe('PASS')
  expect(of({ ...policyFixture, spenders: [] })?.verdict).toBe('FAIL')
})

test('without a bound a worth need not be known; the coin is traded only where it has a wrapper', () => {
  const free = { ...policyFixture, valueMax: null, valueDayMax: null, wrapper: null }
  const checks = policyChecks(groundOf({ policy: free, value: null }))
  expect(checks.filter(({ id }) => id.startsWith('value')).map(({ verdict }) => verdict)).toEqual(['PASS', 'PASS'])
  const coin = { ...swapAction, tokenIn: 'native' } as CheckGround['action']
  expect(policyChecks(groundOf({ policy: free, action: coin })).find(({ id }) => id === 'token.allowed')?.verdict).toBe('FAIL')
  expect(weth).not.toBe(usdc)
})
