// What a fund's contracts hold its trades to, and what they would say of a trade that people are asked about. The chain is
// asked, and nothing is sent.
import { z } from 'zod'
import { approvalIdSchema } from '#protocol/approval.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import { fundPolicySchema, rehearsalSchema, type FundPolicy } from '#protocol/fundPolicy.ts'
import { adapterDataSchema, toHash } from '#protocol/hash.ts'
import { intentSchema } from '#protocol/intent.ts'
import type { PolicyDesk } from './gatewayParts.ts'
import { fundOf, fundParams, refusals, refused, type GatewayApp, type RouteParts } from './routeTools.ts'
import { seenApproval } from './seenApproval.ts'

/** Five questions to a node: whoever asks within this long is answered the same. */
const keptMs = 3_000

// machines/intentState.ts states it
const tradeSchema = z.object({ intent: intentSchema, intentHash: z.string(), adapterData: adapterDataSchema })

const noChain = refused('No chain can be asked here (`NOT_SUPPORTED`), or it is about something else than a trade.')

/** GET of bounds and of rehearsals. */
export function policyRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  const desk = (): PolicyDesk => {
    if (gateway.policy === undefined) throw new QuorateError('NOT_SUPPORTED', { what: 'asking a chain' })
    return gateway.policy
  }
  const kept = new Map<string, { readonly until: number; readonly answer: Promise<FundPolicy> }>()
  const boundsOf = (fund: FundConfig): Promise<FundPolicy> => {
    const known = kept.get(fund.fundId)
    if (known !== undefined && performance.now() < known.until) return known.answer
    const answer = desk().bounds(fund)
    kept.set(fund.fundId, { until: performance.now() + keptMs, answer })
    answer.catch(() => kept.delete(fund.fundId))
    return answer
  }
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/policy',
    config: { allow: 'funds.read' },
    schema: {
      tags: ['funds'],
      operationId: 'getFundPolicy',
      summary: 'What the contracts of a fund hold its trades to, and what of it is used up',
      params: fundParams,
      response: { ...refusals, 200: fundPolicySchema, 409: noChain },
    },
    handler: (request) => boundsOf(fundOf(gateway, request, request.params.fundId)),
  })
  app.route({
    method: 'GET',
    url: '/api/v1/approvals/:id/rehearsal',
    config: { allow: 'approvals.read' },
    schema: {
      tags: ['approvals'],
      operationId: 'rehearseApproval',
      summary: 'A dry run of the trade that it is about: as if it were proposed now and verifiers had signed it',
      params: z.object({ id: approvalIdSchema.describe('of the approval, from GET /api/v1/approvals') }),
      response: { ...refusals, 200: rehearsalSchema, 409: noChain },
    },
    handler: (request) => {
      const { digest, fundId } = seenApproval(gateway, request.caller, request.params.id)
      const read = tradeSchema.safeParse(gateway.host.view(`intent:${digest}`)?.context)
      if (!read.success) throw new QuorateError('NOT_SUPPORTED', { what: 'a dry run of what is no trade' })
      const { intent, adapterData } = read.data
      return desk().rehearse(fundOf(gateway, request, fundId), { intent, adapterData, intentHash: toHash(digest) })
    },
  })
}
