// What became of approved trades, in all funds that are there for the caller.
import { z } from 'zod'
import { executionJobSchema } from '#protocol/executionJob.ts'
import { evmAddressSchema } from '#protocol/address.ts'
import { fundAddress, fundIdSchema } from '#protocol/fund.ts'
import { hashSchema } from '#protocol/hash.ts'
import { executionNow } from './executionBook.ts'
import { seesFund } from './caller.ts'
import { asText, fundOf, refusals, type GatewayApp, type RouteParts } from './routeTools.ts'

const { state } = executionJobSchema.shape
const executionSchema = z
  .object({
    seq: z.int().describe('journal sequence of the approval; lists go by it'),
    at: z.iso.datetime().describe('of the approval, ISO 8601'),
    fundId: z.string(),
    fund: asText(evmAddressSchema).describe('the address that the trade names: the vault'),
    intentHash: asText(hashSchema),
    state: state.describe(
      'READY: approved, nobody has begun; RUNNING: in the executor’s hands; FAILED_RETRYABLE: waits for its next attempt; EXECUTED, FAILED_FINAL: over',
    ),
    attempts: z.int().min(0).describe('dry runs that an executor of this instance made; 0 where it lives elsewhere'),
    nextAttemptAt: z.iso.datetime().nullable().describe('of FAILED_RETRYABLE'),
    txHash: asText(hashSchema).nullable().describe('of the execution'),
    block: z.int().nullable().describe('of the execution'),
    problem: z.string().nullable().describe('why the last attempt came to nothing; for people'),
  })
  .meta({ id: 'Execution', description: 'An approved trade, and what became of it.' })

/** GET of executions. */
export function executionRoutes(app: GatewayApp, { gateway, ledger }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/executions',
    config: { allow: 'executions.read' },
    schema: {
      tags: ['funds'],
      operationId: 'listExecutions',
      summary: 'Approved trades and what became of them, oldest first',
      querystring: z.object({
        fund: fundIdSchema.optional().describe('only of this fund'),
        state: state.optional().describe('only in this state'),
        cursor: z.coerce.number().int().min(0).optional().describe('`next` of the page before; absent: from the oldest'),
        limit: z.coerce.number().int().min(1).max(200).default(50).describe('rows of a page'),
      }),
      response: {
        ...refusals,
        200: z
          .object({
            executions: z.array(executionSchema),
            next: z.int().nullable().describe('the cursor of the next page; null at the end'),
          })
          .meta({ id: 'ExecutionPage', description: 'Executions, oldest first.' }),
      },
    },
    handler: (request) => {
      const { caller, query } = request
      const { fund: named, cursor = 0, limit } = query
      const funds =
        named === undefined ? gateway.funds().filter((fund) => seesFund(caller, fund)) : [fundOf(gateway, request, named)]
      const rest = funds
        .flatMap((fund) =>
          [...ledger.executions(fund.fundId)].map((row) => ({ ...executionNow(gateway.host, row), fund: fundAddress(fund) })),
        )
        .filter((row) => row.seq > cursor && (query.state === undefined || row.state === query.state))
        .toSorted((a, b) => a.seq - b.seq)
      const executions = rest.slice(0, limit)
      return { executions, next: rest.length > limit ? (executions.at(-1)?.seq ?? null) : null }
    },
  })
}
