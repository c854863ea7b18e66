// What one picture shows: what was sent to a messenger, as it was sent, and where people see it.
import { z } from 'zod'

/** In Slack: a message of a channel with its thread, an answer that one person sees, the bot's home, a window. */
export interface SlackScene {
  readonly messenger: 'slack'
  readonly where: 'channel' | 'private' | 'home' | 'window'
  /** Messages and views as the Web API took them. */
  readonly shown: unknown
  /** Of the thread, the oldest first. */
  readonly replies: readonly unknown[]
}

/** In Discord: a message of a channel with its thread, an answer that one person sees, a form. */
export interface DiscordScene {
  readonly messenger: 'discord'
  readonly where: 'channel' | 'private' | 'window'
  /** Messages and forms as Discord took them. */
  readonly shown: unknown
  readonly replies: readonly unknown[]
  /** What the thread is called, or what was typed. */
  readonly title: string
}
export type ChatScene = SlackScene | DiscordScene

const text = z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() })
const option = z.object({ text, value: z.string() })
const element = z.discriminatedUnion('type', [
  z.object({ type: z.literal('button'), text, style: z.enum(['primary', 'danger']).optional() }),
  z.object({ type: z.literal('external_select'), placeholder: text.optional() }),
  z.object({ type: z.literal('static_select'), options: z.array(option), initial_option: option.optional() }),
  z.object({ type: z.literal('checkboxes'), options: z.array(option), initial_options: z.array(option).optional() }),
  z.object({ type: z.literal('plain_text_input'), initial_value: z.string().optional() }),
  z.object({ type: z.literal('number_input'), initial_value: z.string().optional() }),
])
const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('header'), text }),
  z.object({ type: z.literal('section'), text: text.optional(), fields: z.array(text).optional() }),
  z.object({ type: z.literal('actions'), elements: z.array(element) }),
  z.object({ type: z.literal('context'), elements: z.array(text) }),
  z.object({ type: z.literal('divider') }),
  z.object({ type: z.literal('input'), label: text, hint: text.optional(), optional: z.boolean().optional(), element }),
])
/** As much of Block Kit as Quorate sends; anything else is not drawn, but refused. */
export type SlackBlock = z.output<typeof block>
export type SlackElement = z.output<typeof element>
export type SlackText = z.output<typeof text>

/** A message of Slack; one that was looked up carries when it was posted. */
export const slackMessageSchema = z.object({ blocks: z.array(block), ts: z.string().optional() })
/** A window or a home. */
export const slackViewSchema = z.object({
  blocks: z.array(block),
  title: text.optional(),
  submit: text.optional(),
  close: text.optional(),
})

const button = z.object({ type: z.literal(2), style: z.int().min(1).max(5), label: z.string() })
/** A message of Discord: embeds and rows of buttons. */
export const discordMessageSchema = z.object({
  id: z.string(),
  embeds: z.array(
    z.object({
      title: z.string(),
      color: z.int(),
      description: z.string().optional(),
      fields: z.array(z.object({ name: z.string(), value: z.string(), inline: z.boolean() })).optional(),
      footer: z.object({ text: z.string() }).optional(),
      // not drawn, so not left out in silence either
      image: z.never().optional(),
    }),
  ),
  components: z.array(z.object({ type: z.literal(1), components: z.array(button) })),
})
export type DiscordMessage = z.output<typeof discordMessageSchema>

/** A form of Discord: labels with a field each. */
export const discordFormSchema = z.object({
  title: z.string(),
  components: z.array(
    z.object({
      type: z.literal(18),
      label: z.string(),
      description: z.string().optional(),
      component: z.object({
        type: z.union([z.literal(3), z.literal(4)]),
        required: z.boolean(),
        value: z.string().optional(),
        options: z.array(z.object({ label: z.string(), default: z.boolean().optional() })).optional(),
      }),
    }),
  ),
})
