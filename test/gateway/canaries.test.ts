// No answer of the gateway has a secret in it: each kind is planted, and every operation of the document is asked, well and
// badly, over HTTP; the streams and the socket too.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseSettings } from '#cli/settings.ts'
import { defaultSettings } from '#cli/defaultSettings.ts'
import { viewChain } from '#cli/chainStart.ts'
import { hideSecrets } from '#cli/log.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { ApiDocument } from '#gateway/tidyDocument.ts'
import { ApiArbitraries, operationsOf, type ApiRequest, type AskedOperation, type Json } from './apiArbitraries.ts'
import { committedDocument } from './committedDocument.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

const seed = 20_261_123
const rpcUrl = 'https://rpc-user-7:rpc-pass-7@node.example/v3/provider-key-00000007'
const environment = {
  QUORATE_KEY_RELAYER: `0x${'7a'.repeat(32)}`,
  QUORATE_PASSWORD: 'keystore-password-7',
  QUORATE_OIDC_CLIENT_SECRET: 'oidc-client-secret-7',
  QUORATE_CRON_SECRET: 'cron-secret-0000007',
  QUORATE_GITHUB_TOKEN: 'github-token-0000007',
  QUORATE_GITHUB_APP_PRIVATE_KEY: 'github-app-key-0007',
  QUORATE_GITHUB_WEBHOOK_SECRET: 'github-hook-secret-7',
  OTEL_EXPORTER_OTLP_HEADERS: 'x-team=collector-secret-7',
}
let open: ModelGateway
let document: ApiDocument
let key: string
let cookie: string
const canaries: string[] = [
  'rpc-user-7',
  'rpc-pass-7',
  'provider-key-00000007',
  '7a'.repeat(32),
  'keystore-password-7',
  'oidc-client-secret-7',
  'cron-secret-0000007',
  'github-token-0000007',
  'github-app-key-0007',
  'github-hook-secret-7',
  'collector-secret-7',
]
/** Everything that came back: status line, headers and body. */
const answers: { readonly of: string; readonly status: number; readonly text: string }[] = []

/** What some library says when it fails: everything that it was given. */
const blurt = `connect to ${rpcUrl} with ${Object.values(environment).join(' ')} failed`

