import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, onTestFinished, test } from 'vitest'
import { askSecret, secretFrom } from './askSecret.ts'

test('shows the question and nothing of what is typed', async () => {
  const input = new PassThrough()
  const output = new PassThrough()
  const answer = askSecret('password', { input, output })
  input.write('correct hoe\u007Frse\r') // a wrong letter, taken back
  expect(await answer).toBe('correct horse')
  expect(String(output.read())).toBe('password: \n')
})

test('reads the first line of a file descriptor, and refuses one that is not open or gives too much', () => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-secret-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const given = (text: string): string => {
    writeFileSync(join(folder, 'given'), text)
    const fd = openSync(join(folder, 'given'), 'r')
    try {
      return secretFrom(fd)
    } finally {
      closeSync(fd)
    }
  }
  expect(given(' with spaces \nanother line')).toBe(' with spaces ')
  expect(() => given('x'.repeat(5_000))).toThrow(expect.objectContaining({ code: 'PASSWORD_REFUSED' }))
  expect(() => secretFrom(1_022)).toThrow(expect.objectContaining({ code: 'PASSWORD_REFUSED' }))
})
