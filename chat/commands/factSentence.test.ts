import { expect, test } from 'vitest'
import type { Json } from '#runtime/host.ts'
import { addressOf, hashOf, mainFund, turnOf } from './fixtures.ts'
import { factSentence } from './factSentence.ts'
import { readFact } from './journalReading.ts'
import { nameBook } from './nameBook.ts'

/** The sentence of a fact as the journal holds it. */
function sentence(type: string, data: Readonly<Record<string, Json>>): string {
  const [fact] = turnOf(1, 'relayer:main', [{ type, data }]).facts
  const read = fact === undefined ? null : readFact(fact)
  if (read === null) throw new Error(`${type} is not of the pinned shape`)
  const { tone, text } = factSentence(read.fact, nameBook([mainFund]))
  return `${tone}: ${text}`
}
const said = {
  fundId: 'main',
  verifier: addressOf('a'),
  verdict: 'PASS',
  reason: 'OK',
  detail: '',
  attestedWeight: 2,
  thresholdWeight: 2,
  totalWeight: 3,
}
const account = { chainId: 31_337, account: addressOf('4'), requestId: 'r', label: 'execute the intent', txHash: hashOf('9') }

test('says who did what with what result', () => {
  expect([
    sentence('claim.attested', { ...said, round: 7, claimHash: hashOf('1') }),
    sentence('claim.attested', {
      ...said,
      round: 7,
      claimHash: hashOf('1'),
      verdict: 'FAIL',
      reason: 'HASH_MISMATCH',
      detail: 'x'.repeat(500),
    }),
    sentence('snapshot.attested', { ...said, round: 7, root: hashOf('5') }),
    sentence('strategy.decided', {
      fundId: 'main',
      round: 7,
      action: 'HOLD',
      rule: 'no-signal',
      explanation: 'it moved 0.1 %',
      priceWad: null,
    }),
    sentence('intent.approved', {
      fundId: 'main',
      intentHash: hashOf('7'),
      intent: intent,
      adapterData: '0x',
      signers: [addressOf('a'), addressOf('b')],
      txHash: null,
    }),
    sentence('intent.dryRun', {
      fundId: 'main',
      intentHash: hashOf('7'),
      by: addressOf('4'),
      code: 'QUOTE_BELOW_MIN',
      block: null,
    }),
    sentence('intent.executed', {
      fundId: 'main',
      intentHash: hashOf('7'),
      action: 'SELL',
      amountIn: '500000000000000000',
      amountOut: '1600000000',
      txHash: hashOf('9'),
      block: 12,
      rule: 'take-profit',
    }),
    sentence('intent.dropped', {
      fundId: 'main',
      intentHash: hashOf('7'),
      outcome: 'dropped',
      code: 'QUOTE_BELOW_MIN',
      detail: 'the price moved',
    }),
    sentence('account.sent', { ...account, to: addressOf('c'), nonce: 3 }),
    sentence('account.confirmed', { ...account, block: 12, nonce: 3 }),
    sentence('fund.paused', { fundId: 'main', by: 'operator', txHash: null }),
    sentence('fund.changeAnnounced', { fundId: 'main', by: 'operator', change: 'unpause', txHash: null }),
    sentence('fund.deposited', { fundId: 'main', by: 'operator', amount: '1500000', txHash: hashOf('9') }),
    sentence('fund.depositRequested', { fundId: 'main', by: 'operator', amount: '1500000', txHash: hashOf('9') }),
    sentence('fund.redeemRequested', { fundId: 'main', by: 'operator', shares: '1500000000000', txHash: hashOf('9') }),
    sentence('fund.claimed', { fundId: 'main', by: 'operator', assets: '1500000', shares: '0', txHash: hashOf('9') }),
  ]).toMatchInlineSnapshot(`
    [
      "plain: verifier alpha reproduces claim 0x1111…1111: weight 2 of 2",
      "bad: verifier alpha says FAIL to claim 0x1111…1111: HASH_MISMATCH xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…",
      "plain: verifier alpha signs snapshot 0x5555…5555: weight 2 of 2",
      "plain: strategy: no trade by no-signal: it moved 0.1 %",
      "good: intent 0x7777…7777 is approved on chain by verifier alpha, verifier beta",
      "bad: executor dry-runs intent 0x7777…7777: QUOTE_BELOW_MIN",
      "good: SELL executed: 0.5 WETH for 1,600 USDC at 3,200 USDC per WETH, block 12, intent 0x7777…7777",
      "bad: intent 0x7777…7777 is dropped (QUOTE_BELOW_MIN): the price moved",
      "quiet: executor sends 0x9999…9999 (execute the intent, nonce 3)",
      "quiet: 0x9999…9999 is in block 12 (execute the intent)",
      "bad: fund main is paused by operator",
      "plain: fund main: operator announces its unpause, which waits for the fund’s delay",
      "good: operator deposits 1.5 USDC into main",
      "good: operator asks to deposit 1.5 USDC into main when it is flat",
      "good: operator asks to redeem 1500000000000 shares of main when it is flat",
      "good: operator claims what settled in main",
    ]
  `)
})

