// The log of who asked for what and what came of it, over HTTP: read from the journal, where it is the log's bot that states it.
import { z } from 'zod'
import { auditEntrySchema } from '#protocol/audit.ts'
import { parseFact } from '#protocol/facts.ts'
import { searchSchema } from './pastShapes.ts'
import { refusals, truncated, type GatewayApp, type RouteParts } from './routeTools.ts'
import { botOf } from './swarmRoutes.ts'

const log = { bot: 'audit:log', fact: 'audit.entry' } as const
const { before, text, limit } = searchSchema.shape
const kinds = auditEntrySchema.options.map(({ shape }) => shape.kind.value)

const entrySchema = z
  .object({
    kind: z.enum(kinds).describe('asked for; settled or failed, with its code; or a step of an approval'),
    what: z.string().describe('a command such as `fund.pause`, or the action that is to be approved'),
    principal: z.string().describe('who; empty when the time of an approval was up'),
    digest: z.string().describe('of its arguments'),
    id: z.string().optional().describe('of the request: its bot is `request:{id}`'),
    surface: z.string().optional().describe('of a request: cli, api, console or chat'),
    code: z.string().optional().describe('of what settled or failed: OK, or what it was refused with'),
    tookMs: z.int().optional(),
    step: z.string().optional().describe('of an approval'),
    messenger: z.string().optional().describe('of an errand: slack or discord'),
    workspace: z.string().optional().describe('of an errand: where it came from'),
    user: z.string().optional().describe('of an errand: who, as the messenger calls them'),
    deed: z.string().optional().describe('of an errand: said, pressed or filled'),
    fundId: z.string().optional().describe('of an approval'),
    approvalId: z.string().optional(),
    person: z.string().optional().describe('of an approval: the person behind; empty when there is none'),
  })
  .meta({ id: 'AuditEntry', description: 'What was asked, or what came of it.' })
const lineSchema = z
  .object({
    seq: z.int().describe('of the turn that stated it'),
    at: z.string().describe('ISO 8601'),
    index: z.int().describe('its place in the log, from 0'),
    previous: z.string().describe('the head before it'),
    head: z.string().describe('the hash of `previous` and of the entry, as canonical JSON'),
    entry: entrySchema,
  })
  .meta({ id: 'AuditLine', description: 'One entry of the audit log, with its hashes.' })
const pageSchema = z
  .object({
    entries: z.array(lineSchema).describe('newest first'),
    next: z
      .int()
      .nullable()
      .describe('`before` of the next page, which there may be also when this one is not full; null at the end'),
    from: z.int().describe('all turns from here on were looked at'),
    through: z.int().describe('the last record of the journal, as of this page'),
  })
  .meta({ id: 'AuditPage', description: 'A page of the audit log.' })

/** GET of the audit log. */
export function auditRoutes(app: GatewayApp, { gateway }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/audit',
    config: { allow: 'audit.read' },
    schema: {
      tags: ['swarm'],
      operationId: 'listAudit',
      summary: 'Who asked for what, and what came of it, newest first; for who sees all funds',
      description:
        'Each entry stands on the hash of the one before; `POST /api/v1/commands/audit.verify` hashes them all again and looks for the heads that are on chain.',
      querystring: z.object({
        text: text.describe('only entries with this text: a principal, a command, a code; small letters or large'),
        before: before.describe('only entries stated before this sequence number: `next` of the page before'),
        limit,
      }),
      response: { ...refusals, 200: pageSchema, 410: truncated },
    },
    handler: async ({ caller, query }) => {
      // it tells of all funds: for whoever sees only some of them it is not there
      botOf(gateway, caller, log.bot)
      const { turns, ...found } = await gateway.past.search(caller, { ...query, ...log })
      const entries = turns.flatMap(({ seq, at, facts }) =>
        facts.toReversed().flatMap((stored) => {
          const fact = parseFact(stored)
          if (fact?.type !== 'audit.entry') return []
          const { index, previous, head, entry } = fact
          return [{ seq, at, index, previous, head, entry: { ...entry } }]
        }),
      )
      return { entries, ...found }
    },
  })
}
