import { expect, test } from 'vitest'
import { Acknowledgements } from './acknowledgements.ts'

test('waits for what is being acknowledged, and for nothing else', async () => {
  const all = new Acknowledgements()
  const done = all.begin('1')
  const order: string[] = []
  const waiting = all.settled('1').then(() => order.push('answered'))
  await all.settled('2')
  order.push('acknowledged')
  done()
  await waiting
  expect(order).toEqual(['acknowledged', 'answered'])
  await all.settled('1')
})

test('waits no longer than an acknowledgement can take', async () => {
  const all = new Acknowledgements()
  all.begin('1')
  await expect(all.settled('1', 5)).resolves.toBeUndefined()
})

test('forgets the oldest of very many', async () => {
  const all = new Acknowledgements()
  for (let at = 0; at < 2_001; at += 1) all.begin(String(at))
  await expect(all.settled('0')).resolves.toBeUndefined()
})
