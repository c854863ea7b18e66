import { expect, test } from 'vitest'
import { requestIdOf } from './requestId.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const made = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

test('the caller’s own name is kept', () => {
  expect(requestIdOf({ 'x-request-id': 'desk-7:a.b_c' })).toBe('desk-7:a.b_c')
})

test('without one it is the trace that the request is part of', () => {
  expect(requestIdOf({ traceparent: `00-${traceId}-00f067aa0ba902b7-01` })).toBe(traceId)
  expect(requestIdOf({ 'x-request-id': 'mine', traceparent: `00-${traceId}-00f067aa0ba902b7-01` })).toBe('mine')
})

test.each([
  ['nothing', {}],
  ['an empty name', { 'x-request-id': '' }],
  ['a long name', { 'x-request-id': 'a'.repeat(65) }],
  ['a name that breaks a line', { 'x-request-id': 'a\nlevel=50' }],
  ['a name with quotes', { 'x-request-id': 'a"b' }],
  ['a name that looks like an option', { 'x-request-id': '--yes' }],
  ['a trace of zeros', { traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` }],
  ['a parent of zeros', { traceparent: `00-${traceId}-${'0'.repeat(16)}-01` }],
  ['half a trace', { traceparent: `00-${traceId}` }],
])('%s gets a name of its own, another each time', (_what, headers) => {
  const first = requestIdOf(headers)
  expect(first).toMatch(made)
  expect(requestIdOf(headers)).not.toBe(first)
})
