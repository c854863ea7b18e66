// The messages of a bot as a sequence diagram's data: who stands where, and which arrow goes when. Pure.
import type { TurnRow } from './botShapes.ts'
import { eventWords } from '#console/parts/eventWords.ts'
import { movedWords } from './movedWords.ts'

/** One arrow, or a mark on the bot's own line. */
export interface SequenceStep {
  readonly seq: number
  readonly at: string
  /** Null: a note on the bot's own line, such as a timer or an answer. */
  readonly from: string | null
  readonly to: string
  readonly event: string
  /** The turn of the other side, where it is known. */
  readonly otherSeq: number | null
  /** What the bot's state became; only of the first step of a turn that moved it. */
  readonly moved: string | null
}
export interface Sequence {
  /** From left to right; the bot itself is the first. */
  readonly lanes: readonly string[]
  readonly steps: readonly SequenceStep[]
}

/** Who asks from outside has no bot. */
export const outside = 'outside'

/** Of these turns, in their order. */
export function sequenceOf(address: string, turns: readonly TurnRow[]): Sequence {
  const lanes = new Set([address])
  const steps = turns.flatMap((turn): readonly SequenceStep[] => {
    const { seq, at, event, cause, messages } = turn
    const came = senderOf(turn)
    if (came !== null) lanes.add(came)
    for (const { to } of messages) lanes.add(to)
    const otherSeq = cause.kind === 'message' ? Number.parseInt(cause.id, 10) : Number.NaN
    const moved = movedWords(turn.from, turn.to)
    return [
      { seq, at, from: came, to: address, event: eventWords(event), otherSeq: Number.isNaN(otherSeq) ? null : otherSeq, moved },
      ...messages.map((one) => ({ seq, at, from: address, to: one.to, event: one.event, otherSeq: null, moved: null })),
    ]
  })
  return { lanes: [...lanes], steps }
}

function senderOf({ cause }: TurnRow): string | null {
  if (cause.kind === 'message') return cause.from
  return cause.kind === 'external' ? outside : null
}
