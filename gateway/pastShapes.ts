// The past on the wire: turns, moments, and what-ifs.
import { z } from 'zod'
import { turnLineSchema } from '#chat/commands/turnLine.ts'
import { turnStatusSchema } from '#chat/commands/runtimeShapes.ts'
import { fundIdSchema } from '#protocol/fund.ts'
import { turnNewsSchema } from './turnNews.ts'

const seq = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const state = {
  value: z.unknown().describe('the state, as XState writes it'),
  context: z.unknown(),
  status: turnStatusSchema,
  output: z.unknown().optional().describe('of a bot that has finished with one'),
}
const taken = z
  .array(z.string())
  .describe('transitions of its chart, in their order: `<source>#<event>#<n>` as `getChart` names them')

/** A turn in one line, with what a chart shows of it. */
export const turnRowSchema = turnLineSchema
  .extend({ value: z.unknown().describe('the state after it, as XState writes it'), taken })
  .meta({ id: 'TurnRow', description: 'A turn in one line.' })

/** A page of a bot's turns. */
export const botTurnsSchema = z
  .object({
    turns: z.array(turnRowSchema).describe('oldest first'),
    more: z.boolean().describe('may there be more on the side that was asked for?'),
    next: z
      .int()
      .nullable()
      .describe(
        'where the next page goes on, as `after` where that was given, else as `before`; there may be one also when this one is not full: one page reads 32 MB. null at the end',
      ),
    earliest: z.int().describe('the first sequence number that the journal holds'),
  })
  .meta({ id: 'BotTurns', description: 'A page of a bot’s turns.' })

const pageEnd = botTurnsSchema.pick({ next: true, earliest: true }).shape
/** A page of the turns of all bots. */
export const swarmTurnsSchema = z
  .object({
    turns: z.array(turnNewsSchema).describe('oldest first'),
    ...pageEnd,
    through: z.int().describe('the last record of the journal, as of this page'),
  })
  .meta({ id: 'SwarmTurns', description: 'A page of the turns of all bots that are there for the caller.' })

/** Whose a found turn is. */
const foundTurnSchema = turnLineSchema
  .extend({ fundId: z.string().nullable().describe('the fund of its bot; null: the swarm as a whole') })
  .meta({ id: 'FoundTurn', description: 'A turn that was sought.' })

const waiting = z.array(z.object({ id: z.string(), port: z.string(), kind: z.enum(['read', 'act']), input: z.unknown() }))
const effects = waiting.describe('asked for and not answered')
const late = waiting.describe('acts whose state was left before they answered: their results still come')

const differences = z.array(z.object({ path: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }))

/** A bot at a moment. */
export const momentSchema = z
  .object({
    address: z.string(),
    seq: z.int().describe('the moment: as asked for, or the last record where that is still to come'),
    since: z.int().describe('the bot’s last turn up to then'),
    at: z.string().describe('ISO 8601, of that turn'),
    previous: z.int().nullable().describe('the turn before it; null: there is none, or it is not held any more'),
    incarnation: z.int(),
    version: z.int().describe('of its role'),
    ...state,
    turn: turnRowSchema
      .nullable()
      .describe('null: its record is not held any more, and the state is as the journal’s base has it'),
    event: z.looseObject({ type: z.string() }).nullable().describe('what the turn took, whole'),
    differences: differences
      .nullable()
      .describe(
        'what the turn changed, such as `context.cash`, at most 100; without `before` it is new, without `after` gone. null: what was before is not held any more',
      ),
    timers: z.array(z.object({ id: z.string(), dueAt: z.string() })),
    effects,
    late,
  })
  .meta({ id: 'Moment', description: 'A bot as it stood at a moment of the journal.' })

