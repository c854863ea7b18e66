// Figures for machines that watch: Prometheus' text for the whole daemon, and the counters of the founding documents as JSON
// for whoever sees a fund. Both take an API key: a proxy on this machine makes every stranger look like a neighbour.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { seesFund } from './caller.ts'
import type { JournalCounter, JournalCounts } from './journalCounts.ts'
import { readinessOf, type Readiness } from './readiness.ts'
import type { ChainView } from '#chat/commands/commandContext.ts'
import { refusals, type GatewayApp, type RouteParts } from './routeTools.ts'

/** A node that does not answer must not keep Prometheus waiting: it gives up after 10 s. */
const chainPatienceMs = 3_000

const counters = z.object({
  claims: z.int().describe('submitted'),
  attestations: z.int().describe('verdicts of verifiers, of every kind'),
  duplicates: z.int().describe('submissions answered 409'),
  thresholdsMet: z.int().describe('claims, snapshots and intents with a quorum'),
  onchainSubmissions: z.int().describe('transactions signed to be sent by the fund’s accounts'),
  executions: z.int().describe('trades that the chain executed'),
})

const metricsSchema = z
  .object({
    total: counters.describe('of all these funds'),
    funds: z.record(z.string(), counters).describe('by name of the fund'),
  })
  .meta({ id: 'Metrics', description: 'What happened in the funds that the caller may see.' })

/** What is found when somebody looks now. */
export interface Looked {
  readonly chain: ChainView
  readonly readiness: Readiness
}

/** Looks at the chain, for some time at most, and judges the whole. */
export async function look({ gateway, ledger }: RouteParts): Promise<Looked> {
  const chain = await inTime(gateway.context.chain.view())
  const { host } = gateway
  const figures = gateway.figures()
  return { chain, readiness: readinessOf({ host, figures, chain, isCaughtUp: ledger.isCaughtUp, now: gateway.now() }) }
}

/** GET of figures. */
export function metricRoutes(app: GatewayApp, parts: RouteParts): void {
  const { gateway, ledger, feed, metrics } = parts
  app.addHook('onResponse', answeredHook(parts))
  app.route({
    method: 'GET',
    url: '/metrics',
    config: { allow: 'metrics.read' },
    schema: {
      tags: ['operations'],
      operationId: 'getPrometheusMetrics',
      summary: 'Figures of the daemon, for Prometheus',
      description: 'Needs a key that sees every fund: `authorization.credentials_file` in Prometheus.',
      response: {
        ...refusals,
        200: { description: 'Prometheus’ text format, version 0.0.4.', content: { 'text/plain': { schema: z.string() } } },
      },
    },
    handler: async ({ caller }, reply) => {
      if (caller.kind !== 'key' || caller.funds !== 'all')
        throw new QuorateError('NOT_PERMITTED', { command: 'GET /metrics', permission: 'viewer of every fund' })
      const { chain, readiness } = await look(parts)
      const text = await metrics.text({
        figures: gateway.figures(),
        counts: ledger.counts.all,
        streams: feed.figures,
        readiness,
        chain,
        now: gateway.now(),
        version: gateway.context.instance.version,
      })
      return reply.type(metrics.contentType).header('cache-control', 'no-store').send(text)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/metrics',
    config: { allow: 'metrics.read' },
    schema: {
      tags: ['operations'],
      operationId: 'getMetrics',
      summary: 'What happened in the funds that the caller may see, counted from the journal',
      response: {
        ...refusals,
        200: metricsSchema.describe('The counters.'),
      },
    },
    handler: ({ caller }) => {
      if (!ledger.isCaughtUp) ledger.claims('') // says how far it is
      const mine = gateway.funds().filter((fund) => seesFund(caller, fund))
      const funds = Object.fromEntries(mine.map((fund) => [fund.fundId, countersOf(ledger.counts, [fund])]))
      return { total: countersOf(ledger.counts, mine), funds }
    },
  })
}

/** Tells whoever watches that a request was answered. */
const answeredHook =
  ({ gateway, metrics }: RouteParts) =>
  (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
    const { method, caller } = request
    const ms = Math.round(reply.elapsedTime * 1_000) / 1_000
    const principal = caller.kind === 'nobody' ? null : caller.principal
    const route = request.routeOptions.url ?? 'none'
    const answered = { requestId: request.id, method, route, status: reply.statusCode, ms, principal }
    gateway.onAnswered?.(answered, request.failure)
    request.whenAnswered?.(answered)
    // a stream's time says how long somebody listened
    if (reply.getHeader('content-type') !== 'text/event-stream' && !isStream(request))
      metrics.answered({
        method: request.method,
        route: request.routeOptions.url ?? 'none',
        status: reply.statusCode,
        seconds: reply.elapsedTime / 1_000,
      })
    done()
  }

const isStream = ({ routeOptions }: FastifyRequest): boolean => /\/events(\/|$)/.test(routeOptions.url ?? '')

function countersOf(counts: JournalCounts, funds: readonly FundConfig[]): z.output<typeof counters> {
  const ids = new Set(funds.map(({ fundId }) => fundId))
  const accounts = new Set<string | undefined>(
    funds.flatMap(({ accounts: of }) => Object.values(of).filter((one) => one !== null)),
  )
  const ofFunds = (name: JournalCounter): number => counts.sum(name, ({ fund = '' }) => ids.has(fund))
  return {
    claims: ofFunds('quorate_claims_total'),
    attestations: ofFunds('quorate_attestations_total'),
    duplicates: ofFunds('quorate_duplicates_total'),
    thresholdsMet: ofFunds('quorate_thresholds_met_total'),
    // an account may serve several funds: then each of them has its transactions, and the total has them once
    onchainSubmissions: counts.sum('quorate_onchain_submissions_total', ({ account }) => accounts.has(account)),
    executions: ofFunds('quorate_executions_total'),
  }
}

/** A node that hangs is one that does not answer. */
const hangs: ChainView = { kind: 'rpc', chainId: 0, rpcUrl: '', reachable: false, block: null }

async function inTime(view: Promise<ChainView>): Promise<ChainView> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<ChainView>((resolve) => {
    timer = setTimeout(() => resolve(hangs), chainPatienceMs)
  })
  try {
    return await Promise.race([view, patience])
  } finally {
    clearTimeout(timer)
  }
}
