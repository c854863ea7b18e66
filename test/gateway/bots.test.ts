// The swarm over HTTP: bots in lines, one bot whole, charts; and what of it is there for whom.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { roles } from '#actors/swarm.ts'
import type { paths } from '#client/apiTypes.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } }
}
  ? Body
  : never
type Bots = Answer<'/api/v1/bots'>
type Bot = Answer<'/api/v1/bots/{address}'>

let open: ModelGateway
let viewer: string
let tenant: string
let stranger: string
beforeAll(async () => {
  open = await openModelGateway()
  viewer = await open.key('looker', 'viewer')
  tenant = await open.key('main', 'operator', ['main'])
  stranger = await open.key('stranger', 'admin', ['other'])
  await open.swarm.fact((fact) => fact.type === 'intent.executed')
}, 60_000)
afterAll(() => open.close())

const as = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } })
const bots = async (key: string, query = ''): Promise<Bots> => {
  const { status, body } = await open.ask(`/api/v1/bots${query}`, as(key))
  expect([status, body]).toEqual([200, body])
  return body as Bots
}
const addresses = async (key: string, query = ''): Promise<readonly string[]> =>
  (await bots(key, query)).bots.map(({ address }) => address)
const bot = async (key: string, address: string) => open.ask(`/api/v1/bots/${encodeURIComponent(address)}`, as(key))
const code = ({ status, body }: { status: number; body: unknown }) => [status, (body as { error?: { code: string } }).error?.code]

test('every living bot is listed as the host has it, by address', async () => {
  const known = (): readonly string[] =>
    open.swarm.host
      .list()
      .filter(({ status }) => status !== 'done' && status !== 'stopped')
      .map(({ address }) => address)
  // one may begin or end between the answer and the look
  await expect.poll(async () => String(await addresses(viewer)) === String(known().toSorted())).toBe(true)
  const { bots: lines, next, through } = await bots(viewer)
  expect([next, through > 0, through <= open.swarm.host.durableThrough()]).toEqual([null, true, true])
  expect(lines.find(({ address }) => address === 'executor:main')).toMatchObject({
    role: 'executor',
    fundId: 'main',
    status: 'active',
    restarts: 0,
  })
  expect(lines.find(({ address }) => address === 'key:main')).toMatchObject({
    fundId: null,
    state: 'active',
    waits: { timers: 1, effects: 0, dueAt: expect.stringMatching(/^\d{4}-/) },
  })
})

test('finished bots are listed when they are asked for', async () => {
  const all = await addresses(viewer, '?all=true')
  const done = open.swarm.host.list('intent').filter(({ status }) => status === 'done')
  expect(done.length).toBeGreaterThan(0)
  expect(all).toEqual(expect.arrayContaining(done.map(({ address }) => address)))
  const living = await addresses(viewer)
  expect(living).not.toContain(done[0]?.address)
})

