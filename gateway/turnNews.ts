// What listeners are told of a committed turn: enough to change a bot's line and to draw its new state, and no context.
import { z } from 'zod'
import { readableState } from '#chat/commands/figures.ts'
import { turnCauseSchema, turnStatusSchema } from '#chat/commands/runtimeShapes.ts'
import type { CommittedTurn } from '#runtime/host.ts'
import { fundOfContext, seesBotOf } from './botFund.ts'
import { waitsSchema } from './botList.ts'
import type { Caller } from './caller.ts'
import type { Listener } from './eventFeed.ts'

/** In the document. */
export const turnNewsName = 'TurnNews'
export const turnNewsSchema = z
  .object({
    seq: z.int(),
    at: z.string().describe('ISO 8601'),
    actor: z.string().describe('address of the bot'),
    role: z.string(),
    fundId: z.string().nullable().describe('the fund that it belongs to; null: the swarm as a whole'),
    event: z.string().describe('type of the event that it took'),
    cause: turnCauseSchema,
    from: z.string().nullable().describe('its state before, for people; null: it began'),
    to: z.string().describe('its state after, for people'),
    value: z.unknown().describe('its state after, as XState writes it'),
    status: turnStatusSchema,
    restarts: z.int().describe('how often it began again from its input'),
    messages: z.array(z.object({ to: z.string(), event: z.string() })).describe('what it told other bots'),
    starts: z.array(z.string()).describe('addresses of bots that it started'),
    facts: z.array(z.object({ type: z.string() })).describe('what it stated'),
    effects: z.array(z.string()).describe('ports that it asked'),
    waits: waitsSchema,
  })
  .meta({ id: turnNewsName, description: 'A committed turn in one line: `data` of an event `turn`.' })
/** A committed turn in one line. */
export type TurnNews = z.output<typeof turnNewsSchema>

/** How a listener is told of turns: of those of bots that are there for its caller, each in one text. */
export const textsOfTurns =
  (caller: Caller): Listener['texts'] =>
  (turn, afterFact) => {
    const fundId = fundOfTurn(turn)
    return afterFact < 0 && seesBotOf(caller, fundId) ? [textOf(turnNews(turn, fundId))] : []
  }

/** A turn as it is told to who may see its bot. */
export function turnNews(turn: Omit<CommittedTurn, 'snapshot'>, fundId: string | null): TurnNews {
  const { seq, at, actor, event, cause, from, to, status, incarnation, messages, starts, facts, effects, waits } = turn
  return {
    seq,
    at,
    actor,
    role: actor.slice(0, actor.indexOf(':')),
    fundId,
    event: event.type,
    cause,
    from: from === null ? null : readableState(from),
    to: readableState(to),
    value: to,
    status,
    restarts: Math.max(0, incarnation - 1),
    messages: messages.map((one) => ({ to: one.to, event: one.event.type })),
    starts: starts.map((one) => one.to),
    facts: facts.map(({ type }) => ({ type })),
    effects: effects.map(({ port }) => port),
    waits,
  }
}

/** A snapshot has its context under this name. */
function fundOfTurn({ snapshot }: CommittedTurn): string | null {
  return typeof snapshot === 'object' && snapshot !== null && 'context' in snapshot
    ? fundOfContext(snapshot['context'] ?? null)
    : null
}

const textOf = (news: TurnNews): string => `id: ${news.seq}\nevent: turn\ndata: ${JSON.stringify(news)}\n\n`
