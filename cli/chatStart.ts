// The chats of one instance: who is who there, what comes in from them, and the messengers that are configured.
import type { Command } from '#chat/commands/command.ts'
import type { CommandContext, LinkDesk } from '#chat/commands/commandContext.ts'
import { AskedOnce } from '#chat/commands/askedOnce.ts'
import { ChatDesk } from '#chat/chatDesk.ts'
import type { CeilingOf } from '#chat/identity.ts'
import type { Messenger, MessengerName } from '#chat/messenger.ts'
import { LinkCodes } from '#chat/linkCode.ts'
import { Seal } from '#chat/seal.ts'
import { wireStatus } from '#gateway/wireStatus.ts'
import { chatKeyOf } from './chatKeyOf.ts'
import type { LaterHands } from './chatHands.ts'
import type { InstanceFolders } from './instance.ts'

/** Codes of this instance. @throws SETTINGS_INVALID */
export const linksOf = (environment: NodeJS.ProcessEnv, folders: InstanceFolders): LinkDesk =>
  new LinkCodes(chatKeyOf(environment, folders), Date.now)

/** What is started for the messengers. */
export interface RunningChat {
  close(): Promise<void>
}

export interface ChatStart {
  readonly environment: NodeJS.ProcessEnv
  readonly folders: InstanceFolders
  readonly commands: readonly Command[]
  readonly context: Omit<CommandContext, 'signal' | 'who' | 'person' | 'isStillAllowed'>
  /** What errands of this and of earlier runs go through. */
  readonly hands: LaterHands
}

/** @throws what a messenger's settings are refused for */
export function startChat({ environment, folders, commands, context, hands }: ChatStart): RunningChat {
  const closing = new AbortController()
  const messengers: ReadonlyMap<MessengerName, Messenger> = new Map()
  // no workspace is listed: nobody there is anybody
  const ceilingOf: CeilingOf = () => undefined
  const talk = {
    commands: commands.filter(({ streams }) => !streams),
    context,
    once: new AskedOnce(context.host, wireStatus),
    closing: closing.signal,
  }
  hands.give(new ChatDesk({ talk, seal: new Seal(chatKeyOf(environment, folders)), ceilingOf, messengers }))
  return {
    async close() {
      closing.abort()
    },
  }
}
