// What changes something, sent twice over HTTP: done once, answered the same, and in the log.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { paths } from '#client/apiTypes.ts'
import { auditHead, auditStart, type AuditEntry } from '#protocol/audit.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
let key: string
beforeAll(async () => {
  open = await openModelGateway()
  await open.swarm.host.spawn('audit', 'log', {})
  key = await open.key('desk', 'operator')
  await open.swarm.fact((fact) => fact.type === 'fund.valued')
}, 60_000)
afterAll(() => open.close())

const pause = (name: string, args: unknown = { fund: 'main' }) =>
  open.ask('/api/v1/commands/fund.pause', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': name },
    body: JSON.stringify(args),
  })
const commands = (): number =>
  open.swarm.facts.filter(({ type, data }) => type === 'account.sent' && String(data['label']).startsWith('pause')).length

test('a command that is sent three times with one key is one transaction and one answer', { timeout: 60_000 }, async () => {
  const [first, second] = await Promise.all([pause('p-1'), pause('p-1')])
  const third = await pause('p-1')
  expect(first.status).toBe(200)
  expect([second.body, third.body]).toEqual([first.body, first.body])
  expect(third.headers.get('idempotent-replayed')).toBe('true')
  expect(commands()).toBe(1)
})

test('the key with another body is refused', async () => {
  const other = await pause('p-1', { fund: 'main', more: 1 })
  expect(other.status).toBe(400)
  const mismatch = await open.ask('/api/v1/commands/fund.claim', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': 'p-1' },
    body: JSON.stringify({ fund: 'main' }),
  })
  expect([mismatch.status, (mismatch.body as { error: { code: string } }).error.code]).toEqual([422, 'IDEMPOTENCY_MISMATCH'])
})

test('the log says who asked, for what, and what came of it', async () => {
  const entries = open.swarm.facts.filter(({ type }) => type === 'audit.entry').map(({ data }) => data['entry'])
  expect(entries).toMatchObject([
    { kind: 'asked', principal: 'key:desk', surface: 'api', what: 'fund.pause' },
    { kind: 'settled', principal: 'key:desk', surface: 'api', what: 'fund.pause', code: 'OK' },
  ])
})

const read = (query: string, as = key) => open.ask(`/api/v1/audit${query}`, { headers: { authorization: `Bearer ${as}` } })

test('the log is read over HTTP by who sees all funds, page after page, and its hashes stand on each other', async () => {
  const looker = await open.key('looker', 'viewer')
  const [newest, older] = [await read('?limit=1', looker), await read('')]
  const { entries, through } = older.body as paths['/api/v1/audit']['get']['responses'][200]['content']['application/json']
  expect(newest.body).toMatchObject({ entries: [entries[0]], next: entries[0]?.seq })
  expect((await read(`?limit=1&before=${entries[0]?.seq ?? 0}`)).body).toMatchObject({ entries: [entries[1]] })
  expect(entries).toMatchObject([
    { index: 1, previous: entries[1]?.head, entry: { kind: 'settled', code: 'OK', what: 'fund.pause' } },
    { index: 0, previous: auditStart, entry: { kind: 'asked', principal: 'key:desk', surface: 'api' } },
  ])
  for (const { previous, entry, head } of entries) expect(auditHead(previous, entry as AuditEntry)).toBe(head)
  expect(through).toBeGreaterThan(entries[0]?.seq ?? 0)
  expect((await read('?text=FUND.PAUSE')).body).toMatchObject({ entries })
  expect((await read('?text=nowhere')).body).toMatchObject({ entries: [], next: null })
})

test('the log is not there for who sees only some funds, nor for nobody', async () => {
  const tenant = await open.key('tenant', 'admin', ['main'])
  expect(await read('', tenant)).toMatchObject({ status: 404, body: { error: { code: 'UNKNOWN_BOT' } } })
  expect(await read('', 'none')).toMatchObject({ status: 401 })
})
