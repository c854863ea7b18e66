// The turns of one bot, page by page.
import { z } from 'zod'
import { botTurnsSchema } from './pastShapes.ts'
import { refusals, type GatewayApp, type RouteParts } from './routeTools.ts'
import { botOf, botParams, lookingAtBots } from './swarmRoutes.ts'

const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional()

/** GET of a bot's turns. */
export function turnRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/bots/:address/turns',
    config: lookingAtBots,
    schema: {
      tags: ['swarm'],
      operationId: 'listBotTurns',
      summary: 'The turns of a bot, oldest first: the newest, those before a moment, or the first after one',
      params: botParams,
      querystring: z.object({
        before: seq.describe('only turns before this sequence number'),
        after: seq.describe('the first turns after this sequence number; absent: the newest'),
        limit: z.coerce.number().int().min(1).max(500).default(100).describe('rows of a page'),
      }),
      response: {
        ...refusals,
        200: botTurnsSchema,
      },
    },
    handler: ({ caller, params: { address }, query: { before, after, limit } }) =>
      gateway.past.turns(botOf(gateway, caller, address).address, { before, after, limit }),
  })
}
