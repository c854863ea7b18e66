// What people write: to the bot itself, or to the swarm by a mention. It is a delivery as an interaction is, and is answered
// below the message.
import { noWorkspace, type Messenger } from '#chat/messenger.ts'
import type { Card } from '#chat/cards/card.ts'
import { QuorateError } from '#protocol/errors.ts'
import type { DiscordSettings } from './discordSettings.ts'
import { placeAt, type IncomingMessage } from './incoming.ts'
import { isHeard, type InteractionDesk } from './interactionDesk.ts'
import { lineMost } from './limits.ts'
import { writeAddress } from './replyAddress.ts'

/** Of what people write themselves: a message, and a reply to one. */
const written = [0, 19]

export interface MessageDeskParts {
  readonly settings: Pick<DiscordSettings, 'guilds' | 'directMessages'>
  readonly desk: Pick<InteractionDesk, 'take'>
  readonly messenger: Pick<Messenger, 'answer'>
  readonly note: (problem: string) => void
}

/** What a message says to the swarm; undefined for what is not said to it. */
export function lineSaid(message: IncomingMessage, me: string): string | undefined {
  // what programs say is never a command: two bots would talk for ever
  if (message.author.bot === true || message.webhook_id !== undefined || !written.includes(message.type)) return undefined
  const mention = new RegExp(`<@!?${me}>`, 'g')
  if (message.guild_id !== undefined && !mention.test(message.content)) return undefined
  return message.content.replaceAll(mention, ' ').replaceAll(/\s+/g, ' ').trim().slice(0, lineMost) || 'help'
}

/** Takes what a message says, and says so if it could not. */
export async function takeMessage(
  parts: MessageDeskParts,
  message: IncomingMessage,
  about: { readonly parent: string | undefined; readonly me: string },
): Promise<void> {
  const line = lineSaid(message, about.me)
  const workspace = message.guild_id ?? noWorkspace
  // a server that is not heard is not answered either: whoever is in it could have the bot write there
  if (line === undefined || !isHeard(workspace, parts.settings)) return
  const replyTo = writeAddress({ to: 'message', channel: message.channel_id, message: message.id })
  const taken = await parts.desk.take({
    id: message.id,
    from: { messenger: 'discord', workspace, user: message.author.id },
    place: placeAt({ guild: message.guild_id, channel: message.channel_id, parent: about.parent }),
    deed: { kind: 'said', line },
    replyTo,
  })
  if (taken !== 'taken') await tell(parts, replyTo, taken)
}

async function tell({ messenger, note }: MessageDeskParts, replyTo: string, card: Card): Promise<void> {
  try {
    await messenger.answer(replyTo, card, true)
  } catch (error) {
    note(error instanceof QuorateError ? error.message : String(error))
  }
}
