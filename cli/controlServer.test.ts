import { once } from 'node:events'
import { existsSync, mkdirSync, readlinkSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, connect, type Server } from 'node:net'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { commandTable } from '#chat/commands/commandTable.ts'
import { botOf, contextOf, hostOf, turnOf } from '#chat/commands/fixtures.ts'
import type { Host } from '#runtime/host.ts'
import { controlClient } from './controlClient.ts'
import { controlSocketPath } from './controlSocketPath.ts'
import { startControlServer, type ControlServer } from './controlServer.ts'
import { runtimeFolder } from './fixtures.ts'

let folder: ReturnType<typeof runtimeFolder>
let storage: string
let server: ControlServer | undefined
beforeEach(() => {
  folder = runtimeFolder()
  storage = join(folder.path, 'storage')
  mkdirSync(storage)
})
afterEach(async () => {
  await server?.close()
  server = undefined
  folder.end()
})

async function serve(host: Host = hostOf({ bots: [botOf('fund:main')] })): Promise<ControlServer> {
  server = await startControlServer({
    storage,
    commands: commandTable.filter(({ runs }) => runs === 'daemon'),
    context: contextOf({ host }),
  })
  return server
}

interface Answer {
  readonly status: number | undefined
  readonly body: { readonly error?: { readonly code: string; readonly message: string } }
}
/** A request as a stranger would make it: nothing is checked on this side. */
async function raw(
  body: string | Buffer,
  options: { readonly method?: string; readonly path?: string; readonly type?: string } = {},
): Promise<Answer> {
  const asked = request({
    socketPath: controlSocketPath(storage).path,
    method: options.method ?? 'POST',
    path: options.path ?? '/v1/commands/show',
    headers: { 'content-type': options.type ?? 'application/json' },
  })
  // a server that refuses early may close before the whole body is taken
  asked.on('error', () => undefined)
  asked.end(body)
  const [response] = await once(asked, 'response')
  let text = ''
  for await (const part of response) text += String(part)
  return { status: response.statusCode, body: JSON.parse(text) }
}

test('the socket is for its owner alone', async () => {
  const { path } = await serve()
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('answers with the result of the command', async () => {
  await serve()
  expect(await controlClient('default', storage).ask('show', { bot: 'fund:main' })).toMatchObject({
    bot: { address: 'fund:main' },
  })
})

test('an error keeps its code, words and exit on the other side', async () => {
  await serve()
  await expect(controlClient('default', storage).ask('show', { bot: 'fund:other' })).rejects.toMatchObject({
    code: 'UNKNOWN_BOT',
    message: 'no bot fund:other',
    exit: 3,
  })
})

test.each<[string, string | Buffer, object, number, string]>([
  ['malformed JSON', '{"bot":', {}, 400, 'BODY_REFUSED'],
  ['a prototype', '{"bot":"fund:main","__proto__":{"a":1}}', {}, 400, 'BODY_REFUSED'],
  ['a parser bomb', '['.repeat(100_000), {}, 400, 'BODY_REFUSED'],
  ['a body over 256 KiB', Buffer.alloc(300_000, 'x'), {}, 413, 'BODY_TOO_LARGE'],
  ['unknown arguments', '{"bot":"fund:main","shell":"rm"}', {}, 400, 'ARGUMENTS_INVALID'],
  ['a list for arguments', '[1]', {}, 400, 'ARGUMENTS_INVALID'],
  ['another method', '', { method: 'GET' }, 400, 'REQUEST_REFUSED'],
  ['another path', '{}', { path: '/v1/commands/../../etc/passwd' }, 400, 'REQUEST_REFUSED'],
  ['another content type', '{}', { type: 'text/plain' }, 400, 'REQUEST_REFUSED'],
  ['an unknown command', '{}', { path: '/v1/commands/rm' }, 400, 'UNKNOWN_COMMAND'],
  ['a command of this machine', '{}', { path: '/v1/commands/doctor' }, 400, 'UNKNOWN_COMMAND'],
])('refuses %s and goes on', async (_what, body, options, status, code) => {
  await serve()
  const answer = await raw(body, options)
  expect({ status: answer.status, code: answer.body.error?.code }).toEqual({ status, code })
  expect(await controlClient('default', storage).ask('bots', {})).toMatchObject({ bots: [{ address: 'fund:main' }] })
})

test('a stream gives its items and says that it ended', async () => {
  await serve(hostOf({ turns: [turnOf(1, 'fund:main'), turnOf(2, 'relayer:main')] }))
  const items: unknown[] = []
  for await (const item of controlClient('default', storage).stream('journal', {}, new AbortController().signal)) items.push(item)
  expect(items).toMatchObject([{ seq: 1 }, { seq: 2 }])
})

test('a follower that leaves ends its stream in the daemon', async () => {
  let left: (() => void) | undefined
  const gone = new Promise<void>((resolve) => (left = resolve))
  const host = hostOf({ turns: [turnOf(1, 'fund:main')] })
  await serve({
    ...host,
    turns: (options) => {
      options.signal?.addEventListener('abort', () => left?.())
      return host.turns(options)
    },
  })
  const leave = new AbortController()
  for await (const _item of controlClient('default', storage).stream('journal', { follow: true }, leave.signal)) leave.abort()
  await gone
})

test('closing ends the streams of those who stay', async () => {
  const running = await serve(hostOf({ turns: [turnOf(1, 'fund:main')] }))
  server = undefined
  const items: unknown[] = []
  for await (const item of controlClient('default', storage).stream('journal', { follow: true }, new AbortController().signal)) {
    items.push(item)
    void running.close()
  }
  expect(items).toHaveLength(1)
})

test('no daemon is said as such', async () => {
  await expect(controlClient('default', storage).ask('status', {})).rejects.toMatchObject({ code: 'DAEMON_NOT_RUNNING', exit: 5 })
})

test('a daemon that goes away in the middle of a stream is an error, not an end', async () => {
  const liar: Server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/x-ndjson\r\nconnection: close\r\n\r\n{"item":1}\n')
  })
  liar.listen(controlSocketPath(storage).path)
  await once(liar, 'listening')
  const read = async (): Promise<void> => {
    for await (const item of controlClient('default', storage).stream('journal', {}, new AbortController().signal))
      expect(item).toBe(1)
  }
  await expect(read()).rejects.toMatchObject({ code: 'CONTROL_FAILED' })
  liar.close()
})

