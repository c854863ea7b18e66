import { expect, test } from 'vitest'
import { LineQueue } from './lineQueue.ts'

async function readAll<Line>(queue: LineQueue<Line>): Promise<Line[]> {
  const read: Line[] = []
  for await (const line of queue) read.push(line)
  return read
}

test('a reader gets every line in order, those from before it came and those after', async () => {
  const queue = new LineQueue<string>()
  queue.push('before')
  const read = readAll(queue)
  await Promise.resolve()
  queue.push('after')
  queue.end()
  queue.push('too late')
  expect(await read).toEqual(['before', 'after'])
})

test('a failure is thrown after the last line, the first one if there are two', async () => {
  const queue = new LineQueue<string>()
  queue.push('last words')
  queue.end(new Error('the cause'))
  queue.end(new Error('what followed from it'))
  const read: string[] = []
  const reading = (async () => {
    for await (const line of queue) read.push(line)
  })()
  await expect(reading).rejects.toThrow('the cause')
  expect(read).toEqual(['last words'])
})

test('a slow reader costs the oldest lines, never memory without end, and it is said how many', async () => {
  const queue = new LineQueue<number>()
  for (let line = 1; line <= 10_003; line += 1) queue.push(line)
  queue.end()
  const read = await readAll(queue)
  expect([queue.dropped, read.length, read[0], read.at(-1)]).toEqual([3, 10_000, 4, 10_003])
})
