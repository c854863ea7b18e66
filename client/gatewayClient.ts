// A typed client of the gateway: every path, argument and answer as its OpenAPI document states them. It knows who calls:
// a key goes with every request, a bot signs each for its fund.
import createClient, { type Client, type Middleware } from 'openapi-fetch'
import { envelopeBodySchema } from '#protocol/envelopeBody.ts'
import type { paths } from './apiTypes.ts'
import { signedHeaders, type RequestSigner } from './signedHeaders.ts'

/** `client.GET('/api/v1/funds/{fundId}/status', { params: { path: { fundId } } })` answers `{ data, error, response }`. */
export type GatewayClient = Client<paths>

/** Whoever calls. */
export type GatewayCaller =
  /** A person or a service. */
  | { readonly key: string }
  /** A bot. `now` is the wall clock, s; `audience` of a fund stands in `GET /api/v1/funds`. */
  | { readonly reader: RequestSigner; readonly audience: (fundId: string) => string; readonly now: () => number }

/** @param url of the gateway, without a path: `https://quorate.example` */
export function gatewayClient(url: string, caller?: GatewayCaller): GatewayClient {
  const client = createClient<paths>({ baseUrl: url, redirect: 'error' })
  if (caller !== undefined) client.use('key' in caller ? withKey(caller.key) : withSignature(caller))
  return client
}

const withKey = (key: string): Middleware => ({
  onRequest({ request }) {
    request.headers.set('authorization', `Bearer ${key}`)
  },
})

/** A body is signed, and sent, in its normal form. */
const withSignature = (by: Exclude<GatewayCaller, { key: string }>): Middleware => ({
  async onRequest({ request, params }) {
    const { pathname, search } = new URL(request.url)
    const target = `${pathname}${search}`
    const fundId = String(params.path?.['fundId'])
    if (request.method === 'GET') return withHeaders(request, await signedHeaders(by, fundId, { method: 'GET', target }))
    const body = envelopeBodySchema.parse(await request.clone().json())
    const headers = await signedHeaders(by, fundId, { method: 'POST', target, body })
    return withHeaders(new Request(request, { method: 'POST', body: JSON.stringify(body) }), headers)
  },
})

function withHeaders(request: Request, headers: Readonly<Record<string, string>>): Request {
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
  return request
}
