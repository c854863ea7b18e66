// Signing in at a team's OpenID provider: a real provider library on this machine, a browser that only keeps cookies.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { personSettingsSchema } from '#gateway/people.ts'
import type { OidcParts } from '#gateway/oidcSignIn.ts'
import { openModelGateway, type ModelGateway } from './openModelGateway.ts'

const accounts: Readonly<Record<string, { readonly email: string; readonly email_verified: boolean }>> = {
  'user-1': { email: 'Mara@Example.org', email_verified: true },
  'user-2': { email: 'mara@example.org', email_verified: false },
  'user-3': { email: 'stranger@example.org', email_verified: true },
}

let server: Server
let issuer: string
/** What the gateways of the tests are sent back to; the provider asks for each sign-in. */
const redirects: string[] = []
beforeAll(async () => {
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

/** The provider, knowing where it may send people. */
function provide(): void {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'quorate',
        client_secret: 'a secret of the tests that is long enough',
        redirect_uris: redirects,
        response_types: ['code'],
        grant_types: ['authorization_code'],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: true } },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => Promise.resolve({ sub: id, ...accounts[id] }),
    }),
    cookies: { keys: ['of the tests'] },
  })
  server.removeAllListeners('request')
  const answer = provider.callback()
  server.on('request', (request, response) => void answer(request, response))
}

const oidcOf = (more: Partial<OidcParts> = {}): OidcParts => ({
  issuer,
  clientId: 'quorate',
  clientSecret: 'a secret of the tests that is long enough',
  scope: 'openid email',
  claim: 'sub',
  ...more,
})
async function openDoor(more: Partial<OidcParts> = {}): Promise<ModelGateway> {
  const people = [personSettingsSchema.parse({ person: 'mara', role: 'operator', subjects: ['user-1', 'mara@example.org'] })]
  const open = await openModelGateway(undefined, { parts: { signIn: { sessionHours: 1, people, oidc: oidcOf(more) } } })
  redirects.push(`${open.gateway.url}/api/v1/sessions/oidc/callback`)
  provide()
  return open
}

/** A browser: keeps cookies by host, follows where it is sent, fills in forms. */
class Browser {
  readonly #cookies = new Map<string, Map<string, string>>()

  async ask(url: string, init: RequestInit = {}): Promise<Response> {
    const { host } = new URL(url)
    const jar = this.#cookies.get(host) ?? new Map<string, string>()
    this.#cookies.set(host, jar)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: { ...(init.headers as Record<string, string>), ...(cookie === '' ? {} : { cookie }) },
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      jar.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }

  /** Follows until it is sent to a door again. @returns that address */
  async through(from: string, account: string): Promise<string> {
    let url = from
    for (let step = 0; step < 12; step += 1) {
      if (new URL(url).pathname === '/api/v1/sessions/oidc/callback') return url
      let response = await this.ask(url)
      if (response.status === 200) {
        // its own page asks who it is, then whether that is all right
        const page = await response.text()
        const action = /action="([^"]+)"/.exec(page)?.[1] ?? ''
        const isLogin = page.includes('name="login"')
        const form: Record<string, string> = isLogin
          ? { prompt: 'login', login: account, password: 'any' }
          : { prompt: 'consent' }
        response = await this.ask(new URL(action, url).href, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams(form).toString(),
        })
      }
      const next = response.headers.get('location')
      if (next === null) throw new Error(`the provider answers ${response.status}: ${(await response.text()).slice(0, 500)}`)
      url = new URL(next, url).href
    }
    throw new Error('the provider sends people round and round')
  }
}

const begin = (open: ModelGateway): string => `${open.gateway.url}/api/v1/sessions/oidc`
const codeOf = async (response: Response): Promise<readonly [number, string | undefined]> => [
  response.status,
  ((await response.json()) as { error?: { code: string } }).error?.code,
]

