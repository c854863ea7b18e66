// What waits for people, and what they decide. A decision is asked once: sent again with the same Idempotency-Key it is
// answered the same. The commands of the table do it; here they have paths of their own.
import { z } from 'zod'
import { approvalApproveCommand, approvalDecidedSchema, approvalRejectCommand } from '#chat/commands/approvals.ts'
import {
  approvalLineSchema,
  approvalLines,
  approvalStates,
  approvalWords,
  type ApprovalLine,
} from '#chat/commands/approvalView.ts'
import { nameBook } from '#chat/commands/nameBook.ts'
import { approvalIdOf, approvalIdSchema, approvalProofOf, approvalProofSchema, decisionReasonSchema } from '#protocol/approval.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { hashSchema } from '#protocol/hash.ts'
import { seesFund } from './caller.ts'
import { answerOnce, idempotencyHeaders } from './commandRoutes.ts'
import { policyRoutes } from './policyRoutes.ts'
import { fundOf, fundParams, refusals, refusedSchema, type GatewayApp, type RouteParts } from './routeTools.ts'
import { seenApproval } from './seenApproval.ts'

const approvalRow = approvalLineSchema
  .extend({ words: z.string().describe('what is to be approved, for people') })
  .meta({ id: 'ApprovalRow', description: 'One approval, and what it is about in words.' })
const idParams = z.object({ id: approvalIdSchema.describe('of the approval, from GET /api/v1/approvals') })
const decisionBody = z.strictObject({
  revision: z.int().min(1).describe('the one that you looked at'),
  reason: decisionReasonSchema.default('').describe('why, in your words; it is kept with your decision'),
})
/** GET of approvals, POST of decisions. */
export function approvalRoutes(app: GatewayApp, parts: RouteParts): void {
  readRoutes(app, parts)
  policyRoutes(app, parts)
  for (const command of [approvalApproveCommand, approvalRejectCommand]) {
    const verdict = command.name.slice('approval.'.length)
    app.route({
      method: 'POST',
      url: `/api/v1/approvals/:id/${verdict}`,
      config: { allow: 'approvals.decide' },
      schema: {
        tags: ['approvals'],
        summary: command.summary,
        description: command.help,
        params: idParams,
        headers: idempotencyHeaders,
        body: decisionBody,
        response: {
          ...refusals,
          200: approvalDecidedSchema,
          403: refusedSchema.describe('not an approver, or the one who asked for it'),
          409: refusedSchema.describe('decided already, and by whom'),
          410: refusedSchema.describe('its time is up'),
          412: refusedSchema.describe('it has changed since you looked: another revision'),
          422: refusedSchema.describe('the key was used for another request'),
        },
      },
      handler: async (request, reply) => {
        const { fundId } = seenApproval(parts.gateway, request.caller, request.params.id)
        const args = { id: request.params.id, ...request.body, fund: fundId }
        const answer = await answerOnce(parts, request, command, args)
        if (answer.repeated) void reply.header('idempotent-replayed', 'true')
        return reply.code(answer.status as 200).send(answer.body as z.output<typeof approvalDecidedSchema>)
      },
    })
  }
}

const copyOf = (line: ApprovalLine): Omit<z.input<typeof approvalRow>, 'words'> => ({
  ...line,
  barred: [...line.barred],
  approvers: line.approvers === null ? null : [...line.approvers],
  votes: [...line.votes],
})

function readRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  const rows = async (lines: readonly ApprovalLine[]): Promise<z.input<typeof approvalRow>[]> => {
    const names = nameBook(await gateway.context.funds.list())
    return lines.map((line) => ({ ...copyOf(line), words: approvalWords(line, names) }))
  }
  app.route({
    method: 'GET',
    url: '/api/v1/approvals',
    config: { allow: 'approvals.read' },
    schema: {
      tags: ['approvals'],
      summary: 'What waits for people, and what they decided; those that wait first',
      querystring: z.object({
        state: z.enum(approvalStates).optional().describe('only those in this state'),
        fund: fundIdSchema.optional().describe('only those of this fund'),
        limit: z.coerce.number().int().min(1).max(200).default(50).describe('how many at most'),
      }),
      response: { ...refusals, 200: z.object({ approvals: z.array(approvalRow) }) },
    },
    handler: async ({ caller, query }) => {
      const seen = new Set(gateway.funds().flatMap((fund) => (seesFund(caller, fund) ? [fund.fundId] : [])))
      const found = approvalLines(gateway.host).filter(
        (line) =>
          seen.has(line.fundId) &&
          (query.fund === undefined || line.fundId === query.fund) &&
          (query.state === undefined || line.state === query.state),
      )
      return { approvals: await rows(found.slice(0, query.limit)) }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/approvals/:id',
    config: { allow: 'approvals.read' },
    schema: {
      tags: ['approvals'],
      summary: 'One approval',
      params: idParams,
      response: { ...refusals, 200: approvalRow },
    },
    handler: async ({ caller, params }) => {
      const [row] = await rows([seenApproval(gateway, caller, params.id)])
      if (row === undefined) throw new QuorateError('UNKNOWN_APPROVAL', { id: params.id })
      return row
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/funds/:fundId/intents/:intentHash/approval',
    config: { allow: 'funds.read' },
    schema: {
      tags: ['approvals'],
      summary: 'People’s approval of a trade, as an executor has to find it',
      params: fundParams.extend({ intentHash: hashSchema }),
      response: { ...refusals, 200: approvalProofSchema },
    },
    handler: (request) => {
      const { fundId } = fundOf(gateway, request, request.params.fundId)
      const id = approvalIdOf(request.params.intentHash)
      const proof = approvalProofOf(gateway.host.view(`approval:${id}`))
      if (proof === null || proof.fundId !== fundId) throw new QuorateError('UNKNOWN_APPROVAL', { id })
      return proof
    },
  })
}
