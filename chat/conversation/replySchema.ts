// A reply as it goes over the wire.
import { z } from 'zod'
import { pictureShownSchema } from '#protocol/pictureShown.ts'
import type { Reply } from './reply.ts'

export const replySchema = z
  .object({
    kind: z
      .enum(['done', 'refused', 'asks', 'sure', 'said'])
      .describe(
        'done: a command answered; refused: the line or its command was refused; asks, sure: an answer is waited for; said: words only',
      ),
    command: z.string().nullable().describe('wire name of the command that it is about'),
    text: z.string().describe('for people; lines, without colours'),
    note: z
      .string()
      .describe(
        'of a question that was put before: that it waits still, or made room for this one; the text ends with it. Empty: none',
      ),
    result: z.unknown().describe('what the command answered, as `--json` prints it; null where it answered nothing'),
    picture: pictureShownSchema.nullable().describe('what a picture beside it would show; null: there is none'),
    error: z
      .object({
        code: z.string(),
        message: z.string(),
        hint: z.string(),
        retryable: z.boolean(),
        details: z.record(z.string(), z.unknown()),
      })
      .nullable(),
    choices: z
      .array(z.object({ value: z.string().describe('what to say'), label: z.string() }))
      .describe('what may be answered; none: anything, or nothing is asked'),
    conversation: z.object({
      id: z.string(),
      revision: z.int().describe('an answer to this question names it'),
    }),
  })
  .meta({ id: 'Reply', description: 'What something that was said is answered with.' })

/** A line that is said. */
export const saidSchema = z
  .strictObject({
    line: z.string().max(4_000).describe('a command with its arguments, or the answer to a question, as a person types it'),
    conversation: z
      .string()
      .regex(/^[\w.:-]{1,64}$/)
      .default('main')
      .describe('your name for what is being talked about: a question and its answer have the same one'),
    revision: z.int().min(1).optional().describe('of the question that this answers; another one is refused (`QUESTION_OVER`)'),
  })
  .meta({ id: 'Said', description: 'A line that is said in a conversation.' })

/** @throws INTERNAL-like zod errors for what no daemon of this program answers */
export const readReply = (body: unknown): Reply => replySchema.parse(body)
