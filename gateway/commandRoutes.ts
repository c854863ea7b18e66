// The command table over HTTP: the same rows, the same words, the same handlers as the command line's.
import { z } from 'zod'
import { QuorateError } from '#protocol/errors.ts'
import { commandSees, fundNamedIn } from './permittedCommands.ts'
import type { Caller } from './caller.ts'
import { fundOf, refusals, type GatewayApp, type RouteParts } from './routeTools.ts'

/** POST of each command that answers once. */
export function commandRoutes(app: GatewayApp, { gateway, closing }: RouteParts): void {
  for (const command of gateway.commands) {
    if (command.streams) continue
    app.route({
      method: 'POST',
      url: `/api/v1/commands/${command.name}`,
      config: { allow: { role: command.permission } },
      schema: {
        tags: ['commands'],
        summary: command.summary,
        description: command.help,
        body: command.args,
        response: { ...refusals, 200: z.unknown().describe('what the command answers, as `--json` prints it') },
      },
      handler: async (request) => {
        const { caller } = request
        const { permission, name } = command
        const named = fundNamedIn(command, request.body)
        // of a fund of somebody else nothing is said, not even that it may not be asked
        if (named !== undefined) fundOf(gateway, request, named)
        if (!commandSees(caller, command) || (named === undefined && seesSome(caller)))
          throw new QuorateError('NOT_PERMITTED', { command: name, permission: `${permission} of every fund` })
        const gone = new AbortController()
        request.raw.once('close', () => gone.abort())
        const signal = AbortSignal.any([gone.signal, closing])
        const who = caller.kind === 'nobody' ? '' : caller.principal
        for await (const result of command.answer(request.body, { ...gateway.context, who, signal })) return result
        throw new Error(`command ${command.name} answered nothing`)
      },
    })
  }
}

/** Only some of the funds: what names none is about all of them. */
const seesSome = (caller: Caller): boolean => caller.kind === 'key' && caller.funds !== 'all'
