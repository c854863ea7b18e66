// Incidents at the door: what is there for whom, and what is done about one is done once.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fundMonitor, swarmMonitor } from '#cli/monitorBots.ts'
import { quietGauges } from '../monitor/quietGauges.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
let [viewer, operator, stranger]: string[] = []
const plan = (fundId: string) => ({
  everyS: 1,
  watchMs: 1_000,
  escalateS: 600,
  healthyS: 300,
  rules: [
    fundId === ''
      ? ({ id: 'bots-quarantined', threshold: 0, forS: 0, severity: 'notice', pauses: false } as const)
      : ({ id: 'low-balance', threshold: 2_000_000_000, forS: 0, severity: 'warning', pauses: false } as const),
  ],
})
const first = 'main.low-balance.1'
beforeAll(async () => {
  open = await openModelGateway((world) => ({ ...world, gauges: quietGauges({ plan }) }))
  await open.swarm.host.spawn('audit', 'log', {})
  viewer = await open.key('looker', 'viewer')
  operator = await open.key('desk', 'operator', ['main'])
  stranger = await open.key('stranger', 'admin', ['other'])
  for (const { role, id, input } of [fundMonitor(open.swarm.fund), swarmMonitor]) await open.swarm.host.spawn(role, id, input)
  await open.swarm.fact(({ type, data }) => type === 'incident.raised' && data['incidentId'] === first)
  await open.swarm.fact(({ type, data }) => type === 'incident.raised' && data['fundId'] === '')
}, 60_000)
afterAll(() => open.close())

const as = (key = ''): RequestInit => ({ headers: { authorization: `Bearer ${key}` } })
const post = (target: string, key = '', body: unknown = {}, name?: string) =>
  open.ask(target, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      ...(name === undefined ? {} : { 'idempotency-key': name }),
    },
    body: JSON.stringify(body),
  })
const code = ({ status, body }: { status: number; body: unknown }) => [status, (body as { error?: { code: string } }).error?.code]
const ids = async (target: string, key?: string) =>
  ((await open.ask(target, as(key))).body as { incidents: { id: string }[] }).incidents.map(({ id }) => id)

test('a caller sees those of its funds, newest first, page by page; who sees all sees the swarm’s too', async () => {
  const all = await ids('/api/v1/incidents', viewer)
  expect(all).toContain(first)
  expect(all).toContain('swarm.root.bots-quarantined.1')
  expect(await ids('/api/v1/incidents', operator)).toEqual(all.filter((id) => id.startsWith('main.')))
  expect(await ids('/api/v1/incidents', stranger)).toEqual([])
  const page = (await open.ask('/api/v1/incidents?limit=1', as(viewer))).body as { incidents: { id: string }[]; next: string }
  expect(page.incidents.map(({ id }) => id)).toEqual(all.slice(0, 1))
  expect(await ids(`/api/v1/incidents?limit=1&cursor=${page.next}`, viewer)).toEqual(all.slice(1, 2))
  expect((await open.ask(`/api/v1/incidents/${first}`, as(operator))).body).toMatchObject({
    id: first,
    fundId: 'main',
    measures: 'what an acting account has left for gas',
    unit: 'gwei',
    breachedWhen: 'below',
    state: 'open',
    severity: 'warning',
    value: 1_000_000_000,
  })
})

test('the monitors tell what they measure', async () => {
  const { monitors } = (await open.ask('/api/v1/monitors', as(viewer))).body as { monitors: { id: string }[] }
  expect(monitors.map(({ id }) => id)).toEqual(['main', 'swarm.root'])
  expect(monitors[0]).toMatchObject({ rules: [{ rule: 'low-balance', state: 'breached', value: 1_000_000_000 }] })
  expect(((await open.ask('/api/v1/monitors', as(stranger))).body as { monitors: unknown[] }).monitors).toEqual([])
})

test('one of another tenant is not there, and nothing is asked of it', async () => {
  expect(code(await open.ask(`/api/v1/incidents/${first}`, as(stranger)))).toEqual([404, 'UNKNOWN_INCIDENT'])
  expect(code(await post(`/api/v1/incidents/${first}/resolve`, stranger))).toEqual([404, 'UNKNOWN_INCIDENT'])
  expect(code(await post('/api/v1/incidents/swarm.root.bots-quarantined.1/resolve', operator))).toEqual([404, 'UNKNOWN_INCIDENT'])
  const named = { id: first, fund: 'other' }
  expect(code(await post('/api/v1/commands/incident.show', stranger, named))).toEqual([404, 'UNKNOWN_FUND'])
  expect(code(await post('/api/v1/commands/incident.show', stranger, { id: first }))).toEqual([403, 'NOT_PERMITTED'])
})

test('only an operator does something about it, once, and it is in the log of what was asked', async () => {
  const target = `/api/v1/incidents/${first}/acknowledge`
  expect(code(await post(target, viewer))).toEqual([403, 'NOT_PERMITTED'])
  const said = await post(target, operator, { note: 'on it' }, 'take-1')
  expect(said).toMatchObject({ status: 200, body: { state: 'acknowledged', acknowledged: { by: 'key:desk', note: 'on it' } } })
  const again = await post(target, operator, { note: 'on it' }, 'take-1')
  expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([said.body, 'true'])
  expect(code(await post(target, operator, { note: 'other' }, 'take-1'))).toEqual([422, 'IDEMPOTENCY_MISMATCH'])
  const asked = open.swarm.facts.filter(({ type, data }) => type === 'request.asked' && data['what'] === 'incident.acknowledge')
  expect(asked.map(({ data }) => data['principal'])).toEqual(['key:desk'])
  expect(open.swarm.facts.filter(({ type }) => type === 'incident.acknowledged')).toHaveLength(1)
})

test('what is resolved is over, and its rule may have another', async () => {
  const done = await post('/api/v1/commands/incident.resolve', operator, { id: first, fund: 'main', note: 'mended' })
  expect(done).toMatchObject({ status: 200, body: { incident: { state: 'resolved', resolution: { how: 'person' } } } })
  expect(code(await post(`/api/v1/incidents/${first}/resolve`, operator))).toEqual([409, 'INCIDENT_OVER'])
  expect(await ids('/api/v1/incidents?state=resolved', operator)).toEqual([first])
  await open.swarm.fact(
    ({ type, data }) => type === 'incident.raised' && Number(String(data['incidentId']).split('.').at(-1)) > 3,
  )
})
