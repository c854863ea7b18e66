// Where bots that live elsewhere say what they have to say: one envelope a request, signed for its method, path and body.
import { z } from 'zod'
import { envelopeRoute, envelopeSchema } from '#protocol/envelope.ts'
import {
  claimAttestSchema,
  claimSubmitSchema,
  executionReportSchema,
  intentAttestSchema,
  intentProposeSchema,
  snapshotAttestSchema,
  type EnvelopeBody,
} from '#protocol/envelopeBody.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { RelayAnswer } from '#protocol/relay.ts'
import { asQuorateError, wireError } from '#chat/commands/wireError.ts'
import { fundParams, refusals, refusedSchema, type GatewayApp, type RouteParts } from './routeTools.ts'
import { readSigned, signatureHeaders } from './signedRequest.ts'
import { wireStatus } from './wireStatus.ts'

const answerSchema = z.object({
  status: z.int(),
  detail: z.string(),
  attestedWeight: z.int().optional(),
  thresholdWeight: z.int().optional(),
  totalWeight: z.int().optional(),
  finalized: z.boolean().optional(),
  mode: z.enum(['OFFCHAIN', 'ONCHAIN']).optional().describe('where claims of this fund are finalized'),
})
const answers = {
  ...refusals,
  200: answerSchema.describe('finalized'),
  202: answerSchema.describe('taken; not yet at its threshold'),
  403: z.union([answerSchema, refusedSchema]).describe('not one of the set'),
  404: z.union([answerSchema, refusedSchema]),
  409: z.union([answerSchema, refusedSchema]).describe('a duplicate, or over'),
}
const signedBy = z.object({
  [signatureHeaders.signer]: z.string().describe('address of the bot'),
  [signatureHeaders.timestamp]: z.string().describe('Unix seconds, within 300 s of this clock'),
  [signatureHeaders.nonce]: z
    .string()
    .describe('a whole decimal number, used once; repeated with the same request it gets the same answer'),
  [signatureHeaders.signature]: z
    .string()
    .describe('EIP-712 signature of Request(audience, method, target, bodyHash, timestamp, nonce)'),
})

const posts: readonly (readonly [EnvelopeBody['type'], z.ZodType, string])[] = [
  ['claim.submit', claimSubmitSchema, 'A crawler submits a claim'],
  ['claim.attest', claimAttestSchema, 'A verifier gives its verdict on a claim'],
  ['snapshot.attest', snapshotAttestSchema, 'A verifier gives its verdict on a round’s snapshot'],
  ['intent.propose', intentProposeSchema, 'The strategy proposes a trade'],
  ['intent.attest', intentAttestSchema, 'A verifier gives its verdict on a trade'],
  ['execution.report', executionReportSchema, 'The executor reports what became of a trade'],
]
/** Attestations that one request may carry: a full set's, several times over. */
const batchMax = 128

/** POST of each envelope, and of many attestations at once. */
export function relayRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  const fundNamed = (fundId: string): FundConfig => {
    const fund = gateway.funds().find((one) => one.fundId === fundId)
    if (fund === undefined) throw new QuorateError('UNKNOWN_FUND', { fundId })
    return fund
  }
  for (const [type, body, summary] of posts) {
    const { target } = envelopeRoute(type, ':fundId')
    app.route({
      method: 'POST',
      url: target,
      config: { allow: 'signed' },
      schema: { tags: ['bots'], summary, params: fundParams, headers: signedBy, body, response: answers },
      handler: async (request, reply) => {
        const { fundId } = request.params
        const fund = fundNamed(fundId)
        const { received } = request
        const answer = await gateway.admit(fundId, { ...readSigned(request, fund, received), body: received })
        return reply.code(answer.status).send(told(answer, fund))
      },
    })
  }
  app.route({
    method: 'POST',
    url: `${envelopeRoute('intent.attest', ':fundId').target}/batch`,
    config: { allow: 'signed' },
    schema: {
      tags: ['bots'],
      summary: 'Carries verdicts on trades that others signed',
      description: 'Each item is a whole envelope, signed for POST …/intents/attestations. Each is judged by itself.',
      params: fundParams,
      body: z.object({ items: z.array(envelopeSchema).min(1).max(batchMax) }),
      response: { ...refusals, 200: batchSchema.describe('all were taken'), 207: batchSchema.describe('some were not') },
    },
    handler: async (request, reply) => {
      const { fundId } = request.params
      const fund = fundNamed(fundId)
      // as they came: that is what was signed
      const { items } = request.received as { readonly items: readonly unknown[] }
      const results = await Promise.all(
        request.body.items.map(async (envelope, index) => {
          try {
            if (envelope.body.type !== 'intent.attest')
              throw new QuorateError('ENVELOPE_REFUSED', { problem: `${envelope.body.type} does not belong here` })
            return told(await gateway.admit(fundId, items[index]), fund)
          } catch (error) {
            return { status: wireStatus(asQuorateError(error)), ...wireError(error) }
          }
        }),
      )
      return reply.code(results.every(({ status }) => status < 300) ? 200 : 207).send({ results })
    },
  })
}

const batchSchema = z.object({ results: z.array(z.union([answerSchema, refusedSchema.extend({ status: z.int() })])) })

const told = (answer: RelayAnswer, fund: FundConfig): z.input<typeof answerSchema> => ({ ...answer, mode: fund.claimMode })
