// What a conversation's bot is told: what something that was said came to.
import { z } from 'zod'

/** A command's name and what is known of its arguments, as they were typed. */
const about = {
  /** wire name */
  command: z.string().max(64),
  args: z.record(z.string().max(64), z.json()),
}
/** What something that was said came to. */
export const conversationStepSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ask'),
    ...about,
    /** the argument that is asked for; `inputs.<name>` for one of those that only the command's work knows of */
    slot: z.string().max(128),
    /** how it is asked for */
    says: z.string().max(1_000),
    /** of what the command's work asked for: what may stand for it; null: anything */
    choices: z.array(z.string().max(256)).max(100).nullable(),
    /** what was put before the person, in that order: a pressed one is the one that they saw */
    offered: z.array(z.strictObject({ value: z.string().max(256), label: z.string().max(256) })).max(10),
  }),
  z.strictObject({ kind: z.literal('sure'), ...about, /** what would be done */ says: z.string().max(4_000) }),
  /** `aside`: beside a question, which goes on waiting */
  z.strictObject({ kind: z.literal('do'), ...about, aside: z.literal(true).exactOptional() }),
  /** what waited is given up; `says`: which question that was, for people */
  z.strictObject({ kind: z.literal('drop'), says: z.string().max(400).exactOptional() }),
])
export type ConversationStep = z.output<typeof conversationStepSchema>

/** @param revision the one that the step follows from */
export const conversationHeardSchema = z.strictObject({
  type: z.literal('conversation.heard'),
  delivery: z.string().min(1).max(300),
  revision: z.int().min(1),
  step: conversationStepSchema,
})
/** An event of the conversation's bot. */
export type ConversationHeard = z.output<typeof conversationHeardSchema>
