import type { Route } from '#protocol/copilotRoute.ts'
import { describe, expect, test } from 'vitest'
import { knownFixture, mara } from './fixtures.ts'
import { route } from './route.ts'

/** What a talk comes to, message by message. */
const talk = (...messages: readonly string[]): Route =>
  messages.slice(1).reduce((pending, message) => route(message, knownFixture, pending), route(messages[0] ?? '', knownFixture))

const usdc = { kind: 'symbol', text: 'USDC' }
const weth = { kind: 'symbol', text: 'WETH' }
const exact = (text: string, of: 'in' | 'out' = 'in'): unknown => ({ kind: 'exact', text, of })

describe('what was missing', () => {
  test.each([
    ['said by itself', ['swap 5 USDC', 'WETH']],
    ['said in a phrase', ['swap 5 USDC', 'to WETH please']],
    ['chosen by its place', ['swap 5 USDC', 'the first']],
    ['chosen by a number', ['swap 5 USDC', 'number 1']],
    ['said on the second try', ['swap 5 USDC', 'banana', 'WETH']],
    ['said one after another', ['swap', 'USDC', 'WETH', '5']],
    ['said all at once', ['swap', '5 USDC to WETH']],
  ])('may be %s', (_, messages) => {
    const { mode, slots } = talk(...messages)
    expect([mode, slots]).toEqual(['ACTION', { amount: exact('5'), tokenIn: usdc, tokenOut: weth, slippageBps: 50 }])
  })

  test('may come with how far the price may slip', () => {
    expect(talk('swap 5 USDC', 'WETH, max 1 % slippage').slots).toMatchObject({ tokenOut: weth, slippageBps: 100 })
  })

  test('may be a slippage or a chain that was not clear', () => {
    const unclear = 'swap 5 USDC to WETH with 0,5% slippage'
    expect(talk(unclear, '0.5 %')).toMatchObject({ mode: 'ACTION', slots: { slippageBps: 50 } })
    expect(talk(unclear, 'the second')).toMatchObject({ mode: 'ACTION', slots: { slippageBps: 500 } })
    expect(talk('swap 5 USDC to WETH on mars', 'Base Sepolia')).toMatchObject({
      mode: 'ACTION',
      slots: { chain: { id: 84_532 } },
    })
    expect(talk('swap 5 USDC to WETH on mars', '1')).toMatchObject({ mode: 'ACTION', slots: { chain: { id: 31_337 } } })
  })

  test('may be of a question, too', () => {
    expect(talk('price', 'WETH')).toMatchObject({ mode: 'QUERY', kind: 'price', slots: { token: weth } })
    expect(talk('quote USDC to WETH', '250')).toMatchObject({ mode: 'QUERY', kind: 'quote', slots: { amount: exact('250') } })
  })

  test('is asked for again where the answer is not clear either', () => {
    expect(talk('send 5 USDC', 'somebody.eth')).toMatchObject({ mode: 'CLARIFY', missing: ['recipient'] })
    expect(talk('deposit into main', '0,5')).toMatchObject({ mode: 'CLARIFY', choices: ['0.5', '5'] })
    expect(talk('deposit into main', '0,5', 'the first')).toMatchObject({ mode: 'ACTION', slots: { amount: exact('0.5') } })
  })
})

describe('a number that could be of two tokens', () => {
  test('is of what is given where just that was asked', () => {
    expect(talk('swap USDC to WETH', '2')).toMatchObject({ mode: 'ACTION', slots: { amount: exact('2') } })
    expect(talk('swap USDC to WETH', '2 WETH')).toMatchObject({ mode: 'ACTION', slots: { amount: exact('2', 'out') } })
    expect(talk('swap USDC to WETH', '50 %')).toMatchObject({ slots: { amount: { kind: 'share', bps: 5_000 } } })
  })

  test('is asked about where the amount of a purchase was not clear', () => {
    const asked = talk('buy 0,5 WETH with USDC', '0.5')
    expect([asked.mode, asked.question, asked.choices]).toEqual([
      'CLARIFY',
      '0.5 of which: USDC or WETH?',
      ['0.5 USDC', '0.5 WETH'],
    ])
    expect(talk('buy 0,5 WETH with USDC', 'the first')).toMatchObject({ mode: 'ACTION', slots: { amount: exact('0.5', 'out') } })
    expect(talk('buy five WETH with USDC', '5', 'the second')).toMatchObject({ slots: { amount: exact('5', 'out') } })
    expect(talk('buy half a WETH with USDC', 'half').mode).toBe('CLARIFY')
  })

  test('is of shares or of a token of a fund', () => {
    expect(talk('withdraw 100 from main', 'the first').slots).toEqual({ fund: 'main', amount: exact('100') })
    expect(talk('withdraw 100 from main', '100 USDC').slots).toEqual({ fund: 'main', token: usdc, amount: exact('100', 'out') })
    expect(talk('withdraw 0,5 USDC from main', '0.5', 'first').slots).toMatchObject({ amount: exact('0.5', 'out') })
  })
})

