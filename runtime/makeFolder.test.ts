import { statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { closeAll, newFolder } from './hostFixtures.ts'
import { makeFolder } from './makeFolder.ts'

afterEach(closeAll)

test('makes what is missing, and says where it began', () => {
  const top = newFolder()
  expect(makeFolder(join(top, 'a', 'b', 'c'), 0o700)).toBe(join(top, 'a'))
  expect(statSync(join(top, 'a', 'b', 'c')).mode & 0o777).toBe(0o700)
  expect(makeFolder(join(top, 'a', 'b'))).toBeUndefined()
})

test('fails where the system takes no folders, instead of trying for ever', () => {
  expect(() => makeFolder('/proc/nowhere/at/all')).toThrow(/ENOENT|EACCES|EPERM/)
})
