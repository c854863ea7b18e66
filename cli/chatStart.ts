// The chats of one instance: who is who there, what comes in from them, and the messengers that are configured.
import type { Command } from '#chat/commands/command.ts'
import { AskedOnce } from '#chat/commands/askedOnce.ts'
import { ChatDesk } from '#chat/chatDesk.ts'
import { Seal } from '#chat/seal.ts'
import type { MessengerPath } from '#gateway/gatewayParts.ts'
import { wireStatus } from '#gateway/wireStatus.ts'
import { ChartPictures } from './chartPictures.ts'
import { chatKeyOf } from './chatKeyOf.ts'
import type { LaterHands } from './chatHands.ts'
import type { CommandGround } from './commandGround.ts'
import type { InstanceFolders } from './instance.ts'
import { messengersHere } from './messengersHere.ts'
import type { Settings } from './settings.ts'
import type { ComposedSwarm } from './swarm.ts'

/** What is started for the messengers. */
export interface RunningChat {
  /** Paths that messengers deliver to. */
  readonly paths: readonly MessengerPath[]
  close(): Promise<void>
}

export interface ChatStart {
  readonly settings: Settings
  readonly environment: NodeJS.ProcessEnv
  readonly folders: InstanceFolders
  readonly commands: readonly Command[]
  readonly context: CommandGround
  /** What pictures show. */
  readonly swarm: Pick<ComposedSwarm, 'roles' | 'past'>
  /** What errands and cards of this and of earlier runs go through. */
  readonly hands: LaterHands
  /** Tells who operates it what went wrong. */
  readonly note: (problem: string) => void
}

/** Begins to hear. @throws SETTINGS_INVALID where a messenger's secret is missing */
export function startChat({ settings, environment, folders, commands, context, swarm, hands, note }: ChatStart): RunningChat {
  const closing = new AbortController()
  const seal = new Seal(chatKeyOf(environment, folders))
  const here = messengersHere({ settings, environment, folders, seal, note })
  const { messengers, ceilingOf } = here
  const talk = {
    commands: commands.filter(({ streams }) => !streams),
    context,
    once: new AskedOnce(context.host, wireStatus),
    closing: closing.signal,
  }
  const pictures = new ChartPictures({ ...swarm, note })
  const desk = new ChatDesk({ talk, seal, ceilingOf, messengers, pictures })
  hands.give(desk, messengers)
  const paths = here.hear(desk)
  return {
    paths,
    async close() {
      closing.abort()
      pictures.close()
      await here.close()
    },
  }
}
