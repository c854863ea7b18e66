import { expect, test } from 'vitest'
import { LineQueue } from './lineQueue.ts'

test('gives lines in order, those before the reader and those after', async () => {
  const queue = new LineQueue<number>()
  queue.push(1)
  const read: number[] = []
  const reading = (async () => {
    for await (const line of queue) read.push(line)
  })()
  await Promise.resolve()
  queue.push(2)
  queue.end()
  queue.push(3)
  await reading
  expect(read).toEqual([1, 2])
})

test('a failure comes after the last line', async () => {
  const queue = new LineQueue<number>()
  queue.push(1)
  queue.end(new Error('the end'))
  const read: number[] = []
  const reading = (async () => {
    for await (const line of queue) read.push(line)
  })()
  await expect(reading).rejects.toThrow('the end')
  expect(read).toEqual([1])
})

test('a reader who never comes costs a bounded memory', () => {
  const queue = new LineQueue<number>()
  for (let line = 0; line < 10_010; line += 1) queue.push(line)
  expect(queue.dropped).toBe(10)
})
