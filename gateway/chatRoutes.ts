// Talking to the swarm: a line in, an answer or a question out. The same commands, permissions and records as everywhere.
import type { z } from 'zod'
import { said } from '#chat/conversation/talk.ts'
import { replySchema, saidSchema } from '#chat/conversation/replySchema.ts'
import { QuorateError } from '#protocol/errors.ts'
import { randomUUID } from 'node:crypto'
import { askerIn, mayStill } from './allowedStill.ts'
import { idempotencyHeaders } from './commandRoutes.ts'
import { refusals, type GatewayApp, type RouteParts } from './routeTools.ts'

/** Columns of a table in a reply. */
const replyWidth = 100

/** POST of what is said. */
export function chatRoutes(app: GatewayApp, { gateway, once, closing }: RouteParts): void {
  const commands = gateway.commands.filter(({ streams }) => !streams)
  app.route({
    method: 'POST',
    url: '/api/v1/chat',
    config: { allow: 'chat.talk' },
    schema: {
      tags: ['commands'],
      operationId: 'say',
      summary: 'Say something: a command as one types it, or the answer to a question',
      description:
        'What is missing is asked for, one thing after another; what cannot be taken back wants a yes. A question waits, also over a restart, until it is answered, given up with `cancel`, or a quarter of an hour old. A refusal of what was said is an answer too (`kind: refused`).',
      headers: idempotencyHeaders,
      body: saidSchema,
      response: { ...refusals, 200: replySchema },
    },
    handler: async ({ caller, body, headers }) => {
      const asker = askerIn(caller)
      if (asker === undefined) throw new QuorateError('NOT_PERMITTED', { command: 'POST /api/v1/chat', permission: 'viewer' })
      const reply = await said(
        {
          asker,
          line: body.line,
          ...(body.revision === undefined ? {} : { revision: body.revision }),
          delivery: headers['idempotency-key'] ?? randomUUID(),
          where: `api ${asker.principal} ${body.conversation}`,
          surface: 'api',
          prefix: '',
          width: replyWidth,
        },
        {
          commands,
          context: gateway.context,
          once,
          closing,
          isStillAllowed: (permission, fundId) => mayStill(gateway.host, caller, permission, fundId),
        },
      )
      return reply as z.output<typeof replySchema>
    },
  })
}
