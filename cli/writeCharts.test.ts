import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exampleMachine, oddMachine } from '#charts/fixtures.ts'
import { writeCharts } from './writeCharts.ts'

let directory: string
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'quorate-charts-')), 'docs', 'charts')
})
afterEach(async () => {
  await rm(join(directory, '..', '..'), { recursive: true })
})

const both = { executor: exampleMachine, odd: oddMachine }
const all = ['README.md', 'executor.mmd', 'executor.svg', 'odd.mmd', 'odd.svg']

test('writes a picture and a text of each machine, and a page that shows them', async () => {
  expect(await writeCharts(both, directory)).toEqual({ stale: all, orphans: [], files: all })
  expect((await readdir(directory)).toSorted()).toEqual(all)
  const page = await readFile(join(directory, 'README.md'), 'utf8')
  expect(page).toContain('![Statechart of executor](executor.svg)')
  expect(page).toContain('| `idle` | Nothing to do. |')
})

test('finds what it has just written fresh', async () => {
  await writeCharts(both, directory)
  expect(await writeCharts(both, directory, { check: true })).toEqual({ stale: [], orphans: [], files: all })
})

test('a check names changed, missing and left-over files and touches none', async () => {
  await writeCharts(both, directory)
  await writeFile(join(directory, 'odd.svg'), 'edited by hand')
  await rm(join(directory, 'executor.mmd'))
  await writeFile(join(directory, 'gone.svg'), 'of a role that was removed')
  const found = await writeCharts(both, directory, { check: true })
  expect([found.stale, found.orphans]).toEqual([['executor.mmd', 'odd.svg'], ['gone.svg']])
  expect(await readFile(join(directory, 'odd.svg'), 'utf8')).toBe('edited by hand')
  await writeCharts(both, directory)
  expect((await readdir(directory)).toSorted()).toEqual(all)
})

test('a check of a directory that is not there names every file and makes nothing', async () => {
  const found = await writeCharts({ odd: oddMachine }, directory, { check: true })
  expect(found.stale).toEqual(['README.md', 'odd.mmd', 'odd.svg'])
  await expect(readdir(directory)).rejects.toThrow(/ENOENT/)
})
