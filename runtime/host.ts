// The runtime's public face: what a daemon, a test or a surface (CLI, gateway, chat) may do with a running swarm.
// `local` (files), `simulated` (tests) and, later, a distributed engine implement it.
import type { AnyStateMachine } from 'xstate'
import type { Address, EffectFailure, PortKind } from './authoring.ts'
import type { ChildSpecGiven } from './childSpec.ts'

/** JSON as it is journaled. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
/** An event as it is journaled: JSON with a type. Names that start with `xstate.` belong to the runtime. */
export interface BotEvent {
  readonly type: string
  readonly [key: string]: unknown
}

/** A bot role as the runtime registers it. How it is restarted and how it supervises: childSpec.ts, with the defaults. */
export interface BotDefinition extends ChildSpecGiven {
  readonly role: string
  /** Integer, raised whenever stored snapshots change shape. */
  readonly version: number
  readonly machine: AnyStateMachine
  /** From version n to n + 1, on the persisted snapshot's JSON. */
  readonly migrations?: Readonly<Record<number, (snapshot: Json) => Json>>
  /** Which endings are followed by a restart. Default `permanent`. */
  readonly restart?: ChildSpecGiven['restart']
  /** May a bot of this role begin again from its input? Never for account, intent and approval bots. Default false. */
  readonly restartable?: boolean
  /** Is each of them shown as a file? Default true; false for a role of which there is a new one every moment. */
  readonly files?: boolean
  /** Told to every bot of this role when the end of the journal is in doubt: it must look at the world before it acts again. */
  readonly whenInDoubt?: BotEvent
  /** Schema of the events that may come from outside (commands, envelopes): throws when refused. Absent: none may. */
  readonly parseExternal?: (event: unknown) => BotEvent
}

/** What an effect is told about the attempt it is. `effectId` is the idempotency key: `actor/seq/n`. */
export interface EffectContext {
  readonly effectId: string
  readonly actor: Address
  readonly attempt: number
  readonly signal: AbortSignal
}

/** The function bound to a port. Only here is the world touched. Throw a QuorateError to say whether a retry helps. */
export interface EffectBinding<Input = never, Output = unknown> {
  readonly port: string
  readonly run: (input: Input, context: EffectContext) => Promise<Output>
  /** Parallel attempts of this port in the process. Default 16. */
  readonly concurrency?: number
  /** Attempts in all, back-off doubling from `firstDelayMs` up to `maxDelayMs`, for retryable failures only. Default 1 attempt. */
  readonly retry?: { readonly attempts: number; readonly firstDelayMs: number; readonly maxDelayMs: number }
  /** Default 30 s. A long poll says more. */
  readonly timeoutMs?: number
}

/** One committed turn as observers see it. */
export interface CommittedTurn {
  readonly seq: number
  /** ISO 8601, never decreasing. */
  readonly at: string
  readonly actor: Address
  readonly incarnation: number
  readonly version: number
  readonly event: BotEvent
  /** Who caused it: a message (`actor`, `seq/index`), an external command, a timer, an effect's result, a start. */
  readonly cause: TurnCause
  readonly from: Json | null
  readonly to: Json
  readonly status: 'active' | 'done' | 'error' | 'stopped'
  readonly snapshot: Json
  readonly effects: readonly { readonly id: string; readonly port: string; readonly kind: PortKind; readonly input: Json }[]
  readonly messages: readonly { readonly id: string; readonly to: Address; readonly event: BotEvent }[]
  /** Bots that it starts; each begins by consuming the message of that id. */
  readonly starts: readonly { readonly id: string; readonly to: Address }[]
  /** The message that it consumed: `seq/index` of the sender's record. */
  readonly consumes?: string
  /** What it answered whoever had asked. */
  readonly replies: readonly { readonly askId: string; readonly output: Json }[]
  /** Those that it set. */
  readonly timers: readonly { readonly id: string; readonly dueAt: string; readonly generation: number }[]
  /** All that the bot waits for after it, set and asked by this turn or an earlier one; `dueAt` is the first of its timers. */
  readonly waits: { readonly timers: number; readonly effects: number; readonly dueAt: string | null }
  readonly facts: readonly Fact[]
}
export type TurnCause =
  | { readonly kind: 'start'; readonly by: Address | 'operator'; readonly requestId?: string }
  | { readonly kind: 'message'; readonly from: Address; readonly id: string }
  /** `requestId`: of the request at a surface that it came with; requestScope.ts. */
  | { readonly kind: 'external'; readonly askId?: string; readonly who?: string; readonly requestId?: string }
  | { readonly kind: 'timer'; readonly id: string; readonly generation: number }
  | { readonly kind: 'effect'; readonly id: string; readonly attempt: number }

/** A fact a bot emitted; `id` is `seq/index` in the journal and orders all facts. */
export interface Fact {
  readonly id: string
  readonly seq: number
  readonly at: string
  readonly actor: Address
  readonly type: string
  readonly data: Readonly<Record<string, Json>>
}