test('takes the place of a dead daemon’s socket', async () => {
  const dead = createServer().listen(controlSocketPath(storage).path)
  await once(dead, 'listening')
  // the file stays, as after kill -9
  const { path } = controlSocketPath(storage)
  expect(existsSync(path)).toBe(true)
  await serve()
  expect(await controlClient('default', storage).ask('bots', {})).toMatchObject({ bots: [{}] })
  dead.close()
})

test('never removes a file that is not a socket', async () => {
  writeFileSync(join(storage, 'control.sock'), 'precious')
  await expect(serve()).rejects.toMatchObject({ code: 'CONTROL_SOCKET_REFUSED' })
})

test('an instance that lies too deep for a socket is served from a short folder, which the client finds', async () => {
  storage = join(folder.path, 'd'.repeat(60), 'e'.repeat(60))
  mkdirSync(storage, { recursive: true })
  const { path } = await serve()
  expect(Buffer.byteLength(path)).toBeLessThanOrEqual(107)
  expect(readlinkSync(join(storage, 'control.sock'))).toBe(path)
  expect(await controlClient('default', storage).ask('bots', {})).toMatchObject({ bots: [{}] })
})

test('a symbolic link planted for the short folder is refused', async () => {
  storage = join(folder.path, 'f'.repeat(60), 'g'.repeat(60))
  mkdirSync(storage, { recursive: true })
  const { path } = controlSocketPath(storage)
  symlinkSync(folder.path, join(path, '..'))
  try {
    await expect(serve()).rejects.toMatchObject({ code: 'CONTROL_SOCKET_REFUSED' })
  } finally {
    rmSync(join(path, '..'))
  }
})

test('a client that sends half a request does not keep the daemon from closing', async () => {
  const { path, close } = await serve()
  server = undefined
  const half = connect(path)
  half.on('error', () => undefined)
  await once(half, 'connect')
  half.write('POST /v1/commands/bots HTTP/1.1\r\ncontent-length: 100\r\n\r\n{')
  await close()
  expect(existsSync(path)).toBe(false)
  half.destroy()
})
