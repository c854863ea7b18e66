// What a bot would do: tried in a sandbox, from any moment of the journal. Nothing is written, sent, started or remembered, so
// that there is nothing to be asked once and nothing to audit.
import { whatIfBody, whatIfSchema } from './pastShapes.ts'
import { refusals, truncated, type GatewayApp, type RouteParts } from './routeTools.ts'
import { botOf, botParams } from './swarmRoutes.ts'

/** POST of what-ifs. */
export function whatIfRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  app.route({
    method: 'POST',
    url: '/api/v1/bots/:address/what-if',
    config: { allow: 'journal.read' },
    schema: {
      tags: ['swarm'],
      operationId: 'tryWhatIf',
      summary: 'What a bot would do from a moment on, its effects answered by hand; nothing of it happens',
      params: botParams,
      body: whatIfBody,
      response: { ...refusals, 200: whatIfSchema, 410: truncated },
    },
    handler: ({ caller, params: { address }, body: { seq, steps } }) =>
      gateway.past.whatIf(botOf(gateway, caller, address).address, seq, steps),
  })
}
