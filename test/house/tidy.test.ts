// Style that an ordinary test enforces. Each rule is shown a planted fault first: a rule that cannot fail proves nothing.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commandTable } from '#chat/commands/commandTable.ts'
import { errorReference } from '../../scripts/errorReference.ts'
import { root, trackedFiles, type TrackedFile } from './trackedFiles.ts'
import {
  brokenLinks,
  filesWithoutTest,
  forbiddenFileNames,
  machineTraces,
  testsWithoutAssertion,
  unfinishedWork,
  unknownCommands,
} from './tidyRules.ts'
import { testedElsewhere } from './testedElsewhere.ts'

const files = trackedFiles()
// package.json as npm reads it
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
const scripts = Object.keys(manifest.scripts)
const commands = commandTable.map(({ name }) => name)
const planted = (path: string, text: string): readonly TrackedFile[] => [{ path, text }]

describe('every file', () => {
  it('is named after the one thing it exports', () => {
    expect(forbiddenFileNames(planted('runtime/utils.ts', ''))).toHaveLength(1)
    expect(forbiddenFileNames(files)).toEqual([])
  })

  it('is finished', () => {
    expect(unfinishedWork(planted('runtime/a.ts', "// TODO later\nit.skip('x')\n"))).toHaveLength(2)
    expect(unfinishedWork(files)).toEqual([])
  })

  it('knows no machine and no registry', () => {
    const lock = '"resolved": "https://registry.example/a/-/a-1.tgz"'
    expect(machineTraces(planted('package-lock.json', `${lock}\n"/home/someone/project"`))).toHaveLength(2)
    expect(machineTraces(files)).toEqual([])
  })

  it('has a test beside it, or a stated reason', () => {
    expect(filesWithoutTest(planted('runtime/a.ts', 'export function a(): void {}'), {})).toHaveLength(1)
    expect(filesWithoutTest(planted('runtime/a.ts', 'export type A = 1'), {})).toEqual([])
    expect(filesWithoutTest(files, testedElsewhere)).toEqual([])
  })
})

it('asserts something in every test file', () => {
  expect(testsWithoutAssertion(planted('runtime/a.test.ts', "it('runs', () => run())"))).toHaveLength(1)
  expect(testsWithoutAssertion(files)).toEqual([])
})

describe('every document', () => {
  it('names only commands that exist, and so does every hint of an error', () => {
    const known = { scripts: ['start'], commands: ['fund.create'] }
    const text = './quorate fly, ./quorate fund create, npm run nothing, npm start'
    expect(unknownCommands(planted('a.md', text), known)).toEqual([
      'a.md: there is no "./quorate fly"',
      'a.md: there is no "npm run nothing"',
    ])
    expect(unknownCommands(files, { scripts, commands })).toEqual([])
  })

  it('links to what is there', () => {
    const exists = (path: string): boolean => existsSync(join(root, path))
    expect(brokenLinks(planted('docs/a.md', '[x](../README.md) [y](nowhere.md)'), exists)).toEqual([
      'docs/a.md: nowhere.md is not there',
    ])
    expect(brokenLinks(files, exists)).toEqual([])
  })

  it('about errors is what the table says', () => {
    expect(readFileSync(join(root, 'docs/errors.md'), 'utf8')).toBe(errorReference())
  })
})

describe('every npm script', () => {
  it('installs what it needs first', () => {
    const mine = scripts.filter((name) => !(name.startsWith('pre') && scripts.includes(name.slice(3))))
    expect(mine.length).toBeGreaterThan(0)
    for (const name of mine) expect([name, manifest.scripts[`pre${name}`]]).toEqual([name, 'node scripts/setup.mjs'])
  })
})

describe('what is run by hand', () => {
  it.each(['quorate', '.ci/run'])('is executable in git: %s', (path) => {
    expect(execFileSync('git', ['ls-files', '-s', path], { cwd: root, encoding: 'utf8' })).toMatch(/^100755 /)
    expect(statSync(join(root, path)).mode & 0o111).toBe(0o111)
  })
})
