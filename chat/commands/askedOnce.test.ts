import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setup } from 'xstate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditBot, requestBot } from '../../actors/request.ts'
import { createLocalHost, type LocalHost } from '../../runtime/localHost.ts'
import { QuorateError } from '#protocol/errors.ts'
import { defineBot } from '#runtime/registration.ts'
import { AskedOnce, type Asked } from './askedOnce.ts'
import { auditVerifyCommand } from './audit.ts'
import type { CommandContext } from './commandContext.ts'

const noteBot = defineBot({
  role: 'note',
  version: 1,
  parseExternal: (event) => event as { readonly type: 'note' },
  machine: setup({}).createMachine({ id: 'note', initial: 'open', states: { open: { on: { note: {} } } } }),
})

const folder = mkdtempSync(join(tmpdir(), 'quorate-asked-'))
const open = async (name: string): Promise<LocalHost> => {
  const bots = [requestBot, auditBot, noteBot]
  const host = await createLocalHost({ directory: join(folder, name), bots, effects: [] })
  await host.spawn('audit', 'log', {})
  return host
}
let host: LocalHost
let once: AskedOnce
beforeAll(async () => {
  host = await open('one')
  once = new AskedOnce(host, ({ exit }) => 400 + exit)
})
afterAll(async () => {
  await host.shutdown()
  rmSync(folder, { recursive: true, force: true })
})

const pause = (key: string, args: unknown = { fund: 'main' }): Asked => ({
  principal: 'key:desk',
  surface: 'api',
  what: 'fund.pause',
  args,
  key,
})

test('what touches nothing but bots is recorded behind the asking and does not wait for its sync; all else waits', async () => {
  await host.spawn('note', 'one', {})
  const lookAt = async (key: string, onlyBots: boolean): Promise<readonly [isBehind: boolean, waited: boolean]> => {
    const from = host.durableThrough()
    let durable = 0
    const run = async (id: string): Promise<unknown> => {
      durable = host.durableThrough()
      return host.send('note:one', { type: 'note' }, { askId: id })
    }
    await once.answer({ ...pause(key), onlyBots }, run)
    const order: { readonly seq: number; readonly actor: string }[] = []
    for await (const turn of host.turns({ after: from }))
      if (turn.actor.startsWith('request:') || turn.actor === 'note:one') order.push(turn)
    const [asked, done] = order
    return [asked?.actor.startsWith('request:') === true && done?.actor === 'note:one', durable >= (asked?.seq ?? Infinity)]
  }
  expect(await lookAt('o', true)).toEqual([true, false])
  expect(await lookAt('p', false)).toEqual([true, true])
})

test('an asking that cannot be recorded is refused, also where the bots were told meanwhile', async () => {
  const refusing = new AskedOnce({ ...faceOf(host), spawn: () => Promise.reject(new QuorateError('SHUTTING_DOWN')) }, () => 500)
  await expect(refusing.answer({ ...pause('q'), onlyBots: true }, async () => 1)).rejects.toMatchObject({ code: 'SHUTTING_DOWN' })
})

test('a key is for one surface', async () => {
  await once.answer(pause('r'), async () => 1)
  await expect(once.answer({ ...pause('r'), surface: 'console' }, async () => 1)).rejects.toMatchObject({
    code: 'IDEMPOTENCY_MISMATCH',
  })
})

test('does it once, however often it is sent, also at the same time', async () => {
  let done = 0
  const run = async (): Promise<unknown> => ({ did: (done += 1) })
  const [first, second] = await Promise.all([once.answer(pause('a'), run), once.answer(pause('a'), run)])
  expect(first).toEqual({ status: 200, body: { did: 1 }, repeated: false })
  expect(second).toEqual({ status: 200, body: { did: 1 }, repeated: true })
  expect(await once.answer(pause('a'), run)).toEqual({ status: 200, body: { did: 1 }, repeated: true })
  expect(done).toBe(1)
})

test('a key is for one request of one asker', async () => {
  const run = async (id: string): Promise<unknown> => ({ id })
  const mine = await once.answer(pause('b'), run)
  await expect(once.answer(pause('b', { fund: 'other' }), run)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' })
  await expect(once.answer({ ...pause('b'), what: 'fund.unpause' }, run)).rejects.toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' })
  const theirs = await once.answer({ ...pause('b'), principal: 'key:other' }, run)
  expect(theirs.repeated).toBe(false)
  expect(theirs.body).not.toEqual(mine.body)
})

test('a refusal is an answer; what may help the next time is tried again', async () => {
  let tries = 0
  const refused = await once.answer(pause('c'), () => Promise.reject(new QuorateError('UNKNOWN_FUND', { fundId: 'main' })))
  expect(refused).toMatchObject({ status: 403, body: { error: { code: 'UNKNOWN_FUND' } } })
  expect(await once.answer(pause('c'), async () => (tries += 1))).toMatchObject({ ...refused, repeated: true })
  const busy = await once.answer(pause('d'), () =>
    Promise.reject(new QuorateError('RPC_UNREACHABLE', { url: 'x', problem: 'y' })),
  )
  expect(busy.status).toBe(405)
  expect(await once.answer(pause('d'), async () => (tries += 1))).toEqual({ status: 200, body: 1, repeated: false })
})

test('what it causes has the same name each time, so that a repeat after a death does nothing twice', async () => {
  const ids: string[] = []
  const lost = new AskedOnce(
    { ...faceOf(host), send: () => Promise.reject(new QuorateError('SYNC_FAILED', { file: 'f', problem: 'p' })) },
    () => 500,
  )
  // the process ends between the deed and its record
  await expect(lost.answer(pause('e'), async (id) => ids.push(id))).rejects.toMatchObject({ code: 'SYNC_FAILED' })
  expect(await once.answer(pause('e'), async (id) => ids.push(id))).toMatchObject({ repeated: false })
  expect(new Set(ids).size).toBe(1)
  expect(ids).toHaveLength(2)
})

test('an answer that is too large to keep is found anew', async () => {
  const run = async (): Promise<unknown> => 'x'.repeat(40_000)
  expect((await once.answer(pause('f'), run)).repeated).toBe(false)
  expect((await once.answer(pause('f'), run)).repeated).toBe(false)
})

test('all of it is in the log, which is whole; a cut end is seen against a head kept elsewhere', async () => {
  const funds = { list: () => Promise.resolve([]) }
  const chain = { anchors: () => Promise.resolve({ anchors: [], since: 0 }) }
  const context = { host, funds, chain, signal: new AbortController().signal } as unknown as CommandContext
  const verdict = async (args: unknown): Promise<unknown> => {
    for await (const answer of auditVerifyCommand.answer(args, context)) return answer
    return undefined
  }
  const { head, entries } = (await verdict({})) as { head: string; entries: number }
  expect(await verdict({})).toMatchObject({ whole: true, from: 0, problem: null })
  // of ten requests: each was asked, and each end is an entry of its own
  expect(entries).toBe(21)
  expect(await verdict({ head })).toMatchObject({ whole: true })
  expect(await verdict({ head: `0x${'12'.repeat(32)}` })).toMatchObject({
    whole: false,
    problem: expect.stringMatching(/cut off/),
  })
})

const faceOf = (of: LocalHost): ConstructorParameters<typeof AskedOnce>[0] => ({
  spawn: (role, id, input) => of.spawn(role, id, input),
  send: (to, event, options) => of.send(to, event, options),
  view: (address) => of.view(address),
})
