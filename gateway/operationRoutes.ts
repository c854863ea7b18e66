// What operators and their machines ask: is it alive, is it ready, who am I, what is here.
import { z } from 'zod'
import { look } from './metricRoutes.ts'
import type { Address } from '#runtime/authoring.ts'
import { permissionTable, type Action } from '#protocol/permission.ts'
import { commandSees } from './allowedStill.ts'
import { refusals, type GatewayApp, type RouteParts } from './routeTools.ts'
import { mayDo, seesFund } from './caller.ts'

const check = z.object({
  ok: z.boolean(),
  needed: z.boolean().describe('without it nothing can be done here'),
  detail: z.string().describe('for people'),
})
const readiness = z
  .object({
    ready: z.boolean().describe('are all of those well that are needed?'),
    failing: z.array(z.string()).describe('names of the checks that fail, also of those that are not needed'),
    checks: z.record(z.string(), check).describe('by name: journal, lists, chain, head, swarm, bots'),
  })
  .meta({ id: 'Readiness', description: 'What the daemon needs for its work, and how it stands.' })
/** What even anyone may be refused. */
const { 400: invalid, 403: elsewhere, 500: bug } = refusals
const forAnyone = { 400: invalid, 403: elsewhere, 500: bug }

const meSchema = z
  .object({
    principal: z.string().describe('as the audit log names it'),
    person: z.string().nullable().describe('who is behind it; null where nobody is known'),
    expiresAt: z.string().nullable().describe('when it has to sign in again, or needs another key; null where it never does'),
    role: z.string().describe('viewer, operator, approver or admin'),
    funds: z.array(z.string()).describe('names of the funds that there are for it'),
    actions: z.array(z.string()).describe('what it may do beside commands, as docs/permissions.md names it'),
    commands: z.array(z.string()).describe('what it may ask for: POST /api/v1/commands/{name}'),
  })
  .meta({ id: 'Me', description: 'The caller, and what it may do.' })

/** GET of liveness, readiness, the caller and the document. */
export function operationRoutes(app: GatewayApp, parts: RouteParts): void {
  const { gateway } = parts
  app.get(
    '/healthz',
    {
      config: { allow: 'alive.read' },
      schema: {
        tags: ['operations'],
        operationId: 'getHealth',
        summary: 'Is the process alive?',
        response: { ...forAnyone, 200: z.object({ ok: z.literal(true) }).describe('It is.') },
      },
    },
    async () => ({ ok: true as const }),
  )
  app.get(
    '/readyz',
    {
      config: { allow: 'alive.read' },
      schema: {
        tags: ['operations'],
        operationId: 'getReadiness',
        summary: 'Can it do its work? If not, what is in the way',
        response: {
          ...forAnyone,
          200: readiness.describe('It can.'),
          503: readiness.describe('It cannot: see what is not `ok`.'),
        },
      },
    },
    async (_request, reply) => {
      const { ready, failing, checks } = (await look(parts)).readiness
      return reply.code(ready ? 200 : 503).send({ ready, failing: [...failing], checks })
    },
  )
  app.get(
    '/api/v1/me',
    {
      config: { allow: 'me.read' },
      schema: {
        tags: ['operations'],
        operationId: 'getMe',
        summary: 'Who the caller is, and what it may do',
        response: {
          ...refusals,
          200: meSchema,
        },
      },
    },
    async ({ caller }) => ({
      principal: caller.kind === 'nobody' ? '' : caller.principal,
      person: caller.kind === 'nobody' ? null : caller.person,
      expiresAt: caller.kind === 'key' ? (gateway.host.view(caller.principal as Address)?.timers[0]?.dueAt ?? null) : null,
      role: caller.kind === 'key' ? caller.role : 'bot',
      funds: gateway
        .funds()
        .filter((fund) => seesFund(caller, fund))
        .map(({ fundId }) => fundId),
      actions: Object.keys(permissionTable).filter((action) => mayDo(caller, action as Action)),
      commands: gateway.commands.filter((command) => commandSees(caller, command)).map(({ name }) => name),
    }),
  )
}
