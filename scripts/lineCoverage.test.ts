import { expect, test } from 'vitest'
import { countLines, linesRun, sumLines, type ScriptCoverage } from './lineCoverage.ts'

// two sources in one built file of two lines; `b` is a function that nobody calls, but for its middle, which is called
const text = 'a();function b(){no;yes}\nc()'
const map = {
  version: 3 as const,
  names: [],
  sources: ['x.ts', 'y.ts'],
  mappings: [
    [
      [0, 0, 0, 0],
      [17, 0, 4, 2],
      [20, 0, 5, 2],
    ] as [number, number, number, number][],
    [[0, 1, 6, 0]] as [number, number, number, number][],
  ],
}
const range = (startOffset: number, endOffset: number, count: number) => ({ startOffset, endOffset, count })
const seen = (...ranges: ReturnType<typeof range>[]): ScriptCoverage => ({ url: '', functions: [{ ranges }] })

test('an inner range outweighs the outer one, whichever is told first', () => {
  const lines = linesRun(text, map, [seen(range(20, 23, 1), range(0, 28, 1), range(4, 24, 0))])
  expect(Object.fromEntries(lines)).toEqual({ 'x.ts': new Set([1, 6]), 'y.ts': new Set([7]) })
})

test('what ran on one page ran, though it did not on another', () => {
  const lines = linesRun(text, map, [seen(range(0, 28, 1), range(4, 24, 0)), seen(range(0, 28, 0), range(16, 20, 3))])
  expect(Object.fromEntries(lines)).toEqual({ 'x.ts': new Set([1, 5]), 'y.ts': new Set([7]) })
})

test('a line counts once, and as run when any statement on it ran, here or elsewhere', () => {
  const at = (line: number) => ({ start: { line } })
  const file = { path: 'x.ts', statementMap: { 0: at(1), 1: at(1), 2: at(2), 3: at(3) }, s: { 0: 0, 1: 2, 2: 0, 3: 0 } }
  expect(countLines(file)).toEqual({ total: 3, covered: 1 })
  expect(countLines(file, new Set([3, 9]))).toEqual({ total: 3, covered: 2 })
  expect(sumLines([countLines(file), countLines(file, new Set([2, 3]))])).toEqual({ total: 6, covered: 4 })
})