test('pages follow each other without a gap or a repeat', async () => {
  const whole = await addresses(viewer, '?all=true')
  const pages: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page: Bots = await bots(viewer, `?all=true&limit=4${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
    expect(page.bots.length).toBeLessThanOrEqual(4)
    pages.push(...page.bots.map(({ address }) => address))
    cursor = page.next
  }
  expect(pages.length).toBeGreaterThan(8)
  expect(pages.filter((address) => whole.includes(address))).toEqual(whole)
})

test('a list goes by role, fund, state, status and text', async () => {
  expect(await addresses(viewer, '?role=verifier')).toEqual([
    'verifier:main.alpha',
    'verifier:main.bravo',
    'verifier:main.charlie',
  ])
  const ofFund = await addresses(viewer, '?fund=main')
  expect(ofFund).toEqual(expect.arrayContaining(['fund:main', 'relayer:main', 'strategy:main']))
  expect(ofFund.filter((address) => /^(?:key|swarm|account):/.test(address))).toEqual([])
  // it may move on between the two questions
  await expect
    .poll(async () => {
      const { state } = (await bots(viewer, '?q=STRATEGY:MAIN')).bots[0] ?? {}
      return addresses(viewer, `?role=strategy&state=${state}`)
    })
    .toEqual(['strategy:main'])
  expect(await addresses(viewer, '?role=strategy&state=nowhere')).toEqual([])
  expect(await addresses(viewer, '?role=strategy&state=active')).toEqual(['strategy:main'])
  expect(await addresses(viewer, '?q=no-such-text')).toEqual([])
  expect(code(await open.ask('/api/v1/bots?limit=1001', as(viewer)))).toEqual([400, 'REQUEST_INVALID'])
  expect(code(await open.ask('/api/v1/bots?fund=nobody', as(viewer)))).toEqual([404, 'UNKNOWN_FUND'])
})

test('who sees one fund sees its bots and none of the swarm; who sees another sees none', async () => {
  const seen = await addresses(tenant, '?all=true')
  const views = new Map(open.swarm.host.list().map((view) => [view.address as string, view]))
  expect(seen).toContain('fund:main')
  expect(seen.filter((address) => (views.get(address)?.context as { fundId?: string }).fundId !== 'main')).toEqual([])
  // a key may be called after a fund: that makes it no bot of the fund's
  expect(seen.filter((address) => /^(?:key|session|request|account|swarm|audit):/.test(address))).toEqual([])
  expect(await addresses(stranger, '?all=true')).toEqual([])
  expect(code(await open.ask('/api/v1/bots?fund=main', as(stranger)))).toEqual([404, 'UNKNOWN_FUND'])
})

test('a bot that is there for one is told whole, and for another is not there', async () => {
  const { status, body } = await bot(tenant, 'fund:main')
  const view = open.swarm.host.view('fund:main')
  expect([status, body]).toMatchObject([200, { address: 'fund:main', role: 'fund', fundId: 'main', version: view?.version }])
  expect(code(await bot(stranger, 'fund:main'))).toEqual([404, 'UNKNOWN_BOT'])
  for (const address of ['key:main', 'key:looker', 'swarm:root', 'audit:log'])
    expect([address, ...code(await bot(tenant, address))]).toEqual([address, 404, 'UNKNOWN_BOT'])
  expect((await bot(viewer, 'swarm:root')).status).toBe(200)
  expect(code(await bot(viewer, 'fund:nobody'))).toEqual([404, 'UNKNOWN_BOT'])
  expect(code(await bot(viewer, 'no-address'))).toEqual([400, 'REQUEST_INVALID'])
  expect(code(await open.ask('/api/v1/bots/fund:main'))).toEqual([401, 'UNAUTHENTICATED'])
})

test('a bot names the events that it takes, whether its state has a transition for them, and who may tell them how', async () => {
  const { accepts } = (await bot(tenant, 'fund:main')).body as Bot
  const pause = accepts.find(({ type }) => type === 'fund.pause')
  expect(pause).toMatchObject({
    enabled: true,
    commands: ['fund.pause'],
    given: { fund: 'main' },
    schema: { properties: { type: { const: 'fund.pause' }, by: { type: 'string' } } },
  })
  const forViewer = ((await bot(viewer, 'fund:main')).body as Bot).accepts
  expect(forViewer.find(({ type }) => type === 'fund.pause')).toMatchObject({ enabled: true, commands: [] })
  const done = open.swarm.host.list('intent').find(({ status }) => status === 'done')
  const finished = (await bot(tenant, done?.address ?? '')).body as Bot
  expect(finished.accepts.map(({ type, enabled }) => [type, enabled])).toEqual([
    ['intent.attest', false],
    ['execution.report', false],
  ])
  expect(((await bot(tenant, 'strategy:main')).body as Bot).accepts).toMatchObject([
    { type: 'strategy.ask', enabled: true, commands: ['propose.buy', 'propose.sell'], given: { fund: 'main' } },
  ])
  expect(((await bot(tenant, 'crawler:main.pool')).body as Bot).accepts).toEqual([])
})

test('every role has its chart, in which every living bot is somewhere', async () => {
  const { charts } = (await open.ask('/api/v1/charts', as(tenant))).body as Answer<'/api/v1/charts'>
  expect(charts.find(({ role }) => role === 'fund')).toMatchObject({ version: 1, name: expect.any(String) })
  for (const { role, states } of charts) {
    const chart = (await open.ask(`/api/v1/charts/${role}`, as(tenant))).body as Answer<'/api/v1/charts/{role}'>
    const ids = JSON.stringify(chart.root).match(/"id":"[^"]*","key"/g) ?? []
    expect([role, chart.role, ids.length]).toEqual([role, role, states + 1])
    for (const { value } of open.swarm.host.list(role))
      expect(JSON.stringify(chart.root)).toContain(
        `"id":"${typeof value === 'string' ? value : Object.keys(value as object)[0]}"`,
      )
  }
  expect(charts.map(({ role }) => role)).toEqual(roles.map(({ role }) => role))
  expect(code(await open.ask('/api/v1/charts/nobody', as(tenant)))).toEqual([404, 'UNKNOWN_CHART'])
  expect(code(await open.ask('/api/v1/charts/constructor', as(tenant)))).toEqual([404, 'UNKNOWN_CHART'])
})
