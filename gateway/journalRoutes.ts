// The journal, searched; the log of what was asked is a part of it.
import { auditRoutes } from './auditRoutes.ts'
import { searchSchema, turnsFoundSchema } from './pastShapes.ts'
import { fundOf, refusals, truncated, type GatewayApp, type RouteParts } from './routeTools.ts'
import { botOf } from './swarmRoutes.ts'

/** GET of turns, whoever took them, and of the audit log. */
export function journalRoutes(app: GatewayApp, parts: RouteParts): void {
  const { gateway } = parts
  auditRoutes(app, parts)
  app.route({
    method: 'GET',
    url: '/api/v1/turns',
    config: { allow: 'journal.read' },
    schema: {
      tags: ['swarm'],
      operationId: 'searchTurns',
      summary: 'Turns of the bots that are there for the caller, newest first',
      querystring: searchSchema,
      response: { ...refusals, 200: turnsFoundSchema, 410: truncated },
    },
    handler: (request) => {
      const { caller, query } = request
      // of what is not there for the caller nothing is looked for
      if (query.fund !== undefined) fundOf(gateway, request, query.fund)
      if (query.bot !== undefined) botOf(gateway, caller, query.bot)
      return gateway.past.search(caller, query)
    },
  })
}
