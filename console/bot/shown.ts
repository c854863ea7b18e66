// What the page shows of a bot: as it is now, or as it was after a turn. Pure.
import { activeStates, type StateValueLike } from '#charts/activeStates.ts'
import type { Waits } from '#console/chart/marks.ts'
import type { BotNow, Moment, TurnRow } from './botShapes.ts'

/** One picture of the bot. */
export interface Shown {
  readonly isPast: boolean
  /** False: the moment is still asked for, or the journal has nothing of the bot at it. */
  readonly isKnown: boolean
  readonly value: unknown
  /** Ids, with parents and the root. */
  readonly active: ReadonlySet<string>
  readonly taken: readonly string[]
  /** The turn that led here, as far as it is known. */
  readonly turn: TurnRow | undefined
  readonly status: string
  readonly version: number
  readonly incarnation: number
  readonly at: string
  readonly seq: number
  /** Undefined: they are still asked for. */
  readonly waits: Waits | undefined
  readonly context: unknown
}

/**
 * @param turn the turn at the moment; undefined: none is held
 * @param moment of the past; that of another turn is not used, but for what has no row
 */
export function shownOf(
  bot: BotNow,
  turn: TurnRow | undefined,
  past: { readonly moment: Moment | undefined } | undefined,
): Shown {
  if (past === undefined) {
    const { value, status, version, incarnation, at, seq, timers, effects, context } = bot
    const own = turn?.seq === seq ? turn : undefined
    return {
      isPast: false,
      isKnown: true,
      value,
      active: activeOf(value),
      taken: own?.taken ?? [],
      turn: own,
      status,
      version,
      incarnation,
      at,
      seq,
      waits: { timers, effects },
      context,
    }
  }
  const moment = past.moment !== undefined && (turn === undefined || past.moment.since === turn.seq) ? past.moment : undefined
  const value = turn?.value ?? moment?.value ?? null
  return {
    isPast: true,
    isKnown: turn !== undefined || moment !== undefined,
    value,
    active: activeOf(value),
    taken: turn?.taken ?? moment?.turn?.taken ?? [],
    turn: turn ?? moment?.turn ?? undefined,
    status: turn?.status ?? moment?.status ?? '',
    version: moment?.version ?? bot.version,
    incarnation: moment?.incarnation ?? bot.incarnation,
    at: turn?.at ?? moment?.at ?? bot.at,
    seq: turn?.seq ?? moment?.since ?? 0,
    waits: moment,
    context: moment?.context,
  }
}

/** Ids of the active states, parents and the root with them, of what the journal has as a state; what is none has none. */
export function activeOf(value: unknown): ReadonlySet<string> {
  return new Set(isStateValue(value) ? activeStates(value) : [])
}

function isStateValue(value: unknown): value is StateValueLike {
  if (typeof value === 'string') return true
  return typeof value === 'object' && value !== null && Object.values(value).every(isStateValue)
}

/** `rounds.resting + books.valued`: a state for people. */
export function stateWords(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return '?'
  return Object.entries(value)
    .map(([key, below]) => (isLeaf(below) ? key : `${key}.${stateWords(below)}`))
    .join(' + ')
}
const isLeaf = (value: unknown): boolean => typeof value === 'object' && value !== null && Object.keys(value).length === 0
