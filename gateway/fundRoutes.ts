// What is told of funds: their status, claims, snapshots, trades.
import { z } from 'zod'
import { fundStatusSchema, tokenWordsOf } from '#chat/commands/fundDesk.ts'
import { evmAddressSchema } from '#protocol/address.ts'
import { claimSchema } from '#protocol/claim.ts'
import { claimModeSchema, fundAddress, thresholdsSchema } from '#protocol/fund.ts'
import { envelopeAudience } from '#protocol/envelope.ts'
import { hashSchema } from '#protocol/hash.ts'
import { intentSchema } from '#protocol/intent.ts'
import { seesFund } from './caller.ts'
import { fundHistoryRoutes } from './fundHistoryRoutes.ts'
import { pageOf } from './ledgerPage.ts'
import { asStated, asText, fundOf, fundParams, refusals, type GatewayApp, type RouteParts } from './routeTools.ts'

// told as the journal has them: they were parsed when they came in
const hash = asText(hashSchema)
const address = asText(evmAddressSchema)
const weight = z.int().min(0)
const tally = z
  .object({
    attestedWeight: weight.describe('of the verifiers that signed'),
    thresholdWeight: weight.describe('that it needs'),
    totalWeight: weight.describe('of the whole set'),
  })
  .meta({ id: 'Tally', description: 'How far it is towards its threshold.' })
const row = {
  seq: z.int().describe('journal sequence of the fact that began it; lists go by it'),
  at: z.iso.datetime().describe('ISO 8601'),
  round: z.int().describe('data cycle of the fund'),
  tally: tally.nullable().describe('null before the first signature'),
}
const detail = z.string().describe('why it ended as it did, for people; else empty')
const claimRow = z
  .object({
    ...row,
    claimHash: hash.describe('EIP-712 struct hash of the claim'),
    status: z.enum(['pending', 'finalized', 'refused']),
    crawler: address.describe('who claimed it'),
    claim: asStated(claimSchema),
    detail,
  })
  .meta({ id: 'ClaimRow', description: 'A claim and what became of it.' })
const intentFields = {
  ...row,
  intentHash: hash.describe('EIP-712 struct hash of the trade'),
  status: z.enum([
    'awaitingApproval',
    'cleared',
    'proposed',
    'approved',
    'executed',
    'dropped',
    'expired',
    'refused',
    'cancelled',
  ]),
  intent: asStated(intentSchema),
  reason: z.string().describe('of the strategy, for people'),
  txHash: hash.nullable().describe('newest transaction that was told of it'),
  block: z.int().nullable().describe('of its execution'),
  detail,
}
const intentRow = z.object(intentFields).meta({ id: 'IntentRow', description: 'A trade and what became of it.' })
const openIntentRow = z
  .object({ ...intentFields, isOpen: z.boolean().describe('are verdicts still taken?') })
  .meta({ id: 'OpenIntentRow', description: 'A trade, what became of it, and whether it is still open.' })
const token = z
  .object({ symbol: z.string(), decimals: z.int().describe('its base units are 10 to the minus this'), address })
  .meta({ id: 'Token', description: 'A token as people call it.' })
const fundFields = {
  fundId: z.string().describe('its name in paths'),
  name: z.string().describe('its name for people'),
  chainId: z.int(),
  fund: address.describe('the address that claims and trades name: the vault'),
  audience: z.string().describe('what bots put into the requests they sign: `quorate:<chain id>:<vault>`'),
  base: token.describe('the asset that deposits, value and profit are counted in'),
  traded: token.describe('the other side of every trade'),
  claimMode: claimModeSchema.describe('OFFCHAIN: the relayer counts claim signatures; ONCHAIN: the claim book does'),
  thresholds: thresholdsSchema,
  contracts: z
    .record(z.string(), address.nullable())
    .describe('its contracts by name: verifierSet, claimBook, snapshotBook, intentBook, core, vault, …'),
}
export const fundRow = z.object(fundFields).meta({ id: 'Fund', description: 'A fund: where it is, and what it needs.' })
const statusRow = z
  .object({
    ...fundFields,
    state: z.string().describe('of its bot'),
    round: z.int().describe('the newest round'),
    openRound: z.int().nullable().describe('the round that takes claims or signatures now'),
    paused: z.boolean().describe('paused on chain: nothing executes'),
    setEpoch: z.int().describe('the open set of verifiers, as the relayer read it last'),
    totalWeight: z.int().describe('of the whole set'),
    verifiers: z.array(z.object({ name: z.string(), address, weight: z.int() })),
    totalAssets: z.string().nullable().describe('in base units of the base asset; null until it was valued'),
    idle: z.string().nullable().describe('base asset that the vault holds, in base units; null until it was valued'),
    position: fundStatusSchema.shape.position,
    guard: fundStatusSchema.shape.guard,
    realisedProfit: z.string().nullable().describe('in base units of the base asset, may be negative; null until it was valued'),
    limits: z
      .object({
        maxAmountIn: z.string().describe('most that one purchase spends, base units'),
        maxSlippageBps: z.int(),
        approvalAboveValue: z.string().nullable().describe('a trade worth more waits for a person; null: none does'),
        twoPersonsAboveValue: z.string().nullable().describe('a trade worth more waits for two'),
        stopLossBps: z.int().describe('a position that lost so much is sold'),
        takeProfitBps: z.int().describe('a position that won so much is sold'),
      })
      .describe('that its strategy and its people hold trades to'),
  })
  .meta({ id: 'FundStatus', description: 'A fund as it stands.' })
