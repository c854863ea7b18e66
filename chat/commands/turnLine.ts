// One committed turn, as a line a person reads.
import type { CommittedTurn } from '#runtime/host.ts'
import { readableState } from './figures.ts'
import { printable, type Style } from './style.ts'
import { z } from 'zod'
import { turnCauseSchema, turnStatusSchema } from './runtimeShapes.ts'
import type { Told } from './told.ts'

/** What a surface shows of a turn: everything but the snapshot, which `show` prints. */
export const turnLineSchema = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.string(),
  event: z.string(),
  cause: turnCauseSchema,
  from: z.string().nullable(),
  to: z.string(),
  status: turnStatusSchema,
  effects: z.array(z.string()),
  messages: z.array(
    z.object({
      to: z.string(),
      event: z.string(),
    }),
  ),
  timers: z.array(
    z.object({
      id: z.string(),
      dueAt: z.string(),
    }),
  ),
  facts: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
})
export type TurnLine = Told<typeof turnLineSchema>

export function turnLine(turn: Omit<CommittedTurn, 'snapshot'>): TurnLine {
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
