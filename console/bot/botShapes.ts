// What the gateway tells of one bot, now and in the past.
import type { components } from '#client/apiTypes.ts'

/** A bot at this moment. */
export type BotNow = components['schemas']['Bot']
/** The statechart of its role. */
export type Chart = components['schemas']['Chart']

/** Why a turn happened. */
export type Cause =
  | { readonly kind: 'start'; readonly by: string }
  | { readonly kind: 'message'; readonly from: string; readonly id: string }
  | { readonly kind: 'external'; readonly who?: string }
  | { readonly kind: 'timer'; readonly id: string }
  | { readonly kind: 'effect'; readonly id: string; readonly attempt: number }

/** One of its turns. */
export interface TurnRow {
  readonly seq: number
  /** ISO 8601. */
  readonly at: string
  readonly actor: string
  readonly event: string
  readonly cause: Cause
  readonly from: string | null
  readonly to: string
  readonly status: string
  readonly effects: readonly string[]
  readonly messages: readonly { readonly to: string; readonly event: string }[]
  readonly timers: readonly { readonly id: string; readonly dueAt: string }[]
  readonly facts: readonly { readonly id: string; readonly type: string; readonly data: Readonly<Record<string, unknown>> }[]
  /** The state after it, as XState writes it. */
  readonly value: unknown
  /** Ids of transitions of its chart. */
  readonly taken: readonly string[]
}

/** A page of its turns, oldest first. */
export interface TurnPage {
  readonly turns: readonly TurnRow[]
  /** The oldest sequence that the journal still holds. */
  readonly earliest: number
  /** Where the next page on the side that was asked for goes on; null: that side is told. */
  readonly next: number | null
}

/** The bot as it stood after a turn. */
export interface Moment {
  readonly address: string
  readonly since: number
  readonly at: string
  readonly previous: number | null
  readonly version: number
  readonly incarnation: number
  readonly status: string
  readonly value: unknown
  readonly context: unknown
  readonly turn: TurnRow | null
  readonly event: { readonly type: string; readonly [field: string]: unknown } | null
  readonly differences: readonly Difference[] | null
  readonly timers: readonly { readonly id: string; readonly dueAt: string }[]
  readonly effects: readonly { readonly id: string; readonly port: string; readonly input?: unknown }[]
}

/** What a turn changed: without `before` it is new, without `after` gone. */
export interface Difference {
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}
