// One more fund: made on the chain, or one that is there already looked after. The commands of the table do it; here are
// the paths that operators' programs know.
import { z } from 'zod'
import type { Command } from '#chat/commands/command.ts'
import { fundAdoptArgs, fundAdoptCommand } from '#chat/commands/fundAdopt.ts'
import { fundCreateArgs, fundCreateCommand } from '#chat/commands/fundCreate.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Action } from '#protocol/permission.ts'
import { answerOnce, idempotencyHeaders } from './commandRoutes.ts'
import { fundRow, shortly } from './fundRoutes.ts'
import { refused, refusals, type refusedSchema, type GatewayApp, type RouteParts } from './routeTools.ts'

const madeSchema = z
  .object({
    did: z.enum(['created', 'adopted']),
    fund: fundRow,
    amount: z.string().nullable().describe('first deposit in base units of the base asset; null where there was none'),
    txHash: z.string().nullable().describe('of the deposit'),
    block: z.int().nullable().describe('of the deposit'),
  })
  .meta({ id: 'FundMade', description: 'A fund whose bots run here now.' })
const receiptSchema = madeSchema.omit({ fund: true, amount: true }).extend({ fundId: z.string(), amount: z.string().optional() })

interface Making {
  readonly url: string
  readonly allow: Action
  readonly command: Command
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly body: z.ZodObject
}
const makings: readonly Making[] = [
  {
    url: '/api/v1/funds',
    allow: 'funds.create',
    command: fundAdoptCommand,
    operationId: 'createFund',
    summary: 'Look after a fund that is on the chain already',
    description:
      'The fund of that vault, which somebody made. Its settings are those of a fund of this instance (`like`) under its own name; everything about it (code, wiring, roles, limits, lists, verifiers, pauses) is compared with them, and a difference is refused (409 `FUND_DIFFERS`). Sends no transaction. `POST /api/v1/funds/bootstrap` makes a fund that is not there yet.',
    body: fundAdoptArgs,
  },
  {
    url: '/api/v1/funds/bootstrap',
    allow: 'funds.bootstrap',
    command: fundCreateCommand,
    operationId: 'bootstrapFund',
    summary: 'Make a fund on the chain, start its bots, make the first deposit',
    description:
      'On a throw-away chain the daemon puts all contracts of a fund there, with the instance’s default verifiers, crawlers and strategy rules. On any other chain it holds no key that pays for that (409 `NOT_SUPPORTED`): there `quorate fund create` makes it, and `POST /api/v1/funds` takes it over.',
    body: fundCreateArgs.pick({ fund: true, title: true, deposit: true }),
  },
]

/** POST of funds. */
export function fundMakingRoutes(app: GatewayApp, parts: RouteParts): void {
  for (const making of makings) makingRoute(app, parts, making)
}

function makingRoute(app: GatewayApp, parts: RouteParts, making: Making): void {
  const { gateway } = parts
  const { url, allow, command, operationId, summary, description, body } = making
  app.route({
    method: 'POST',
    url,
    config: { allow },
    schema: {
      tags: ['funds'],
      operationId,
      summary,
      description,
      headers: idempotencyHeaders,
      body,
      response: {
        ...refusals,
        201: madeSchema.describe('It is there, and its bots run. `Location` is its status.'),
        409: refused(
          'There is a fund of that name or vault (`FUND_EXISTS`), it is not what it should be (`FUND_DIFFERS`), or this cannot be done here (`NOT_SUPPORTED`).',
        ),
        422: refused('The `Idempotency-Key` was used for another request (`IDEMPOTENCY_MISMATCH`).'),
      },
    },
    handler: async (request, reply) => {
      const { caller } = request
      // a fund of its own is nothing that a tenant can give itself
      if (caller.kind !== 'key' || caller.funds !== 'all')
        throw new QuorateError('NOT_PERMITTED', { command: `POST ${url}`, permission: 'admin of every fund' })
      // as it came: the command reads it with the same schema
      const { received: args = {} } = request
      const answer = await answerOnce(parts, request, command, args)
      if (answer.repeated) void reply.header('idempotent-replayed', 'true')
      // a refusal, as the schema of its status has it
      if (answer.status !== 200) return reply.code(answer.status as 409).send(answer.body as z.output<typeof refusedSchema>)
      const made = madeOf(answer.body)
      return reply.code(201).header('location', `/api/v1/funds/${made.fund.fundId}/status`).send(made)
    },
  })

  function madeOf(given: unknown): z.input<typeof madeSchema> {
    const { fundId, amount, ...receipt } = receiptSchema.parse(given)
    const fund = gateway.funds().find((one) => one.fundId === fundId)
    if (fund === undefined) throw new Error(`fund ${fundId} was made and is not there`)
    return { ...receipt, amount: amount ?? null, fund: shortly(fund) }
  }
}
