// People at the console: signed in with what works once, known by a cookie that only this door's pages may use.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

let open: ModelGateway
let origin: string
let admin: string
beforeAll(async () => {
  open = await openModelGateway()
  origin = open.gateway.url
  admin = await open.key('boss', 'admin', 'all', 'mara')
  await open.swarm.host.spawn('audit', 'log', {})
  await open.swarm.fact((fact) => fact.type === 'fund.valued')
}, 60_000)
afterAll(() => open.close())

type Answer = Awaited<ReturnType<ModelGateway['ask']>>
const outcome = ({ status, body }: Answer) => [status, (body as { error?: { code: string } }).error?.code]
const json = { 'content-type': 'application/json' }
const command = async (name: string, args: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
  open.ask(`/api/v1/commands/${name}`, {
    method: 'POST',
    headers: { ...json, authorization: `Bearer ${admin}`, ...headers },
    body: JSON.stringify(args),
  })
async function token(args: Record<string, unknown> = {}): Promise<string> {
  const { body } = await command('session.open', args)
  return /#token=(.*)$/.exec((body as { url: string }).url)?.[1] ?? ''
}
const exchange = (text: string, headers: Record<string, string> = { origin }) =>
  open.ask('/api/v1/sessions', { method: 'POST', headers: { ...json, ...headers }, body: JSON.stringify({ token: text }) })
async function signIn(args: Record<string, unknown> = {}): Promise<string> {
  const answer = await exchange(await token(args))
  expect(answer.status).toBe(200)
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}
const me = (cookie: string, headers: Record<string, string> = {}) => open.ask('/api/v1/me', { headers: { cookie, ...headers } })

describe('a one-time token', () => {
  test('signs one browser in, and is then worth nothing', async () => {
    const once = await token({ role: 'operator' })
    const answer = await exchange(once)
    expect(answer.body).toMatchObject({ principal: /^session:/, person: 'mara', role: 'operator' })
    expect(answer.headers.get('set-cookie')).toMatch(
      /^quorate-test=[0-9a-f]{24}_[\w-]{43}; Max-Age=3600; Path=\/; HttpOnly; SameSite=Strict$/,
    )
    expect(outcome(await exchange(once))).toEqual([401, 'UNAUTHENTICATED'])
  })

  test('that is used twice at once opens one session', async () => {
    const once = await token()
    const both = await Promise.all([exchange(once), exchange(once)])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401])
  })

  test('that is none signs nobody in', async () => {
    expect(outcome(await exchange('x'.repeat(43)))).toEqual([401, 'UNAUTHENTICATED'])
  })

  test.each<[string, () => Record<string, string>]>([
    ['a page of somebody else', () => ({ origin: 'http://evil.example' })],
    ['a page of another port of this machine', () => ({ origin: 'http://127.0.0.1:9' })],
    ['this door under another of its names', () => ({ origin: origin.replace('127.0.0.1', 'localhost') })],
    ['nowhere', () => ({})],
    ['a page of the same site', () => ({ origin, 'sec-fetch-site': 'same-site' })],
  ])('from %s is refused, and is not used up', async (_name, headers) => {
    const once = await token()
    expect(outcome(await exchange(once, headers()))).toEqual([403, 'ORIGIN_REFUSED'])
    expect((await exchange(once)).status).toBe(200)
  })
})

