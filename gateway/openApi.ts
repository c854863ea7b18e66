// The OpenAPI document without a daemon: the same routes over a swarm that is not there.
import type { GatewayParts } from './gatewayParts.ts'
import { gatewayApp } from './openGateway.ts'
import type { ApiDocument } from './tidyDocument.ts'

/** The document as `/openapi.json` serves it. Only commands and version are looked at. */
export async function openApi(given: Pick<GatewayParts, 'commands'> & { readonly version: string }): Promise<ApiDocument> {
  const { commands, version } = given
  // routes are made from this and none is asked; whatever else they would reach is not there
  const parts = {
    commands,
    context: { instance: { version } },
    host: nobody,
    now: () => 0,
    signIn: { sessionHours: 1, people: [] },
  } as unknown as GatewayParts
  const app = await gatewayApp(parts, { closing: AbortSignal.abort(), hosts: () => undefined })
  await app.ready()
  try {
    // apiDocument.ts gives it this shape
    return app.swagger() as unknown as ApiDocument
  } finally {
    await app.close()
  }
}

const nobody = { durableThrough: () => 0, list: () => [], turns: async function* () {} }
