// A collector that is gone, hangs or refuses: requests are answered, the operator is told once, and the end is not held up.
import { spawnSync } from 'node:child_process'
import { createServer } from 'node:net'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { startTracing, type Tracing } from '#cli/tracing.ts'
import { openModelGateway } from '../gateway/openModelGateway.ts'
import { openCollector } from './collector.ts'

async function tracingTo(endpoint: string, notices: string[]): Promise<Tracing> {
  const tracing = await startTracing({
    settings: { endpoint, ratio: 1 },
    environment: {},
    service: { version: '0.0.0', instance: 'test' },
    notice: (text) => notices.push(text),
    intervalMs: 5,
  })
  if (tracing === undefined) throw new Error('it was asked for')
  return tracing
}

/** A port that nobody listens on. */
async function deadPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

interface Way {
  readonly name: string
  readonly how?: (response: ServerResponse) => void
  /** What the operator is told of it. */
  readonly told: RegExp
  /** Not tried again, so told at once. */
  readonly isFinal?: true
}
const ways: readonly Way[] = [
  { name: 'nobody listens', told: /ECONNREFUSED/ },
  { name: 'it never answers', how: () => undefined, told: /timed out/ },
  {
    name: 'it answers 400',
    how: (response) => void response.writeHead(400).end('{"code":3,"message":"what-it-says-7"}'),
    told: /it answers 400$/,
    isFinal: true,
  },
]

test.each(ways)('$name', { timeout: 60_000 }, async ({ how, told, isFinal = false }) => {
  const notices: string[] = []
  const collector = how === undefined ? undefined : await openCollector(how)
  const tracing = await tracingTo(collector?.url ?? `http://127.0.0.1:${await deadPort()}`, notices)
  const open = await openModelGateway(undefined, { parts: { onBegun: tracing.onBegun } })
  tracing.follow(open.swarm.host)
  const key = await open.key('desk', 'operator')
  await open.swarm.fact((fact) => fact.type === 'fund.valued')
  const ask = (at: number): ReturnType<typeof open.ask> =>
    open.ask('/api/v1/commands/fund.pause', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': `p-${at}` },
      body: JSON.stringify({ fund: 'main' }),
    })
  for (let at = 0; at < 20; at += 1) expect((await ask(at)).status).toBe(200)
  await open.close()
  await tracing.stop()
  // once, however many batches fail
  expect(notices.length).toBeGreaterThanOrEqual(Number(isFinal))
  expect(notices).toEqual(notices.slice(0, 1).map(() => expect.stringMatching(told) as string))
  await collector?.close()
})

test('the end does not wait for an answer that does not come', { timeout: 30_000 }, async () => {
  const held: ServerResponse[] = []
  const collector = await openCollector((response) => void held.push(response))
  const tracing = await tracingTo(collector.url, [])
  const begun = { requestId: 'r', method: 'GET', route: '/', traceparent: undefined, tracestate: undefined }
  tracing.onBegun(begun)?.({ ...begun, status: 200, ms: 1, principal: null })
  await tracing.stop()
  // the exporter itself would have gone on waiting
  expect(held.map(({ closed }) => closed)).toEqual([false])
  await collector.close()
})

test('a collector that comes back is told of', { timeout: 30_000 }, async () => {
  const notices: string[] = []
  let isWell = false
  const collector = await openCollector((response) => void response.writeHead(isWell ? 200 : 400).end('{}'))
  const tracing = await tracingTo(collector.url, notices)
  const one = (id: string): void => {
    const begun = { requestId: id, method: 'GET', route: '/', traceparent: undefined, tracestate: undefined }
    tracing.onBegun(begun)?.({ ...begun, status: 200, ms: 1, principal: null })
  }
  const until = async (count: number): Promise<void> => {
    for (let at = 0; notices.length < count; at += 1) {
      one(`${count}-${at}`)
      const { promise, resolve } = Promise.withResolvers<void>()
      setImmediate(resolve)
      await promise
    }
  }
  await until(1)
  isWell = true
  await until(2)
  expect(notices).toEqual([`spans cannot be sent to ${collector.url}: it answers 400`, `spans reach ${collector.url} again`])
  await tracing.stop()
  await collector.close()
})

// the API alone is there anyway: prom-client has it
test('where nobody asked for traces nothing that makes or sends them is loaded', { timeout: 60_000 }, () => {
  const program = `
    import { registerHooks } from 'node:module'
    const seen = []
    registerHooks({ load: (url, context, next) => (seen.push(url), next(url, context)) })
    await import('#cli/daemon.ts')
    const { startTracing } = await import('#cli/tracing.ts')
    const say = async (environment) => {
      await startTracing({ settings: { ratio: 1 }, environment, service: { version: '', instance: '' }, notice: () => undefined })
      console.log(seen.filter((url) => url.includes('/@opentelemetry/sdk')).length > 0)
    }
    await say({})
    await say({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' })
    process.exit(0)`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
  expect([stdout, stderr]).toEqual(['false\ntrue\n', ''])
})