describe('what somebody else may mean', () => {
  test('a yes or a no is about what was shown', () => {
    const sent = { recipient: mara, amount: exact('5'), token: usdc }
    expect(talk(`${mara} 5 USDC`, 'yes')).toMatchObject({ mode: 'ACTION', kind: 'transfer', slots: sent })
    expect(talk(`${mara} 5 USDC`, 'no')).toMatchObject({ mode: 'GENERAL', kind: null, slots: {} })
    expect(talk(`${mara} 5 USDC`, 'perhaps')).toMatchObject({ mode: 'GENERAL' })
    expect(talk('swap 5 USDC to WETH. ok?', 'yes')).toMatchObject({ mode: 'ACTION', kind: 'swap' })
    expect(talk('swap 5 USDC', 'yes')).toMatchObject({ mode: 'CLARIFY', missing: ['tokenOut'] })
  })

  test.each(['cancel', 'never mind', 'stop', 'forget it.'])('%s gives it up', (word) => {
    expect(talk('swap 5 USDC', word)).toMatchObject({ mode: 'GENERAL', kind: null, slots: {}, question: null })
  })

  test('a new order or question stands for itself', () => {
    expect(talk('swap 5 USDC', `send 1 USDC to ${mara}`)).toMatchObject({ mode: 'ACTION', kind: 'transfer' })
    const asked = talk('swap 5 USDC', "what's my balance")
    expect([asked.mode, asked.kind, asked.notes]).toEqual(['QUERY', 'balance', ['what was asked before is dropped']])
  })

  test.each(['WETH?', 'not WETH', '"WETH"', 'WE\u200bTH', 'hello', '', 'the seventh', 'DAI and WETH', '0 WETH'])(
    'the question stays after %j',
    (said) => {
      expect(talk('swap 5 USDC', said)).toMatchObject({ mode: 'CLARIFY', kind: 'swap', missing: ['tokenOut'] })
    },
  )

  test('what was quoted stays in mind until the order is whole', () => {
    const { mode, notes } = talk('swap 5 USDC "if it is cheap"', 'WETH')
    expect([mode, notes]).toEqual(['ACTION', ['What is quoted in it was not read.', 'at most 0.5 % slippage, as you named none']])
  })

  test('nothing that was said before is changed by an answer', () => {
    expect(talk('swap 5 USDC', '7 USDC to WETH')).toMatchObject({ mode: 'CLARIFY', slots: { amount: exact('5') } })
    expect(talk('swap 5 USDC with 0.5 % slippage', 'WETH, max 20 % slippage')).toMatchObject({ slots: { slippageBps: 50 } })
    expect(talk('swap 5 USDC with 0.5 % slippage', 'WETH, max 20 % slippage').mode).toBe('CLARIFY')
    expect(talk('send 5 USDC', `${mara}, max 1 % slippage`)).toMatchObject({ mode: 'CLARIFY', missing: ['recipient'] })
    expect(talk(`send USDC to ${mara}`, '5 WETH')).toMatchObject({ mode: 'CLARIFY', slots: { token: usdc } })
  })

  test('nothing waits behind a question that asks for the whole anew', () => {
    expect(talk('swap 5 USDC for 7 WETH', '5')).toMatchObject({ mode: 'GENERAL', slots: {} })
    expect(talk('swap 5 USDC to WETH tomorrow', 'yes')).toMatchObject({ mode: 'GENERAL', slots: {} })
  })
})
