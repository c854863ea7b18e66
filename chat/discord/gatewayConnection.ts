// A connection to Discord's gateway by discord.js, which resumes it when it breaks. What comes over it is read as it came, by
// the same shapes as over HTTP; it is opened again for as long as it takes, however long Discord is away.
import {
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  Options,
  SimpleShardingStrategy,
  type ClientOptions,
} from 'discord.js'
import type { DiscordSettings } from './discordSettings.ts'
import { interactionSchema, messageSchema, type IncomingMessage, type Interaction } from './incoming.ts'
import { openedAgainMs } from './limits.ts'

/**
 * Servers for their channels and threads; messages for mentions and what is written to the bot. The text of these two comes
 * without the intent for the content of all messages, which has to be asked for.
 */
const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages]

/** Of the shards, not the one of the same name that a client has. */
type ShardManager = Parameters<NonNullable<NonNullable<ClientOptions['ws']>['buildStrategy']>>[0]

export interface ConnectionParts {
  readonly settings: Pick<DiscordSettings, 'apiUrl'>
  readonly token: string
  readonly onInteraction: (interaction: Interaction) => void
  /** @param parent the channel of the thread that it was written in; `me` is the bot's id */
  readonly onMessage: (message: IncomingMessage, about: { readonly parent: string | undefined; readonly me: string }) => void
  readonly note: (problem: string) => void
}

export interface GatewayConnection {
  /** When Discord has said that it is ready; never throws. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

/** Opens it, and opens it again until it is closed. */
export function openConnection(parts: ConnectionParts): GatewayConnection {
  const { promise: ready, resolve } = Promise.withResolvers<void>()
  const closing = new AbortController()
  let client = newClient(parts, resolve, closing.signal)
  const open = async (): Promise<void> => {
    for (let attempt = 0; !closing.signal.aborted; attempt += 1) {
      try {
        await client.login(parts.token)
        return
      } catch (error) {
        if (closing.signal.aborted) return
        parts.note(`Discord's gateway was not reached: ${error instanceof Error ? error.message : String(error)}`)
        await waited(openedAgainMs[Math.min(attempt, openedAgainMs.length - 1)] ?? 0, closing.signal)
        // what failed to log in is destroyed
        client = newClient(parts, resolve, closing.signal)
      }
    }
  }
  const opened = open()
  return {
    ready,
    async close() {
      closing.abort()
      await client.destroy()
      await opened
    },
  }
}

function newClient(parts: ConnectionParts, isReady: () => void, closed: AbortSignal): Client {
  const client = new Client({
    intents,
    rest: { api: parts.settings.apiUrl },
    ws: { buildStrategy: (manager) => stoppable(manager, closed) },
    // nothing is read from what it remembers but channels
    makeCache: Options.cacheWithLimits({ MessageManager: 0, PresenceManager: 0, ReactionManager: 0, GuildMemberManager: 0 }),
  })
  shield(client, parts.note)
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (packet: unknown) => {
    const read = interactionSchema.safeParse(packet)
    if (read.success) parts.onInteraction(read.data)
    else parts.note('Discord sent an interaction that is not as it documents')
  })
  client.ws.on(GatewayDispatchEvents.MessageCreate, (packet: unknown) => {
    const read = messageSchema.safeParse(packet)
    const me = client.user?.id
    if (!read.success || me === undefined) return
    const channel = client.channels.cache.get(read.data.channel_id)
    const parent = channel?.isThread() === true ? (channel.parentId ?? undefined) : undefined
    parts.onMessage(read.data, { parent, me })
  })
  client.on(Events.ClientReady, isReady)
  client.on(Events.Error, (error) => parts.note(`Discord's gateway: ${error.message}`))
  client.on(Events.ShardError, (error) => parts.note(`Discord's gateway: ${error.message}`))
  client.on(Events.ShardDisconnect, ({ code }) =>
    parts.note(`Discord's gateway closed for good (${code}): look at the token and the intents, then start again`),
  )
  return client
}

/**
 * What has broken comes again half a second later, whether it was closed meanwhile or not. It asks for its session before, which
 * it is not given then.
 */
function stoppable(manager: ShardManager, closed: AbortSignal): SimpleShardingStrategy {
  const { options } = manager
  const { retrieveSessionInfo } = options
  options.retrieveSessionInfo = (shard) => (closed.aborted ? Promise.withResolvers<null>().promise : retrieveSessionInfo(shard))
  return new SimpleShardingStrategy(manager)
}

/**
 * What discord.js makes of a packet for itself is not read here, and throws where Discord adds what it does not know yet. It
 * would do so in a promise that nobody waits for, which ends a process.
 */
function shield(client: Client, note: (problem: string) => void): void {
  // it has the method, but no types for it
  const ws = client.ws as unknown as { handlePacket(...packet: readonly unknown[]): boolean }
  const handle = ws.handlePacket.bind(ws)
  ws.handlePacket = (...packet) => {
    try {
      return handle(...packet)
    } catch (error) {
      note(`discord.js could not read a packet of Discord: ${error instanceof Error ? error.message : String(error)}`)
      return false
    }
  }
}

async function waited(ms: number, until: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, ms)
  until.addEventListener('abort', () => resolve(), { once: true })
  await promise
  clearTimeout(timer)
}
