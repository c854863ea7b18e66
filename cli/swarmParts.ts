// What the bots of one instance are put together from.
import type { ChatHands } from '#actors/world.ts'
import type { Host } from '#runtime/host.ts'
import type { RunningChain } from './chainStart.ts'
import type { InstanceFolders } from './instance.ts'
import type { Settings } from './settings.ts'

/** The parts; everything is there before the first bot, except the host. */
export interface SwarmParts {
  readonly settings: Settings
  readonly chain: RunningChain
  readonly folders: InstanceFolders
  readonly environment: NodeJS.ProcessEnv
  /** Looked at only by effects, which run after the host began. */
  readonly host: () => Host
  /** What came in from messengers goes through these. */
  readonly chat: ChatHands
  /** Told what takes a moment. */
  readonly step: (text: string) => void
}
