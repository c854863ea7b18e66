import { expect, test } from 'vitest'
import { revertDataIn } from './revertData.ts'

test('finds revert data wherever the client put it, and takes nothing else for it', () => {
  const stale = '0xdeadbeef01'
  expect(revertDataIn(new Error('outer', { cause: new Error('inner', { cause: { code: 3, data: stale } }) }))).toBe(stale)
  for (const none of [new Error('plain'), { data: '0x' }, { data: 'words' }, { data: 5 }, null, 'text'])
    expect(revertDataIn(none)).toBeNull()
})
