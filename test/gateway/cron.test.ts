// The path of a clock elsewhere: off without a secret, and never open.
import { afterEach, expect, test } from 'vitest'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})
const cronSecret = 'a-secret-of-sixteen-or-more'
const path = '/api/v1/cron/execute-intents'
const post = (authorization?: string): RequestInit => ({
  method: 'POST',
  headers: authorization === undefined ? {} : { authorization: `Bearer ${authorization}` },
})

test('without a secret there is no such path, for nobody', { timeout: 60_000 }, async () => {
  open = await openModelGateway()
  const key = await open.key('boss', 'admin')
  for (const given of [undefined, '', 'undefined', cronSecret, key]) expect((await open.ask(path, post(given))).status).toBe(404)
})

test('the secret opens it, an operator’s key does, and nothing else', { timeout: 60_000 }, async () => {
  open = await openModelGateway(undefined, { parts: { cronSecret } })
  expect((await open.ask(path, post(cronSecret))).body).toMatchObject({ funds: [{ fundId: 'main' }] })
  expect((await open.ask(path, post(await open.key('desk', 'operator', ['main'])))).body).toMatchObject({
    funds: [{ fundId: 'main' }],
  })
  expect((await open.ask(path, post(await open.key('other', 'operator', ['other'])))).body).toEqual({ funds: [] })
  expect((await open.ask(path, post(await open.key('looker', 'viewer')))).status).toBe(403)
  for (const given of [undefined, `${cronSecret}0`, cronSecret.slice(1), ''])
    expect((await open.ask(path, post(given))).status).toBe(401)
  // the secret opens this path and no other
  expect((await open.ask('/api/v1/funds', { headers: { authorization: `Bearer ${cronSecret}` } })).status).toBe(401)
  await open.swarm.fact(({ type, data }) => type === 'request.settled' && data['what'] === 'cron.execute-intents')
})

test(
  'sent again with its key it is answered the same; with a body, or a key that is revoked, it is refused',
  { timeout: 60_000 },
  async () => {
    open = await openModelGateway(undefined, { parts: { cronSecret } })
    const named = { ...post(cronSecret), headers: { authorization: `Bearer ${cronSecret}`, 'idempotency-key': 'tick-1' } }
    const first = await open.ask(path, named)
    const again = await open.ask(path, named)
    expect([again.body, again.headers.get('idempotent-replayed')]).toEqual([first.body, 'true'])
    const json = { authorization: `Bearer ${cronSecret}`, 'content-type': 'application/json' }
    expect((await open.ask(path, { method: 'POST', headers: json, body: '{}' })).status).toBe(200)
    expect((await open.ask(path, { method: 'POST', headers: json, body: '{"funds":"all"}' })).status).toBe(400)
    const key = await open.key('gone', 'operator')
    await open.swarm.host.ask('key:gone', { type: 'key.revoke', by: 'test' }, { who: 'test' })
    expect((await open.ask(path, post(key))).status).toBe(401)
    // a scheme of another name is no bearer's
    for (const authorization of [cronSecret, `Basic ${cronSecret}`, `bearer  ${cronSecret}`])
      expect((await open.ask(path, { method: 'POST', headers: { authorization } })).status).toBe(401)
  },
)
