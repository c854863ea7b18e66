// One committed turn, as a line a person reads.
import type { CommittedTurn, TurnCause } from '#runtime/host.ts'
import { readableState } from './figures.ts'
import { printable, type Style } from './style.ts'

/** What a surface shows of a turn: everything but the snapshot, which `show` prints. */
export interface TurnLine {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly event: string
  readonly cause: TurnCause
  readonly from: string | null
  readonly to: string
  readonly status: CommittedTurn['status']
  readonly effects: readonly string[]
  readonly messages: readonly { readonly to: string; readonly event: string }[]
  readonly timers: readonly { readonly id: string; readonly dueAt: string }[]
  readonly facts: readonly { readonly id: string; readonly type: string; readonly data: CommittedTurn['facts'][number]['data'] }[]
}

export function turnLine(turn: CommittedTurn): TurnLine {
  return {
    seq: turn.seq,
    at: turn.at,
    actor: turn.actor,
    event: turn.event.type,
    cause: turn.cause,
    from: turn.from === null ? null : readableState(turn.from),
    to: readableState(turn.to),
    status: turn.status,
    effects: turn.effects.map((effect) => effect.port),
    messages: turn.messages.map(({ to, event }) => ({ to, event: event.type })),
    timers: turn.timers.map(({ id, dueAt }) => ({ id, dueAt })),
    facts: turn.facts.map(({ id, type, data }) => ({ id, type, data })),
  }
}

/** `12  08:15:02  fund:main  round.due  idle → collecting  asks …, tells …`. */
export function renderTurnLine(turn: TurnLine, style: Style, options: { readonly withActor: boolean }): string {
  const move =
    turn.from === null ? `begins in ${turn.to}` : turn.from === turn.to ? `stays ${turn.to}` : `${turn.from} → ${turn.to}`
  const did = [
    ...turn.effects.map((port) => `asks ${port}`),
    ...turn.messages.map(({ to, event }) => `tells ${to} ${event}`),
    ...turn.facts.map(({ type }) => `states ${type}`),
  ]
  const head = `${style.dim(`${String(turn.seq).padStart(6)} ${turn.at.slice(11, 19)}`)}${options.withActor ? ` ${style.bold(turn.actor)}` : ''}`
  const tail = did.length === 0 ? '' : style.dim(`\n       ${printable(did.join(', '))}`)
  return `${head} ${printable(turn.event)}: ${printable(move)}${turn.status === 'active' ? '' : ` (${turn.status})`}${tail}`
}
