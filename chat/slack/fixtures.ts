// Slack for tests: a stand-in that others wrote (emulate), with a door before it that counts every call and answers in its
// place where a test says so; and a door that remembers.
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEmulator } from 'emulate'
import type { Card } from '#chat/cards/card.ts'
import type { ChatDoor, Choice, Delivery, Form } from '#chat/messenger.ts'
import { botScopes } from './manifest.ts'
import { botUser, general } from './payloadFixtures.ts'
import type { SlackPlaces } from './slackCalls.ts'

export const botToken = 'xoxb-of-the-test-workspace'
export const signingSecret = 'signed-by-the-stand-in-of-slack'
export const clientId = '111.222'
export const clientSecret = 'client-secret-of-the-test'

/** One call of the Web API, as it came. */
export interface Called {
  readonly method: string
  readonly body: Readonly<Record<string, string>>
  readonly token: string
}
type Instead = (called: Called) => { readonly status?: number; readonly headers?: Record<string, string>; readonly json: unknown }

/** Slack, as far as a test needs it. */
export interface SlackStandIn {
  readonly places: SlackPlaces
  readonly called: Called[]
  /** What was posted to addresses for answers. */
  readonly hooked: { readonly path: string; readonly body: Record<string, unknown> }[]
  /** Answers in place of the stand-in, as often as `times` says; for every method of a name. */
  instead(method: string, answer: Instead, times?: number): void
  /** An address for answers, such as Slack gives. */
  hook(name: string): string
  /** What an address for answers says from now on. */
  hooksSay(status: number, headers?: Record<string, string>): void
  of(method: string): readonly Called[]
  messages(channel?: string, thread?: string): Promise<readonly Record<string, unknown>[]>
  close(): Promise<void>
}

/** @param redirect where its OAuth may send a browser back to */
export async function openSlack(redirect = 'https://quorate.example/api/v1/slack/oauth_redirect'): Promise<SlackStandIn> {
  const emulator = await createEmulator({ service: 'slack', port: 0, seed: { slack: seedOf(redirect) } })
  const called: Called[] = []
  const hooked: { readonly path: string; readonly body: Record<string, unknown> }[] = []
  const instead: { readonly method: string; readonly answer: Instead; times: number }[] = []
  let said: { readonly status: number; readonly headers: Record<string, string> } = { status: 200, headers: {} }
  const front = await listening(async (request, response) => {
    const body = await textOf(request)
    const path = request.url ?? ''
    if (path.startsWith('/hooks/')) {
      // what is refused is not shown to anybody
      if (said.status === 200) hooked.push({ path, body: JSON.parse(body) as Record<string, unknown> })
      response.writeHead(said.status, said.headers).end('ok')
      return
    }
    const method = path.replace('/api/', '')
    const { authorization = '', 'content-type': type = '' } = request.headers
    const one = { method, body: Object.fromEntries(new URLSearchParams(body)), token: authorization.replace('Bearer ', '') }
    called.push(one)
    const other = instead.find((each) => each.method === method && each.times > 0)
    if (other !== undefined) {
      other.times -= 1
      const { status = 200, headers = {}, json } = other.answer(one)
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json))
      return
    }
    const answered = await fetch(`${emulator.url}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body,
    })
    response.writeHead(answered.status, { 'content-type': 'application/json' }).end(await answered.text())
  })
  return {
    places: { api: `${front.url}/api/`, authorize: `${emulator.url}/oauth/v2/authorize`, hooks: [front.url] },
    called,
    hooked,
    instead: (method, answer, times = Number.MAX_SAFE_INTEGER) => void instead.unshift({ method, answer, times }),
    hook: (name) => `${front.url}/hooks/${name}`,
    hooksSay: (status, headers = {}) => void (said = { status, headers }),
    of: (method) => called.filter((one) => one.method === method),
    async messages(channel = general, thread) {
      const method = thread === undefined ? 'conversations.history' : 'conversations.replies'
      const asked = new URLSearchParams({ channel, limit: '200', ...(thread === undefined ? {} : { ts: thread }) })
      const headers = { authorization: `Bearer ${botToken}` }
      const answered = await fetch(`${emulator.url}/api/${method}`, { method: 'POST', headers, body: asked })
      const { messages } = (await answered.json()) as { readonly messages: readonly Record<string, unknown>[] }
      return messages
    },
    async close() {
      await front.close()
      await emulator.close()
    },
  }
}

/** The bot has exactly the scopes of the manifest, and the stand-in holds it to them. */
const seedOf = (redirect: string) => ({
  signing_secret: signingSecret,
  strict_scopes: true,
  oauth_apps: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      name: 'Quorate',
      redirect_uris: [redirect],
      scopes: [...botScopes],
      bot_user_id: botUser,
      bot_id: 'B0000QUORA',
    },
  ],
  tokens: [
    { token: botToken, user_id: botUser, type: 'bot', scopes: [...botScopes], bot_id: 'B0000QUORA', bot_user_id: botUser },
  ],
})

/** A door that remembers what was delivered, and can be slow or refuse. */
export class RecordedDoor implements ChatDoor {
  readonly taken: Delivery[] = []
  readonly forms: Form[] = []
  readonly named: { readonly name: string; readonly typed: string; readonly summary: string }[] = []
  readonly offered: Choice[] = []
  readonly cards: Card[] = []
  /** Before each is taken. */
  before: () => Promise<void> = async () => undefined
  /** After each is taken, before it is said. */
  after: (delivery: Delivery) => void = () => undefined
  readonly #ids = new Set<string>()

  async take(delivery: Delivery): Promise<{ readonly again: boolean }> {
    await this.before()
    if (this.#ids.has(delivery.id)) return { again: true }
    this.#ids.add(delivery.id)
    this.taken.push(delivery)
    this.after(delivery)
    return { again: false }
  }
  completions(): readonly Choice[] {
    return this.offered
  }
  form(_user: unknown, command: string): Form | undefined {
    return this.forms.find((each) => each.command === command)
  }
  commands(): RecordedDoor['named'] {
    return this.named
  }
  async waiting(): Promise<readonly Card[]> {
    return this.cards
  }
}

/** A server on a free port of this machine. */
export async function listening(
  listener: (...asked: Parameters<RequestListener>) => unknown,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    // a test may end while something is asked
    Promise.resolve(listener(request, response)).catch(() => response.destroy())
  })
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** What hears one path, as the gateway would give it. */
export const routed =
  (routes: readonly { readonly method: string; readonly path: string; listen(a: IncomingMessage, b: ServerResponse): void }[]) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    const path = URL.parse(request.url ?? '', 'http://localhost')?.pathname
    const found = routes.find((each) => each.method === request.method && each.path === path)
    if (found === undefined) response.writeHead(404).end()
    else found.listen(request, response)
  }

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  return Buffer.concat(pieces).toString()
}
