import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSessionLog } from './sessionLog.ts'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'quorate-sessions-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const now = new Date('2026-11-21T14:05:06.789Z')

test('a session is named by its time and holds one JSON line each, for its owner only', async () => {
  const log = openSessionLog(folder, now)
  log.write('{"type":"step","text":"one\\ntwo"}')
  log.write('{"type":"step","text":"three"}')
  await log.close()
  expect(log.file).toBe(join(folder, '20261121T140506Z', 'system.log'))
  expect(readFileSync(log.file, 'utf8')).toBe('{"type":"step","text":"one\\ntwo"}\n{"type":"step","text":"three"}\n')
  expect(statSync(log.file).mode & 0o777).toBe(0o600)
})

test('a second session of the same second is added to the first', async () => {
  for (const text of ['one', 'two']) {
    const log = openSessionLog(folder, now)
    log.write(JSON.stringify({ text }))
    await log.close()
  }
  expect(readFileSync(join(folder, '20261121T140506Z', 'system.log'), 'utf8')).toBe('{"text":"one"}\n{"text":"two"}\n')
})

test('a log that cannot be written costs its lines and nothing else', async () => {
  const log = openSessionLog(folder, now)
  await log.close()
  // a folder in the file's place: cannot be opened for writing, also not by root
  rmSync(log.file)
  mkdirSync(log.file)
  const again = openSessionLog(folder, now)
  again.write('lost')
  await again.close()
  expect(statSync(log.file).isDirectory()).toBe(true)
})
