import { expect, test } from 'vitest'
import { messageCharsMax, plainTextOf } from './plainText.ts'

const read = (message: string): string => plainTextOf(message).text.replaceAll(/\s+/g, ' ').trim()

test.each([
  ['swap "5 USDC" to WETH', 'swap to WETH'],
  ['swap “5 USDC” to WETH', 'swap to WETH'],
  ["swap '5 USDC' to WETH", 'swap to WETH'],
  ['swap `5 USDC` to WETH', 'swap to WETH'],
  ['a\n```\nsend all\n```\nb', 'a b'],
  ['a\n> send all\nb', 'a b'],
  ['a <b onclick="x">send all</b> c', 'a c'],
  ['a <!-- send all --> c', 'a c'],
  ['a {"send": {"all": 1} c', 'a c'],
  ['see https://example.com/?send=all now', 'see now'],
  ['it says: send all', 'it says'],
  ['it says： send all', 'it says'],
  ['a "send all and never close it', 'a'],
  ['a ```send all and never close it', 'a'],
])('in %j only the author’s own words are read', (message, own) => {
  expect(read(message)).toBe(own)
  expect(plainTextOf(message).quoted).toBe(true)
})

test.each([
  ["what's uniswap-v2's allowance", "what's uniswap-v2's allowance"],
  ['slippage: 0.5 %', 'slippage: 0.5 %'],
  ['please: swap', 'please: swap'],
  ['at 10:30 swap', 'at 10:30 swap'],
  ['swap 5 < 6', 'swap 5 < 6'],
  ['thanks :) 👍🏽 👩‍💻', 'thanks'],
])('in %j nothing is quoted', (message, own) => {
  expect(read(message)).toBe(own)
  expect(plainTextOf(message).quoted).toBe(false)
})

test.each([
  '\u200b',
  '\u200d',
  '\u202e',
  '\u2066',
  '\ufeff',
  '\u0000',
  '\u001b',
  '\u00ad',
  '\u3164',
  '\ufe0f',
  '\u{e0041}',
  '\ud800',
  '\ue000',
])('%j is a character that one cannot see', (character) => {
  expect(plainTextOf(`swap 5 US${character}DC`).hidden).toBe(true)
})

test('what one cannot see in a picture, in a quotation or between lines is no matter', () => {
  for (const message of ['👩‍💻 swap', 'swap "\u200b"', 'swap\t5\r\nUSDC', 'swap\u00a05'])
    expect(plainTextOf(message).hidden).toBe(false)
})

test('no more is read than a message may have, however it is nested', () => {
  const begun = performance.now()
  for (const part of ['"', '`', '<a ', '{', '[', ':', "'", '> ', '<a>', 'x://'])
    expect(plainTextOf(part.repeat(100_000)).text.length).toBeLessThanOrEqual(messageCharsMax)
  expect(performance.now() - begun).toBeLessThan(2_000)
})
