import { expect, it } from 'vitest'
import { shrink } from './shrink.ts'

const numbers = Array.from({ length: 24 }, (_, n) => n)
const needs =
  (...wanted: readonly number[]) =>
  (some: readonly number[]): Promise<boolean> =>
    Promise.resolve(wanted.every((one) => some.includes(one)))

it('leaves exactly what the failure needs', async () => {
  expect(await shrink(numbers, needs(17))).toEqual([17])
  expect(await shrink(numbers, needs(2, 3, 21))).toEqual([2, 3, 21])
})

it('leaves nothing where nothing is needed, and everything where all is', async () => {
  expect(await shrink(numbers, needs())).toEqual([])
  expect(await shrink([1, 2, 3], needs(1, 2, 3))).toEqual([1, 2, 3])
})

it('stops trying after its budget, with something that still fails', async () => {
  const left = await shrink(numbers, needs(0, 23), 3)
  expect(left).toContain(0)
  expect(left).toContain(23)
})
