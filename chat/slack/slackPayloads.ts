// What Slack sends, as far as it is read here. Its signature or its socket says that it is Slack's; these say that it is
// what its documents say. What they do not name is not looked at.
import { z } from 'zod'

const id = z.string().min(1).max(40)
const stamp = z.string().regex(/^\d{1,16}\.\d{1,6}$/)

/** The envelope of an event (docs.slack.dev, Events API). */
export const eventSchema = z.object({
  event_id: z.string().min(1).max(100),
  team_id: id,
  authorizations: z
    .array(z.object({ team_id: id.nullish(), user_id: id.nullish(), is_bot: z.boolean().nullish() }))
    .optional()
    .catch(undefined),
})

/** A mention, or a message in direct messages. */
export const messageEventSchema = z.object({
  type: z.enum(['message', 'app_mention']),
  user: id.optional(),
  /** the workspace that the person is of, where a channel is shared with others */
  user_team: id.nullish(),
  bot_id: z.string().nullish(),
  subtype: z.string().optional(),
  hidden: z.boolean().optional(),
  text: z.string().default(''),
  channel: id,
  channel_type: z.string().optional(),
  ts: stamp,
  thread_ts: stamp.optional(),
  edited: z.unknown().optional(),
  files: z.array(z.object({ name: z.string().nullish() })).default([]),
  attachments: z.array(z.object({ title: z.string().nullish(), fallback: z.string().nullish() })).default([]),
})
export type MessageEvent = z.output<typeof messageEventSchema>

export const homeOpenedSchema = z.object({ user: id, tab: z.string().optional() })

export const tokensRevokedSchema = z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }).default({ bot: [] }) })

/** A slash command. */
export const commandSchema = z.object({
  text: z.string().default(''),
  team_id: id,
  channel_id: id,
  user_id: id,
  response_url: z.string(),
  trigger_id: z.string().min(1).max(200),
})
export type CommandPayload = z.output<typeof commandSchema>

const personSchema = z.object({ id, team_id: id.nullish() })
const teamSchema = z.object({ id }).nullish()

/** Something pressed or chosen. */
export const actionsSchema = z.object({
  team: teamSchema,
  user: personSchema,
  channel: z.object({ id }).optional(),
  container: z.object({ type: z.string(), is_ephemeral: z.boolean().optional(), thread_ts: stamp.optional() }),
  message: z.object({ thread_ts: stamp.optional() }).optional(),
  response_url: z.string().optional(),
  trigger_id: z.string().min(1).max(200),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        value: z.string().max(2_000).optional(),
        selected_option: z.object({ value: z.string().max(150) }).nullish(),
      }),
    )
    .min(1),
})
export type ActionsPayload = z.output<typeof actionsSchema>

/** What stands in one field of a form. */
export const fieldStateSchema = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).optional(),
})

/** A form that was sent off. */
export const submissionSchema = z.object({
  team: teamSchema,
  user: personSchema,
  view: z.object({
    id: z.string().min(1).max(100),
    callback_id: z.string(),
    private_metadata: z.string().max(3_000),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), fieldStateSchema)) }),
  }),
})
export type Submission = z.output<typeof submissionSchema>

/** Somebody types into a field that is looked up. */
export const optionsSchema = z.object({
  team: teamSchema,
  user: personSchema,
  action_id: z.string(),
  block_id: z.string(),
  value: z.string().max(500).default(''),
  view: z.object({ private_metadata: z.string().max(3_000) }).optional(),
})
export type OptionsPayload = z.output<typeof optionsSchema>

/** Who did it, and where they are of: a channel may be shared with people of another workspace. */
export const homesOf = (payload: Pick<ActionsPayload, 'team' | 'user'>): readonly string[] => [
  teamOf(payload),
  payload.user.team_id ?? teamOf(payload),
]

/** Slack names the workspace of a deed where it was done, or else where its person is at home. */
export const teamOf = ({ team, user }: Pick<ActionsPayload, 'team' | 'user'>): string => team?.id ?? user.team_id ?? ''
