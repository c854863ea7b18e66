// What is wrong, and what people do about it: the same incidents as the command line's.
import { z } from 'zod'
import { dealWith, incidentNamed, incidentSchema, incidentsOf, monitorSchema, monitorsOf } from '#chat/commands/incidentView.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { incidentIdSchema } from '#protocol/incidentFacts.ts'
import { noteSchema } from '#protocol/text.ts'
import { mayStill } from './allowedStill.ts'
import { seesFund, type Caller } from './caller.ts'
import { idempotencyHeaders } from './commandRoutes.ts'
import { refusals, refusedSchema, type GatewayApp, type RouteParts } from './routeTools.ts'

const params = z.object({ incidentId: incidentIdSchema.describe('such as main.loss-bucket.1') })
const body = z.strictObject({ note: noteSchema.default('').describe('what there is to say about it') })
const page = z.object({
  fund: fundIdSchema.optional().describe('only of this fund'),
  state: z.enum(['unresolved', 'open', 'acknowledged', 'resolved', 'all']).default('unresolved').describe('only in this state'),
  cursor: incidentIdSchema.optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('rows of a page'),
})
const deeds = [
  ['acknowledge', 'Take an incident on: nobody is told of it again'],
  ['resolve', 'Say that an incident is over'],
] as const

/** GET of incidents and monitors, POST of what is done about them. */
export function incidentRoutes(app: GatewayApp, parts: RouteParts): void {
  readRoutes(app, parts)
  for (const [deed, summary] of deeds) deedRoute(app, parts, deed, summary)
}

function readRoutes(app: GatewayApp, parts: RouteParts): void {
  const { host } = parts.gateway
  app.route({
    method: 'GET',
    url: '/api/v1/incidents',
    config: { allow: 'incidents.read' },
    schema: {
      tags: ['incidents'],
      summary: 'What is wrong in the funds that the caller may see, newest first',
      querystring: page,
      response: {
        ...refusals,
        200: z.object({ incidents: z.array(incidentSchema), next: z.string().nullable().describe('null at the end') }),
      },
    },
    handler: ({ caller, query }) => {
      const sees = sightOf(parts, caller)
      const { fund, state, cursor, limit } = query
      const all = incidentsOf(host, (fundId) => sees(fundId) && (fund === undefined || fundId === fund)).filter(
        (one) => state === 'all' || one.state === state || (state === 'unresolved' && one.state !== 'resolved'),
      )
      // one that has left the list since is where it would stand: what is newer was on the page before
      const at = cursor === undefined ? undefined : incidentNamed(host, cursor, sees)
      const rest =
        at === undefined
          ? all
          : all.filter(({ raisedAt, id }) => raisedAt < at.raisedAt || (raisedAt === at.raisedAt && id < at.id))
      const incidents = rest.slice(0, limit)
      return { incidents, next: rest.length > limit ? (incidents.at(-1)?.id ?? null) : null }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/incidents/:incidentId',
    config: { allow: 'incidents.read' },
    schema: { tags: ['incidents'], summary: 'One incident', params, response: { ...refusals, 200: incidentSchema } },
    handler: ({ caller, params: { incidentId } }) => incidentNamed(host, incidentId, sightOf(parts, caller)),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/monitors',
    config: { allow: 'incidents.read' },
    schema: {
      tags: ['incidents'],
      summary: 'What the monitors measure, and which rules are breached',
      response: { ...refusals, 200: z.object({ monitors: z.array(monitorSchema) }) },
    },
    handler: ({ caller }) => ({ monitors: [...monitorsOf(host, sightOf(parts, caller))] }),
  })
}

function deedRoute(app: GatewayApp, parts: RouteParts, deed: 'acknowledge' | 'resolve', summary: string): void {
  app.route({
    method: 'POST',
    url: `/api/v1/incidents/:incidentId/${deed}`,
    config: { allow: 'incidents.settle' },
    schema: {
      tags: ['incidents'],
      summary,
      params,
      headers: idempotencyHeaders,
      body,
      response: {
        ...refusals,
        200: incidentSchema,
        422: refusedSchema.describe('the key was used for another request'),
      },
    },
    handler: async ({ caller, params: { incidentId: id }, body: { note }, headers: given }, reply) => {
      const { host } = parts.gateway
      const sees = sightOf(parts, caller)
      // of what is not there for the caller nothing is asked, and nothing is written down
      incidentNamed(host, id, sees)
      const by = caller.kind === 'nobody' ? '' : caller.principal
      const asked = { principal: by, surface: 'api', what: `incident.${deed}`, args: { id, note }, onlyBots: true } as const
      const answer = await parts.once.answer({ ...asked, key: given['idempotency-key'] }, (requestId) =>
        dealWith(
          host,
          { what: deed, id, by, note, requestId, isStillAllowed: (of) => mayStill(host, caller, 'operator', of) },
          sees,
        ),
      )
      if (answer.repeated) void reply.header('idempotent-replayed', 'true')
      // as the schema has it: it was made by the same handler
      return reply.code(answer.status as 200).send(answer.body as z.output<typeof incidentSchema>)
    },
  })
}

/** Of the swarm as a whole those are told who see every fund. */
function sightOf({ gateway }: RouteParts, caller: Caller): (fundId: string) => boolean {
  return (fundId) => {
    if (fundId === '') return caller.kind === 'key' && caller.funds === 'all'
    const fund = gateway.funds().find((one) => one.fundId === fundId)
    return fund !== undefined && seesFund(caller, fund)
  }
}
