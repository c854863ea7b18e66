// Slack waits three seconds for an acknowledgement and shows an error after that. What is not on disk by then is not
// acknowledged as taken: an event comes again by itself, a person is told to try again.
import type { ChatDoor, Delivery } from '#chat/messenger.ts'
import { asQuorateError } from '#chat/commands/wireError.ts'
import { QuorateError } from '#protocol/errors.ts'

/** Half a second is for the way to Slack. */
export const takeMs = 2_500

export type Taken =
  | { readonly outcome: 'taken' }
  /** It was taken before: nothing happens, and nothing is said. */
  | { readonly outcome: 'again' }
  | { readonly outcome: 'late' }
  | { readonly outcome: 'refused'; readonly error: QuorateError }

/** Never throws. A late one may still be taken: then it is known when it comes again. */
export async function takeInTime(
  door: ChatDoor,
  delivery: Delivery,
  { limitMs = takeMs, onBug }: { readonly limitMs?: number; readonly onBug?: (error: unknown) => void } = {},
): Promise<Taken> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Taken>((resolve) => {
    timer = setTimeout(() => resolve({ outcome: 'late' }), limitMs)
  })
  const taking = (async () => door.take(delivery))().then(
    ({ again }): Taken => ({ outcome: again ? 'again' : 'taken' }),
    (error: unknown): Taken => {
      if (!(error instanceof QuorateError)) onBug?.(error)
      return { outcome: 'refused', error: asQuorateError(error) }
    },
  )
  try {
    return await Promise.race([taking, late])
  } finally {
    clearTimeout(timer)
  }
}

/** What a person is told whose deed was not taken. A bug of ours is told in no detail. */
export function busyText(taken: Extract<Taken, { readonly outcome: 'late' | 'refused' }>): string {
  if (taken.outcome === 'late' || taken.error.retryable) return 'Busy: this was not taken. Try again in a moment.'
  const { code, message, hint } = taken.error
  return code === 'INTERNAL' ? 'This was not taken: something failed that cannot.' : `This was not taken: ${message}. ${hint}.`
}
