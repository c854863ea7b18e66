// What a clock elsewhere may ask: that approved trades are tried again now. It is what a schedule of this instance does by
// itself. Without a secret for it the path is not there at all.
import { z } from 'zod'
import { sweepExecutors } from '#chat/commands/executorSweep.ts'
import type { Host } from '#runtime/host.ts'
import { mayStill } from './allowedStill.ts'
import { seesFund, type Caller } from './caller.ts'
import { idempotencyHeaders } from './commandRoutes.ts'
import { cronPath, cronPrincipal } from './cronSecret.ts'
import { refusals, refused, type GatewayApp, type RouteParts } from './routeTools.ts'

const sweptSchema = z.object({
  funds: z.array(
    z.object({
      fundId: z.string(),
      state: z.string().describe('of the executor, after it was told'),
      intentHash: z.string().nullable().describe('the approved trade that it is at; null when there is none'),
    }),
  ),
})

/** The secret cannot be revoked while the daemon runs; a key can. */
const maySweep = (host: Host, caller: Caller, fundId: string): boolean =>
  (caller.kind === 'key' && caller.principal === cronPrincipal) || mayStill(host, caller, 'operator', fundId)

/** POST of what a clock asks. */
export function cronRoutes(app: GatewayApp, { gateway, once }: RouteParts): void {
  if (gateway.cronSecret === undefined) return
  app.route({
    method: 'POST',
    url: cronPath,
    config: { allow: 'executions.sweep' },
    schema: {
      tags: ['operations'],
      operationId: 'executeIntents',
      summary: 'Have approved trades tried again now, in every fund that the caller may see',
      description:
        'Give the cron secret as a bearer token, or an API key of an operator. There only where the daemon was given a secret (`QUORATE_CRON_SECRET`). Nothing executes that would not execute by itself: what the contract refuses now is tried again later.',
      headers: idempotencyHeaders,
      body: z.strictObject({}).nullish().describe('Nothing is to be said.'),
      response: { ...refusals, 200: sweptSchema, 422: refused('The `Idempotency-Key` was used for another request.') },
    },
    handler: async (request, reply) => {
      const { caller } = request
      const principal = caller.kind === 'nobody' ? '' : caller.principal
      const key = request.headers['idempotency-key']
      const asked = { principal, surface: 'api', what: 'cron.execute-intents', args: {}, key, onlyBots: true } as const
      // looked up where it is done: a key may have been revoked since the door let it in
      const mine = (): readonly string[] =>
        gateway
          .funds()
          .flatMap((fund) => (seesFund(caller, fund) && maySweep(gateway.host, caller, fund.fundId) ? fund.fundId : []))
      const answer = await once.answer(asked, async () => ({ funds: await sweepExecutors(gateway.host, mine(), principal) }))
      if (answer.repeated) void reply.header('idempotent-replayed', 'true')
      return reply.code(answer.status as 200).send(answer.body as z.output<typeof sweptSchema>)
    },
  })
}
