// Real commands against a real host: what a person does about failed bots, what a full mailbox answers, and the exit codes.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { contextOf, deskOf } from '#chat/commands/fixtures.ts'
import { commandTable } from '#chat/commands/commandTable.ts'
import { QuorateError } from '#protocol/errors.ts'
import { auditBot, requestBot } from '#actors/request.ts'
import { families, openFamily } from '#runtime/childFixtures.ts'
import { waitUntil } from '#runtime/fixtures.ts'
import { closeAll } from '#runtime/hostFixtures.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import { startControlServer, type ControlServer } from './controlServer.ts'
import { runtimeFolder, type, type Typed } from './fixtures.ts'
import { instanceFolders, makeInstanceFolders } from './instance.ts'

let runtime: ReturnType<typeof runtimeFolder>
let server: ControlServer
let host: LocalHost
beforeAll(() => {
  runtime = runtimeFolder()
})
afterAll(() => runtime.end())
beforeEach(async () => {
  const folders = instanceFolders('default', runtime.path)
  makeInstanceFolders(folders)
  host = await openFamily(folders.storage, { bots: [...families, requestBot, auditBot] })
  await host.spawn('audit', 'log', {})
  const busy = new QuorateError('BUSY', { address: 'fund:main', queued: 1_000, retryAfterMs: 100 })
  server = await startControlServer({
    storage: folders.storage,
    commands: commandTable.filter(({ runs }) => runs === 'daemon'),
    context: contextOf({ host, repairs: host, funds: { ...deskOf(), pause: () => Promise.reject(busy) } }),
  })
})
afterEach(async () => {
  await server.close()
  await closeAll()
})
const quorate = (...words: readonly string[]): Promise<Typed> => type(words, runtime.path)
const json = async (...words: readonly string[]): Promise<Record<string, unknown>> => {
  const { out, code, err } = await quorate(...words, '--json')
  expect({ code, err }).toEqual({ code: 0, err: '' })
  return JSON.parse(out) as Record<string, unknown>
}

test('a dead letter is listed, shown, sent again and dropped, each once', { timeout: 60_000 }, async () => {
  await host.spawn('kept', 'one', null)
  await expect(host.send('kept:one', { type: 'fail' }, { who: 'alice' })).rejects.toMatchObject({ code: 'TURN_FAILED' })
  const seq = String(host.deadLetters()[0]?.seq)
  expect(await json('deadletters', 'list')).toMatchObject({
    count: 1,
    letters: [{ seq: Number(seq), bot: 'kept:one', event: 'fail', code: 'TURN_FAILED' }],
  })
  expect((await quorate('deadletters', 'show', seq)).out).toMatch(/from outside, by alice[^]*"type": "fail"/)
  expect(await json('deadletters', 'resend', seq)).toMatchObject({ how: 'resent', who: 'operator', waits: false })
  await waitUntil(() => host.deadLetters().length === 1)
  expect(await quorate('deadletters', 'resend', seq)).toMatchObject({
    code: 3,
    err: `UNKNOWN_DEAD_LETTER: no dead letter ${seq}: it never was, or somebody has dealt with it\n  next: list them: ./quorate deadletters list\n`,
  })
  const next = String(host.deadLetters()[0]?.seq)
  expect(await quorate('deadletters', 'drop', next)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^CONFIRMATION_NEEDED/),
  })
  expect(await json('deadletters', 'drop', next, '--yes')).toMatchObject({ how: 'dropped' })
  expect(await json('deadletters', 'list')).toMatchObject({ count: 0, letters: [] })
})

test('a quarantined bot is released, and begins again only where its role may', { timeout: 60_000 }, async () => {
  await host.spawn('kept', 'two', null)
  await host.spawn('permanent', 'one', { n: 5 })
  await host.send('kept:two', { type: 'burn' })
  await waitUntil(() => host.view('kept:two')?.status === 'quarantined')
  expect(await quorate('restart', 'kept:two', '--yes')).toMatchObject({
    code: 4,
    err: expect.stringMatching(/^BOT_NOT_RESTARTABLE: .*\n {2}next: .*\.\/quorate release kept:two\n$/),
  })
  expect(await json('release', 'kept:two')).toMatchObject({ released: true, who: 'operator' })
  expect(await json('release', 'kept:two')).toMatchObject({ released: false })
  expect((await quorate('release', 'kept:nobody')).code).toBe(3)
  expect(await json('restart', 'permanent:one', '--yes')).toMatchObject({ incarnation: 2 })
  await waitUntil(() => host.view('permanent:one')?.incarnation === 2)
})

test('a full mailbox is told to who asked, with the time to come back', { timeout: 60_000 }, async () => {
  expect(await quorate('fund', 'pause', 'main')).toEqual({
    code: 6,
    out: '',
    err: 'BUSY: fund:main has 1000 events waiting, its bound\n  next: try again in 100 ms\n',
  })
  const { code, err } = await quorate('fund', 'pause', 'main', '--json')
  expect(code).toBe(6)
  expect(JSON.parse(err)).toMatchObject({ error: { code: 'BUSY', retryable: true, details: { retryAfterMs: 100 } } })
})
