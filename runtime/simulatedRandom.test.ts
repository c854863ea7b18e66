import { expect, it } from 'vitest'
import { SimulatedRandom } from './simulatedRandom.ts'

const numbers = (seed: number, stream: string): readonly number[] => {
  const random = new SimulatedRandom(seed, stream)
  return Array.from({ length: 200 }, () => random.int(1_000))
}

it('gives the same numbers for the same seed and stream, and others for another', () => {
  expect(numbers(7, 'disk')).toEqual(numbers(7, 'disk'))
  expect(numbers(7, 'disk')).not.toEqual(numbers(8, 'disk'))
  expect(numbers(7, 'disk')).not.toEqual(numbers(7, 'chain'))
  expect(numbers(7, 'disk').slice(0, 5)).toMatchInlineSnapshot(`
    [
      582,
      730,
      504,
      937,
      74,
    ]
  `)
})

it('spreads them evenly, between both ends', () => {
  const random = new SimulatedRandom(1, 'dice')
  const thrown = Array.from({ length: 6_000 }, () => random.between(1, 6))
  for (const side of [1, 2, 3, 4, 5, 6]) expect(thrown.filter((one) => one === side).length).toBeGreaterThan(850)
  expect(Math.min(...thrown)).toBe(1)
  expect(Math.max(...thrown)).toBe(6)
})

it('refuses to pick from nothing', () => {
  expect(() => new SimulatedRandom(1, 'x').pick([])).toThrow('nothing to pick from')
})
