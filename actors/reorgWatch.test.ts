import { expect, test } from 'vitest'
import { hashFixture } from '#protocol/fixtures.ts'
import { minedIn, reorgWatch, type Seen } from './reorgWatch.ts'

const mined = (n: number, block: number, fork = 0): Seen => ({
  hash: hashFixture(n),
  sighting: {
    state: 'mined',
    status: 'success',
    block,
    blockHash: hashFixture(100 * (fork + 1) + block),
    confirmations: 1,
    gasUsed: '1',
    feeWei: '1',
    contract: null,
  },
})
const pending = (n: number): Seen => ({ hash: hashFixture(n), sighting: { state: 'pending' } })
const unknown = (n: number): Seen => ({ hash: hashFixture(n), sighting: { state: 'unknown' } })

/** What each look of a series is answered with. */
const watched = (...looks: (readonly Seen[])[]) => looks.map(reorgWatch())

test('says nothing while a transaction waits, is mined and stays', () => {
  expect(watched([unknown(1)], [pending(1)], [mined(1, 12)], [mined(1, 12)])).toEqual([null, null, null, null])
})

test.each([
  ['back to the pool', pending(1)],
  ['out of sight', unknown(1)],
  ['into a later block', mined(1, 13)],
  ['into another block of the same height', mined(1, 12, 1)],
])('notices a receipt that went %s', (_, now) => {
  expect(watched([mined(1, 12)], [now])).toEqual([null, { txHash: hashFixture(1), block: 12 }])
})

test('notices that the other bytes of the same nonce took its place', () => {
  const looks = [
    [mined(1, 12), unknown(2)],
    [unknown(1), mined(2, 12, 1)],
  ]
  expect(watched(...looks)).toEqual([null, { txHash: hashFixture(1), block: 12 }])
})

test('tells of one loss once', () => {
  expect(watched([mined(1, 12)], [pending(1)], [pending(1)], [mined(1, 13)])).toMatchObject([null, { block: 12 }, null, null])
})

test('finds the mined one among all hashes of a nonce', () => {
  expect(minedIn([pending(1), mined(2, 12)])).toMatchObject({ hash: hashFixture(2) })
  expect(minedIn([pending(1), unknown(2)])).toBeUndefined()
})
