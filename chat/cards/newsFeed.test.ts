// Over a real journal: what is passed over, what comes in one batch, and what a journal that was compacted no longer has.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setup } from 'xstate'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mainFund } from '#chat/commands/fixtures.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { BotEvent, Host } from '#runtime/host.ts'
import { emit } from '../../runtime/authoring.ts'
import { createLocalHost, type LocalHost } from '../../runtime/localHost.ts'
import { incidentId } from './fixtures.ts'
import { nextNews } from './newsFeed.ts'

interface Told {
  readonly type: 'tell'
  readonly fact: { readonly type: string } & Readonly<Record<string, unknown>>
}
/** A bot that states whatever it is told. */
const mouth = {
  role: 'mouth',
  version: 1,
  machine: setup({
    types: { events: {} as Told },
    actions: { say: emit(({ event }: { readonly event: Told }) => event.fact) },
  }).createMachine({ context: {}, on: { tell: { actions: 'say' } } }),
  parseExternal: (event: unknown) => event as BotEvent, // the test’s own
}
const quiet = { version: 1, machine: setup({}).createMachine({ context: {}, initial: 'on', states: { on: {} } }) }

let host: LocalHost
let folder: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-news-'))
  host = await createLocalHost({ directory: folder, bots: [mouth, { role: 'subscription', ...quiet }], effects: [] })
  await host.spawn('mouth', 'one', {})
})
afterEach(async () => {
  await host.shutdown()
  rmSync(folder, { recursive: true, force: true })
})

const names = () => nameBook([mainFund])
const about = { incidentId, fundId: 'main', rule: 'loss-bucket', subject: 'main', severity: 'warning' }
const tell = async (times: number): Promise<void> => {
  for (let n = 1; n <= times; n += 1)
    await host.send('mouth:one', { type: 'tell', fact: { type: 'incident.escalated', ...about, times: n } })
}
const round = { type: 'round.opened', fundId: 'main', round: 1, setEpoch: 1, claimMode: 'offchain' }
const nothing = { type: 'swarm.changed', instance: 'x', state: 'running', quarantined: [] }
const listen = (cursor: string, signal = AbortSignal.timeout(5_000), seen: Host = host) =>
  nextNews(seen, names, { cursor, isBack: false, signal })

test('what is there already comes in one batch, and the next begins behind it', async () => {
  await host.spawn('subscription', 'a', {})
  await tell(3)
  const first = await listen('0')
  expect(first.news.map(({ words }) => words.slice(-3))).toEqual(['(1)', '(2)', '(3)'])
  expect([first.subscriptions, first.skipped, first.cursor]).toEqual([['subscription:a'], null, first.news.at(-1)?.key])
  await tell(1)
  expect((await listen(first.cursor)).news).toHaveLength(1)
})

test('a batch is bounded, and nothing is left out between two', async () => {
  await host.spawn('subscription', 'a', {})
  await tell(20)
  const first = await listen('0')
  const second = await listen(first.cursor)
  expect([first.news.length, second.news.length]).toEqual([16, 4])
  expect(new Set([...first.news, ...second.news].map(({ key }) => key)).size).toBe(20)
})

test('waits for news, and passes over what nobody wants to hear', async () => {
  await host.spawn('subscription', 'a', {})
  const waiting = listen(String(host.durableThrough()))
  await host.send('mouth:one', { type: 'tell', fact: nothing })
  await host.send('mouth:one', { type: 'tell', fact: round })
  await tell(1)
  expect((await waiting).news).toHaveLength(1)
})

test('moves on when its time is up, and looks at nothing twice', async () => {
  await host.spawn('subscription', 'a', {})
  for (let n = 0; n < 5; n += 1) await host.send('mouth:one', { type: 'tell', fact: nothing })
  const found = await listen('0', AbortSignal.timeout(50))
  expect([found.news, Number(found.cursor.split('/')[0])]).toEqual([[], host.durableThrough()])
})

test('is told to nobody where nobody subscribed, and is over then', async () => {
  await tell(3)
  const found = await listen('0', AbortSignal.timeout(50))
  expect([found.news, found.subscriptions]).toEqual([[], []])
  await host.spawn('subscription', 'a', {})
  expect((await listen(found.cursor, AbortSignal.timeout(50))).news).toEqual([])
})

test('answers at once who is there when the daemon is back', async () => {
  await host.spawn('subscription', 'a', {})
  await tell(1)
  const signal = AbortSignal.timeout(5_000)
  const found = await nextNews(host, names, { cursor: '0', isBack: true, signal })
  expect(found).toEqual({ cursor: '0', news: [], subscriptions: ['subscription:a'], skipped: null })
})

test('a journal that no longer has what is behind the cursor goes on at its beginning, and says how much that is', async () => {
  await host.spawn('subscription', 'a', {})
  await tell(2)
  const truncated: Host = Object.assign(Object.create(host) as Host, {
    glances: (role?: string) => host.glances(role),
    view: (address: Parameters<Host['view']>[0]) => host.view(address),
    nextFact: (asked: Parameters<Host['nextFact']>[0]) =>
      Number(asked.after.split('/')[0]) < 2
        ? Promise.reject(new QuorateError('JOURNAL_TRUNCATED', { after: 1, earliest: 2 }))
        : host.nextFact(asked),
  })
  const found = await listen('0/3', AbortSignal.timeout(5_000), truncated)
  expect([found.skipped, found.news.length]).toEqual([{ from: 1, to: 2 }, 2])
})

test('a journal that fails otherwise says so', async () => {
  const failing: Host = Object.assign(Object.create(host) as Host, { nextFact: () => Promise.reject(new Error('disk')) })
  await expect(listen('0', AbortSignal.timeout(50), failing)).rejects.toThrow('disk')
})
