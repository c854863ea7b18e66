// The OpenAPI document without a daemon: the same routes over a swarm that is not there.
import type { GatewayParts } from './gatewayParts.ts'
import { gatewayApp, type GatewayRoute } from './openGateway.ts'
import type { ApiDocument } from './tidyDocument.ts'

/** Every path that there is, with who may. */
export async function gatewayRoutes({ commands }: Pick<GatewayParts, 'commands'>): Promise<readonly GatewayRoute[]> {
  const routes: GatewayRoute[] = []
  const app = await gatewayApp(partsOf({ commands, version: '' }), {
    closing: AbortSignal.abort(),
    hosts: () => undefined,
    onRoute: (route) => routes.push(route),
  })
  await app.close()
  return routes
}

/** The document as `/openapi.json` serves it. Only commands and version are looked at. */
export async function openApi(given: Pick<GatewayParts, 'commands'> & { readonly version: string }): Promise<ApiDocument> {
  const app = await gatewayApp(partsOf(given), { closing: AbortSignal.abort(), hosts: () => undefined })
  await app.ready()
  try {
    // apiDocument.ts gives it this shape
    return app.swagger() as unknown as ApiDocument
  } finally {
    await app.close()
  }
}

/** Routes are made from this and none is asked; whatever else they would reach is not there. */
const partsOf = ({ commands, version }: Pick<GatewayParts, 'commands'> & { readonly version: string }): GatewayParts =>
  ({
    commands,
    context: { instance: { version } },
    host: nobody,
    now: () => 0,
    cronSecret: 'for its description only',
    messengers: messengerPaths.map(([method, path]) => ({ method, path, listen: () => undefined })),
    githubSecret: 'for its description only',
    console: () => Promise.reject(new Error('no page is asked for')),
    signIn: { sessionHours: 1, people: [], oidc: { issuer: 'https://id.example', clientId: '', scope: '', claim: 'sub' } },
  }) as unknown as GatewayParts

/** Each is there only where its messenger is set up. They are no part of the document: who asks has its own. */
const messengerPaths = [
  ['POST', '/api/v1/slack/events'],
  ['GET', '/api/v1/slack/install'],
  ['GET', '/api/v1/slack/oauth_redirect'],
  ['POST', '/api/v1/discord/interactions'],
] as const

const nobody = { durableThrough: () => 0, list: () => [], glances: () => [], turns: async function* () {} }
