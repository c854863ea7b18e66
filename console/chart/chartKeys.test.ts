import { expect, test, vi } from 'vitest'
import { pressChartKey } from './chartKeys.ts'

test('keys zoom, move, fit and show what is active; others are left to the page', () => {
  const control = { zoomBy: vi.fn<() => void>(), panBy: vi.fn<() => void>(), fit: vi.fn<() => void>() }
  const showActive = vi.fn<() => void>()
  for (const key of ['+', '-', '0', 'a', 'ArrowLeft', 'ArrowDown']) expect(pressChartKey(key, control, showActive)).toBe(true)
  expect(control.zoomBy.mock.calls).toEqual([[1.25], [0.8]])
  expect(control.panBy.mock.calls).toEqual([[{ x: 60, y: 0 }], [{ x: 0, y: -60 }]])
  expect([control.fit.mock.calls.length, showActive.mock.calls.length]).toEqual([1, 1])
  for (const key of ['Tab', ' ', 'Home', 'b']) expect(pressChartKey(key, control, showActive)).toBe(false)
})
