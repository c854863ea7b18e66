import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commandTable } from '#chat/commands/commandTable.ts'
import { contextOf } from '#chat/commands/fixtures.ts'
import { startControlServer, type ControlServer } from './controlServer.ts'
import { instanceFolders, makeInstanceFolders, type InstanceFolders } from './instance.ts'
import { holdInstance } from './lockState.ts'
import { QuorateError } from '#protocol/errors.ts'
import { stopDaemon } from './stopDaemon.ts'

let root: string
let folders: InstanceFolders
let server: ControlServer | undefined
let asked: () => void
let before: string | undefined
const askedToStop = (): Promise<void> => new Promise((resolve) => (asked = resolve))

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quorate-stop-'))
  before = process.env['QUORATE_RUNTIME']
  process.env['QUORATE_RUNTIME'] = root
  folders = instanceFolders('one', root)
  makeInstanceFolders(folders)
  server = undefined
})
afterEach(async () => {
  await server?.close()
  if (before === undefined) delete process.env['QUORATE_RUNTIME']
  else process.env['QUORATE_RUNTIME'] = before
  rmSync(root, { recursive: true, force: true })
})

test('stop returns only when the daemon has let its instance go', async () => {
  const letGo = holdInstance(folders)
  const request = askedToStop()
  server = await startControlServer({
    storage: folders.storage,
    commands: commandTable,
    context: contextOf({
      requestStop: () => asked(),
      host: {
        ...contextOf().host,
        view: () => undefined,
        spawn: () => Promise.resolve(true),
        // it stops: nothing more is taken
        send: () => Promise.reject(new QuorateError('SHUTTING_DOWN')),
      },
    }),
  })
  const order: string[] = []
  const stopped = stopDaemon({}, { instance: 'one' }).then(() => order.push('stop returned'))
  await request
  order.push('asked to stop')
  // the daemon at work: its answer is out long before its locks are free
  await server.close()
  order.push('let go')
  letGo()
  await stopped
  expect(order).toEqual(['asked to stop', 'let go', 'stop returned'])
})

test('a daemon that is not there is named', async () => {
  await expect(stopDaemon({}, { instance: 'one' })).rejects.toMatchObject({ code: 'DAEMON_NOT_RUNNING' })
})