/** A bot at this moment, as `quorate show` prints it. */
export interface BotView {
  readonly address: Address
  readonly role: string
  readonly version: number
  readonly incarnation: number
  readonly status: 'active' | 'done' | 'error' | 'stopped' | 'quarantined'
  readonly value: Json
  readonly context: Json
  readonly seq: number
  readonly at: string
  readonly parent: Address | null
  readonly queued: number
  readonly timers: readonly { readonly id: string; readonly dueAt: string }[]
  readonly effects: readonly { readonly id: string; readonly port: string; readonly attempt: number; readonly since: string }[]
  readonly quarantine?: EffectFailure
  /** It begins again from its input then; what it is told meanwhile waits. */
  readonly restart?: { readonly dueAt: string; readonly failure: EffectFailure }
}

/** A bot without what is large, its state and its context: known of every bot without reading any back. */
export type BotGlance = Omit<BotView, 'value' | 'context'>

export interface AskOptions {
  /** Repeating an ask with the same id gives the first one's answer; the turn runs once. */
  readonly askId?: string
  /** Waiting limit in ms for the reply, not for the turn. Default 30,000. */
  readonly timeoutMs?: number
  /** Principal, for the journal. */
  readonly who?: string
}

/** An event that no turn took: its turn failed, or its bot had ended. Kept until a person deals with it. */
export interface DeadLetter {
  readonly seq: number
  readonly at: string
  readonly actor: Address
  readonly event: BotEvent
  readonly cause: TurnCause
  readonly code: string
  readonly problem: string
}

/** What a person may do to failed bots. Every promise settles once it is on disk, with who did it. */
export interface Repairs {
  /** Those that nobody has dealt with, oldest first. */
  deadLetters(): readonly DeadLetter[]
  /** Resends or drops a dead letter, for good. @throws UNKNOWN_DEAD_LETTER, UNKNOWN_BOT, BOT_FINISHED, DEAD_LETTER_SPENT */
  settleDeadLetter(seq: number, how: 'resent' | 'dropped', who: string): Promise<void>
  /** Ends a quarantine. @throws UNKNOWN_BOT */
  release(address: Address, who: string): Promise<void>
  /** Has a bot begin again from its input; a quarantine ends by it. @throws UNKNOWN_BOT, BOT_FINISHED, BOT_NOT_RESTARTABLE */
  restart(address: Address, who: string): Promise<void>
}

/** A running host in numbers. */
export interface HostFigures {
  /** `status` as in `BotView`, or `starting`. */
  readonly bots: readonly { readonly role: string; readonly status: string; readonly count: number }[]
  /** Events that wait for their turn. */
  readonly queued: number
  /** Messages that no record has consumed. */
  readonly pendingMessages: number
  readonly deadLetters: number
  /** Attempts under way, and those that wait for a place. */
  readonly effects: { readonly running: number; readonly waiting: number }
  readonly journal: {
    readonly durableThrough: number
    /** The last record that was decided; those in between are being synced. */
    readonly takenThrough: number
    readonly unsyncedBytes: number
    /** Why it cannot be written any more; null while it can. */
    readonly stopped: string | null
  }
  /** Number of this start of the daemon. */
  readonly incarnation: number
}

/** What runs turns. Every promise settles only after the record it speaks of is on disk. */
export interface Host {
  /** Starts a root-level bot; a second start of the same address with equal input is a no-op that returns false. */
  spawn(role: string, id: string, input: unknown): Promise<boolean>
  /** External event; resolves when its turn is durable. @throws UNKNOWN_BOT, EVENT_REFUSED, BUSY, BOT_FINISHED, BOT_QUARANTINED */
  send(to: Address, event: BotEvent, options?: AskOptions): Promise<{ readonly seq: number }>
  /** External command; resolves with what the bot's `reply` says. @throws as send, and ASK_TIMEOUT */
  ask(to: Address, event: BotEvent, options?: AskOptions): Promise<Json>
  view(address: Address): BotView | undefined
  list(role?: string): readonly BotView[]
  /** As `list`, without state and context: a swarm may have a hundred thousand bots that sleep on disk. */
  glances(role?: string): readonly BotGlance[]
  /** Committed turns after `after` (exclusive), from the journal and then live until the signal aborts. @throws JOURNAL_TRUNCATED */
  turns(options: {
    readonly after: number
    readonly actor?: Address
    readonly follow?: boolean
    readonly signal?: AbortSignal
  }): AsyncIterable<CommittedTurn>
  /** The first fact after `after` that `wants` accepts; waits until there is one or the signal aborts (then undefined). */
  nextFact(options: {
    readonly after: string
    readonly wants: (fact: Fact) => boolean
    readonly signal: AbortSignal
  }): Promise<Fact | undefined>
  /** Seq of the last durable record. */
  durableThrough(): number
  /** Stops intake, drains, writes the snapshot files, syncs, releases the lock. */
  shutdown(): Promise<void>
}
