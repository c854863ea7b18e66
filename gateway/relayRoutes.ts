// Where bots that live elsewhere say what they have to say: one envelope a request, signed for its method, path and body.
import { z } from 'zod'
import { envelopeRoute, envelopeSchema } from '#protocol/envelope.ts'
import { botRegisterSchema, botRetireSchema } from '#protocol/registration.ts'
import {
  claimAttestSchema,
  claimSubmitSchema,
  executionReportSchema,
  intentAttestSchema,
  intentProposeSchema,
  snapshotAttestSchema,
  envelopeScopes,
  type EnvelopeBody,
} from '#protocol/envelopeBody.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { FundConfig } from '#protocol/fund.ts'
import type { RelayAnswer } from '#protocol/relay.ts'
import { asQuorateError, wireError } from '#chat/commands/wireError.ts'
import { fundParams, refusals, refusedSchema, type GatewayApp, type RouteParts } from './routeTools.ts'
import { readSigned, signatureHeaders } from './signedRequest.ts'
import { wireStatus } from './wireStatus.ts'

const weight = z.int().min(0).optional()
const answerSchema = z
  .object({
    status: z.int().describe('as the HTTP status'),
    detail: z.string().describe('for people'),
    attestedWeight: weight.describe('weight of the verifiers that signed it'),
    thresholdWeight: weight.describe('weight that it needs'),
    totalWeight: weight.describe('weight of the whole set'),
    finalized: z.boolean().optional().describe('has it reached its threshold?'),
    botId: z.string().optional().describe('of a registration: its id within the fund'),
    mode: z.enum(['OFFCHAIN', 'ONCHAIN']).optional().describe('where claims of this fund are finalized'),
  })
  .meta({ id: 'RelayAnswer', description: 'What the relayer said to something signed.' })
/** From the relayer, or from the door before it. */
const either = z.union([answerSchema, refusedSchema])
const answers = {
  ...refusals,
  200: answerSchema.describe('Taken, and at its threshold: finalized.'),
  202: answerSchema.describe('Taken, and not yet at its threshold.'),
  403: either.describe('Signed well, by somebody who may not say this: not in the set, or not in this role.'),
  404: either.describe('There is no such fund, claim, snapshot or trade.'),
  409: either.describe('A duplicate, or late: what it is about is closed.'),
}
const signedBy = z.object({
  [signatureHeaders.signer]: z.string(),
  [signatureHeaders.timestamp]: z.string(),
  [signatureHeaders.nonce]: z.string(),
  [signatureHeaders.signature]: z.string(),
})

const posts: readonly (readonly [EnvelopeBody['type'], string, z.ZodType, string])[] = [
  ['claim.submit', 'submitClaim', claimSubmitSchema, 'A crawler submits a claim'],
  ['claim.attest', 'attestClaim', claimAttestSchema, 'A verifier gives its verdict on a claim'],
  ['snapshot.attest', 'attestSnapshot', snapshotAttestSchema, 'A verifier gives its verdict on a round’s snapshot'],
  ['intent.propose', 'proposeIntent', intentProposeSchema, 'The strategy proposes a trade'],
  ['intent.attest', 'attestIntent', intentAttestSchema, 'A verifier gives its verdict on a trade'],
  ['execution.report', 'reportExecution', executionReportSchema, 'The executor reports what became of a trade'],
  ['bot.register', 'registerBot', botRegisterSchema, 'A bot asks to take part, signed by the key that it would act with'],
  ['bot.retire', 'retireBot', botRetireSchema, 'A bot leaves, or takes its request back'],
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
  for (const [type, operationId, body, summary] of posts) {
    const { target } = envelopeRoute(type, ':fundId')
    app.route({
      method: 'POST',
      url: target,
      config: { allow: envelopeScopes[type] },
      schema: { tags: ['bots'], operationId, summary, params: fundParams, headers: signedBy, body, response: answers },
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
    config: { allow: 'intents.attest' },
    schema: {
      tags: ['bots'],
      operationId: 'attestIntents',
      summary: 'Carries verdicts on trades that others signed',
      description:
        'Each item is a whole envelope, signed for POST …/intents/attestations by its verifier. Each is judged by itself; this request carries no signature of its own.',
      params: fundParams,
      body: z.strictObject({ items: z.array(envelopeSchema).min(1).max(batchMax) }).meta({ id: 'EnvelopeBatch' }),
      response: {
        ...refusals,
        200: batchSchema.describe('All were taken.'),
        207: batchSchema.describe('Some were not: see the status of each.'),
      },
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

const refusedItem = refusedSchema
  .extend({ status: z.int().describe('as one request would have been answered') })
  .meta({ id: 'RefusedItem', description: 'One item that was refused.' })
const batchSchema = z
  .object({ results: z.array(z.union([answerSchema, refusedItem])).describe('in the order of the items') })
  .meta({ id: 'BatchAnswer', description: 'What became of each item.' })

const told = (answer: RelayAnswer, fund: FundConfig): z.input<typeof answerSchema> => ({ ...answer, mode: fund.claimMode })
