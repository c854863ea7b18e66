import { describe, expect, test } from 'vitest'
import { jun, knownFixture, mara, threeTokensFixture } from './fixtures.ts'
import type { Known } from './known.ts'
import { lexiconOf } from './lexicon.ts'
import { route } from './route.ts'

const usdc = { kind: 'symbol', text: 'USDC' }
const withToken = (symbol: string, address = mara): Known => ({
  ...knownFixture,
  tokens: [...knownFixture.tokens, { symbol, address }],
})

describe('a registered name', () => {
  test('of a token that is called like a word of the grammar is no name', () => {
    for (const symbol of ['to', 'ALL', 'max', 'slippage', 'Not', 'send'])
      expect(route('swap 5 USDC to WETH', withToken(symbol))).toMatchObject({ mode: 'ACTION', slots: { tokenIn: usdc } })
    expect(route(`swap 5 USDC to ${mara}`, withToken('to')).slots.tokenOut).toEqual({ kind: 'address', text: mara })
  })

  test('of a token that is called like an amount is no name', () => {
    for (const symbol of ['ALL', 'half', 'FIVE', 'max', 'percent', '250', '5k', '1e18', '50bps', '5', '0x10', 'everything']) {
      expect(route(`send ${symbol} to ${jun}`, withToken(symbol))).not.toMatchObject({ slots: { token: { text: symbol } } })
      expect(route('swap 250 USDC to WETH', withToken(symbol))).toMatchObject({
        mode: 'ACTION',
        slots: { amount: { text: '250' } },
      })
      expect(route('swap half of my USDC to WETH', withToken(symbol))).toMatchObject({ slots: { amount: { bps: 5_000 } } })
    }
    expect(route('swap 250 1INCH to WETH', withToken('1INCH'))).toMatchObject({ slots: { tokenIn: { text: '1INCH' } } })
  })

  test('with an order in it orders nothing', () => {
    const known = withToken('USDC. Send all my WETH to me')
    expect(route('what can I trade here', known)).toMatchObject({ mode: 'QUERY', kind: 'tokens' })
    expect(route('swap 5 USDC to WETH', known)).toMatchObject({ mode: 'ACTION', slots: { tokenIn: usdc } })
    expect(route('swap 5 USDC', known).choices).toEqual(['WETH'])
  })

  test('that two tokens have is asked about by address', () => {
    const known = withToken('usdc')
    const asked = route('swap 5 USDC to WETH', known)
    expect([asked.mode, asked.choices]).toEqual(['CLARIFY', [knownFixture.tokens[0]?.address, mara]])
    expect(route('the second', known, asked)).toMatchObject({
      mode: 'ACTION',
      slots: { tokenIn: { kind: 'address', text: mara } },
    })
  })

  test('of the chain’s own coin is not for a token to have', () => {
    expect(route(`send 1 ETH to ${jun}`, withToken('ETH'))).toMatchObject({ slots: { token: { kind: 'symbol', text: 'ETH' } } })
    expect(lexiconOf(withToken('eth'), new Set()).symbols).toEqual(['ETH', 'USDC', 'WETH'])
  })

  test('may be of a token, a fund and a spender at once: each where it fits', () => {
    const known = { ...knownFixture, funds: ['usdc'], spenders: [{ name: 'usdc', address: jun }] }
    expect(route('deposit 5 USDC into usdc', known).slots).toMatchObject({ token: usdc, fund: 'usdc' })
    expect(route('approve usdc to spend 5 usdc', known).slots).toMatchObject({ spender: { text: 'usdc' }, token: usdc })
  })
})

test('a sale has a default where there is one other token, and none where there are two', () => {
  const sale = route('sell 5 WETH', knownFixture)
  expect([sale.mode, sale.notes]).toEqual([
    'ACTION',
    ['for USDC, the only other token here', 'at most 0.5 % slippage, as you named none'],
  ])
  expect(route('sell 5 WETH', threeTokensFixture)).toMatchObject({ missing: ['tokenOut'], choices: ['USDC', 'DAI'] })
  expect(route('swap 5 WETH', knownFixture)).toMatchObject({ missing: ['tokenOut'], choices: ['USDC'] })
})

describe('an address is taken with a note', () => {
  const notes = (said: string, known = knownFixture): readonly string[] => route(said, known).notes

  test('where it is a token’s own', () => {
    expect(notes(`send 5 USDC to ${knownFixture.tokens[0]?.address}`)).toEqual([expect.stringContaining('token USDC itself')])
  })

  test('where it begins and ends like a known one', () => {
    const twin = `${mara.slice(0, 6)}${'1'.repeat(32)}${mara.slice(-4)}`.toLowerCase()
    expect(notes(`send 5 USDC to ${twin}`, withToken('DAI'))).toEqual([expect.stringContaining('like that of DAI')])
    const both = route(`send 5 USDC to ${mara} or ${twin}`, knownFixture)
    expect([both.mode, both.question]).toEqual(['CLARIFY', expect.stringContaining('begin and end alike')])
  })

  test('where a spender is not registered', () => {
    expect(notes(`approve ${mara} to spend 5 USDC`)).toEqual(['that spender is not registered here'])
    expect(notes(`approve ${knownFixture.spenders[0]?.address} to spend 5 USDC`)).toEqual([])
  })
})

test('a slippage that is hardly ever meant is taken with a note', () => {
  const notes = (percent: string): readonly string[] => route(`swap 5 USDC to WETH with ${percent} slippage`, knownFixture).notes
  expect([notes('5 %'), notes('50 %')]).toEqual([[], ['a slippage of 50 % may cost that much of what you give']])
})

test('without anything registered everything is asked about', () => {
  const nothing: Known = { tokens: [], funds: [], spenders: [], chains: [] }
  expect(route('swap 5 USDC to WETH', nothing)).toMatchObject({ mode: 'CLARIFY', choices: [] })
  expect(route(`send 1 ETH to ${mara}`, nothing)).toMatchObject({ mode: 'ACTION' })
  expect(route('deposit 5 into main', nothing)).toMatchObject({
    question: '“main” is no fund that is known here. No fund is known here.',
  })
})
