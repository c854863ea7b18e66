// What a line of the journal may say. Everything the runtime knows is a fold over these (store.ts).
import type { Address, EffectFailure, PortKind } from './authoring.ts'
import type { BotEvent, Json, TurnCause } from './host.ts'
import type { StoredSnapshot } from './turn.ts'

/** An armed timer; `generation` is the sequence number that armed it, so that an old one is told from its successor. */
export interface ArmedTimer {
  readonly dueAt: number
  readonly generation: number
  readonly event: BotEvent
}
/** An effect asked for and not finished; `id` is `actor/seq/n`. */
export interface PendingEffect {
  readonly id: string
  readonly name: string
  readonly port: string
  readonly kind: PortKind
  readonly input: Json
  /** Attempts journaled so far; 0 means that it surely never ran. */
  readonly attempt: number
  /** How many of them ended with the process while nothing else could be why; -1 once it has lived long. */
  readonly deaths: number
  /** How many ended with the process while other effects were under way too. */
  readonly crowded?: number
  /** Was the last attempt tried alone, as a suspect? */
  readonly alone?: boolean
  /** Is the last attempt under way, as far as the journal knows? */
  readonly running: boolean
  readonly since: string
  readonly retryAt?: number
}
/** What a bot waits for, whole, in each of its turn records. */
export interface Book {
  readonly timers: Readonly<Record<string, ArmedTimer>>
  /** By invoke id. */
  readonly effects: Readonly<Record<string, PendingEffect>>
  /** Acts whose state was left before they answered, by effect id. */
  readonly late: Readonly<Record<string, PendingEffect>>
}
/** What a record sends: an event, the start of a child or the stop of one. Its id is `seq/index`. */
export type Outgoing =
  | { readonly to: Address; readonly event: BotEvent }
  | { readonly to: Address; readonly start: { readonly role: string; readonly input: Json } }
  | { readonly to: Address; readonly stop: true }

/** A restart that was decided on and has not happened. */
export interface DueRestart {
  /** The record that decided. */
  readonly seq: number
  /** ms */
  readonly dueAt: number
  readonly failure: EffectFailure
}
/** What is remembered of a bot that failed; most never do. Times are ms, the latest `limits.restartsKept` of each. */
export interface Trouble {
  /** Its own restarts; those that followed a sibling's are not among them. */
  readonly restarts: readonly number[]
  /** Failed turns. */
  readonly failures: readonly number[]
  readonly due?: DueRestart
  /** Stopped because its parent begins again: the parent may start it once more. */
  readonly vacant?: true
}

