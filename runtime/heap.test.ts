import fc from 'fast-check'
import { expect, test } from 'vitest'
import { popHeap, pushHeap } from './heap.ts'

test('gives back what was put in, smallest first', () => {
  const smaller = (one: number, other: number): boolean => one < other
  fc.assert(
    fc.property(fc.array(fc.integer()), (items) => {
      const heap: number[] = []
      for (const item of items) pushHeap(heap, item, smaller)
      expect(items.map(() => popHeap(heap, smaller))).toEqual(items.toSorted((one, other) => one - other))
      expect(popHeap(heap, smaller)).toBeUndefined()
    }),
  )
})
