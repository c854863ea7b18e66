import { expect, test } from 'vitest'
import { isInMemory, mountTypeOf } from './fileSystem.ts'

const mounts = [
  '/dev/vda / ext4 rw 0 0',
  'tmpfs /tmp tmpfs rw 0 0',
  '/dev/vdb /data xfs rw 0 0',
  'tmpfs /data/fast tmpfs rw 0 0',
  '',
].join('\n')

test('a folder lies on the mount with the longest path above it', () => {
  expect(mountTypeOf('/srv/quorate', mounts)).toBe('ext4')
  expect(mountTypeOf('/data/quorate', mounts)).toBe('xfs')
  expect(mountTypeOf('/data/fast/quorate', mounts)).toBe('tmpfs')
  expect(mountTypeOf('/database', mounts)).toBe('ext4')
  expect(mountTypeOf('/srv', '')).toBe('unknown')
})

test('file systems in memory are told from those on a disk', () => {
  expect(['tmpfs', 'ramfs', 'ext4', 'xfs', 'overlay', 'unknown'].filter(isInMemory)).toEqual(['tmpfs', 'ramfs'])
})
