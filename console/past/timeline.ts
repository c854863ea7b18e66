// Where one stands among the turns of a bot, a fund or the swarm, and how playing goes through them. Pure.

/** What going through turns needs of one: it is a bot's row, or the news of a swarm's. */
export interface TimeTurn {
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly event: string
  readonly from: string | null
  readonly to: string
  readonly facts: readonly unknown[]
}
/** A run of turns without gaps, oldest first. */
export interface TimeRun {
  readonly turns: readonly TimeTurn[]
  /** Are there turns before, or after, those? */
  readonly hasEarlier: boolean
  readonly hasLater: boolean
  readonly isLoading: boolean
}
/** Makes the run longer. */
export interface TimeStory {
  earlier(): Promise<void>
  later(): Promise<void>
  /** To the first turns that are held, however far back. @returns the first of them; undefined: there is none, or a refusal */
  oldest(): Promise<number | undefined>
  /** Back to the newest turns. */
  newest(): Promise<void>
}

type Seqs = readonly Pick<TimeTurn, 'seq'>[]

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
