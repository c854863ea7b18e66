import fc from 'fast-check'
import { basename, dirname } from 'node:path'
import { expect, test } from 'vitest'
import type { Address } from './authoring.ts'
import { snapshotPath } from './snapshotFiles.ts'

test('no id leaves its folder, no two ids share a file, and no name is too long for a file system', () => {
  const id = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
  const path = (of: string): string => snapshotPath('/actors', `role:${of}` as Address)
  fc.assert(
    fc.property(id, id, (one, other) => {
      expect(dirname(path(one))).toBe('/actors/role')
      expect(Buffer.byteLength(basename(path(one)))).toBeLessThanOrEqual(200)
      expect(path(one) === path(other)).toBe(one === other)
    }),
    {
      examples: [
        ['..', '.'],
        ['../../etc/passwd', 'a/b'],
        ['CON', 'nul\u0000'],
      ],
    },
  )
})
