import type { QuorateError } from '#protocol/errors.ts'
import type { Clock } from './clock.ts'
import type { Compaction } from './compaction.ts'
import type { Alert } from './core.ts'
import type { Disk } from './disk.ts'
import type { BotDefinition, EffectBinding, Host, HostFigures, Repairs } from './host.ts'

/** What a local host is made of. `directory` is the instance's `storage` folder. */
export interface LocalHostParts {
  readonly directory: string
  readonly bots: readonly BotDefinition[]
  readonly effects: readonly EffectBinding[]
  readonly clock?: Clock
  readonly disk?: Disk
  /** A segment of the journal is closed at this size. Default 64 MiB. */
  readonly segmentBytes?: number
  /** External events that may wait for one bot. */
  readonly mailboxBound?: number
  /** Told of each sync of the journal: how long it took with its write, and how many records it made durable. Must not throw. */
  readonly onSynced?: (tookMs: number, records: number) => void
  /** Told what an operator should know; must not throw. */
  readonly onAlert?: (alert: Alert) => void
  /** Told once when the journal can no longer be written; the process should end. Default: the alert alone. */
  readonly onStopped?: (error: QuorateError) => void
}

/** A host with what a person may do to failed bots. */
export interface LocalHostFace extends Host, Repairs {
  /** Writes a base segment now; it also happens by itself when enough segments are closed. */
  compact(): Promise<Compaction>
  /** How it is doing, in numbers. */
  figures(): HostFigures
  /** Was the end of the journal torn? Then who acts on the world should look at it before acting again. */
  readonly tailWasCut: boolean
  /** Number of this start of the daemon, counted in the journal. */
  readonly incarnation: number
}
