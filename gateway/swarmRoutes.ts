// The swarm as a picture's data: every bot in one line, one bot whole, and what it takes from outside.
import { z } from 'zod'
import { argumentsGiven, commandsOfEvent } from '#chat/commands/eventCommands.ts'
import { botViewSchema } from '#chat/commands/runtimeShapes.ts'
import { QuorateError } from '#protocol/errors.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import type { Address } from '#runtime/authoring.ts'
import type { BotView } from '#runtime/host.ts'
import { fundOfContext, seesBotOf } from './botFund.ts'
import { waitsSchema } from './botList.ts'
import { botsThen } from './botsThen.ts'
import type { Caller } from './caller.ts'
import type { GatewayParts } from './gatewayParts.ts'
import { commandSees } from './allowedStill.ts'
import { fundOf, refusals, truncated, type GatewayApp, type RouteParts } from './routeTools.ts'

/** Who may look at bots. */
export const lookingAtBots = { allow: 'bots.read' } as const
/** `/bots/{address}/…` */
export const botParams = z.object({
  address: z
    .string()
    .max(256)
    .regex(/^[^:]+:.+$/, 'expected an address such as fund:main')
    .describe('of the bot, such as `fund:main`, percent-encoded'),
})

const fundId = z.string().nullable().describe('the fund that it belongs to; null: the swarm as a whole')
const botLineSchema = z
  .object({
    address: z.string(),
    role: z.string(),
    fundId,
    status: botViewSchema.shape.status,
    state: z.string().describe('its state for people: `running.idle`, parallel regions as `a.x + b.y`'),
    seq: z.int().describe('of its last turn'),
    at: z.string().describe('ISO 8601, of its last turn'),
    parent: z.string().nullable(),
    queued: z.int().nullable().describe('events that wait for their turn; null of a moment in the past'),
    restarts: z.int().describe('how often it began again from its input'),
    waits: waitsSchema,
  })
  .meta({ id: 'BotLine', description: 'A bot in one line.' })
const acceptedSchema = z
  .object({
    type: z.string(),
    enabled: z.boolean().describe('has its state a transition for it? A guard may still say no'),
    schema: z.record(z.string(), z.unknown()).describe('JSON Schema of the whole event'),
    commands: z
      .array(z.string())
      .describe(
        'those of the caller’s commands that tell it; none: it comes from bots, clocks or the daemon, or the caller may not',
      ),
    given: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .describe('arguments of those commands that the bot itself stands for, such as its fund or its id'),
  })
  .meta({ id: 'AcceptedEvent', description: 'An event that a bot’s role takes from outside.' })
const wholeBotSchema = botViewSchema
  .extend({ fundId, accepts: z.array(acceptedSchema) })
  .meta({ id: 'Bot', description: 'A bot at this moment, and what it takes from outside.' })

const listQuery = z.object({
  role: z.string().min(1).max(64).optional().describe('only bots of this role'),
  fund: fundIdSchema.optional().describe('only bots of this fund'),
  state: z.string().min(1).max(256).optional().describe('only bots in this state, or below it, or of this status'),
  q: z.string().min(1).max(128).optional().describe('only bots whose address or state has this text'),
  all: z.enum(['true', 'false']).default('false').describe('finished and stopped bots too'),
  at: z.coerce
    .number()
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('as they stood at this moment, a sequence number of the journal; absent, or still to come: now'),
  cursor: z.string().max(256).optional().describe('`next` of the page before'),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000).describe('rows of a page'),
})
const botListSchema = z.object({
  bots: z.array(botLineSchema),
  next: z.string().nullable().describe('the cursor of the next page; null at the end'),
  through: z.int().describe('journal sequence that the page stands for: turns after it are news'),
  earliest: z.int().nullable().describe('with `at`: the first moment that can be told'),
})

/** GET of bots. */
export function swarmRoutes(app: GatewayApp, { gateway, bots }: RouteParts): void {
  app.route({
    method: 'GET',
    url: '/api/v1/bots',
    config: lookingAtBots,
    schema: {
      tags: ['swarm'],
      operationId: 'listSwarm',
      summary: 'The bots that are there for the caller, by address',
      querystring: listQuery,
      response: {
        ...refusals,
        200: botListSchema,
        410: truncated,
      },
    },
    handler: (request) => {
      const { all, at, ...query } = request.query
      const wanted = { ...query, all: all === 'true' }
      if (wanted.fund !== undefined) fundOf(gateway, request, wanted.fund)
      return at === undefined ? bots.page(request.caller, wanted) : botsThen(gateway, { caller: request.caller, at, wanted })
    },
  })
  app.route({
    method: 'GET',
    url: '/api/v1/bots/:address',
    config: lookingAtBots,
    schema: {
      tags: ['swarm'],
      operationId: 'getSwarmBot',
      summary: 'One bot: its state, its context, what it waits for and what it takes from outside',
      params: botParams,
      response: { ...refusals, 200: wholeBotSchema },
    },
    handler: ({ caller, params }) => {
      const view = botOf(gateway, caller, params.address)
      const { timers, effects, ...rest } = view
      return {
        ...rest,
        timers: [...timers],
        effects: [...effects],
        fundId: fundOfContext(view.context),
        accepts: gateway.roles.accepts(view.role, view.value).map(({ type, enabled, schema }) => ({
          type,
          enabled: enabled && view.status === 'active',
          schema,
          commands: commandsFor(gateway, caller, type),
          given: argumentsGiven(type, view, fundOfContext(view.context)),
        })),
      }
    },
  })
}

/** A bot, as far as it is there for the caller. @throws UNKNOWN_BOT */
export function botOf(gateway: GatewayParts, caller: Caller, address: string): BotView {
  const view = gateway.host.view(address as Address) // whatever is none is not found
  if (view === undefined || !seesBotOf(caller, fundOfContext(view.context))) throw new QuorateError('UNKNOWN_BOT', { address })
  return view
}

const commandsFor = ({ commands }: GatewayParts, caller: Caller, type: string): string[] =>
  commandsOfEvent(type).filter((name) => commands.some((one) => one.name === name && commandSees(caller, one)))
