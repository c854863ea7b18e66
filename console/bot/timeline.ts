// Where one stands among the turns of a bot, and how playing goes through them. Pure.
import type { TurnRow } from './botShapes.ts'

type Seqs = readonly Pick<TurnRow, 'seq'>[]

/** Index of the last turn up to a moment; -1: it is before all of them. */
export function indexAt(turns: Seqs, seq: number): number {
  let [low, high] = [0, turns.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((turns[middle]?.seq ?? Infinity) <= seq) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** How fast the past is played. */
export const speeds = [0.5, 1, 2, 4, 8] as const
export type Speed = (typeof speeds)[number]

/** A night without turns is a pause, and a burst is not a blur. */
const [pauseMinMs, pauseMaxMs] = [160, 1_600]

/** How long a turn is shown before the next one, ms: as long as it took, within what an eye follows. */
export function pauseMs(at: string, next: string, speed: Speed): number {
  const ms = Date.parse(next) - Date.parse(at)
  return Math.min(pauseMaxMs, Math.max(pauseMinMs, ms)) / speed
}

/** `?seq=` of an address; undefined: now. What is no sequence number is no moment. */
export function seqOf(search: string): number | undefined {
  const text = new URLSearchParams(search).get('seq')
  return text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : undefined
}
