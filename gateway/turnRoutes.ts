// The turns of one bot, page by page.
import { z } from 'zod'
import { fundIdSchema } from '#protocol/fund.ts'
import { botTurnsSchema, swarmTurnsSchema } from './pastShapes.ts'
import { fundOf, refusals, truncated, type GatewayApp, type RouteParts } from './routeTools.ts'
import { botOf, botParams, lookingAtBots } from './swarmRoutes.ts'

const seq = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional()

const page = z.object({
  before: seq.describe('only turns before this sequence number'),
  after: seq.describe('the first turns after this sequence number; absent: the newest'),
  limit: z.coerce.number().int().min(1).max(500).default(100).describe('rows of a page'),
})

/** GET of a bot's turns, and of all bots'. */
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
      querystring: page,
      response: {
        ...refusals,
        200: botTurnsSchema,
      },
    },
    handler: ({ caller, params: { address }, query: { before, after, limit } }) =>
      gateway.past.turns(botOf(gateway, caller, address).address, { before, after, limit }),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/swarm/turns',
    config: lookingAtBots,
    schema: {
      tags: ['swarm'],
      operationId: 'listSwarmTurns',
      summary: 'The turns of all bots that are there for the caller, oldest first: as the stream of turns told them',
      querystring: page.extend({ fund: fundIdSchema.optional().describe('only turns of this fund’s bots') }),
      response: { ...refusals, 200: swarmTurnsSchema, 410: truncated },
    },
    handler: (request) => {
      const { caller, query } = request
      if (query.fund !== undefined) fundOf(gateway, request, query.fund)
      return gateway.past.swarmTurns(caller, query)
    },
  })
}
