// What to say of a moment of the past that is not simply how the bot was after a turn. Pure.
import type { Refusal } from '#console/data/api.ts'
import type { Shown } from './shown.ts'

/** Undefined: it is. */
export function momentWords({
  shown: { isKnown, seq },
  asked,
  isToCome,
  refusal,
  address,
}: {
  readonly shown: Pick<Shown, 'isKnown' | 'seq'>
  /** The moment that the address names. */
  readonly asked: number
  /** Has the journal not come to it yet? */
  readonly isToCome: boolean
  readonly refusal: Pick<Refusal, 'code' | 'message'> | undefined
  readonly address: string
}): string | undefined {
  if (isKnown) return isToCome ? `${asked} has not come yet; this is after turn ${seq}, its newest` : undefined
  if (refusal === undefined) return `at ${asked}, reading the journal …`
  // the bot is there now, so where it is unknown it was not there yet
  return refusal.code === 'UNKNOWN_BOT' ? `${address} was not there yet at ${asked}` : refusal.message
}