interface Stamp {
  readonly seq: number
  /** ISO 8601, never decreasing. */
  readonly at: string
}
export interface TurnRecord extends Stamp {
  readonly kind: 'turn'
  readonly actor: Address
  readonly incarnation: number
  readonly version: number
  readonly cause: TurnCause
  readonly event: BotEvent
  /** The message this turn consumes. */
  readonly consumes?: string
  readonly from: Json | null
  readonly parent?: Address | null
  readonly book?: Book
  readonly outbox?: readonly Outgoing[]
  readonly replies?: readonly { readonly askId: string; readonly output: Json }[]
  readonly facts?: readonly { readonly type: string; readonly data: Readonly<Record<string, Json>> }[]
  readonly snapshot: StoredSnapshot
}
/** What a bot waited for when its turn on it failed: it can be put back while the bot has not moved. */
export interface Waited {
  readonly timer?: ArmedTimer & { readonly id: string }
  readonly effect?: PendingEffect
}
/** An event whose turn failed or whose receiver cannot take it any more: consumed, kept for a person. */
export interface DeadRecord extends Stamp {
  readonly kind: 'dead'
  readonly actor: Address
  readonly event: BotEvent
  readonly cause: TurnCause
  readonly consumes?: string
  readonly code: string
  readonly problem: string
  readonly waited?: Waited
  readonly outbox?: readonly Outgoing[]
  /** Base segment: what followed from it is in the other lines. */
  readonly kept?: true
}
export interface QuarantineRecord extends Stamp {
  readonly kind: 'quarantine'
  readonly actor: Address
  readonly failure: EffectFailure
  readonly outbox?: readonly Outgoing[]
}
export interface ReleaseRecord extends Stamp {
  readonly kind: 'release'
  readonly actor: Address
  readonly who: string
  readonly outbox?: readonly Outgoing[]
}
/** A bot ends as it is and begins again from its input, as a new incarnation, when the time has come. */
export interface RestartRecord extends Stamp {
  readonly kind: 'restart'
  readonly actor: Address
  /** ms */
  readonly dueAt: number
  readonly failure: EffectFailure
  /** The sibling whose restart brought this one along (rest_for_one): it does not count against the intensity. */
  readonly because?: Address
  /** Who asked for it, when it was a person. */
  readonly who?: string
  /** All below it is stopped by the outbox, and may be started again by what begins. */
  readonly vacates?: true
  readonly outbox?: readonly Outgoing[]
}
export interface AttemptRecord extends Stamp {
  readonly kind: 'attempt'
  readonly actor: Address
  readonly effect: string
  readonly attempt: number
  readonly deaths: number
  readonly crowded?: number
  readonly alone?: boolean
}
export interface AttemptFailedRecord extends Stamp {
  readonly kind: 'attemptFailed'
  readonly actor: Address
  readonly effect: string
  readonly attempt: number
  readonly failure: EffectFailure
  readonly retryAt: number
}
/** A message that needs no turn: a stop of a bot that had ended by itself. */
export interface ConsumedRecord extends Stamp {
  readonly kind: 'consumed'
  readonly actor: Address
  readonly consumes: string
  readonly why: string
}
/** A person dealt with a dead letter. A resent event rides in the outbox; a timer or result goes back into the book. */
export interface SettledRecord extends Stamp {
  readonly kind: 'settled'
  readonly actor: Address
  readonly dead: number
  readonly how: 'resent' | 'dropped'
  readonly who: string
  readonly restores?: Waited
  /** Whose message it is, when not the bot's own: its parent's, for a start. */
  readonly from?: Address
  readonly outbox?: readonly Outgoing[]
}
export interface DaemonRecord extends Stamp {
  readonly kind: 'daemon'
  readonly incarnation: number
  readonly phase: 'started' | 'stopped'
  /** Why the end of the journal was in doubt at this start; the outbox tells it to whoever must look before it acts. */
  readonly doubt?: string
  readonly outbox?: readonly Outgoing[]
}
/** What a repair gave up. The next start tells it. */
export interface Repair {
  /** Where the state comes from. */
  readonly how: 'prefix' | 'archive' | 'snapshots' | 'backup'
  /** Sequence numbers that are gone; none when nothing is lost. */
  readonly lost: { readonly from: number; readonly to: number } | null
  /** Bots that are known to have taken part in them. */
  readonly bots: readonly Address[]
  /** An end that was cut off before, by a compaction that could not tell it. */
  readonly cut?: { readonly file: string; readonly offset: number; readonly problem: string }
}
/** Base segment: one bot as it stood. */
export interface ActorRecord extends Stamp {
  readonly kind: 'actor'
  readonly actor: Address
  readonly incarnation: number
  readonly version: number
  readonly parent: Address | null
  readonly input: Json
  readonly book?: Book
  readonly quarantine?: EffectFailure
  readonly trouble?: Trouble
  readonly snapshot: StoredSnapshot | null
}
/** Hint file: a bot of the base segment without what is large, and where its line stands there. */
export interface HintRecord extends Stamp {
  readonly kind: 'hint'
  readonly actor: Address
  readonly incarnation: number
  readonly version: number
  readonly parent: Address | null
  readonly inputCrc: number
  readonly book?: Book
  readonly quarantine?: EffectFailure
  readonly trouble?: Trouble
  readonly status: StoredSnapshot['status'] | null
  readonly offset: number
  readonly length: number
}
/** Base segment: a message no record has consumed. */
export interface PendingRecord extends Stamp {
  readonly kind: 'pending'
  readonly id: string
  readonly from: Address
  readonly out: Outgoing
}
/** Base segment: an ask and, if there is one, its answer. */
export interface AskRecord extends Stamp {
  readonly kind: 'ask'
  readonly actor: Address
  readonly askId: string
  readonly reply?: { readonly output: Json }
}
/** Base segment's last line: what it stands for. */
export interface BaseRecord extends Stamp {
  readonly kind: 'base'
  readonly incarnation: number
  /** Records before this one are in the archive or gone. */
  readonly through: number
  readonly repair?: Repair
}

export type JournalRecord =
  | TurnRecord
  | DeadRecord
  | QuarantineRecord
  | ReleaseRecord
  | RestartRecord
  | AttemptRecord
  | AttemptFailedRecord
  | ConsumedRecord
  | SettledRecord
  | DaemonRecord
export type BaseLine = ActorRecord | HintRecord | PendingRecord | AskRecord | DeadRecord | BaseRecord

/** Where a line stands: the segment's file name, first byte and length without its newline. */
export interface Position {
  readonly file: string
  readonly offset: number
  readonly length: number
}

export const emptyBook: Book = { timers: {}, effects: {}, late: {} }
