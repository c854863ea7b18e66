// Spans of requests, at a collector that takes OTLP: over real HTTP, a real host and the model chain.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TraceResult } from '#chat/commands/traceResult.ts'
import { startTracing, type Tracing } from '#cli/tracing.ts'
import { openModelGateway, type ModelGateway } from '../gateway/openModelGateway.ts'
import { openCollector, type Collector, type SeenSpan } from './collector.ts'

let collector: Collector
let tracing: Tracing
let open: ModelGateway
let key: string
const notices: string[] = []
beforeAll(async () => {
  collector = await openCollector()
  const started = await startTracing({
    settings: { endpoint: collector.url, ratio: 1 },
    environment: {},
    service: { version: '0.0.0', instance: 'test' },
    notice: (text) => notices.push(text),
    intervalMs: 20,
  })
  if (started === undefined) throw new Error('it was asked for')
  tracing = started
  open = await openModelGateway(undefined, { parts: { onBegun: tracing.onBegun } })
  tracing.follow(open.swarm.host)
  await open.swarm.host.spawn('audit', 'log', {})
  key = await open.key('desk', 'admin')
  await open.swarm.fact((fact) => fact.type === 'fund.valued')
}, 60_000)
afterAll(async () => {
  await open.close()
  await tracing.stop()
  await collector.close()
}, 30_000)

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const command = (name: string, args: unknown, more: Record<string, string> = {}): ReturnType<ModelGateway['ask']> =>
  open.ask(`/api/v1/commands/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more },
    body: JSON.stringify(args),
  })
const ofTrace = (id: string): readonly SeenSpan[] => collector.spans.filter((span) => span.traceId === id)
const isAnswered = (id: string) => (): boolean => ofTrace(id).some(({ kind }) => kind === 2)

test(
  'one request is one trace: the turns, effects and transactions that the journal has of it',
  { timeout: 60_000 },
  async () => {
    const answer = await command(
      'fund.pause',
      { fund: 'main' },
      { traceparent: `00-${traceId}-00f067aa0ba902b7-01`, 'x-request-id': 'pause-1' },
    )
    expect(answer.status).toBe(200)
    const told = (await command('trace', { requestId: 'pause-1' })).body as TraceResult
    expect(told.waits).toEqual([])
    await collector.until(
      () => ofTrace(traceId).filter(({ at }) => at['quorate.seq'] !== undefined).length >= told.records.length,
    )
    await collector.until(() => ofTrace(traceId).some(({ name }) => name === 'transaction') && isAnswered(traceId)())
    const spans = ofTrace(traceId)

    const [request] = spans.filter(({ kind }) => kind === 2)
    expect(request).toMatchObject({ name: 'POST /api/v1/commands/fund.pause', parent: '00f067aa0ba902b7', status: 0 })
    expect(request?.at).toEqual({
      'http.request.method': 'POST',
      'http.route': '/api/v1/commands/fund.pause',
      'http.response.status_code': 200,
      'quorate.request.id': 'pause-1',
      'quorate.principal': 'key:desk',
    })

    const turns = spans.filter(({ at }) => at['quorate.seq'] !== undefined)
    expect(turns.map(({ at }) => Number(at['quorate.seq'])).toSorted((one, other) => one - other)).toEqual(
      told.records.map(({ seq }) => seq),
    )
    const effects = spans.filter(({ name }) => name.startsWith('effect '))
    expect(effects.map(({ at }) => String(at['quorate.effect.id'])).toSorted()).toEqual(
      told.records.flatMap((record) => record.effects.map(({ id }) => id)).toSorted(),
    )
    expect(spans.filter(({ name }) => name === 'transaction').map(({ at }) => at)).toMatchObject(
      told.transactions.map(({ txHash, block, nonce }) => ({
        'quorate.transaction.hash': txHash,
        'quorate.transaction.state': 'confirmed',
        'quorate.transaction.nonce': nonce,
        'quorate.block': block,
      })),
    )
    // a tree: each hangs below one of the others, the request below its caller's
    const ids = new Set(spans.map(({ spanId }) => spanId))
    expect(ids.size).toBe(spans.length)
    expect(spans.filter(({ parent }) => parent === undefined || !ids.has(parent)).map(({ name }) => name)).toEqual([
      request?.name,
    ])
    expect(spans.every(({ startMs, endMs }) => endMs >= startMs)).toBe(true)
    // what was asked of the chain hangs below the account's turn that asked for it
    const parentOf = ({ parent }: SeenSpan): SeenSpan | undefined => spans.find(({ spanId }) => spanId === parent)
    expect(
      effects.filter(({ name }) => name === 'effect account.broadcast').map((span) => parentOf(span)?.name.split(' ')[0]),
    ).toEqual(['account'])
    expect(collector.resources[0]).toMatchObject({
      'service.name': 'quorate',
      'service.version': '0.0.0',
      'service.instance.id': 'test',
    })
    expect(notices).toEqual([])
  },
)

test('nothing that is secret, and nothing that somebody wrote, is in a span', { timeout: 60_000 }, async () => {
  const id = 'aaaabbbbccccddddeeeeffff00001111'
  const traceparent = `00-${id}-00f067aa0ba902b7-01`
  const made = await command(
    'apikey.create',
    { id: 'guest', role: 'viewer', title: 'written-by-hand-7' },
    { traceparent, 'idempotency-key': 'idem-secret-7' },
  )
  expect(made.status).toBe(200)
  const { key: secret } = made.body as { readonly key: string }
  // whoever puts a key where a name belongs
  await command('status', {}, { traceparent, 'x-request-id': `qk_desk_${'s'.repeat(43)}` })
  await command('fund.pause', { fund: 'main' }, { traceparent, cookie: 'quorate-test=cookie-secret-7' })
  await collector.until(() => ofTrace(id).filter(({ kind }) => kind === 2).length === 3)
  await collector.until(() => ofTrace(id).some(({ name }) => name.startsWith('key ')))
  const all = collector.texts.join('\n')
  expect(secret).toMatch(/^qk_guest_/)
  for (const canary of [
    secret,
    secret.slice(9),
    key,
    key.slice(8),
    'written-by-hand-7',
    'idem-secret-7',
    'cookie-secret-7',
    's'.repeat(43),
  ])
    expect(all).not.toContain(canary)
  // signatures and signed transactions
  expect(all).not.toMatch(/0x[0-9a-f]{128,}/)
  expect(collector.spans.every(({ words }) => words === undefined)).toBe(true)
})

test('a caller that is not sampled is not traced; one that says nonsense begins a trace of its own', async () => {
  await command(
    'status',
    {},
    { traceparent: '00-11111111111111111111111111111111-00f067aa0ba902b7-00', 'x-request-id': 'not-sampled' },
  )
  await command('status', {}, { traceparent: '00-zz-00-01', 'x-request-id': 'nonsense' })
  await open.ask('/healthz', { headers: { 'x-request-id': 'alive' } })
  await open.ask('/api/v1/funds', { headers: { 'x-request-id': 'refused' } })
  const named = (id: string): readonly SeenSpan[] => collector.spans.filter(({ at }) => at['quorate.request.id'] === id)
  await collector.until(() => named('refused').length > 0)
  expect(named('not-sampled')).toEqual([])
  expect(named('alive')).toEqual([])
  expect(named('nonsense')).toMatchObject([{ parent: undefined, name: 'POST /api/v1/commands/status' }])
  expect(named('refused')[0]?.at).toMatchObject({ 'http.response.status_code': 401 })
})
