import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { processCommand, waitForExit } from './processTable.ts'

test('tells the command of a living process and that it is gone after it was killed', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(child, 'spawn')
  const pid = child.pid ?? 0
  expect(processCommand(pid)).toContain('setInterval')
  expect(await waitForExit(pid, 1)).toBe(false)
  child.kill('SIGKILL')
  expect(await waitForExit(pid, 5_000)).toBe(true)
  expect(processCommand(pid)).toBeUndefined()
})
