import { expect, test } from 'vitest'
import { nonceDrift } from './nonceDrift.ts'

const request = {
  type: 'account.send',
  requestId: 'r',
  replyTo: 'relayer:main',
  to: '0x',
  data: '0x',
  value: '0',
  label: '',
} as const
const pendingAt = (nonce: number | null) => ({ request, nonce, fees: null, signed: [{ raw: '0x', hash: 'own' }] })
const none = new Set<string>()

test.each([
  ['an idle account that agrees', { nextNonce: 5, pending: null }, { mined: 5, own: none }, 0],
  ['an idle account whose chain lost two', { nextNonce: 5, pending: null }, { mined: 3, own: none }, 2],
  ['an idle account whose key somebody used', { nextNonce: 5, pending: null }, { mined: 6, own: none }, -1],
  ['an account that has not asked yet', { nextNonce: null, pending: null }, { mined: 6, own: none }, 0],
  ['bytes that wait for a block', { nextNonce: 5, pending: pendingAt(5) }, { mined: 5, own: none }, 0],
  [
    'bytes in a block that wait for confirmations',
    { nextNonce: 5, pending: pendingAt(5) },
    { mined: 6, own: new Set(['own']) },
    0,
  ],
  ['a nonce that somebody else used first', { nextNonce: 5, pending: pendingAt(5) }, { mined: 6, own: none }, -1],
  ['bytes above a gap', { nextNonce: 5, pending: pendingAt(5) }, { mined: 4, own: none }, 1],
  ['a request that has no nonce yet', { nextNonce: 5, pending: pendingAt(null) }, { mined: 5, own: none }, 0],
])('%s', (_what, context, chain, drift) => {
  expect(nonceDrift(context, chain)).toBe(drift)
})