test('what a stranger wrote cannot steer the terminal', () => {
  expect(
    sentence('claim.refused', { fundId: 'main', round: 7, claimHash: hashOf('1'), reason: 'FAIL', detail: '\u001b[31mred' }),
  ).not.toContain('\u001b')
})

const price = { fundId: 'main', token: mainFund.traded.address, guard: addressOf('9'), observedAt: 1_760_000_000 }

test('says what the keeper saw, and why trades are held', () => {
  const detail = 'the price of WETH is stale: its observations are too old or too far apart; no trade executes until it is known'
  expect([
    sentence('price.observed', { ...price, status: 'KNOWN', value: '3012500000', txHash: hashOf('9') }),
    sentence('price.observed', { ...price, status: 'TOO_FEW_OBSERVATIONS', value: '0', txHash: null }),
    sentence('price.known', { ...price, value: '3012500000' }),
    sentence('price.unavailable', { ...price, status: 'STALE', detail }),
    sentence('keeper.held', { fundId: 'main', token: price.token, reason: 'NO_GUARD', detail: 'the fund names no price guard' }),
    sentence('keeper.failed', {
      fundId: 'main',
      token: addressOf('e'),
      code: 'ReservesTooThin',
      detail: 'ReservesTooThin(1, 2, 3)',
    }),
  ]).toMatchInlineSnapshot(`
    [
      "quiet: the keeper of main observes the price of WETH: 3,012.5 USDC",
      "quiet: somebody else observes the price of WETH (TOO_FEW_OBSERVATIONS)",
      "good: the price of WETH is known to main: 3,012.5 USDC",
      "bad: main: the price of WETH is stale: its observations are too old or too far apart; no trade executes until it is known (STALE)",
      "plain: the keeper of main observes nothing: the fund names no price guard",
      "bad: the keeper of main could not observe 0xEeee…EEeE: ReservesTooThin ReservesTooThin(1, 2, 3)",
    ]
  `)
})

const intent = {
  fund: addressOf('d'),
  setEpoch: 1,
  action: 'BUY',
  tokenIn: addressOf('1'),
  tokenOut: addressOf('2'),
  amountIn: '1',
  minAmountOut: '1',
  quoteAmountOut: '1',
  maxSlippageBps: 1,
  validAfter: 1,
  deadline: 2,
  snapshotRoot: hashOf('5'),
  round: 7,
  adapter: addressOf('3'),
  adapterDataHash: hashOf('6'),
  nonce: '1',
} as const

test.each([
  ['running', [], undefined, 'quiet: the swarm is running'],
  ['running', [], 0, 'quiet: the swarm is running'],
  ['degraded', ['crawler:a', 'crawler:b'], undefined, 'bad: the swarm is degraded: crawler:a, crawler:b in quarantine'],
  ['degraded', ['crawler:a'], 984, 'bad: the swarm is degraded: crawler:a, 984 more in quarantine'],
  ['degraded', [], 3, 'bad: the swarm is degraded: 3 bots in quarantine'],
])('says that the swarm is %s with %j and %j more in quarantine', (state, quarantined, unlisted, text) => {
  const more: Readonly<Record<string, Json>> = unlisted === undefined ? {} : { unlisted }
  expect(sentence('swarm.changed', { instance: 'main', state, quarantined, ...more })).toBe(text)
})

test('says what was posted, what places hear and what nobody was told of', () => {
  const card = { cardId: 'a', subject: 'incident:x', place: 'slack:T1:C1' }
  const wishes = { kinds: ['trades', 'incidents'], severity: 'warning', digest: 'off' }
  const at = { place: 'slack:T1:C1', by: 'key:mara' }
  expect([
    sentence('card.posted', { ...card, message: 'm1' }),
    sentence('card.lost', { ...card, code: 'MESSENGER_REFUSED', detail: 'not_in_channel' }),
    sentence('subscription.set', { ...at, ...wishes, fundId: 'main' }),
    sentence('subscription.set', { ...at, ...wishes, fundId: '' }),
    sentence('subscription.muted', { ...at, until: '2026-05-01T11:30:00.000Z' }),
    sentence('subscription.muted', { ...at, until: null }),
    sentence('subscription.ended', at),
    sentence('herald.skipped', { from: 3, to: 90 }),
  ]).toMatchInlineSnapshot(`
    [
      "quiet: incident:x has a card in slack:T1:C1",
      "bad: the card of incident:x in slack:T1:C1 is given up: MESSENGER_REFUSED not_in_channel",
      "plain: key:mara has slack:T1:C1 told of trades, incidents of main, from warning on",
      "plain: key:mara has slack:T1:C1 told of trades, incidents of every fund, from warning on",
      "plain: key:mara mutes slack:T1:C1 until 2026-05-01T11:30:00.000Z",
      "plain: key:mara unmutes slack:T1:C1",
      "plain: key:mara has slack:T1:C1 told of nothing any more",
      "bad: nobody was told of turns 3 to 90: the journal no longer holds them",
    ]
  `)
})
