import { expect, test } from 'vitest'
import { LaterHands } from './chatHands.ts'

test('an errand of an earlier run waits until there are hands', async () => {
  const hands = new LaterHands()
  const early = hands.perform({ id: 'e1' } as never)
  const told: unknown[] = []
  hands.give({
    perform: (errand) => Promise.resolve({ ...errand, code: 'OK' } as never),
    answer: async (given) => void told.push(given),
  })
  expect(await early).toMatchObject({ id: 'e1', code: 'OK' })
  await hands.answer({ errandId: 'e1' } as never)
  expect(told).toEqual([{ errandId: 'e1' }])
})
