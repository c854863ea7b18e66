// What Discord sends, as far as it is read here: interactions and messages, in the shapes that it documents
// (https://docs.discord.com/developers/interactions/receiving-and-responding, …/resources/message). Both modes read the same.
import { z } from 'zod'
import { noWorkspace, type MessengerUser, type Place } from '#chat/messenger.ts'
import { snowflakeSchema } from './discordSettings.ts'
import { customIdMost } from './limits.ts'

const userSchema = z.object({ id: snowflakeSchema, bot: z.boolean().optional() })
const channelSchema = z.object({ id: snowflakeSchema, type: z.int().optional(), parent_id: snowflakeSchema.nullish() })

const common = {
  id: snowflakeSchema,
  application_id: snowflakeSchema,
  token: z.string().regex(/^\S{1,1500}$/),
  guild_id: snowflakeSchema.optional(),
  channel_id: snowflakeSchema.optional(),
  channel: channelSchema.optional(),
  member: z.object({ user: userSchema }).optional(),
  user: userSchema.optional(),
}
const optionSchema = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  focused: z.boolean().optional(),
})
const commandSchema = z.object({ name: z.string(), options: z.array(optionSchema).default([]) })
const customIdSchema = z.string().min(1).max(customIdMost)

/** What stands on the message of a pressed button; only its labels are read, and only to be shown. */
const pressedRowsSchema = z
  .array(
    z.object({
      components: z
        .array(
          z.object({
            custom_id: z.string().optional(),
            label: z.string().optional(),
            options: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
          }),
        )
        .optional(),
    }),
  )
  .catch([])

/** A field of a form: in a label, or in a row of its own as older forms have it. */
const fieldSchema = z.object({ custom_id: z.string(), value: z.string().optional(), values: z.array(z.string()).optional() })
const filledSchema = z.object({ component: fieldSchema.optional(), components: z.array(fieldSchema).optional() })

export const interactionSchema = z.discriminatedUnion('type', [
  z.object({ ...common, type: z.literal(1) }),
  z.object({ ...common, type: z.literal(2), data: commandSchema }),
  z.object({
    ...common,
    type: z.literal(3),
    data: z.object({ custom_id: customIdSchema, values: z.array(z.string()).optional() }),
    message: z.object({ flags: z.int().optional(), components: pressedRowsSchema }),
  }),
  z.object({ ...common, type: z.literal(4), data: commandSchema }),
  z.object({
    ...common,
    type: z.literal(5),
    data: z.object({ custom_id: customIdSchema, components: z.array(filledSchema) }),
  }),
])
export type Interaction = z.infer<typeof interactionSchema>
export type InteractionOf<Type extends Interaction['type']> = Extract<Interaction, { type: Type }>

export const messageSchema = z.object({
  id: snowflakeSchema,
  type: z.int(),
  channel_id: snowflakeSchema,
  guild_id: snowflakeSchema.optional(),
  author: userSchema,
  content: z.string(),
  webhook_id: snowflakeSchema.optional(),
})
export type IncomingMessage = z.infer<typeof messageSchema>

/** Of announcements, public and private: threads are channels. */
const threadTypes: readonly (number | undefined)[] = [10, 11, 12]

/** Who did it, as Discord proved it; undefined where it names nobody. */
export function userOf({ guild_id: guild, member, user }: Interaction): MessengerUser | undefined {
  const id = (member?.user ?? user)?.id
  return id === undefined ? undefined : { messenger: 'discord', workspace: guild ?? noWorkspace, user: id }
}

/** Where it was done; undefined where Discord names no channel. */
export function placeOf({ guild_id: guild, channel, channel_id: id }: Interaction): Place | undefined {
  const at = channel?.id ?? id
  if (at === undefined) return undefined
  const parent = threadTypes.includes(channel?.type) ? channel?.parent_id : undefined
  return placeAt({ guild, channel: at, parent: parent ?? undefined })
}

/** @param at `parent`: the channel is a thread of this one */
export function placeAt(at: {
  readonly guild: string | undefined
  readonly channel: string
  readonly parent: string | undefined
}): Place {
  const { guild, channel, parent } = at
  const workspace = guild ?? noWorkspace
  return parent === undefined
    ? { messenger: 'discord', workspace, channel, thread: null }
    : { messenger: 'discord', workspace, channel: parent, thread: channel }
}
