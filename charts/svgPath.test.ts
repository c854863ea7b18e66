import { expect, test } from 'vitest'
import { arrowHead, roundedPath } from './svgPath.ts'

const corner = [
  { x: 0, y: 0 },
  { x: 0, y: 20 },
  { x: 4, y: 20 },
]

test('corners are rounded by at most half of the shorter side', () => {
  expect(roundedPath(corner)).toBe('M0 0L0 18Q0 20 2 20L4 20')
})

test('an arrow head points where the line ends', () => {
  expect(
    arrowHead(
      [
        { x: 5, y: 0 },
        { x: 5, y: 30 },
      ],
      4,
    ),
  ).toBe('M5 30L1 22L9 22Z')
})

test('a line without length has no head, and no points make no path', () => {
  expect(
    arrowHead(
      [
        { x: 1, y: 1 },
        { x: 1, y: 1 },
      ],
      4,
    ),
  ).toBe('')
  expect(roundedPath([])).toBe('')
})
