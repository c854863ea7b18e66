// A request's id, from the header through the journal to the transaction: over real HTTP, on the model chain.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TraceResult } from '#chat/commands/traceResult.ts'
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

const headers = (more: Record<string, string> = {}): Record<string, string> => ({
  authorization: `Bearer ${key}`,
  'content-type': 'application/json',
  ...more,
})
const command = (name: string, args: unknown, more: Record<string, string> = {}): ReturnType<ModelGateway['ask']> =>
  open.ask(`/api/v1/commands/${name}`, { method: 'POST', headers: headers(more), body: JSON.stringify(args) })
const trace = async (requestId: string): Promise<TraceResult> => (await command('trace', { requestId })).body as TraceResult

test('an answer tells the id, the caller’s own or a new one, also when it is a refusal', async () => {
  const mine = await open.ask('/api/v1/funds', { headers: headers({ 'x-request-id': 'desk-1' }) })
  expect(mine.headers.get('x-request-id')).toBe('desk-1')
  const made = await open.ask('/api/v1/funds', { headers: headers({ 'x-request-id': 'desk 1' }) })
  expect(made.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  const refused = await open.ask('/api/v1/funds', { headers: { 'x-request-id': 'desk-2' } })
  expect([refused.status, refused.headers.get('x-request-id')]).toEqual([401, 'desk-2'])
  const missing = await open.ask('/nowhere', { headers: { 'x-request-id': 'desk-3' } })
  expect([missing.status, missing.headers.get('x-request-id')]).toEqual([404, 'desk-3'])
})

test('a request is followed to its transaction, and nothing of anybody else', { timeout: 60_000 }, async () => {
  const answer = await command('fund.pause', { fund: 'main' }, { 'x-request-id': 'pause-1', 'idempotency-key': 'p-1' })
  expect(answer.status).toBe(200)
  const { txHash } = answer.body as { readonly txHash: string }
  const { asked, records, transactions, waits, truncated } = await trace('pause-1')
  expect(asked).toMatchObject([{ principal: 'key:desk', surface: 'api', what: 'fund.pause', code: 'OK' }])
  expect(transactions).toMatchObject([{ txHash, label: 'pause fund main', state: 'confirmed' }])
  expect([waits, truncated]).toEqual([[], false])
  const roles = new Set(records.map(({ actor }) => actor.split(':')[0]))
  expect(roles).toEqual(new Set(['request', 'audit', 'fund', 'account']))
  expect(records[0]).toMatchObject({ because: { kind: 'request' }, from: null })
  const facts = records.flatMap((record) => record.facts.map(({ type }) => type))
  expect(facts).toEqual(
    expect.arrayContaining(['request.asked', 'account.sent', 'account.confirmed', 'fund.paused', 'request.settled']),
  )
  const ports = records.flatMap(({ effects }) => effects.map(({ port }) => port))
  expect(ports).toEqual(expect.arrayContaining(['account.prepare', 'account.sign', 'account.broadcast', 'account.awaitReceipt']))
  // the journal names the request in the causes of what came with it, and in no other
  const { host } = open.swarm
  const named: number[] = []
  for await (const { seq, cause } of host.turns({ after: 0 }))
    if ('requestId' in cause && cause.requestId === 'pause-1') named.push(seq)
  expect(named).toEqual(records.filter(({ because }) => because.kind === 'request').map(({ seq }) => seq))
})

test('sent again under another id it is the same request; the audit’s own id finds it too', async () => {
  await command('fund.pause', { fund: 'main' }, { 'x-request-id': 'pause-2', 'idempotency-key': 'p-1' })
  const first = await trace('pause-1')
  const id = first.asked[0]?.id ?? ''
  expect((await trace(id)).records).toEqual(first.records)
})

test('a request that only looked, and one that never was, left nothing', async () => {
  await command('status', {}, { 'x-request-id': 'look-1' })
  const { status, body } = await command('trace', { requestId: 'look-1' })
  expect([status, (body as { error: { code: string } }).error.code]).toEqual([404, 'UNKNOWN_REQUEST'])
})
