import { expect, test } from 'vitest'
import { KeyedTurns } from './keyedTurns.ts'

test('runs what has the same key in order, also after one that failed, and the rest at once', async () => {
  const turns = new KeyedTurns()
  const order: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const first = turns.next('a', async () => {
    await promise
    order.push('first')
    throw new Error('failed')
  })
  const second = turns.next('a', () => Promise.resolve(order.push('second')))
  await turns.next('b', () => Promise.resolve(order.push('other')))
  resolve()
  await expect(first).rejects.toThrowError('failed')
  await second
  expect(order).toEqual(['other', 'first', 'second'])
})
