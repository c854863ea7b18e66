import { expect, it } from 'vitest'
import { nearestTo, pathOf, scaleOf, ticksOf } from './priceScale.ts'

it('the least figure lies at one end and the most at the other, with room left', () => {
  const scale = scaleOf([100, 200], 50, { isTurned: true })
  expect([scale.at(scale.from), scale.at(scale.to), scale.at(150)]).toEqual([50, 0, 25])
  expect(scale.from).toBeLessThan(100)
  expect(scale.to).toBeGreaterThan(200)
  expect(scaleOf([100, 200], 50, { isTight: true }).at(200)).toBe(50)
})

it('a price that never moved lies in the middle', () => {
  const scale = scaleOf([7, 7], 40)
  expect(scale.at(7)).toBe(20)
  expect(scaleOf([7], 40, { isTight: true }).at(7)).toBe(20)
})

it('ticks are round and within', () => {
  expect(ticksOf(scaleOf([3_100, 3_390], 100, { isTight: true }), 3)).toEqual([3_100, 3_200, 3_300])
})

it('a line breaks where there is no figure', () => {
  expect(
    pathOf([
      { x: 0, y: 1 },
      { x: 1, y: 2 },
      { x: 2, y: NaN },
      { x: 3, y: 4 },
    ]),
  ).toBe('M0.0 1.0L1.0 2.0M3.0 4.0')
})

it('the nearest point is found, and of none there is none', () => {
  expect(nearestTo([{ x: 0 }, { x: 10 }, { x: 20 }], 14)).toEqual({ x: 10 })
  expect(nearestTo([], 14)).toBeUndefined()
})
