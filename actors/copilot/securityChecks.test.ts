import { expect, test } from 'vitest'
import { zeroAddress } from '#protocol/address.ts'
import { toSignedAmount } from '#protocol/amounts.ts'
import { copilotCheckSchema, securityCheckIds } from '#protocol/copilotCheck.ts'
import { copilotActionSchema } from '#protocol/copilotPlan.ts'
import { addressFixture } from '#protocol/fixtures.ts'
import type { Simulation } from '#protocol/simulation.ts'
import { toEvmAddress } from '#protocol/address.ts'
import type { CheckGround } from './checkGround.ts'
import { friend, groundOf, simulationOf, usdc, wallet, weth } from './fixtures.ts'
import { securityChecks } from './securityChecks.ts'

const thief = addressFixture(66)
const ids = ['approve-1', 'swap-1']
const ran = (change: Partial<Simulation>): Partial<CheckGround> => ({ simulation: simulationOf(ids, change) })
const changed = (...changes: readonly (readonly [`0x${string}` | 'native', bigint])[]): Partial<CheckGround> =>
  ran({ changes: changes.map(([asset, delta]) => ({ address: wallet, asset: asset as never, delta: toSignedAmount(delta) })) })
const approval = (owner: string, spender: string, value: string): Partial<CheckGround> => {
  const [first, ...rest] = simulationOf(ids).results
  if (first === undefined) throw new Error('two were run')
  const args: [string, string][] = [
    ['owner', owner],
    ['spender', spender],
    ['value', value],
  ]
  return ran({ results: [{ ...first, events: [{ contract: usdc, name: 'Approval', args }] }, ...rest] })
}
const router = groundOf().trade?.venue.router ?? zeroAddress
const transferTo = (to: string, about: Partial<NonNullable<CheckGround['recipient']>> = {}): Partial<CheckGround> => ({
  action: copilotActionSchema.parse({ kind: 'transfer', asset: usdc, amount: '5', to }),
  simulation: simulationOf(['transfer-1'], {
    changes: [{ address: wallet, asset: usdc, delta: toSignedAmount(-5n) }],
  }),
  recipient: { isContract: false, isKnown: true, known: [], ...about },
})
const gasless = simulationOf(ids).results

test('a swap that does what was asked passes every check that is about a swap', () => {
  const checks = securityChecks(groundOf())
  expect(checks.map(({ id }) => id)).toEqual(securityCheckIds.slice(0, 5).toSorted((a, b) => order(a) - order(b)))
  expect(checks.filter(({ verdict }) => verdict !== 'PASS')).toEqual([])
  for (const each of checks) copilotCheckSchema.parse(each)
})
const order = (id: string): number =>
  ['balance.enough', 'simulation.succeeds', 'simulation.mode', 'changes.asAsked', 'approvals.asAsked'].indexOf(id)

test.each<[what: string, id: string, verdict: 'PASS' | 'WARN' | 'FAIL', change: Partial<CheckGround>]>([
  ['less than is spent', 'balance.enough', 'FAIL', { balances: new Map([[usdc, 249_999_999n]]) }],
  ['a balance that nobody knows', 'balance.enough', 'WARN', { balances: new Map() }],
  [
    'one that fails',
    'simulation.succeeds',
    'FAIL',
    ran({ results: gasless.map((each) => ({ ...each, success: false, revert: { data: null, problem: 'it fails so' } })) }),
  ],
  [
    'one that is taken to succeed',
    'simulation.succeeds',
    'WARN',
    ran({ mode: 'assumed', results: gasless.map((each) => ({ ...each, assumedSuccess: true })) }),
  ],
  ['not run in order', 'simulation.mode', 'WARN', ran({ mode: 'overrides', why: 'this node cannot' })],
  ['more leaves than was asked', 'changes.asAsked', 'FAIL', changed([usdc, -250_000_001n], [weth, 83_000_000_000_000_000n])],
  [
    'another token leaves, too',
    'changes.asAsked',
    'FAIL',
    changed([usdc, -250_000_000n], [weth, 83_000_000_000_000_000n], [thief, -1n]),
  ],
  [
    'the coin leaves, too',
    'changes.asAsked',
    'FAIL',
    changed([usdc, -250_000_000n], [weth, 83_000_000_000_000_000n], ['native', -1n]),
  ],
  ['less arrives than has to', 'changes.asAsked', 'FAIL', changed([usdc, -250_000_000n], [weth, 82_584_999_999_999_999n])],
  ['nothing arrives', 'changes.asAsked', 'FAIL', changed([usdc, -250_000_000n])],
  ['changes that were left out', 'changes.asAsked', 'WARN', ran({ otherChanges: 1 })],
  ['by the calls alone', 'changes.asAsked', 'WARN', ran({ changesFrom: 'calls' })],
  ['somebody else may take afterwards', 'approvals.asAsked', 'FAIL', approval(wallet, thief, '5')],
  ['who was asked for may', 'approvals.asAsked', 'PASS', approval(wallet, router, '250000000')],
  ['what is taken back', 'approvals.asAsked', 'PASS', approval(wallet, thief, '0')],
  ['of somebody else’s', 'approvals.asAsked', 'PASS', approval(friend, thief, '5')],
  ['to nobody', 'recipient.real', 'FAIL', transferTo(zeroAddress)],
  ['to the token itself', 'recipient.real', 'FAIL', transferTo(usdc)],
  ['to a contract', 'recipient.real', 'WARN', transferTo(friend, { isContract: true })],
  ['to an account', 'recipient.real', 'PASS', transferTo(friend)],
  ['to somebody new', 'recipient.known', 'WARN', transferTo(friend, { isKnown: false })],
  ['to somebody known', 'recipient.known', 'PASS', transferTo(friend)],
])('%s: %s says %s', (_what, id, verdict, change) => {
  const found = securityChecks(groundOf(change)).find((each) => each.id === id)
  expect(found?.verdict).toBe(verdict)
})

test('an address that begins and ends like one that is known is another one', () => {
  const real = toEvmAddress('0xabcd00000000000000000000000000000000ef12')
  const fake = toEvmAddress('0xabcd11111111111111111111111111111111ef12')
  const of = (to: string): string | undefined =>
    securityChecks(groundOf(transferTo(to, { known: [{ name: 'the vault of main', address: real }] }))).find(
      ({ id }) => id === 'recipient.lookAlike',
    )?.verdict
  expect([of(fake), of(real), of(friend)]).toEqual(['FAIL', 'PASS', 'PASS'])
})

test('what is wrapped has to arrive as its wrapper, and unwrapped as the coin', () => {
  const wrap = copilotActionSchema.parse({ kind: 'wrap', amount: '70' })
  const changes = (...of: readonly (readonly ['native' | `0x${string}`, bigint])[]): Simulation =>
    simulationOf(['wrap-1'], {
      changes: of.map(([asset, delta]) => ({ address: wallet, asset: asset as never, delta: toSignedAmount(delta) })),
    })
  const verdict = (action: CheckGround['action'], simulation: Simulation): string | undefined =>
    securityChecks(groundOf({ action, simulation })).find(({ id }) => id === 'changes.asAsked')?.verdict
  expect(verdict(wrap, changes(['native', -70n], [weth, 70n]))).toBe('PASS')
  expect(verdict(wrap, changes(['native', -70n]))).toBe('FAIL')
  const unwrap = copilotActionSchema.parse({ kind: 'unwrap', amount: '70' })
  expect(verdict(unwrap, changes(['native', 70n], [weth, -70n]))).toBe('PASS')
  expect(verdict(unwrap, changes(['native', 70n], [weth, -71n]))).toBe('FAIL')
})
