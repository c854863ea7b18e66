import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterAll, expect, test } from 'vitest'
import { replaceFiles } from './fileThread.ts'

const folder = mkdtempSync(join(tmpdir(), 'quorate-file-thread-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('replaces files and leaves nothing beside them', async () => {
  const files = Array.from({ length: 50 }, (_, n) => ({ path: join(folder, `${n}.json`), text: `héllo ${n}\n` }))
  await Promise.all([replaceFiles(files.slice(0, 30)), replaceFiles(files.slice(30))])
  for (const { path, text } of files) expect(readFileSync(path, 'utf8')).toBe(text)
  await replaceFiles([{ path: join(folder, '7.json'), text: 'other' }])
  expect(readFileSync(join(folder, '7.json'), 'utf8')).toBe('other')
  expect(existsSync(join(folder, '7.json.tmp'))).toBe(false)
})

test('tells of a file that could not be replaced, when the others are', async () => {
  mkdirSync(join(folder, 'taken'))
  const asked = replaceFiles([
    { path: join(folder, 'taken'), text: 'a folder is in the way' },
    { path: join(folder, 'after.json'), text: 'written' },
  ])
  await expect(asked).rejects.toThrow(/taken/)
  expect(readFileSync(join(folder, 'after.json'), 'utf8')).toBe('written')
})

test('keeps its process alive for what it was asked, and no longer', () => {
  const module = new URL('fileThread.ts', import.meta.url).href
  const program = `import { replaceFiles } from ${JSON.stringify(module)}
    await replaceFiles([{ path: ${JSON.stringify(join(folder, 'a.json'))}, text: 'a' }])
    void replaceFiles([{ path: ${JSON.stringify(join(folder, 'b.json'))}, text: 'b' }])`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    timeout: 20_000,
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(readFileSync(join(folder, 'b.json'), 'utf8')).toBe('b')
})