describe('a team that signs in at its provider', () => {
  let open: ModelGateway
  beforeAll(async () => {
    open = await openDoor()
  }, 60_000)
  afterAll(() => open.close())

  test('a person of the settings is signed in, as that person', async () => {
    const browser = new Browser()
    const back = await browser.through(begin(open), 'user-1')
    const arrived = await browser.ask(back)
    expect(arrived.status).toBe(200)
    expect(arrived.headers.get('content-type')).toContain('text/html')
    expect(arrived.headers.getSetCookie().find((line) => line.startsWith('quorate-test='))).toMatch(/HttpOnly; SameSite=Strict$/)
    const me = await browser.ask(`${open.gateway.url}/api/v1/me`)
    expect(await me.json()).toMatchObject({ person: 'mara', role: 'operator' })
    // and the same address opens nothing a second time
    expect((await codeOf(await browser.ask(back)))[0]).toBe(401)
    expect(open.swarm.facts.filter(({ type }) => type === 'session.opened')).toMatchObject([
      { data: { how: 'oidc', subject: 'user-1', person: 'mara' } },
    ])
  })

  test('whoever the settings do not know is refused', async () => {
    const browser = new Browser()
    const back = await browser.through(begin(open), 'user-3')
    expect(await codeOf(await browser.ask(back))).toEqual([403, 'NOT_A_PERSON'])
    expect((await browser.ask(`${open.gateway.url}/api/v1/me`)).status).toBe(401)
  })

  test('an answer that another browser fetched signs nobody in', async () => {
    const back = await new Browser().through(begin(open), 'user-1')
    const victim = new Browser()
    expect(await codeOf(await victim.ask(back))).toEqual([401, 'UNAUTHENTICATED'])
    await victim.ask(begin(open))
    expect(await codeOf(await victim.ask(back))).toEqual([401, 'UNAUTHENTICATED'])
  })

  test.each<[string, (back: URL) => void]>([
    ['another state', (back) => back.searchParams.set('state', 'x'.repeat(68))],
    ['no state', (back) => back.searchParams.delete('state')],
    ['another code', (back) => back.searchParams.set('code', 'x'.repeat(43))],
    ['no code', (back) => back.searchParams.delete('code')],
    ['another issuer', (back) => back.searchParams.set('iss', 'http://evil.example')],
    ['an error', (back) => back.searchParams.set('error', 'access_denied')],
  ])('an answer with %s signs nobody in', async (_name, change) => {
    const browser = new Browser()
    const back = new URL(await browser.through(begin(open), 'user-1'))
    change(back)
    expect(await codeOf(await browser.ask(back.href))).toEqual([401, 'UNAUTHENTICATED'])
  })

  test('a code of another sign-in does not fit: it is bound to its own verifier', async () => {
    const [one, other] = [new Browser(), new Browser()]
    const [mine, foreign] = [
      new URL(await one.through(begin(open), 'user-1')),
      new URL(await other.through(begin(open), 'user-3')),
    ]
    mine.searchParams.set('code', foreign.searchParams.get('code') ?? '')
    expect(await codeOf(await one.ask(mine.href))).toEqual([401, 'UNAUTHENTICATED'])
  })
})

describe('a team that is known by e-mail', () => {
  let open: ModelGateway
  beforeAll(async () => {
    open = await openDoor({ claim: 'email' })
  }, 60_000)
  afterAll(() => open.close())

  test('signs in with an address that the provider has verified, and with no other', async () => {
    const browser = new Browser()
    expect((await browser.ask(await browser.through(begin(open), 'user-1'))).status).toBe(200)
    const unverified = new Browser()
    expect(await codeOf(await unverified.ask(await unverified.through(begin(open), 'user-2')))).toEqual([401, 'UNAUTHENTICATED'])
  })
})

async function withDoor(more: Partial<OidcParts>, ask: (open: ModelGateway) => Promise<void>): Promise<void> {
  const open = await openDoor(more)
  try {
    await ask(open)
  } finally {
    await open.close()
  }
}

test('a provider that is not there signs nobody in, and says so', { timeout: 60_000 }, async () => {
  await withDoor({ issuer: 'http://127.0.0.1:1' }, async (open) => {
    expect(await codeOf(await new Browser().ask(begin(open)))).toEqual([502, 'OIDC_UNREACHABLE'])
  })
})

test('a provider that knows another secret signs nobody in', { timeout: 60_000 }, async () => {
  await withDoor({ clientSecret: 'another secret that is long enough too' }, async (open) => {
    const browser = new Browser()
    expect(await codeOf(await browser.ask(await browser.through(begin(open), 'user-1')))).toEqual([401, 'UNAUTHENTICATED'])
  })
})
