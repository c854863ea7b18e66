// What the gateway asks of the past: bots at moments, turns that are sought, and what a bot would have done. The journal and
// the machines are not the gateway's to reach; the composition root binds this.
import type { z } from 'zod'
import type { Address } from '#runtime/authoring.ts'
import type { BotLine } from './botList.ts'
import type { Caller } from './caller.ts'
import type {
  botTurnsSchema,
  momentSchema,
  searchSchema,
  stepSchema,
  swarmTurnsSchema,
  turnsFoundSchema,
  whatIfSchema,
} from './pastShapes.ts'

export type Moment = z.output<typeof momentSchema>
export type BotTurns = z.output<typeof botTurnsSchema>
export type SwarmTurns = z.output<typeof swarmTurnsSchema>
/** A bot of a moment, as far as the journal up to then tells it. */
export type BotThenLine = Omit<BotLine, 'parent' | 'queued'>
/** Part of a run of turns: the newest before a moment, or the first after one. */
export interface TurnsWanted {
  readonly before?: number | undefined
  readonly after?: number | undefined
  readonly limit: number
}
export type TurnsSought = z.output<typeof searchSchema>
export type TurnsFound = z.output<typeof turnsFoundSchema>
export type WhatIfStep = z.output<typeof stepSchema>
export type WhatIf = z.output<typeof whatIfSchema>

/** Answers beside the daemon's own work. @throws BUSY, JOURNAL_SLOW, SHUTTING_DOWN, JOURNAL_CORRUPT of each */
export interface PastDesk {
  /** A bot as it stood after its last turn up to a sequence number. @throws UNKNOWN_BOT, JOURNAL_TRUNCATED */
  moment(address: Address, seq: number): Promise<Moment>
  /** The newest turns of a bot, those before a moment, or the first after one. */
  turns(address: Address, page: TurnsWanted): Promise<BotTurns>
  /** The same of all bots that are there for the caller. @throws JOURNAL_TRUNCATED */
  swarmTurns(caller: Caller, page: TurnsWanted & { readonly fund?: string | undefined }): Promise<SwarmTurns>
  /** Every bot as it stood at a sequence number, by address; whoever may see which is the asker's to judge. @throws JOURNAL_TRUNCATED */
  bots(seq: number): Promise<{ readonly bots: readonly BotThenLine[]; readonly seq: number; readonly earliest: number }>
  /** Turns of the bots that are there for the caller, newest first. @throws JOURNAL_TRUNCATED */
  search(caller: Caller, search: TurnsSought): Promise<TurnsFound>
  /** What a bot would do from a moment on. Nothing of it is kept. @throws UNKNOWN_BOT, JOURNAL_TRUNCATED, SNAPSHOT_VERSION */
  whatIf(address: Address, seq: number, steps: readonly WhatIfStep[]): Promise<WhatIf>
}