describe('a session', () => {
  test('is its person, with its role and funds', async () => {
    const cookie = await signIn({ role: 'viewer', funds: 'main', person: 'noor' })
    expect((await me(cookie)).body).toMatchObject({ person: 'noor', role: 'viewer', funds: ['main'] })
    expect(outcome(await open.ask('/api/v1/events', { headers: { cookie } }))).toEqual([403, 'NOT_PERMITTED'])
  })

  test('is a stranger with another secret, another name or half of either', async () => {
    const cookie = await signIn()
    const other = await signIn()
    const [name, secret] = [cookie.slice(0, -44), cookie.slice(-43)]
    for (const wrong of [
      `${name}_${'A'.repeat(43)}`,
      `${other.slice(0, -44)}_${secret}`,
      name,
      'quorate-test=',
      cookie.replace('quorate-test', 'quorate-other'),
    ])
      expect(outcome(await me(wrong))).toEqual([401, 'UNAUTHENTICATED'])
    expect((await me(cookie)).status).toBe(200)
  })

  test('changes things only from a page of this very door', async () => {
    const cookie = await signIn()
    const pause = (headers: Record<string, string>) =>
      open.ask('/api/v1/commands/fund.pause', {
        method: 'POST',
        headers: { ...json, cookie, ...headers },
        body: JSON.stringify({ fund: 'main' }),
      })
    expect(outcome(await pause({}))).toEqual([403, 'ORIGIN_REFUSED'])
    expect(outcome(await pause({ origin: 'http://evil.example' }))).toEqual([403, 'ORIGIN_REFUSED'])
    expect(outcome(await pause({ origin: 'null' }))).toEqual([403, 'ORIGIN_REFUSED'])
    expect(outcome(await me(cookie, { 'sec-fetch-site': 'same-site' }))).toEqual([403, 'ORIGIN_REFUSED'])
    expect((await pause({ origin })).status).toBe(200)
    const entries = open.swarm.facts.filter(({ type, data }) => type === 'request.asked' && data['what'] === 'fund.pause')
    expect(entries).toMatchObject([{ data: { principal: /^session:/ } }])
  })

  test('is signed out of, and opens nothing from then on', async () => {
    const cookie = await signIn()
    const out = (headers: Record<string, string>) =>
      open.ask('/api/v1/sessions/current', { method: 'DELETE', headers: { cookie, ...headers } })
    expect(outcome(await out({}))).toEqual([403, 'ORIGIN_REFUSED'])
    expect((await out({ origin })).body).toEqual({ signedOut: true })
    expect(outcome(await me(cookie))).toEqual([401, 'UNAUTHENTICATED'])
  })

  test('is listed, and revoked by those who run the instance', async () => {
    const cookie = await signIn({ person: 'brief' })
    const listed = (await command('session.list', {})).body as { sessions: { id: string; person: string; state: string }[] }
    const { id } = listed.sessions.find(({ person }) => person === 'brief') ?? { id: '' }
    expect((await command('session.revoke', { id })).body).toEqual({ id, state: 'revoked' })
    expect(outcome(await me(cookie))).toEqual([401, 'UNAUTHENTICATED'])
    expect(outcome(await command('session.revoke', { id: '0'.repeat(24) }))).toEqual([404, 'UNKNOWN_SESSION'])
  })

  test('does not make sessions for others unless it may', async () => {
    const cookie = await signIn({ role: 'approver' })
    expect(outcome(await command('session.open', {}, { authorization: '', cookie, origin }))).toEqual([401, 'UNAUTHENTICATED'])
  })
})

test('what is told once is in no file of the journal, and is not told to whoever asks again', async () => {
  const made = await command('apikey.create', { id: 'secret-key' }, { 'idempotency-key': 'k-1' })
  const { key } = made.body as { key: string }
  expect(key).toMatch(/^qk_secret-key_/)
  expect((await command('apikey.create', { id: 'secret-key' }, { 'idempotency-key': 'k-1' })).body).toMatchObject({ key: null })
  const opened = await command('session.open', {}, { 'idempotency-key': 'k-2' })
  const ticket = /#token=(.*)$/.exec((opened.body as { url: string }).url)?.[1] ?? ''
  const cookie = await signIn()
  const journal = join(open.swarm.directory, 'journal')
  const text = readdirSync(journal, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name), 'utf8'))
    .join()
  const secrets = [key.slice(-43), ticket, cookie.slice(-43)]
  for (const secret of secrets) {
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(text.includes(secret)).toBe(false)
    // what it looks for is there when it is written: its hash is
  }
  expect(text).toContain(createHash('sha256').update(String(secrets[0])).digest('hex'))
})

test('the page signs in by itself and lets nothing else in', async () => {
  const page = await fetch(new URL('/sign-in', origin))
  const policy = page.headers.get('content-security-policy') ?? ''
  const text = await page.text()
  for (const [, tag, content] of text.matchAll(/<(script|style)>([^]*?)<\/\1>/g))
    expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(String(content)).digest('base64')}'`)
  expect(policy).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/)
  expect(text).not.toMatch(/https?:/)
})
