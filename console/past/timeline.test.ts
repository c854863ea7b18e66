import { expect, test, vi } from 'vitest'
import { indexAt, pauseMs, seqOf } from './timeline.ts'
import { pressTimeKey } from './usePlayer.ts'

const turns = [{ seq: 3 }, { seq: 5 }, { seq: 9 }]

test('a moment is the last turn up to it', () => {
  expect([1, 3, 4, 5, 8, 9, 99].map((seq) => indexAt(turns, seq))).toEqual([-1, 0, 0, 1, 1, 2, 2])
  expect(indexAt([], 4)).toBe(-1)
})

test('a turn is shown as long as it took, within bounds, faster by the speed', () => {
  const [at, soon, later, muchLater] = [0, 10, 1_000, 3_600_000].map((ms) => new Date(ms).toISOString()) as [
    string,
    string,
    string,
    string,
  ]
  expect(pauseMs(at, later, 1)).toBe(1_000)
  expect(pauseMs(at, later, 0.5)).toBe(2_000)
  expect(pauseMs(at, later, 8)).toBe(125)
  expect(pauseMs(at, soon, 1)).toBe(160)
  expect(pauseMs(at, muchLater, 1)).toBe(1_600)
})

test('a link names a sequence number or nothing', () => {
  expect(
    ['?seq=12', 'seq=7&x=1', '', '?seq=', '?seq=0', '?seq=-3', '?seq=1e9', '?seq=<script>', `?seq=${'9'.repeat(40)}`].map(seqOf),
  ).toEqual([12, 7, ...Array.from({ length: 7 }, () => undefined)])
})

test('keys step, jump and play; others are left to the page', () => {
  const player = { index: 4, toggle: vi.fn<() => void>(), to: vi.fn<(index: number) => void>(), first: vi.fn<() => void>() }
  for (const key of [' ', 'ArrowLeft', 'ArrowRight', 'Home', 'End']) expect(pressTimeKey(key, player, 9)).toBe(true)
  expect(player.toggle).toHaveBeenCalledOnce()
  expect(player.to.mock.calls).toEqual([[3], [5], [9]])
  expect(player.first).toHaveBeenCalledOnce()
  expect(pressTimeKey('x', player, 9)).toBe(false)
})
