import { expect, test } from 'vitest'
import { QuorateError } from '#protocol/errors.ts'
import { asQuorateError, errorFromWire, wireError } from './wireError.ts'

test('a failure survives the wire with its code, message, hint and exit code', () => {
  const thrown = new QuorateError('UNKNOWN_BOT', { address: 'fund:nobody' })
  const back = errorFromWire(JSON.parse(JSON.stringify(wireError(thrown))))
  expect(back).toMatchObject({ code: thrown.code, message: thrown.message, hint: thrown.hint, exit: thrown.exit })
})

test('what has no code is a bug of ours, with what was said and its cause', () => {
  const bug = new TypeError('x is not a function')
  expect(asQuorateError(bug)).toMatchObject({ code: 'INTERNAL', exit: 70, cause: bug })
  expect(wireError('thrown as text').error).toMatchObject({ code: 'INTERNAL', details: { problem: 'thrown as text' } })
})

test('a code of another version stays visible', () => {
  expect(errorFromWire({ error: { code: 'FROM_TOMORROW', message: 'what tomorrow says' } })).toMatchObject({
    code: 'INTERNAL',
    details: { problem: 'the daemon said FROM_TOMORROW: what tomorrow says' },
  })
})

test.each([null, 'text', {}, { error: null }, { error: {} }, { error: { code: 7 } }])('%j is no failure of ours', (wire) => {
  expect(errorFromWire(wire)).toBeNull()
})

test('a code named like a method of objects is not taken for one of the table', () => {
  expect(errorFromWire({ error: { code: 'toString', message: '' } })).toMatchObject({ code: 'INTERNAL' })
})
