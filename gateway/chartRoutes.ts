// The statecharts of this program's roles.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { chartSchema, type Chart } from './chartShapes.ts'
import { asStated, refusals, type GatewayApp, type RouteParts } from './routeTools.ts'
import { lookingAtBots } from './swarmRoutes.ts'

/** GET of charts. */
export function chartRoutes(app: GatewayApp, { gateway: { roles } }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/charts',
    config: lookingAtBots,
    schema: {
      tags: ['swarm'],
      operationId: 'listCharts',
      summary: 'The roles that have a statechart',
      response: {
        ...refusals,
        200: z.object({
          charts: z.array(
            z.object({
              role: z.string(),
              version: z.int(),
              name: z.string(),
              states: z.int().describe('how many, all levels together, without the root'),
            }),
          ),
        }),
      },
    },
    handler: () => ({
      charts: roles.charts().map(({ role, version, name, root }) => ({ role, version, name, states: statesBelow(root) })),
    }),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/charts/:role',
    config: lookingAtBots,
    schema: {
      tags: ['swarm'],
      operationId: 'getChart',
      summary: 'The statechart of a role',
      params: z.object({ role: z.string().min(1).max(64).describe('as `listCharts` names it') }),
      response: { ...refusals, 200: asStated(chartSchema) },
    },
    handler: ({ params: { role } }) => {
      const chart = roles.chart(role)
      if (chart === undefined) throw new QuorateError('UNKNOWN_CHART', { role })
      return chart
    },
  })
}

const statesBelow = ({ children }: Chart['root']): number => children.reduce((sum, child) => sum + 1 + statesBelow(child), 0)
