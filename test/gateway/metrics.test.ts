// Figures for machines that watch, over HTTP: compared with the journal, and the same after everything was read again.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openGateway } from '#gateway/openGateway.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
let key: string
beforeAll(async () => {
  open = await openModelGateway()
  key = await open.key('watch', 'viewer')
  await open.swarm.fact((fact) => fact.type === 'intent.executed')
}, 60_000)
afterAll(() => open.close())

const bearer = (given: string): RequestInit => ({ headers: { authorization: `Bearer ${given}` } })

/** Every sample by its name with its labels. */
async function scrape(url = open.gateway.url): Promise<ReadonlyMap<string, number>> {
  const response = await fetch(new URL('/metrics', url), bearer(key))
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  const samples = new Map<string, number>()
  for (const line of (await response.text()).split('\n')) {
    const [, name, value] = /^([a-z_]+(?:\{.*\})?) ([-+.\deEINaf]+)$/.exec(line) ?? []
    if (name !== undefined) samples.set(name, Number(value))
  }
  return samples
}
const stated = (type: string, more: (data: Readonly<Record<string, unknown>>) => boolean = () => true): number =>
  open.swarm.facts.filter((fact) => fact.type === type && more(fact.data)).length

test('counters are the journal’s facts', async () => {
  const before = stated('claim.submitted')
  const samples = await scrape()
  const claims = samples.get('quorate_claims_total{fund="main"}') ?? 0
  expect(claims).toBeGreaterThanOrEqual(before)
  expect(claims).toBeLessThanOrEqual(stated('claim.submitted'))
  for (const kind of ['claim', 'snapshot', 'intent']) {
    expect(samples.get(`quorate_attestations_total{fund="main",kind="${kind}",verdict="PASS"}`)).toBeGreaterThan(1)
    expect(samples.get(`quorate_thresholds_met_total{fund="main",kind="${kind}"}`)).toBeGreaterThan(0)
  }
  expect(samples.get('quorate_executions_total{fund="main",action="BUY"}')).toBeGreaterThan(0)
  expect([...samples.keys()].some((name) => name.startsWith('quorate_onchain_submissions_total{'))).toBe(true)
})

test('a door that is opened anew counts the same, from the journal alone', async () => {
  const again = await openGateway(open.parts, { host: '127.0.0.1', port: 0, publicUrls: [] })
  const first = await scrape()
  const second = await scrape(again.url)
  await again.close()
  for (const name of ['quorate_executions_total{fund="main",action="BUY"}', 'quorate_claims_total{fund="main"}'])
    expect(second.get(name)).toBeGreaterThanOrEqual(first.get(name) ?? Number.NaN)
})

test('requests are told by route and status, never by path', async () => {
  const hash = `0x${'1'.repeat(64)}`
  await open.ask(`/api/v1/funds/main/claims/${hash}`, bearer(key))
  await open.ask('/api/v1/funds/main/status', bearer(key))
  await open.ask('/wp-login.php?x=1')
  const samples = await scrape()
  const routes = [...samples.keys()].filter((name) => name.startsWith('quorate_http_request_duration_seconds_count'))
  expect(routes).toEqual(
    expect.arrayContaining([
      'quorate_http_request_duration_seconds_count{method="GET",route="/api/v1/funds/:fundId/claims/:claimHash",status="404"}',
      'quorate_http_request_duration_seconds_count{method="GET",route="/api/v1/funds/:fundId/status",status="200"}',
      'quorate_http_request_duration_seconds_count{method="GET",route="none",status="404"}',
    ]),
  )
  expect(routes.join()).not.toMatch(/0x1|wp-login|main/)
})

test('the host’s figures, the streams and the checks are told', async () => {
  const samples = await scrape()
  expect(samples.get('quorate_journal_durable_through')).toBeGreaterThan(10)
  expect(samples.get('quorate_bots{role="verifier",status="active"}')).toBe(3)
  expect(samples.get('quorate_event_streams')).toBe(0)
  expect(samples.get('quorate_ready')).toBe(1)
  expect(samples.get('quorate_check_ok{check="journal"}')).toBe(1)
  expect(samples.get('quorate_info{version="0.0.0"}')).toBe(1)
})

test('the founding document’s counters are there as JSON, for the funds that the caller sees', async () => {
  const { status, body } = await open.ask('/api/v1/metrics', bearer(key))
  expect(status).toBe(200)
  const { total, funds } = body as { total: Record<string, number>; funds: Record<string, Record<string, number>> }
  expect(Object.keys(total)).toEqual([
    'claims',
    'attestations',
    'duplicates',
    'thresholdsMet',
    'onchainSubmissions',
    'executions',
  ])
  expect(total).toEqual(funds['main'])
  for (const name of ['claims', 'attestations', 'thresholdsMet', 'onchainSubmissions', 'executions'])
    expect(total[name]).toBeGreaterThan(0)
  const stranger = await open.key('stranger', 'viewer', ['other'])
  const theirs = (await open.ask('/api/v1/metrics', bearer(stranger))).body as { total: Record<string, number>; funds: object }
  expect([Object.values(theirs.total), theirs.funds]).toEqual([[0, 0, 0, 0, 0, 0], {}])
})

test('without a key, or with one of some funds only, nothing is told of the whole', async () => {
  expect((await open.ask('/metrics')).status).toBe(401)
  expect((await open.ask('/metrics', bearer(await open.key('one', 'admin', ['main'])))).status).toBe(403)
})
