import { expect, test } from 'vitest'
import { readNumber, readPercent, shown } from './amounts.ts'

test.each([
  ['250', '250'],
  ['0.5', '0.5'],
  ['.5', '0.5'],
  ['1,000', '1000'],
  ['12,345,678.90', '12345678.90'],
  ['0.000000000000000001', '0.000000000000000001'],
])('%s is a number', (raw, text) => {
  expect(readNumber(raw)).toEqual({ kind: 'number', text })
})

test('three digits behind a point are told apart from a group', () => {
  expect(readNumber('1.500')).toMatchObject({
    kind: 'number',
    text: '1.500',
    note: expect.stringContaining('not 1500') as string,
  })
  expect(readNumber('0.500')).toEqual({ kind: 'number', text: '0.500' })
})

test.each([
  ['0,5', ['0.5', '5']],
  ['1,50', ['1.50', '150']],
  ['0,500', ['0.500', '500']],
  ['1234,567', ['1234.567', '1234567']],
  ['1.000,50', ['1000.50']],
])('%s is asked about, with what it may be', (raw, choices) => {
  expect(readNumber(raw)).toMatchObject({ kind: 'doubt', doubt: { choices } })
})

const slips = `-5 \u22125 +5 ~5 1e18 1E-3 0x10 1_000 1/3 5k 2M 5wei $5 5€ 1..2 5-10 007 00.5 1,00,000 1.2.3 ٣ ５ ½ 5\u0660 0 0.00`

test.each([...slips.split(' '), `0.${'0'.repeat(18)}1`, '9'.repeat(61)])('%s is no number and nothing is guessed', (raw) => {
  expect(readNumber(raw)).toMatchObject({ kind: 'doubt', doubt: { choices: [] } })
})

test.each(['USDC', 'to', '', '-', '.', '%'])('%j does not begin like a number', (raw) => {
  expect(readNumber(raw)).toBeUndefined()
})

test.each([
  ['0.5', 'percent', 50],
  ['0.07', 'percent', 7],
  ['100', 'percent', 10_000],
  ['50', 'bps', 50],
  ['0', 'percent', 0],
] as const)('%s %s are basis points', (number, unit, bps) => {
  expect(readPercent(number, unit)).toEqual({ kind: 'percent', bps, unit })
})

test.each([
  ['0.005', 'percent'],
  ['0.5', 'bps'],
  ['101', 'percent'],
  ['1e1', 'percent'],
  ['-1', 'percent'],
] as const)('%s %s are asked about', (number, unit) => {
  expect(readPercent(number, unit).kind).toBe('doubt')
})

test('a share with a decimal comma is asked about as a share', () => {
  expect(readPercent('0,5', 'percent')).toMatchObject({ doubt: { choices: ['0.5 %', '5 %'] } })
})

test('what is shown back is short, can be seen and is no key', () => {
  expect(shown('a\u202eb\u0000c')).toBe('abc')
  expect(shown('x'.repeat(100))).toHaveLength(42)
  expect(shown(`0x${'ab'.repeat(32)}`)).toBe('64 hexadecimal digits')
})
