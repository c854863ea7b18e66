// People and services at the door: what a key lets them do, and what is not there for them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
let viewer: string
let operator: string
let stranger: string
beforeAll(async () => {
  open = await openModelGateway()
  viewer = await open.key('looker', 'viewer')
  operator = await open.key('desk', 'operator', ['main'])
  stranger = await open.key('stranger', 'admin', ['other'])
  await open.swarm.fact((fact) => fact.type === 'intent.executed')
}, 60_000)
afterAll(() => open.close())

const as = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` } })
const command = (key: string, args: unknown): RequestInit => ({
  method: 'POST',
  headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
  body: JSON.stringify(args),
})
const code = ({ status, body }: { status: number; body: unknown }) => [status, (body as { error?: { code: string } }).error?.code]

test('whoever is unknown is told how to be known, and nothing else', async () => {
  expect(code(await open.ask('/api/v1/funds'))).toEqual([401, 'UNAUTHENTICATED'])
  expect(code(await open.ask('/api/v1/funds', as('qk_looker_0000000000000000000000000000000000000000000')))).toEqual([
    401,
    'UNAUTHENTICATED',
  ])
  expect(code(await open.ask('/api/v1/funds', as('nonsense')))).toEqual([401, 'UNAUTHENTICATED'])
})

test('a viewer reads a fund, its claims, snapshot and trades, page by page', async () => {
  const funds = await open.ask('/api/v1/funds', as(viewer))
  expect(funds.body).toMatchObject({ funds: [{ fundId: 'main', audience: expect.stringMatching(/^quorate:\d+:0x/) }] })
  const first = await open.ask('/api/v1/funds/main/claims?limit=1', as(viewer))
  const { claims, next } = first.body as { claims: { seq: number; status: string; claimHash: string }[]; next: number }
  expect(claims).toHaveLength(1)
  expect(next).toBe(claims[0]?.seq)
  const second = await open.ask(`/api/v1/funds/main/claims?limit=1&cursor=${next}`, as(viewer))
  expect((second.body as { claims: { seq: number }[] }).claims[0]?.seq).toBeGreaterThan(next)
  expect((await open.ask(`/api/v1/funds/main/claims/${claims[0]?.claimHash}`, as(viewer))).body).toMatchObject({
    status: 'finalized',
  })
  expect((await open.ask('/api/v1/funds/main/snapshots/latest', as(viewer))).status).toBe(200)
  const executed = await open.ask('/api/v1/funds/main/intents?status=executed&limit=1', as(viewer))
  expect(executed.body).toMatchObject({ intents: [{ status: 'executed', txHash: expect.stringMatching(/^0x/) }] })
  const status = await open.ask('/api/v1/funds/main/status', as(viewer))
  expect(status.body).toMatchObject({ fundId: 'main', verifiers: [{ weight: 1 }, { weight: 1 }, { weight: 1 }] })
})

test('what is asked for and is not there is told apart from what is wrong', async () => {
  const hash = `0x${'ab'.repeat(32)}`
  expect(code(await open.ask(`/api/v1/funds/main/claims/${hash}`, as(viewer)))).toEqual([404, 'UNKNOWN_CLAIM'])
  expect(code(await open.ask(`/api/v1/funds/main/intents/${hash}`, as(viewer)))).toEqual([404, 'UNKNOWN_INTENT'])
  expect(code(await open.ask('/api/v1/funds/main/claims/0x1', as(viewer)))).toEqual([400, 'REQUEST_INVALID'])
  expect(code(await open.ask('/api/v1/funds/main/claims?limit=0', as(viewer)))).toEqual([400, 'REQUEST_INVALID'])
  expect(code(await open.ask('/api/v1/nothing', as(viewer)))).toEqual([404, 'NO_SUCH_PATH'])
})

test('a command needs its role; help and the door agree on what a caller may do', async () => {
  expect(code(await open.ask('/api/v1/commands/fund.pause', command(viewer, { fund: 'main' })))).toEqual([403, 'NOT_PERMITTED'])
  expect((await open.ask('/api/v1/commands/fund.status', command(operator, { fund: 'main' }))).status).toBe(200)
  // it tells of every fund, so it is not for whoever sees one
  expect(code(await open.ask('/api/v1/commands/bots', command(operator, {})))).toEqual([403, 'NOT_PERMITTED'])
  const me = (await open.ask('/api/v1/me', as(operator))).body as { commands: string[]; funds: string[] }
  expect(me.funds).toEqual(['main'])
  expect(me.commands).toContain('fund.pause')
  expect(me.commands).not.toContain('bots')
  expect(me.commands).not.toContain('fund.withdraw')
})

test('a fund of another tenant is not there', async () => {
  expect((await open.ask('/api/v1/funds', as(stranger))).body).toEqual({ funds: [] })
  for (const path of ['status', 'claims', 'snapshots/latest', 'intents', 'events'])
    expect(code(await open.ask(`/api/v1/funds/main/${path}`, as(stranger)))).toEqual([404, 'UNKNOWN_FUND'])
  expect(code(await open.ask('/api/v1/commands/fund.status', command(stranger, { fund: 'main' })))).toEqual([404, 'UNKNOWN_FUND'])
  expect(code(await open.ask('/api/v1/commands/fund.pause', command(stranger, { fund: 'main' })))).toEqual([404, 'UNKNOWN_FUND'])
})

test('a key that is revoked opens nothing from then on', async () => {
  const key = await open.key('brief', 'viewer')
  expect((await open.ask('/api/v1/me', as(key))).status).toBe(200)
  await open.swarm.host.ask('key:brief', { type: 'key.revoke', by: 'test' })
  expect(code(await open.ask('/api/v1/me', as(key)))).toEqual([401, 'UNAUTHENTICATED'])
})

test('liveness, readiness and the document are for anyone', async () => {
  expect((await open.ask('/healthz')).body).toEqual({ ok: true })
  expect((await open.ask('/readyz')).body).toMatchObject({ ready: true })
  expect((await open.ask('/openapi.json')).body).toMatchObject({ openapi: '3.1.0' })
})
