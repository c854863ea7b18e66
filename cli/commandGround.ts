// What commands of the daemon stand on, whoever asks for them.
import type { CommandContext, SignInDesk } from '#chat/commands/commandContext.ts'
import { LinkCodes } from '#chat/linkCode.ts'
import type { LocalHost } from '#runtime/localHost.ts'
import { chatKeyOf } from './chatKeyOf.ts'
import { chainDesk } from './chainDesk.ts'
import type { RunningChain } from './chainStart.ts'
import type { InstanceFolders } from './instance.ts'
import { runningInstance } from './runningInstance.ts'
import type { ComposedSwarm } from './swarm.ts'

/** Everything but who asks, what they may and the signal, which belong to one request. */
export type CommandGround = Omit<CommandContext, 'signal' | 'who' | 'person' | 'isStillAllowed'>

/** @throws SETTINGS_INVALID for a chat key that can be guessed */
export function commandGround(given: {
  readonly host: LocalHost
  readonly swarm: ComposedSwarm
  readonly chain: RunningChain
  readonly folders: InstanceFolders
  readonly environment: NodeJS.ProcessEnv
  readonly signIn: SignInDesk
  readonly startedAt: Date
  readonly stop: AbortController
}): CommandGround {
  const { host, swarm, chain, folders, environment, signIn, startedAt, stop } = given
  return {
    host,
    repairs: host,
    funds: swarm.desk,
    github: swarm.github,
    chain: chainDesk(chain),
    clock: { now: () => new Date() },
    signIn,
    links: new LinkCodes(chatKeyOf(environment, folders), Date.now),
    instance: runningInstance(folders, startedAt),
    compact: () => host.compact(),
    requestStop: () => stop.abort(),
  }
}
