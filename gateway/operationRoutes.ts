// What operators and their machines ask: is it alive, is it ready, who am I, what is here.
import { z } from 'zod'
import { commandSees } from './permittedCommands.ts'
import { refusals, type GatewayApp, type RouteParts } from './routeTools.ts'
import { seesFund } from './caller.ts'

const check = z.object({ ok: z.boolean(), detail: z.string().describe('for people') })
const checks = z
  .object({ ready: z.boolean().describe('are all of them well?'), checks: z.record(z.string(), check).describe('by name') })
  .meta({ id: 'Readiness', description: 'What the daemon needs for its work, and how it stands.' })
/** What even anyone may be refused. */
const { 400: invalid, 403: elsewhere, 500: bug } = refusals
const forAnyone = { 400: invalid, 403: elsewhere, 500: bug }

const meSchema = z
  .object({
    principal: z.string().describe('as the audit log names it'),
    role: z.string().describe('viewer, operator, approver or admin'),
    funds: z.array(z.string()).describe('names of the funds that there are for it'),
    commands: z.array(z.string()).describe('what it may ask for: POST /api/v1/commands/{name}'),
  })
  .meta({ id: 'Me', description: 'The caller, and what it may do.' })

/** GET of liveness, readiness, the caller and the document. */
export function operationRoutes(app: GatewayApp, { gateway, ledger }: RouteParts): void {
  app.get(
    '/healthz',
    {
      config: { allow: 'anyone' },
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
      config: { allow: 'anyone' },
      schema: {
        tags: ['operations'],
        operationId: 'getReadiness',
        summary: 'Can it do its work? If not, what is in the way',
        response: { ...forAnyone, 200: checks.describe('It can.'), 503: checks.describe('It cannot: see what is not `ok`.') },
      },
    },
    async (_request, reply) => {
      const chain = await gateway.context.chain.view()
      const root = gateway.host.view('swarm:root')
      const state = typeof root?.value === 'string' ? root.value : 'unknown'
      const found = {
        chain: { ok: chain.reachable, detail: chain.reachable ? `at block ${chain.block ?? 0}` : (chain.problem ?? 'no answer') },
        // degraded: the others go on
        swarm: { ok: state === 'running' || state === 'degraded', detail: state },
        lists: { ok: ledger.isCaughtUp, detail: ledger.isCaughtUp ? 'read' : 'being read from the journal' },
      }
      const ready = Object.values(found).every(({ ok }) => ok)
      return reply.code(ready ? 200 : 503).send({ ready, checks: found })
    },
  )
  app.get(
    '/api/v1/me',
    {
      config: { allow: { role: 'viewer' } },
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
      role: caller.kind === 'key' ? caller.role : 'bot',
      funds: gateway
        .funds()
        .filter((fund) => seesFund(caller, fund))
        .map(({ fundId }) => fundId),
      commands: gateway.commands.filter((command) => commandSees(caller, command)).map(({ name }) => name),
    }),
  )
  app.get('/openapi.json', { config: { allow: 'anyone' }, schema: { hide: true } }, async () => app.swagger())
}
