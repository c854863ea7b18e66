import { expect, test } from 'vitest'
import { Suspects } from './suspects.ts'

/** A line whose first turn is at `place`; `pass` lets what was put off happen. */
function lineAt(
  place: number,
  blame: Readonly<Record<string, number>> = {},
): { readonly line: Suspects<string>; readonly tried: string[]; readonly pass: () => void } {
  const tried: string[] = []
  const later: (() => void)[] = []
  const line = new Suspects<string>({
    start: (job) => tried.push(job),
    soon: (callback) => later.push(callback),
    blame: (job) => blame[job] ?? 0,
    first: (count) => place % count,
  })
  return { line, tried, pass: () => later.splice(0).forEach((callback) => callback()) }
}

test('tries one after the other, each once the one before is cleared', () => {
  const { line, tried, pass } = lineAt(0)
  for (const job of ['a', 'b', 'c']) line.add(job)
  pass()
  expect(tried).toEqual(['a'])
  line.cleared('a')
  pass()
  expect(tried).toEqual(['a', 'b'])
  line.cleared('a')
  line.cleared('stranger')
  pass()
  expect(tried).toEqual(['a', 'b'])
})

test('begins at another place when it is told to', () => {
  const { line, tried, pass } = lineAt(5)
  for (const job of ['a', 'b', 'c']) line.add(job)
  pass()
  for (const job of ['c', 'a']) {
    line.cleared(job)
    pass()
  }
  expect(tried).toEqual(['c', 'a', 'b'])
})

test('tries the least blamed first, wherever the line begins: nobody is hit twice before all others were', () => {
  const { line, tried, pass } = lineAt(1, { a: 1, b: 2, d: 1 })
  for (const job of ['a', 'b', 'c', 'd']) line.add(job)
  pass()
  for (const job of ['c', 'd', 'a']) {
    line.cleared(job)
    pass()
  }
  expect(tried).toEqual(['c', 'd', 'a', 'b'])
})

test('forgets one that is not wanted any more before its turn', () => {
  const { line, tried, pass } = lineAt(0)
  for (const job of ['a', 'b', 'c']) line.add(job)
  pass()
  line.cleared('b')
  line.cleared('a')
  pass()
  expect(tried).toEqual(['a', 'c'])
})
