// What is told of funds: their status, claims, snapshots, trades.
import { z } from 'zod'
import { claimModeSchema, fundAddress, thresholdsSchema } from '#protocol/fund.ts'
import { envelopeAudience } from '#protocol/envelope.ts'
import { hashSchema } from '#protocol/hash.ts'
import { seesFund } from './caller.ts'
import { fundOf, fundParams, refusals, type GatewayApp, type RouteParts } from './routeTools.ts'

const tally = z.object({ attestedWeight: z.int(), thresholdWeight: z.int(), totalWeight: z.int() }).nullable()
const row = {
  seq: z.int().describe('of the journal; lists go by it'),
  at: z.string().describe('ISO 8601'),
  round: z.int(),
  tally,
}
const claimRow = z.object({
  ...row,
  claimHash: z.string(),
  status: z.enum(['pending', 'finalized', 'refused']),
  crawler: z.string(),
  claim: z.unknown().describe('the claim, as POST …/claims takes it'),
  detail: z.string(),
})
const intentRow = z.object({
  ...row,
  intentHash: z.string(),
  status: z.enum(['proposed', 'approved', 'executed', 'dropped', 'expired', 'refused', 'cancelled']),
  intent: z.unknown().describe('the trade, as POST …/intents/propose takes it'),
  reason: z.string(),
  txHash: z.string().nullable(),
  block: z.int().nullable(),
  detail: z.string(),
})
const fundRow = z.object({
  fundId: z.string(),
  name: z.string(),
  chainId: z.int(),
  fund: z.string().describe('the address that claims and trades name: the vault'),
  audience: z.string().describe('what bots put into the requests they sign'),
  claimMode: claimModeSchema,
  thresholds: thresholdsSchema,
  contracts: z.record(z.string(), z.string().nullable()),
})
const statusRow = fundRow.extend({
  state: z.string(),
  round: z.int(),
  openRound: z.int().nullable().describe('the round that takes claims or signatures now'),
  paused: z.boolean(),
  verifiers: z.array(z.object({ name: z.string(), address: z.string(), weight: z.int() })),
  totalAssets: z.string().nullable().describe('in base units of the asset'),
  realisedProfit: z.string().nullable(),
})
const snapshotRow = z.object({
  round: z.int(),
  root: z.string(),
  claimHashes: z.array(z.string()),
  block: z.int(),
  at: z.string(),
})
const page = {
  cursor: z.coerce.number().int().min(0).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  round: z.coerce.number().int().min(0).optional(),
}
const next = z.int().nullable().describe('the cursor of the next page; null at the end')

const reading = { allow: { role: 'viewer', bots: true } } as const

/** GET of funds and of what happened in them. */
export function fundRoutes(app: GatewayApp, parts: RouteParts): void {
  statusRoutes(app, parts)
  claimRoutes(app, parts)
  intentRoutes(app, parts)
}

function statusRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/funds',
    config: { allow: { role: 'viewer' } },
    schema: {
      tags: ['funds'],
      summary: 'The funds that the caller may see',
      response: { ...refusals, 200: z.object({ funds: z.array(fundRow) }) },
    },
    handler: ({ caller }) => ({
      funds: gateway
        .funds()
        .filter((fund) => seesFund(caller, fund))
        .map(shortly),
    }),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/status',
    config: reading,
    schema: { tags: ['funds'], summary: 'A fund as it stands', params: fundParams, response: { ...refusals, 200: statusRow } },
    handler: async (request) => {
      const fund = fundOf(gateway, request, request.params.fundId)
      const { state, round, paused, verifiers, totalAssets, realisedProfit } = await gateway.context.funds.status(fund.fundId)
      // machines/relayer.ts states the shape of its context
      const context = gateway.host.view(`relayer:${fund.fundId}`)?.context as
        | { readonly round?: { readonly round: number } | null }
        | undefined
      const openRound = context?.round?.round ?? null
      return { ...shortly(fund), state, round, openRound, paused, verifiers: [...verifiers], totalAssets, realisedProfit }
    },
  })
}

