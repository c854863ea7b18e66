import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { mutantsByContract } from './byContract.ts'
import { spanOf } from './MutantRow.ts'
import { canary, equivalentMutants } from './survivors.ts'
import { switchMutants } from './switchMutants.ts'

const source = (file: string): string => readFileSync(new URL(`../../contracts/${file}`, import.meta.url), 'utf8')

test.each(Object.entries(mutantsByContract))('every wrong line of %s has one right line to stand for', (file, rows) => {
  const text = source(file)
  const numbered = rows.map(([from, to], id) => ({ id, from, to }))
  expect(switchMutants(text, numbered)).not.toBe(text)
  expect(rows.length).toBeGreaterThan(0)
})

test.each(Object.entries(mutantsByContract))('no two wrong lines of %s are the same', (_file, rows) => {
  expect(new Set(rows.map((row) => row.join('\n'))).size).toBe(rows.length)
})

test.each([canary, ...equivalentMutants])('$file still has the line that cannot be told from $to', ({ file, from, to }) => {
  expect(spanOf(source(file), from).original).not.toBe(to)
  // planted, it would survive, or be killed and hide that the canary was
  expect(mutantsByContract[file]?.some((row) => row[0] === from && row[1] === to)).toBe(false)
})
