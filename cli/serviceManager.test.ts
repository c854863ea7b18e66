import { chmodSync, mkdtempSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { serviceManager } from './serviceManager.ts'

let folder: string
let said: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-service-'))
  said = join(folder, 'said')
  writeFileSync(said, '')
  // stands in for systemd's program: writes down what it is given
  const program = join(folder, 'systemd-notify')
  writeFileSync(program, `#!/bin/sh\necho "$NOTIFY_SOCKET $*" >> '${said}'\n`)
  chmodSync(program, 0o700)
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const environment = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  PATH: `${folder}:/usr/bin:/bin`,
  NOTIFY_SOCKET: '/run/notify',
  ...more,
})
const lines = (): readonly string[] => readFileSync(said, 'utf8').trim().split('\n')
/** Waits until what was said fits. */
async function until(fits: (lines: readonly string[]) => boolean): Promise<void> {
  const changes = watch(said)
  try {
    while (!fits(lines())) await new Promise((resolve) => changes.once('change', resolve))
  } finally {
    changes.close()
  }
}
const complain = (problem: string): never => {
  throw new Error(problem)
}

test('says that it is ready, alive while it can work, and stopping', async () => {
  let isAlive = true
  const service = serviceManager({ environment: environment({ WATCHDOG_USEC: '300000' }), isAlive: () => isAlive, complain })
  service.ready('instance main,\nchain 5')
  await until((all) => all.filter((line) => line.includes('WATCHDOG=1')).length >= 2)
  expect(lines()[0]).toBe('/run/notify READY=1 STATUS=instance main, chain 5')
  isAlive = false
  service.stopping()
  await until((all) => all.at(-1) === '/run/notify STOPPING=1 STATUS=stopping')
})

test('gives no sign of life when it cannot work: systemd ends it', async () => {
  const asked: Promise<void>[] = []
  let told = (): void => undefined
  asked.push(new Promise((resolve) => (told = resolve)))
  const isAlive = (): boolean => {
    told()
    return false
  }
  const service = serviceManager({ environment: environment({ WATCHDOG_USEC: '300000' }), isAlive, complain })
  service.ready('x')
  await Promise.all(asked)
  service.close()
  service.stopping()
  await until((all) => all.some((line) => line.includes('STOPPING')))
  expect(lines().filter((line) => line.includes('WATCHDOG'))).toEqual([])
})

test.each([
  ['nobody waits for a sign of life', {}],
  ['it is another process’s sign that is waited for', { WATCHDOG_USEC: '300000', WATCHDOG_PID: '1' }],
])('is never asked when %s', async (_, more) => {
  const service = serviceManager({ environment: environment(more), isAlive: () => complain('it was asked'), complain })
  service.ready('x')
  service.stopping()
  await until((all) => all.some((line) => line.includes('STOPPING')))
  service.close()
})

test('does nothing where there is no service manager, and complains once where its program is missing', async () => {
  const quiet = serviceManager({ environment: { PATH: folder }, isAlive: () => true, complain })
  quiet.ready('x')
  quiet.stopping()
  quiet.close()
  expect(lines()).toEqual([''])
  rmSync(join(folder, 'systemd-notify'))
  const problems: string[] = []
  await new Promise<void>((resolve) => {
    const service = serviceManager({
      environment: { ...environment(), PATH: folder },
      isAlive: () => true,
      complain: (problem) => {
        problems.push(problem)
        resolve()
      },
    })
    service.ready('x')
    service.stopping()
  })
  expect(problems).toEqual([expect.stringContaining('systemd-notify')])
})