function claimRoutes(app: GatewayApp, { gateway, ledger }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/claims',
    config: reading,
    schema: {
      tags: ['funds'],
      summary: 'Claims, oldest first',
      params: fundParams,
      querystring: z.object({ ...page, status: claimRow.shape.status.optional() }),
      response: { ...refusals, 200: z.object({ claims: z.array(claimRow), next }) },
    },
    handler: (request) => {
      const { fundId } = fundOf(gateway, request, request.params.fundId)
      const { rows, ...rest } = pageOf(ledger.claims(fundId), request.query)
      return { claims: rows, ...rest }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/claims/:claimHash',
    config: reading,
    schema: {
      tags: ['funds'],
      summary: 'One claim',
      params: fundParams.extend({ claimHash: hashSchema }),
      response: { ...refusals, 200: claimRow },
    },
    handler: (request) => ledger.claim(fundOf(gateway, request, request.params.fundId).fundId, request.params.claimHash),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/snapshots/latest',
    config: reading,
    schema: {
      tags: ['funds'],
      summary: 'The newest published snapshot',
      params: fundParams,
      response: { ...refusals, 200: snapshotRow },
    },
    handler: (request) => {
      const { claimHashes, ...rest } = ledger.snapshot(fundOf(gateway, request, request.params.fundId).fundId)
      return { ...rest, claimHashes: [...claimHashes] }
    },
  })
}

function intentRoutes(app: GatewayApp, { gateway, ledger }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/intents',
    config: reading,
    schema: {
      tags: ['funds'],
      summary: 'Trades, oldest first',
      params: fundParams,
      querystring: z.object({ ...page, status: intentRow.shape.status.optional() }),
      response: { ...refusals, 200: z.object({ intents: z.array(intentRow), next }) },
    },
    handler: (request) => {
      const { fundId } = fundOf(gateway, request, request.params.fundId)
      const { rows, ...rest } = pageOf(ledger.intents(fundId), request.query)
      return { intents: rows, ...rest }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/intents/:intentHash',
    config: reading,
    schema: {
      tags: ['funds'],
      summary: 'One trade',
      params: fundParams.extend({ intentHash: hashSchema }),
      response: { ...refusals, 200: intentRow.extend({ isOpen: z.boolean().describe('are verdicts still taken?') }) },
    },
    handler: (request) => {
      const { fundId } = fundOf(gateway, request, request.params.fundId)
      const found = ledger.intent(fundId, request.params.intentHash)
      return { ...found, isOpen: gateway.host.view(`intent:${found.intentHash}`)?.status === 'active' }
    },
  })
}

interface Wanted {
  readonly cursor?: number | undefined
  readonly limit: number
  readonly round?: number | undefined
  readonly status?: string | undefined
}

function pageOf<Listed extends { readonly seq: number; readonly round: number; readonly status: string }>(
  all: Iterable<Listed>,
  { cursor = 0, limit, round, status }: Wanted,
): { readonly rows: Listed[]; readonly next: number | null } {
  const rows: Listed[] = []
  for (const one of all) {
    if (one.seq <= cursor || (round !== undefined && one.round !== round) || (status !== undefined && one.status !== status))
      continue
    if (rows.length === limit) return { rows, next: rows.at(-1)?.seq ?? null }
    rows.push(one)
  }
  return { rows, next: null }
}

type Fund = ReturnType<typeof fundOf>
const shortly = (fund: Fund): z.input<typeof fundRow> => {
  const { fundId, name, chainId, claimMode, thresholds, contracts } = fund
  const audience = envelopeAudience({ chainId, vault: contracts.vault })
  return { fundId, name, chainId, fund: fundAddress(fund), audience, claimMode, thresholds, contracts }
}