const type = z.string().min(1).max(128)
/** What a search of the journal asks for. */
export const searchSchema = z.object({
  fund: fundIdSchema.optional().describe('only turns of this fund’s bots'),
  bot: z
    .string()
    .max(256)
    .regex(/^[^:]+:.+$/, 'expected an address such as fund:main')
    .optional()
    .describe('only turns of this bot, such as `fund:main`'),
  event: type.optional().describe('only turns that took this event; with `*` at its end, whatever begins so'),
  fact: type.optional().describe('only turns that stated this fact; with `*` at its end, whatever begins so'),
  text: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe('only turns with this text in what came in or went out; small letters or large'),
  before: seq.optional().describe('only turns before this sequence number: `next` of the page before'),
  after: z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().describe('only turns after this sequence number'),
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('rows of a page'),
})
/** What a search found. */
export const turnsFoundSchema = z
  .object({
    turns: z.array(foundTurnSchema).describe('newest first'),
    next: z
      .int()
      .nullable()
      .describe(
        '`before` of the next page, which there may be also when this one is not full: one search reads 32 MB; null at the end',
      ),
    from: z.int().describe('all turns from here on were looked at'),
    through: z.int().describe('the last record of the journal, as of this search'),
  })
  .meta({ id: 'TurnsFound', description: 'A page of a journal search.' })

const failure = z
  .strictObject({
    code: z.string().min(1).max(64).default('EFFECT_FAILED'),
    message: z.string().max(4_096).default('it failed, as it was told'),
    retryable: z.boolean().default(false),
    details: z.record(z.string(), z.unknown()).exactOptional(),
  })
  .describe('as the bot is told of it, when no attempt is left')
const effect = z.string().min(1).max(512).describe('its `id` in the moment before')
/** One step of a what-if. */
export const stepSchema = z.union([
  z
    .strictObject({
      event: z.looseObject({ type: z.string().max(128) }),
      from: z
        .string()
        .max(256)
        .regex(/^[^:]+:.+$/, 'expected an address such as fund:main')
        .exactOptional()
        .describe('the bot that tells it; absent: it comes from outside, and must be one that the role takes'),
    })
    .describe('an event'),
  z.strictObject({ effect, output: z.unknown() }).describe('an effect that is waited for gives its result'),
  z.strictObject({ effect, error: failure }).describe('an effect that is waited for fails'),
  z
    .strictObject({ timer: z.string().min(1).max(512).describe('its `id` in the moment before') })
    .describe('a timer fires; the time is what it waited for'),
])
/** What is tried. */
export const whatIfBody = z
  .strictObject({
    seq: z.int().min(1).describe('the moment to begin at: a sequence number of the journal'),
    steps: z.array(stepSchema).max(100).describe('all of them, each time: nothing is kept from one request to the next'),
  })
  .meta({ id: 'WhatIfQuestion', description: 'A moment of a bot, and what is tried from there on.' })

const tried = z
  .object({
    ...state,
    differences: differences.describe('what the step changed, such as `context.cash`, at most 100; of the beginning nothing'),
    event: z.looseObject({ type: z.string() }).nullable().describe('what its machine was given; null at the beginning'),
    elapsedMs: z.number().describe('since the moment: only timers make time pass'),
    effects,
    late,
    timers: z.array(z.object({ id: z.string(), afterMs: z.number() })).describe('the next one first'),
    messages: z
      .array(z.object({ to: z.string(), event: z.looseObject({ type: z.string() }) }))
      .describe('what it would tell whom'),
    starts: z.array(z.object({ to: z.string(), input: z.unknown() })).describe('bots that it would start'),
    stops: z.array(z.string()).describe('bots that it would stop'),
    replies: z.array(z.unknown()).describe('what it would answer whoever asked'),
    facts: z.array(z.object({ type: z.string(), data: z.record(z.string(), z.unknown()) })).describe('what it would state'),
    taken,
  })
  .meta({ id: 'TriedMoment', description: 'A bot as it would stand after a step, and what the step would have sent.' })
/** What came of it. */
export const whatIfSchema = z
  .object({
    start: tried,
    moments: z.array(tried).describe('one for each step that was taken'),
    refused: z
      .object({
        step: z.int().describe('from 0'),
        code: z.string(),
        message: z.string(),
        hint: z.string().describe('the next thing to do, for people'),
      })
      .nullable()
      .describe('the step that ended it: the bot would not take it, or its turn would have failed'),
  })
  .meta({ id: 'WhatIf', description: 'What a bot would do. Nothing of it happened.' })
