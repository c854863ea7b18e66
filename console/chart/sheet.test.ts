import { describe, expect, test } from 'vitest'
import { around, centred, fitted, isSeen, opened, panned, scaleMax, scaleMin, seenPart, zoomed } from './sheet.ts'

const panel = { width: 800, height: 600 }
const small = { width: 400, height: 300 }
const tall = { width: 600, height: 3_000 }

describe('a chart on its panel', () => {
  test('that fits is in the middle, at its own size', () => {
    expect(fitted(small, panel)).toEqual({ scale: 1, x: 200, y: 150 })
    expect(opened(small, panel, { x: 0, y: 0, width: 10, height: 10 })).toEqual(fitted(small, panel))
  })

  test('that does not fit begins at what is active, readable', () => {
    const active = { x: 100, y: 2_500, width: 120, height: 60 }
    const sheet = opened(tall, panel, active)
    expect(sheet.scale).toBeGreaterThanOrEqual(0.55)
    expect(isSeen(sheet, panel, active)).toBe(true)
    expect(isSeen(fitted(tall, panel), panel, { x: 0, y: 0, ...tall })).toBe(true)
  })

  test('is zoomed around the pointer, within bounds', () => {
    const from = { x: 20, y: -40, scale: 1 }
    const at = { x: 300, y: 200 }
    const under = (sheet: typeof from): readonly number[] => [(at.x - sheet.x) / sheet.scale, (at.y - sheet.y) / sheet.scale]
    expect(under(zoomed(from, 1.7, at))[0]).toBeCloseTo(under(from)[0] ?? 0)
    expect(under(zoomed(from, 1.7, at))[1]).toBeCloseTo(under(from)[1] ?? 0)
    expect(zoomed(from, 1_000, at).scale).toBe(scaleMax)
    expect(zoomed(from, 0.000_1, at).scale).toBe(scaleMin)
  })

  test('cannot be moved out of sight', () => {
    const far = panned({ x: 0, y: 0, scale: 1 }, { x: -99_999, y: 99_999 }, tall, panel)
    const seen = seenPart(far, panel)
    expect(seen.x).toBeLessThan(tall.width)
    expect(seen.y + seen.height).toBeGreaterThan(0)
  })

  test('shows a part in the middle as far as the chart reaches', () => {
    const sheet = { x: 0, y: 0, scale: 1 }
    expect(centred(sheet, tall, panel, { x: 0, y: 1_400, width: 0, height: 200 }).y).toBe(300 - 1_500)
    expect(centred(sheet, tall, panel, { x: 0, y: 0, width: 0, height: 0 }).y).toBe(14)
    expect(centred(sheet, small, panel, { x: 0, y: 0, width: 0, height: 0 })).toMatchObject({ x: 200, y: 150 })
  })
})

test('the rectangle around several holds all of them', () => {
  expect(around([])).toBeUndefined()
  expect(
    around([
      { x: 1, y: 5, width: 10, height: 10 },
      { x: -3, y: 8, width: 2, height: 20 },
    ]),
  ).toEqual({ x: -3, y: 5, width: 14, height: 23 })
})
