import { mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { LowSync } from 'lowdb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { durableDocument, type DocumentDisk } from './durableDocument.ts'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-document-'))
  file = join(folder, 'state', 'some.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Does what it is asked and notes it; from the given step on it does nothing and throws, as a disk that is gone. */
function noting(steps: string[], breaksAt = Infinity): DocumentDisk {
  const step = (what: string, act: () => void): void => {
    steps.push(what)
    if (steps.length >= breaksAt) throw new Error(`the disk is gone at ${what}`)
    act()
  }
  const short = (path: string): string => path.slice(folder.length)
  return {
    writeSynced: (path, text) => step(`sync ${short(path)}`, () => writeFileSync(path, text)),
    rename: (from, to) => step(`rename ${short(from)} to ${short(to)}`, () => renameSync(from, to)),
    syncFolder: (path) => step(`sync folder ${short(path)}`, () => undefined),
  }
}

describe('a durable document', () => {
  it('is null before it was ever written, and what was written after', () => {
    const document = durableDocument<{ a: number }>(file)
    expect(document.read()).toBeNull()
    document.write({ a: 1 })
    document.write({ a: 2 })
    expect(durableDocument(file).read()).toEqual({ a: 2 })
  })

  it('is readable by its owner only', () => {
    durableDocument(file).write({})
    expect([statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777]).toEqual([0o600, 0o700])
  })

  it('syncs the new text before it takes the old one’s name, and the folder after', () => {
    const steps: string[] = []
    durableDocument(file, noting(steps)).write({ a: 1 })
    expect(steps).toEqual(['sync /state/some.json.new', 'rename /state/some.json.new to /state/some.json', 'sync folder /state'])
  })

  it.each([1, 2, 3])('is the old text or the new one, and says so, when the disk goes at step %i', (step) => {
    durableDocument(file).write({ a: 'old' })
    expect(() => durableDocument(file, noting([], step)).write({ a: 'new' })).toThrow(/the disk is gone/)
    expect(durableDocument(file).read()).toEqual({ a: step < 3 ? 'old' : 'new' })
  })

  it('is not stopped by what an interrupted write left', () => {
    durableDocument(file).write({ a: 1 })
    writeFileSync(`${file}.new`, '{"a": 2, "and a long rest": ')
    durableDocument(file).write({ a: 3 })
    expect(readFileSync(file, 'utf8')).toBe('{\n  "a": 3\n}\n')
  })

  it.each(['{"a":', '', 'null'])('throws for the text %j instead of beginning anew', (text) => {
    durableDocument(file).write({ a: 1 })
    writeFileSync(file, text)
    expect(() => durableDocument(file).read()).toThrow(SyntaxError)
  })

  it('serves lowdb', () => {
    new LowSync(durableDocument<string[]>(file), []).update((list) => list.push('one'))
    const again = new LowSync(durableDocument<string[]>(file), [])
    again.read()
    expect(again.data).toEqual(['one'])
  })
})