beforeAll(async () => {
  document = committedDocument()
  const issuer = { issuer: 'http://127.0.0.1:1', clientId: 'quorate', scope: 'openid', claim: 'sub' as const }
  open = await openModelGateway(undefined, {
    parts: {
      githubSecret: environment.QUORATE_GITHUB_WEBHOOK_SECRET,
      signIn: { sessionHours: 1, people: [], oidc: { ...issuer, clientSecret: environment.QUORATE_OIDC_CLIENT_SECRET } },
    },
  })
  hideSecrets(
    parseSettings({ ...defaultSettings(), chain: { kind: 'rpc', rpcUrl, chainId: 31_337 } }, 'settings.json'),
    environment,
  )
  let looks = 0
  const client = {
    getBlock: () => ((looks += 1) % 2 === 0 ? Promise.reject(new Error(blurt)) : Promise.resolve({ number: 1n, timestamp: 1n })),
  }
  const { funds } = open.parts.context
  Object.assign(open.parts.context, {
    // as the daemon looks at its chain
    chain: { view: () => viewChain({ kind: 'rpc', chainId: 31_337, url: rpcUrl, client } as never) },
    funds: {
      ...funds,
      list: () => funds.list(),
      status: (fundId: string) => funds.status(fundId),
      deposit: () => Promise.reject(new Error(blurt)),
      withdraw: () => Promise.reject(new QuorateError('RPC_UNREACHABLE', { url: rpcUrl, problem: blurt })),
    },
  })
  key = await open.key('desk', 'admin')
  const other = await open.key('other', 'admin')
  await open.swarm.host.spawn('audit', 'log', {})
  const made = open.parts.context.signIn.ticket({ person: 'ann', role: 'viewer', funds: 'all', by: 'test' }, 60_000)
  const token = /token=(.+)$/.exec(made?.url ?? '')?.[1] ?? ''
  const opened = await fetch(`${open.gateway.url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: open.gateway.url },
    body: JSON.stringify({ token }),
  })
  cookie = /=([^;]+)/.exec(opened.headers.get('set-cookie') ?? '')?.[1] ?? ''
  canaries.push(key.slice('qk_desk_'.length), other.slice('qk_other_'.length), cookie.slice(25), token)
  await open.swarm.fact(({ type }) => type === 'intent.executed')
}, 120_000)
afterAll(() => open.close())

test('every canary is one', () => {
  expect(canaries).toHaveLength(15)
  expect(canaries.filter((canary) => canary.length < 9)).toEqual([])
})

test('no operation of the document answers with one', { timeout: 180_000 }, async () => {
  const arbitraries = new ApiArbitraries(document)
  // last: what it archives, the others could not tell of
  const operations = operationsOf(document).toSorted(
    (one, other) => Number(one.id === 'commandJournalCompact') - Number(other.id === 'commandJournalCompact'),
  )
  for (const [at, operation] of operations.entries())
    for (const [kind, numRuns] of [
      ['valid', 3],
      ['hostile', 3],
    ] as const)
      for (const request of fc.sample(arbitraries[kind](operation, knownTo(operation)), { seed: seed + at, numRuns }))
        await asked(operation, request)
  const reached = new Set(answers.map(({ of }) => of))
  expect(operations.filter(({ id }) => !reached.has(id)).map(({ id }) => id)).toEqual([])
  // what blurts was asked
  expect(answers.filter(({ of, status }) => of === 'commandFundDeposit' && status === 500).length).toBeGreaterThan(0)
  expect(answers.filter(({ of, text }) => of === 'commandStatus' && text.includes('"rpcUrl"')).length).toBeGreaterThan(0)
  expect(leaks()).toEqual([])
})

test('neither does the socket, nor what nobody documents', { timeout: 60_000 }, async () => {
  const socket = new WebSocket(`${open.gateway.url.replace('http', 'ws')}/api/v1/socket`, {
    headers: { authorization: `Bearer ${key}` },
  } as never)
  const said: string[] = []
  const answered = new Promise<void>((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      said.push(String(data))
      if (said.some((text) => text.includes('"id":"last"'))) resolve()
    })
  })
  await new Promise((resolve) => socket.addEventListener('open', resolve))
  socket.send(JSON.stringify({ type: 'subscribe', stream: 'all', after: '0' }))
  socket.send(JSON.stringify({ type: 'nonsense', password: environment.QUORATE_PASSWORD }))
  for (const id of ['first', 'last'])
    socket.send(JSON.stringify({ type: 'ask', id, target: '/api/v1/commands/status', body: {} }))
  await answered
  socket.close()
  answers.push(...said.map((text) => ({ of: 'socket', status: 101, text })))
  for (const path of ['/metrics', '/docs', '/sign-in', '/openapi.json', '/nowhere', '/readyz'])
    answers.push(await textOf(path, await fetch(`${open.gateway.url}${path}`, { headers: { authorization: `Bearer ${key}` } })))
  expect(leaks()).toEqual([])
})

const leaks = (): readonly string[] =>
  answers.flatMap(({ of, status, text }) => {
    const found = canaries.findIndex((canary) => text.includes(canary))
    return found < 0 ? [] : [`${of} ${status} tells canary ${found}`]
  })

async function asked(operation: AskedOperation, given: ApiRequest): Promise<void> {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => given.path[name] ?? '')
  const query = new URLSearchParams(given.query).toString()
  const response = await fetch(`${open.gateway.url}${path}${query === '' ? '' : `?${query}`}`, {
    method: operation.method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${key}`,
      ...given.headers,
      ...(given.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(given.body === undefined ? {} : { body: JSON.stringify(given.body) }),
  })
  answers.push(await textOf(operation.id, response))
}

async function textOf(of: string, response: Response): Promise<(typeof answers)[number]> {
  const head = JSON.stringify([...response.headers])
  const isStream = response.headers.get('content-type') === 'text/event-stream'
  return { of, status: response.status, text: `${head}\n${isStream ? await beginningOf(response) : await response.text()}` }
}

/** The first piece of a stream: what was journaled before comes in one. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  const { value } = (await reader?.read()) ?? {}
  await reader?.cancel()
  return value === undefined ? '' : new TextDecoder().decode(value as Uint8Array)
}

let names = 0
const known: Readonly<Record<string, fc.Arbitrary<Json>>> = {
  fundId: fc.constant('main'),
  fund: fc.constant('main'),
  bot: fc.constantFrom('relayer:main', 'fund:main', 'strategy:main', 'key:desk', 'key:other'),
  address: fc.constantFrom('relayer:main', 'fund:main', 'strategy:main', 'key:desk', 'key:other', 'swarm:root', 'audit:log'),
  role: fc.constantFrom('viewer', 'operator'),
  funds: fc.constant('all'),
  id: fc.constant(null).map(() => `made-${(names += 1)}`),
  amount: fc.constant('1'),
  after: fc.constant('0'),
  'last-event-id': fc.constant('0'),
  'idempotency-key': fc.constant(null).map(() => `key-${(names += 1)}`),
}
/** The keys that ask must stay. */
const knownTo = ({ id }: AskedOperation): typeof known => {
  if (id === 'commandApikeyRevoke') return { ...known, id: fc.constant('spare') }
  // any moment behind the beginning, which every bot of these has behind it
  if (ofThePast.has(id)) return { ...known, seq: fc.integer({ min: 1_000_000 }), after: fc.constant('0') }
  return ofBots.has(id) ? { ...known, role: fc.constantFrom('key', 'session', 'request', 'fund') } : known
}
const ofThePast = new Set(['getMoment', 'listBotTurns', 'searchTurns', 'tryWhatIf'])
/** Here a role is a bot's and no person's. */
const ofBots = new Set(['listSwarm', 'getChart'])
