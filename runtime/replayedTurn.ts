// What a replay says of each turn, and of all of them together.
import type { BotEvent, Json, TurnCause } from './host.ts'
import type { TurnRecord } from './records.ts'
import type { TurnResults } from './replayTurn.ts'

/** What the journal says and what the machine says now; `undefined` is nothing at that path. */
export interface Divergence {
  /** In the turn's record, for example `snapshot.context.cash`. */
  readonly path: string
  readonly journal: Json | undefined
  readonly machine: Json | undefined
}

/** One turn of the journal, or one event that failed, run again. */
export interface ReplayedTurn {
  readonly seq: number
  readonly at: string
  readonly kind: 'turn' | 'dead'
  readonly incarnation: number
  readonly version: number
  readonly cause: TurnCause
  readonly event: BotEvent
  readonly from: Json | null
  readonly to: Json | null
  readonly status: TurnRecord['snapshot']['status'] | 'failed'
  /** `notRun`: it was taken as it stands, and `note` says why. */
  readonly verdict: 'agrees' | 'differs' | 'notRun'
  /** The first is the one to look at; at most 100. */
  readonly differences: readonly Divergence[]
  readonly note?: string
  /** Its batch does not match its seal: some record of it was changed, perhaps this one. */
  readonly damage?: { readonly file: string; readonly offset: number; readonly problem: string }
  /** What the machine says now, where it ran; equal to the record's members byte for byte when nothing changed. */
  readonly results?: TurnResults
}

/** A replay as a whole. */
export interface ReplaySummary {
  readonly turns: number
  readonly agrees: number
  readonly notRun: number
  readonly divergences: number
  /** Turns whose batch does not match its seal. */
  readonly damaged: number
  /** The first turn that differs, at its first differing member. */
  readonly first: (Divergence & { readonly seq: number }) | null
}

/** Counts the turns of a replay. */
export class ReplayTally {
  #summary: ReplaySummary = { turns: 0, agrees: 0, notRun: 0, divergences: 0, damaged: 0, first: null }

  get summary(): ReplaySummary {
    return this.#summary
  }

  take({ seq, verdict, differences, damage }: ReplayedTurn): void {
    const { turns, agrees, notRun, divergences, damaged, first } = this.#summary
    const [difference] = differences
    this.#summary = {
      turns: turns + 1,
      agrees: agrees + (verdict === 'agrees' ? 1 : 0),
      notRun: notRun + (verdict === 'notRun' ? 1 : 0),
      divergences: divergences + (verdict === 'differs' ? 1 : 0),
      damaged: damaged + (damage === undefined ? 0 : 1),
      first: first ?? (difference === undefined ? null : { seq, ...difference }),
    }
  }
}
