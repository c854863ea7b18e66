// Discord, put together: one messenger for what goes out, and one of two ways for what comes in, with the same desk behind
// both. Over the gateway the daemon calls Discord; over HTTP Discord calls the daemon.
import { z } from 'zod'
import type { ChatDoor, Messenger } from '#chat/messenger.ts'
import { Acknowledgements } from './acknowledgements.ts'
import { discordMessenger } from './discordMessenger.ts'
import { discordCode, discordCodes, discordRest, type DiscordRest } from './discordRest.ts'
import type { DiscordSettings } from './discordSettings.ts'
import { openConnection, type GatewayConnection } from './gatewayConnection.ts'
import type { Interaction } from './incoming.ts'
import { InteractionDesk } from './interactionDesk.ts'
import { interactionMount, type DiscordMount } from './interactionListener.ts'
import { takeMessage } from './messageDesk.ts'
import { Questions } from './questions.ts'

export interface DiscordParts {
  readonly settings: DiscordSettings
  /** of the bot, from the environment */
  readonly token: string
  /** Tells who operates it what went wrong; never with a token. */
  readonly note: (problem: string) => void
  /** ms since 1970 */
  readonly now: () => number
  /** How long a delivery may take before the person is told that the swarm is slow. */
  readonly takeWithinMs?: number
}

/** Discord as the swarm sees it. */
export interface DiscordApp {
  /** There from the beginning, so that what waits to be sent can be sent while nothing is heard yet. */
  readonly messenger: Messenger
  readonly rest: DiscordRest
  /**
   * Begins to hear. What it returns is to be mounted by the gateway; none in gateway mode, whose connection opens by itself.
   */
  hear(door: ChatDoor): { readonly mounts: readonly DiscordMount[]; readonly ready: Promise<void> }
  close(): Promise<void>
}

/** Neither connects nor listens before it is told to hear. */
export function discordApp({ settings, token, note, now, takeWithinMs }: DiscordParts): DiscordApp {
  const rest = discordRest(settings, token)
  const acknowledgements = new Acknowledgements()
  const questions = new Questions()
  const messenger = discordMessenger({ rest, acknowledgements, questions, now })
  const open: GatewayConnection[] = []
  return {
    messenger,
    rest,
    hear(door) {
      const bound = takeWithinMs === undefined ? {} : { takeWithinMs }
      const desk = new InteractionDesk({ settings, door, questions, note, ...bound })
      if (settings.mode === 'http')
        return { mounts: [interactionMount({ settings, desk, acknowledgements, note, now })], ready: Promise.resolve() }
      const answered = new Set<string>()
      const connection = openConnection({
        settings,
        token,
        note,
        onInteraction: (interaction) => {
          answerOnce({ rest, desk, acknowledgements, note, answered }, interaction).catch((error: unknown) =>
            note(`an interaction of Discord was not answered: ${String(error)}`),
          )
        },
        onMessage: (message, about) => {
          takeMessage({ settings, desk, messenger, note }, message, about).catch((error: unknown) =>
            note(`a message of Discord was not taken: ${String(error)}`),
          )
        },
      })
      open.push(connection)
      return { mounts: [], ready: connection.ready }
    },
    async close() {
      await Promise.all(open.map((connection) => connection.close()))
      rest.close()
    },
  }
}

interface AnswerParts {
  readonly rest: DiscordRest
  readonly desk: InteractionDesk
  readonly acknowledgements: Acknowledgements
  readonly note: (problem: string) => void
  /** Interactions that are being answered: one that is delivered again meanwhile is answered by the first. */
  readonly answered: Set<string>
}

/** Over the gateway an interaction is answered by a request of its own. */
async function answerOnce(
  { rest, desk, acknowledgements, note, answered }: AnswerParts,
  interaction: Interaction,
): Promise<void> {
  const { id, token } = interaction
  if (answered.has(id)) return
  answered.add(id)
  const acknowledged = acknowledgements.begin(id)
  try {
    const body = await desk.answer(interaction)
    const route = `/interactions/${id}/${encodeURIComponent(token)}/callback` as const
    await rest.ask({ method: 'POST', route, body, answer: z.unknown(), proof: 'none' })
  } catch (error) {
    // it was answered before the connection broke, or is too old: then its result comes as a message
    const code = discordCode(error)
    if (code !== discordCodes.alreadyAcknowledged && code !== discordCodes.unknownInteraction)
      note(`an interaction of Discord was not acknowledged: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    answered.delete(id)
    acknowledged()
  }
}
