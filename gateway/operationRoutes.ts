// What operators and their machines ask: is it alive, is it ready, who am I, what is here.
import { z } from 'zod'
import { commandSees } from './permittedCommands.ts'
import { refusals, type GatewayApp, type RouteParts } from './routeTools.ts'
import { seesFund } from './caller.ts'

const checks = z.object({ ready: z.boolean(), checks: z.record(z.string(), z.object({ ok: z.boolean(), detail: z.string() })) })

/** GET of liveness, readiness, the caller and the document. */
export function operationRoutes(app: GatewayApp, { gateway, ledger }: RouteParts): void {
  app.get(
    '/healthz',
    {
      config: { allow: 'anyone' },
      schema: { tags: ['operations'], summary: 'Is the process alive?', response: { 200: z.object({ ok: z.literal(true) }) } },
    },
    async () => ({ ok: true as const }),
  )
  app.get(
    '/readyz',
    {
      config: { allow: 'anyone' },
      schema: {
        tags: ['operations'],
        summary: 'Can it do its work? If not, what is in the way',
        response: { 200: checks, 503: checks },
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
        summary: 'Who the caller is, and what it may do',
        response: {
          ...refusals,
          200: z.object({
            principal: z.string(),
            role: z.string(),
            funds: z.array(z.string()),
            commands: z.array(z.string()).describe('see POST /api/v1/commands/{name}'),
          }),
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
