// The command table over HTTP: the same rows, the same words, the same handlers as the command line's. What changes
// something is asked once: sent again with the same Idempotency-Key it is answered the same, and done no second time.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { argumentList } from '#chat/commands/argumentList.ts'
import type { Answered } from '#chat/commands/askedOnce.ts'
import { onlyAnswer, type Command } from '#chat/commands/command.ts'
import { fundNamedIn } from '#chat/commands/permittedCommands.ts'
import { plainStyle } from '#chat/commands/style.ts'
import type { CommandContext } from '#chat/commands/commandContext.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { Host } from '#runtime/host.ts'
import { commandSees, mayStill } from './allowedStill.ts'
import type { Caller } from './caller.ts'
import { asStated, fundOf, refusals, refused, type refusedSchema, type GatewayApp, type RouteParts } from './routeTools.ts'

const keyHeader = 'idempotency-key'
/** Of every request that changes something. */
export const idempotencyHeaders = z.object({
  [keyHeader]: z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/)
    .optional()
    .describe(
      'Your name for this request, at most 128 visible ASCII characters: sent again with the same one it is answered the same (`Idempotent-Replayed: true`) and done no second time, also after a restart.',
    ),
})

/** What a command answers, under a name in the document; it is told as it is, not read once more. */
function answerOf({ name, result }: Command): z.ZodType {
  if (result === undefined) throw new Error(`command ${name} has no schema of its result`)
  const known = namedResults.get(result)
  if (known !== undefined) return known
  const hasName = z.globalRegistry.get(result)?.id !== undefined
  const description = 'What the command answers, as `--json` prints it on the command line.'
  const made = asStated(hasName ? result : result.meta({ id: `${wordsOf(name)}Result`, description }))
  namedResults.set(result, made)
  return made
}
/** Of every gateway of the process: a name is given once. */
const namedResults = new WeakMap<z.ZodType, z.ZodType>()
const wordsOf = (name: string): string => name.split('.').map(capital).join('')
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)

/** POST of each command that answers once. */
export function commandRoutes(app: GatewayApp, parts: RouteParts): void {
  for (const command of parts.gateway.commands) if (!command.streams) commandRoute(app, parts, command)
  app.route({
    method: 'GET',
    url: '/api/v1/commands',
    config: { allow: 'me.read' },
    schema: {
      tags: ['commands'],
      operationId: 'listCommands',
      summary: 'Help: the commands that the caller may ask for',
      description:
        'Asked with `Accept: text/plain`, a command answers what the command line prints; a refusal is JSON all the same.',
      response: {
        ...refusals,
        200: z.object({ commands: z.array(helpSchema) }).describe('In the order of the command line’s help.'),
      },
    },
    handler: ({ caller }) => ({
      commands: parts.gateway.commands
        .filter((command) => !command.streams && commandSees(caller, command))
        .map((command) => ({
          name: command.name,
          also: [...command.also],
          summary: command.summary,
          help: command.help,
          permission: command.permission,
          asks: command.confirm !== undefined,
          arguments: argumentList(command).map(({ choices, preset, ...rest }) => ({
            ...rest,
            choices: choices === null ? null : [...choices],
            preset: preset ?? null,
          })),
          examples: command.examples.map(({ type, does }) => ({ type, does })),
        })),
    }),
  })
}

/** Columns of an answer as text: a terminal's, and what fits beside a console's list. */
const textWidth = 100
type Refused = z.output<typeof refusedSchema>

const helpSchema = z.object({
  name: z.string().describe('POST /api/v1/commands/{name}'),
  also: z.array(z.string()).describe('what people type for it as well, with spaces'),
  summary: z.string(),
  help: z.string(),
  permission: z.string().describe('the role that it needs'),
  asks: z.boolean().describe('does a person have to say yes before it is done?'),
  arguments: z
    .array(
      z.object({
        name: z.string(),
        positional: z.boolean().describe('on a command line it is typed without its name'),
        required: z.boolean(),
        kind: z.enum(['text', 'texts', 'number', 'numbers', 'flag']).describe('texts and numbers: several'),
        choices: z.array(z.string()).nullable(),
        preset: z.union([z.string(), z.number(), z.boolean()]).nullable(),
        says: z.string(),
      }),
    )
    .describe('in the order in which they are typed'),
  examples: z.array(z.object({ type: z.string().describe('as it is typed on the command line'), does: z.string() })),
})

