import { expect, test } from 'vitest'
import { partOf, scrolledTo, seenOf } from './useEqualRows.ts'

/** The rows that a box of 100 px draws of some rows of 20 px, two beyond each end. */
const drawn = (scrollTop: number, count: number): readonly number[] => [...seenOf(partOf(scrollTop, 100, 20), count, 2)]

test('draws what is seen and a little beyond, and no row that is not there', () => {
  expect(drawn(0, 1_000_000)).toEqual([0, 8])
  expect(drawn(19, 1_000_000)).toEqual([0, 8])
  expect(drawn(200, 1_000_000)).toEqual([8, 18])
  expect(drawn(19_999_900, 1_000_000)).toEqual([999_992, 1_000_000])
  expect(drawn(0, 3)).toEqual([0, 3])
  expect(drawn(0, 0)).toEqual([0, 0])
  // browsers let some go beyond the top
  expect(drawn(-30, 50)).toEqual([0, 8])
})

test('draws the last rows of a list that became shorter, until the box has moved there', () => {
  expect(drawn(19_999_900, 50)).toEqual([42, 50])
  expect(drawn(19_999_900, 4)).toEqual([0, 4])
})

test('every row that a box shows a part of is drawn', () => {
  for (let top = 0; top <= 900; top++) {
    const [first = 0, end = 0] = drawn(top, 50)
    expect([first * 20 <= top, end * 20 >= Math.min(1_000, top + 100)]).toEqual([true, true])
  }
})

test('a box scrolls no further than it has to', () => {
  const at = (index: number, scrollTop: number): number => scrolledTo(index * 20, 20, { scrollTop, clientHeight: 100 })
  expect([at(0, 60), at(3, 60), at(7, 60), at(8, 60), at(49, 60), at(2, 60)]).toEqual([0, 60, 60, 80, 900, 40])
})
