// The client of a page that the gateway itself serves: who asks is in the session's cookie.
import createClient, { type Client } from 'openapi-fetch'
import type { paths } from './apiTypes.ts'

/** As `GatewayClient`, for pages of the gateway's own origin. */
export type PageClient = Client<paths>

/** A request that was not answered by the gateway rejects with the browser's TypeError. */
export function pageClient(): PageClient {
  return createClient<paths>({ credentials: 'same-origin', redirect: 'error' })
}
