// What stands in a model messenger, and how it fails.
import type { Card } from '#chat/cards/card.ts'
import type { Place } from '#chat/messenger.ts'
import type { ErrorCode } from '#protocol/errors.ts'

export interface ModelMessage {
  readonly id: string
  readonly place: Place
  readonly key: string
  readonly at: number
  card: Card
  /** how often it was drawn, with the first time */
  drawn: number
}

export interface Failing {
  readonly code: Extract<ErrorCode, `MESSENGER_${string}`>
  readonly details: Readonly<Record<string, string | number>>
  /** asked at each request, ms since 1970 */
  readonly isNow: (now: number) => boolean
}

/** Away until a moment. */
export const awayUntil = (until: number): Failing => ({
  code: 'MESSENGER_UNREACHABLE',
  details: { problem: '503' },
  isNow: (now) => now < until,
})

/** Wants rest, so many times in a row. */
export function limitedTimes(times: number, retryAfterMs: number): Failing {
  let left = times
  return { code: 'MESSENGER_LIMITED', details: { retryAfterMs }, isNow: () => (left -= 1) >= 0 }
}

/** Takes nothing. */
export const refusing: Failing = { code: 'MESSENGER_REFUSED', details: { problem: 'not_in_channel' }, isNow: () => true }