function commandRoute(app: GatewayApp, parts: RouteParts, command: Command): void {
  const { gateway, closing } = parts
  const { name, permission } = command
  app.route({
    method: 'POST',
    url: `/api/v1/commands/${name}`,
    config: { allow: { command: name, role: permission } },
    schema: {
      tags: ['commands'],
      operationId: `command${wordsOf(name)}`,
      summary: command.summary,
      description: command.help,
      headers: idempotencyHeaders,
      body: command.args,
      response: {
        ...refusals,
        200: answerOf(command),
        410: refused('Its time is up, or the journal does not reach back that far; the code says which.'),
        412: refused('It has changed since it was looked at (`APPROVAL_STALE`).'),
        422: refused('The `Idempotency-Key` was used for another request (`IDEMPOTENCY_MISMATCH`).'),
      },
    },
    handler: async (request, reply) => {
      const { caller, body } = request
      const tell = (result: unknown): FastifyReply =>
        request.headers.accept === 'text/plain'
          ? reply.type('text/plain; charset=utf-8').send(command.render(result, plainStyle(textWidth)))
          : reply.send(result)
      // as it came: the command reads it with the same schema, and what that has made of it once it would not know again
      const { received: args = {} } = request
      const named = fundNamedIn(command, body)
      // of a fund of somebody else nothing is said, not even that it may not be asked
      if (named !== undefined) fundOf(gateway, request, named)
      if (!commandSees(caller, command) || (named === undefined && seesSome(caller) && command.ofCaller !== true))
        throw new QuorateError('NOT_PERMITTED', { command: name, permission: `${permission} of every fund` })
      if (permission === 'viewer') {
        const context = { ...gateway.context, ...askerOf(gateway.host, caller) }
        const signal = AbortSignal.any([goneOf(reply), closing])
        return tell(await onlyAnswer(command, args, { ...context, signal }))
      }
      const answer = await answerOnce(parts, request, command, args)
      if (answer.repeated) void reply.header('idempotent-replayed', 'true')
      return answer.status === 200 ? tell(answer.body) : reply.code(answer.status as 409).send(answer.body as Refused)
    },
  })
}

/** Aborts when the asker leaves before it is answered. */
function goneOf({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort()
  })
  return gone.signal
}

/** Asks a command that changes something, once for each Idempotency-Key: it is done, also when the asker is gone. */
export function answerOnce(
  { gateway, once, closing }: RouteParts,
  { caller, headers }: Pick<FastifyRequest, 'caller' | 'headers'>,
  command: Command,
  args: unknown,
): Promise<Answered> {
  const asker = askerOf(gateway.host, caller)
  const key = headers[keyHeader]
  const asked = {
    principal: asker.who,
    surface: 'api',
    what: command.name,
    args,
    key: typeof key === 'string' ? key : undefined,
    kept: command.kept,
    onlyBots: command.onlyBots,
  } as const
  return once.answer(asked, (requestId) =>
    onlyAnswer(command, args, { ...gateway.context, ...asker, requestId, signal: closing }),
  )
}

/** Only some of the funds: what names none is about all of them. */
const seesSome = (caller: Caller): boolean => caller.kind === 'key' && caller.funds !== 'all'

/** Who asks, as a command is told of them. */
export const askerOf = (host: Host, caller: Caller): Pick<CommandContext, 'who' | 'person' | 'isStillAllowed'> => ({
  who: caller.kind === 'nobody' ? '' : caller.principal,
  person: caller.kind === 'nobody' ? null : caller.person,
  isStillAllowed: (permission, fundId) => mayStill(host, caller, permission, fundId),
})