const snapshotRow = z
  .object({
    round: z.int(),
    root: hash.describe('Merkle root over its claim hashes: double-hashed leaves, sorted'),
    claimHashes: z.array(hash),
    block: z.int().describe('of its publication'),
    at: z.iso.datetime().describe('ISO 8601'),
  })
  .meta({ id: 'Snapshot', description: 'The data of a round that a quorum of verifiers stands behind.' })
const page = {
  order: z.enum(['oldest', 'newest']).default('oldest').describe('which come first'),
  cursor: z.coerce.number().int().min(0).optional().describe('`next` of the page before; absent: from the first'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('rows of a page'),
  round: z.coerce.number().int().min(0).optional().describe('only of this round'),
}
const next = z.int().nullable().describe('the cursor of the next page; null at the end')
const claimPage = z.object({ claims: z.array(claimRow), next }).meta({ id: 'ClaimPage', description: 'Claims, oldest first.' })
const intentPage = z
  .object({ intents: z.array(intentRow), next })
  .meta({ id: 'IntentPage', description: 'Trades, oldest first.' })
const fundList = z.object({ funds: z.array(fundRow) }).meta({ id: 'FundList', description: 'The funds that the caller may see.' })

const reading = { allow: 'funds.read' } as const

/** GET of funds and of what happened in them. */
export function fundRoutes(app: GatewayApp, parts: RouteParts): void {
  statusRoutes(app, parts)
  claimRoutes(app, parts)
  intentRoutes(app, parts)
  fundHistoryRoutes(app, parts)
}

function statusRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/funds',
    config: { allow: 'funds.list' },
    schema: {
      tags: ['funds'],
      operationId: 'listFunds',
      summary: 'The funds that the caller may see',
      response: { ...refusals, 200: fundList },
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
    schema: {
      tags: ['funds'],
      operationId: 'getFundStatus',
      summary: 'A fund as it stands',
      params: fundParams,
      response: { ...refusals, 200: statusRow },
    },
    handler: async (request) => {
      const fund = fundOf(gateway, request, request.params.fundId)
      const { verifiers, thresholds, ...stands } = await gateway.context.funds.status(fund.fundId)
      // machines/relayer.ts states the shape of its context
      const context = gateway.host.view(`relayer:${fund.fundId}`)?.context as
        | { readonly round?: { readonly round: number } | null; readonly set?: { readonly setEpoch: number } | null }
        | undefined
      return {
        ...stands,
        ...shortly(fund),
        openRound: context?.round?.round ?? null,
        setEpoch: context?.set?.setEpoch ?? fund.setEpoch,
        totalWeight: thresholds.total,
        verifiers: [...verifiers],
        limits: limitsOf(fund),
      }
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
      operationId: 'listClaims',
      summary: 'Claims, in the order asked for',
      params: fundParams,
      querystring: z.object({ ...page, status: claimRow.shape.status.optional().describe('only in this state') }),
      response: { ...refusals, 200: claimPage },
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
      operationId: 'getClaim',
      summary: 'One claim',
      params: fundParams.extend({ claimHash: hashSchema.describe('of the claim') }),
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
      operationId: 'getLatestSnapshot',
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
      operationId: 'listIntents',
      summary: 'Trades, in the order asked for',
      params: fundParams,
      querystring: z.object({ ...page, status: intentRow.shape.status.optional().describe('only in this state') }),
      response: { ...refusals, 200: intentPage },
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
      operationId: 'getIntent',
      summary: 'One trade',
      params: fundParams.extend({ intentHash: hashSchema.describe('of the trade') }),
      response: { ...refusals, 200: openIntentRow },
    },
    handler: (request) => {
      const { fundId } = fundOf(gateway, request, request.params.fundId)
      const found = ledger.intent(fundId, request.params.intentHash)
      return { ...found, isOpen: gateway.host.view(`intent:${found.intentHash}`)?.status === 'active' }
    },
  })
}

type Fund = ReturnType<typeof fundOf>
function limitsOf({ strategy, approvalAboveValue, twoPersonsAboveValue }: Fund): z.input<typeof statusRow>['limits'] {
  const { sizing, maxSlippageBps, exit } = strategy
  return {
    maxAmountIn: sizing.maxAmountIn,
    maxSlippageBps,
    approvalAboveValue: approvalAboveValue ?? null,
    twoPersonsAboveValue: twoPersonsAboveValue ?? null,
    stopLossBps: exit.stopLossBps,
    takeProfitBps: exit.takeProfitBps,
  }
}

/** A fund as lists tell it. */
export const shortly = (fund: Fund): z.input<typeof fundRow> => {
  const { fundId, name, chainId, claimMode, thresholds, contracts } = fund
  const audience = envelopeAudience({ chainId, vault: contracts.vault })
  const [base, traded] = [tokenWordsOf(fund, fund.baseAsset), tokenWordsOf(fund, fund.tradedToken)]
  return { fundId, name, chainId, fund: fundAddress(fund), audience, base, traded, claimMode, thresholds, contracts }
}
