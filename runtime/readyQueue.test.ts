import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ReadyQueue } from './readyQueue.ts'

test('gives back everything once, oldest first, whatever is put in and taken in between', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.constant('put'), fc.nat(5))), (steps) => {
      const queue = new ReadyQueue<number>()
      const model: number[] = []
      let next = 0
      for (const step of steps) {
        const wanted = step === 'put' ? 0 : (step as number)
        if (step === 'put') {
          queue.push(next)
          model.push(next)
          next += 1
        }
        expect(queue.take(wanted)).toEqual(model.splice(0, wanted))
        expect(queue.length).toBe(model.length)
      }
    }),
  )
})
