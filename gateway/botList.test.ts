import { expect, test } from 'vitest'
import type { BotGlance, BotView } from '#runtime/host.ts'
import { BotList, type BotsWanted } from './botList.ts'
import type { Caller } from './caller.ts'

const everyone: Caller = { kind: 'key', principal: 'key:a', person: null, role: 'viewer', funds: 'all' }
const wanted = (given: Partial<BotsWanted> = {}): BotsWanted => ({ all: false, limit: 1_000, ...given })

function viewOf(n: number, given: Partial<BotView> = {}): BotView {
  return {
    address: `worker:${String(n).padStart(5, '0')}`,
    role: 'worker',
    version: 1,
    incarnation: 1,
    status: 'active',
    value: 'idle',
    context: { fundId: n % 2 === 0 ? 'main' : 'other' },
    seq: n + 1,
    at: '2026-01-01T00:00:00.000Z',
    parent: null,
    queued: 0,
    timers: [],
    effects: [],
    ...given,
  }
}

/** A host whose bots are these; it counts what is read. */
function hostOf(views: BotView[]) {
  let reads = 0
  return {
    views,
    reads: () => reads,
    durableThrough: () => 77,
    glances: (role?: string): readonly BotGlance[] =>
      views.flatMap(({ value: _value, context: _context, ...glance }) =>
        role === undefined || glance.role === role ? [glance] : [],
      ),
    view(address: string): BotView | undefined {
      reads += 1
      return views.find((one) => one.address === address)
    },
  }
}

test('a bot is read once for each of its turns, and its line follows it', async () => {
  const host = hostOf([viewOf(0), viewOf(1)])
  const list = new BotList(host)
  await list.page(everyone, wanted())
  expect((await list.page(everyone, wanted())).bots.map(({ state }) => state)).toEqual(['idle', 'idle'])
  expect(host.reads()).toBe(2)
  host.views[1] = viewOf(1, { seq: 50, value: { at: 'work' }, incarnation: 3, queued: 2 })
  expect((await list.page(everyone, wanted())).bots[1]).toMatchObject({ state: 'at.work', seq: 50, restarts: 2, queued: 2 })
  expect(host.reads()).toBe(3)
})

test('while many are read for the first time others have their turn, and what happened meanwhile is in the page', async () => {
  const host = hostOf(Array.from({ length: 600 }, (_, n) => viewOf(n)))
  let turns = 0
  const tick = (): void => {
    turns += 1
    if (turns === 1) host.views[0] = viewOf(0, { seq: 900, value: 'moved' })
    if (turns < 100) setImmediate(tick)
  }
  setImmediate(tick)
  const { bots, through } = await new BotList(host).page(everyone, wanted())
  expect([bots.length, bots[0]?.state, through]).toEqual([600, 'moved', 77])
  expect(turns).toBeGreaterThan(1)
})

test('what a line waits for is counted, with the moment that comes first', async () => {
  const timers = [
    { id: 'late', dueAt: '2026-01-01T00:05:00.000Z' },
    { id: 'soon', dueAt: '2026-01-01T00:01:00.000Z' },
  ]
  const effects = [{ id: 'worker:00000/1/0', port: 'worker.look', attempt: 1, since: '' }]
  const restart = { dueAt: '2026-01-01T00:00:30.000Z', failure: { code: 'X', message: '', retryable: false } }
  const host = hostOf([viewOf(0, { timers, effects }), viewOf(1, { timers, restart }), viewOf(2)])
  const { bots } = await new BotList(host).page(everyone, wanted())
  expect(bots.map(({ waits }) => waits)).toEqual([
    { timers: 2, effects: 1, dueAt: '2026-01-01T00:01:00.000Z' },
    { timers: 2, effects: 0, dueAt: '2026-01-01T00:00:30.000Z' },
    { timers: 0, effects: 0, dueAt: null },
  ])
})

test('ended bots are left out unless all are wanted; failed and quarantined ones are not', async () => {
  const statuses = ['active', 'done', 'stopped', 'error', 'quarantined'] as const
  const host = hostOf(statuses.map((status, n) => viewOf(n, { status })))
  const list = new BotList(host)
  expect((await list.page(everyone, wanted())).bots.map(({ status }) => status)).toEqual(['active', 'error', 'quarantined'])
  expect((await list.page(everyone, wanted({ all: true }))).bots).toHaveLength(5)
  expect((await list.page(everyone, wanted({ state: 'quarantined' }))).bots).toHaveLength(1)
})

test('a page ends where the limit is, whoever asks sees their own, and the last page has no next', async () => {
  const list = new BotList(hostOf(Array.from({ length: 6 }, (_, n) => viewOf(5 - n))))
  const tenant: Caller = { ...everyone, funds: ['main'] }
  const first = await list.page(tenant, wanted({ limit: 2 }))
  expect([first.bots.map(({ address }) => address), first.next]).toEqual([['worker:00000', 'worker:00002'], 'worker:00002'])
  const second = await list.page(tenant, wanted({ limit: 2, cursor: first.next ?? '' }))
  expect([second.bots.map(({ address }) => address), second.next]).toEqual([['worker:00004'], null])
})

test('a bot whose record is gone between the look and the reading is left out', async () => {
  const host = hostOf([viewOf(0), viewOf(1)])
  const list = new BotList({ ...host, view: (address) => (address === 'worker:00001' ? undefined : host.view(address)) })
  expect((await list.page(everyone, wanted())).bots).toHaveLength(1)
})
