// One request, from the POST to the receipt on a real chain: its id in the answer, the log, the journal, and by command.
import { createPublicClient, http } from 'viem'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { TraceResult } from '#chat/commands/traceResult.ts'
import { openCollector, type Collector } from '../tracing/collector.ts'
import type { Daemon } from './daemon.ts'
import { openDrill, quickSettings, type Drill } from './drill.ts'

let drill: Drill
let daemon: Daemon
let api: string
let key: string
let collector: Collector
beforeAll(async () => {
  collector = await openCollector()
  drill = openDrill({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment=drill' })
  drill.configure(quickSettings())
  daemon = await drill.up()
  const ready = daemon.printed.find((line) => line.startsWith('{"type":"ready"')) ?? ''
  api = /http:\/\/127\.0\.0\.1:\d+(?=\/openapi)/.exec(ready)?.[0] ?? ''
  key = ((await drill.asked('apikey', 'create', 'desk', '--role', 'admin')) as { readonly key: string }).key
}, 120_000)
afterAll(async () => {
  await drill.end()
  await collector.close()
}, 30_000)

it('follows a deposit from the POST to its receipts', { timeout: 120_000 }, async () => {
  const answer = await fetch(`${api}/api/v1/commands/fund.deposit`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
      'idempotency-key': 'deposit-1',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    },
    body: JSON.stringify({ fund: 'main', amount: '25' }),
  })
  const said = (await answer.json()) as { readonly txHash: string; readonly block: number }
  expect([answer.status, said]).toMatchObject([200, { txHash: expect.stringMatching(/^0x/) as string }])
  const requestId = answer.headers.get('x-request-id') ?? ''
  expect(requestId).toBe('4bf92f3577b34da6a3ce929d0e0e4736')

  const { transactions, records, waits, asked } = (await drill.asked('trace', requestId)) as TraceResult
  expect(asked).toMatchObject([{ what: 'fund.deposit', principal: 'key:desk', code: 'OK' }])
  expect(waits).toEqual([])
  // the approval, or whatever an open position makes of a deposit, and last what the answer names
  expect(transactions.length).toBeGreaterThan(0)
  expect(transactions.at(-1)?.txHash).toBe(said.txHash)
  const chain = createPublicClient({ cacheTime: 0, transport: http((await daemon.status()).chain.rpcUrl) })
  for (const { txHash, state, block, nonce, account } of transactions) {
    const receipt = await chain.getTransactionReceipt({ hash: txHash as `0x${string}` })
    expect([state, Number(receipt.blockNumber), receipt.status, receipt.from]).toEqual([
      'confirmed',
      block,
      'success',
      account.toLowerCase(),
    ])
    const { nonce: onChain } = await chain.getTransaction({ hash: txHash as `0x${string}` })
    expect(onChain).toBe(nonce)
  }
  // every other transaction of this life is somebody else's
  const sent = daemon.facts.flatMap((fact) => (fact.type === 'account.sent' ? [fact] : []))
  const ours = new Set(transactions.map(({ txHash }) => txHash))
  expect(sent.some(({ txHash }) => !ours.has(txHash))).toBe(true)
  expect(sent.filter(({ txHash }) => ours.has(txHash)).every(({ requestId: id }) => id.startsWith('fund.'))).toBe(true)
  expect(records.every(({ actor }) => /^(request|audit|fund|account):/.test(actor))).toBe(true)

  // what the collector has of it is the same
  const traceId = requestId
  await collector.until((spans) => spans.filter((span) => span.traceId === traceId).length > records.length)
  const spans = collector.spans.filter((span) => span.traceId === traceId)
  expect(spans.filter(({ kind }) => kind === 2)).toMatchObject([{ parent: '00f067aa0ba902b7' }])
  expect(
    spans
      .flatMap(({ at }) => (at['quorate.transaction.hash'] === undefined ? [] : [String(at['quorate.transaction.hash'])]))
      .toSorted(),
  ).toEqual(transactions.map(({ txHash }) => txHash).toSorted())
  expect(collector.resources.at(-1)).toMatchObject({
    'service.instance.id': drill.folders.name,
    'deployment.environment': 'drill',
  })
  expect(collector.texts.join('')).not.toMatch(new RegExp(`${key.slice(8)}|0x[0-9a-f]{128,}`))
})
