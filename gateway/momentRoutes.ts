// Time travel: a bot as it stood at a moment of the journal.
import { z } from 'zod'
import { momentSchema } from './pastShapes.ts'
import { refusals, truncated, type GatewayApp, type RouteParts } from './routeTools.ts'
import { botOf, botParams, lookingAtBots } from './swarmRoutes.ts'

/** GET of moments. */
export function momentRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/bots/:address/turns/:seq',
    config: lookingAtBots,
    schema: {
      tags: ['swarm'],
      operationId: 'getMoment',
      summary: 'A bot as it stood at a moment of the journal, and the turn that had brought it there',
      params: botParams.extend({
        seq: z.coerce
          .number()
          .int()
          .min(1)
          .max(Number.MAX_SAFE_INTEGER)
          .describe('sequence number of a record, of this bot or of any other'),
      }),
      response: { ...refusals, 200: momentSchema, 410: truncated },
    },
    handler: ({ caller, params: { address, seq } }) => gateway.past.moment(botOf(gateway, caller, address).address, seq),
  })
}
