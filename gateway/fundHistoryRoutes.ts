// What became of a fund, for pictures: its prices with its trades on them, what it was worth, and one trade from the first
// claim to the receipt.
import { z } from 'zod'
import { explainResultSchema } from '#chat/commands/explainResult.ts'
import { tradeStory } from '#chat/commands/explain.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import { hashSchema } from '#protocol/hash.ts'
import { newestOf } from './fundHistory.ts'
import { asStated, fundOf, fundParams, refusals, type GatewayApp, type RouteParts } from './routeTools.ts'

const when = {
  seq: z.int().describe('journal sequence of the turn that told it'),
  at: z.iso.datetime().describe('ISO 8601'),
}
const historySchema = z
  .object({
    prices: z.array(
      z.object({
        ...when,
        round: z.int(),
        claimHash: z.string(),
        crawler: z.string().describe('who claimed it'),
        spotWad: z.string().describe('base asset for a whole traded token, 18 decimals'),
        twapWad: z.string().nullable().describe('the same, time-weighted; null when the pool is too young'),
        status: z.enum(['pending', 'finalized', 'refused']),
      }),
    ),
    trades: z.array(
      z.object({
        ...when,
        intentHash: z.string(),
        action: z.enum(['BUY', 'SELL']),
        amountIn: z.string().describe('base units of what was given'),
        amountOut: z.string().describe('base units of what was taken'),
        txHash: z.string(),
        block: z.int(),
      }),
    ),
    worth: z.array(
      z.object({
        ...when,
        round: z.int(),
        value: z.string().describe('of the whole fund, base units of the base asset'),
        realisedProfit: z.string().describe('base units of the base asset, may be negative'),
      }),
    ),
  })
  .meta({ id: 'FundHistory', description: 'Claimed prices of the traded token, executed trades, and what the fund was worth.' })

/** GET of a fund's history and of one trade's story. */
export function fundHistoryRoutes(app: GatewayApp, { gateway, ledger, closing }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/history',
    config: { allow: 'funds.read' },
    schema: {
      tags: ['funds'],
      operationId: 'getFundHistory',
      summary: 'Prices that were claimed, trades and worth: the newest of each, oldest first',
      params: fundParams,
      querystring: z.object({
        limit: z.coerce.number().int().min(1).max(2_000).default(500).describe('points of each kind, at most'),
      }),
      response: { ...refusals, 200: historySchema },
    },
    handler: (request) => {
      const { fundId, baseAsset, tradedToken } = fundOf(gateway, request, request.params.fundId)
      const { limit } = request.query
      const { prices, trades, worth } = ledger.history(fundId)
      const isTraded = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
      return {
        prices: [...prices.values()]
          .filter(({ base, quote }) => isTraded(base, tradedToken) && isTraded(quote, baseAsset))
          .slice(-limit)
          .map(({ base: _base, quote: _quote, ...point }) => point),
        trades: newestOf(trades, limit),
        worth: newestOf(worth, limit),
      }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/intents/:intentHash/story',
    config: { allow: 'funds.read' },
    schema: {
      tags: ['funds'],
      operationId: 'getIntentStory',
      summary: 'One trade from the first claim of its round to its receipt: who said what, in which turn',
      params: fundParams.extend({ intentHash: hashSchema.describe('of the trade') }),
      response: { ...refusals, 200: asStated(explainResultSchema) },
    },
    handler: async (request) => {
      const { fundId } = fundOf(gateway, request, request.params.fundId)
      const { intentHash } = request.params
      const { after, through } = ledger.storyRange(fundId, intentHash)
      const names = nameBook(await gateway.context.funds.list())
      const story = await tradeStory(gateway.host, { fundId, intentHash, after, through, signal: closing }, names)
      return story as z.output<typeof explainResultSchema> // the same, but for its arrays, which nobody changes
    },
  })
}
