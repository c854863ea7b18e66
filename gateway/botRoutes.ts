// Who asked to take part in a fund, and where each stands. A bot that was not let in sees its own registration and no more.
import { z } from 'zod'
import { fundAddress, type FundConfig } from '#protocol/fund.ts'
import { botIdSchema } from '#protocol/registration.ts'
import { venuesOf } from '#protocol/venue.ts'
import { registrationLineSchema, registrationNumber, registrationOf, registrationsOf } from '#chat/commands/registrationBooks.ts'
import { fundOf, fundParams, refusals, type GatewayApp, type RouteParts } from './routeTools.ts'

const reading = { allow: 'funds.read' } as const

const crawlerSchema = z.object({
  name: z.string(),
  address: z.string(),
  source: z
    .object({
      type: z.enum(['amm-price', 'http-json', 'http-text']),
      pool: z.string().optional().describe('of amm-price'),
      url: z.string().optional(),
      jsonPath: z.string().optional().describe('of http-json'),
      schemaId: z.string().optional(),
      extractedType: z.string().optional().describe('of http-json'),
    })
    .describe('as the fund’s settings name it'),
})
const rulesSchema = z.object({
  fund: z.string().describe('the address that claims and trades name: the vault'),
  chainId: z.int(),
  contracts: z.record(z.string(), z.string().nullable()),
  baseAsset: z.string(),
  tradedToken: z.string(),
  tokens: z.array(z.object({ symbol: z.string(), address: z.string(), decimals: z.int() })),
  pools: z.array(z.object({ id: z.string(), pair: z.string(), router: z.string(), base: z.string(), quote: z.string() })),
  tradePool: z.string().describe('the pool that trades are priced by'),
  adapters: z.array(z.string()).describe('of the venues that trades may go through'),
  crawlers: z.array(crawlerSchema).describe('who claims what, from which source'),
  twapWindowS: z.int(),
  attestationTtlS: z.int().describe('expiresAt of a signature, from the chain’s time at its making'),
  limits: z.object({
    maxSlippageBps: z.int(),
    intentTtlS: z.int().describe('most that deadline may be after validAfter'),
    maxAmountIn: z.string().describe('most that one purchase spends, in base units'),
  }),
})

/** GET of registrations; what is posted goes through the relayer's door (relayRoutes.ts). */
export function botRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/rules',
    config: reading,
    schema: {
      tags: ['bots'],
      operationId: 'getRules',
      summary: 'What a verifier judges by: sources, pools, limits, contracts',
      params: fundParams,
      response: { ...refusals, 200: rulesSchema },
    },
    handler: (request) => rulesOf(fundOf(gateway, request, request.params.fundId)),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/bots',
    config: reading,
    schema: {
      tags: ['bots'],
      operationId: 'listBots',
      summary: 'Bots that asked to take part, oldest first',
      params: fundParams,
      querystring: z.object({
        cursor: z.coerce.number().int().min(0).optional().describe('`next` of the page before'),
        limit: z.coerce.number().int().min(1).max(200).default(50).describe('rows of a page'),
        state: registrationLineSchema.shape.state.optional().describe('only those that stand there'),
      }),
      response: {
        ...refusals,
        200: z.object({
          bots: z.array(registrationLineSchema),
          next: z.int().nullable().describe('the cursor of the next page; null at the end'),
        }),
      },
    },
    handler: (request) => {
      const { fundId } = fundOf(gateway, request, request.params.fundId)
      const { cursor = 0, limit, state } = request.query
      const rest = registrationsOf(gateway.host, fundId).filter(
        (one) => registrationNumber(one.botId) > cursor && (state === undefined || one.state === state),
      )
      const bots = rest.slice(0, limit)
      const last = bots.at(-1)
      return { bots, next: last === undefined || rest.length === bots.length ? null : registrationNumber(last.botId) }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/bots/:botId',
    config: reading,
    schema: {
      tags: ['bots'],
      operationId: 'getBot',
      summary: 'One registration; a bot sees its own before it is let in',
      params: fundParams.extend({ botId: botIdSchema.describe('as its registration was answered') }),
      response: { ...refusals, 200: registrationLineSchema },
    },
    handler: (request) => {
      const { fundId, botId } = request.params
      const { caller } = request
      const own = caller.kind === 'bot' ? registrationsOf(gateway.host, fundId).find((one) => one.botId === botId) : undefined
      if (own !== undefined && caller.kind === 'bot' && own.address === caller.address) return own
      // whoever else asks is told what everyone is told who asks about a fund of somebody else
      return registrationOf(gateway.host, fundOf(gateway, request, fundId).fundId, botId)
    },
  })
}

function rulesOf(fund: FundConfig): z.output<typeof rulesSchema> {
  const { chainId, contracts, baseAsset, tradedToken, tokens, pools, tradePool, crawlers, rounds, strategy } = fund
  const { maxSlippageBps, intentTtlS, sizing } = strategy
  return {
    fund: fundAddress(fund),
    chainId,
    contracts,
    baseAsset,
    tradedToken,
    tokens,
    pools,
    tradePool,
    crawlers,
    adapters: venuesOf(fund).map(({ adapter }) => adapter),
    twapWindowS: rounds.twapWindowS,
    attestationTtlS: rounds.attestationTtlS,
    limits: { maxSlippageBps, intentTtlS, maxAmountIn: sizing.maxAmountIn },
  }
}
