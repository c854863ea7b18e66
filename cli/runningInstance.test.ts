import { expect, test } from 'vitest'
import { instanceFolders } from './instance.ts'
import { runningInstance } from './runningInstance.ts'

test('an instance is told by its name, its folder and this process', () => {
  const started = new Date('2026-01-01T00:00:00.000Z')
  expect(runningInstance(instanceFolders('desk', '/runtime'), started)).toMatchObject({
    name: 'desk',
    folder: expect.stringContaining('desk'),
    pid: process.pid,
    startedAt: '2026-01-01T00:00:00.000Z',
  })
})
