import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { coverageFolders, coverageWords, testCoverage } from './testCoverage.ts'

const root = mkdtempSync(join(tmpdir(), 'quorate-coverage-'))
afterAll(() => rmSync(root, { recursive: true }))
beforeEach(() => rmSync(join(root, 'coverage'), { recursive: true, force: true }))

function put(file: string, content: unknown): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), typeof content === 'string' ? content : JSON.stringify(content))
}
const file = (path: string, ...hits: number[]) => ({
  path: join(root, path),
  statementMap: Object.fromEntries(hits.map((_, at) => [at, { start: { line: at + 1 } }])),
  s: Object.fromEntries(hits.entries()),
})
const found = (...files: ReturnType<typeof file>[]) =>
  put(coverageFolders.vitest, Object.fromEntries(files.map((each) => [each.path, each])))

test('what a browser ran of the console counts with what vitest ran', () => {
  found(file('runtime/a.ts', 1, 1, 1, 1, 1, 1, 1, 1, 1, 0), file('console/b.tsx', 0, 0))
  put('console/dist/assets/page-1.js', 'x();y()')
  // `x()` is of the first line of b.tsx, `y()` of its second
  put('console/dist/maps/page-1.js.map', { version: 3, names: [], sources: ['../../b.tsx'], mappings: 'AAAA,IACA' })
  const ran = (startOffset: number, count: number) => ({ ranges: [{ startOffset, endOffset: 7, count }] })
  put(`${coverageFolders.browser}/1.json`, [{ url: '/assets/page-1.js', functions: [ran(0, 1), ran(4, 0)] }])
  // of a build that is not there any more
  put(`${coverageFolders.browser}/2.json`, [{ url: '/assets/page-0.js', functions: [ran(0, 1)] }])
  const half = testCoverage(root)
  expect(half).toEqual({ all: { total: 12, covered: 10 }, console: { total: 2, covered: 1 } })
  expect(coverageWords(half)).toEqual({
    line: 'lines that ran: 83.3 % (10 of 12); of the console 50.0 % (1 of 2)',
    wrong: 'fewer than 85 % of the lines ran',
  })
  put(`${coverageFolders.browser}/3.json`, [{ url: '/assets/page-1.js', functions: [ran(0, 1)] }])
  expect(coverageWords(testCoverage(root))).toEqual({
    line: 'lines that ran: 91.7 % (11 of 12); of the console 100.0 % (2 of 2)',
    wrong: null,
  })
})

test('a console that no browser opened is too little, however much of the rest ran', () => {
  found(file('runtime/a.ts', ...Array.from({ length: 100 }, () => 1)), file('console/b.tsx', 0))
  expect(coverageWords(testCoverage(root)).wrong).toBe('fewer than 85 % of the lines ran')
})

test('a run that did not get that far is told as such', () => {
  expect(coverageWords(testCoverage(root))).toEqual({ line: 'lines: not counted', wrong: 'vitest left no coverage' })
})
