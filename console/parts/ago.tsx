// Times as people say them, with the exact one at hand. All of a page move on together, once a second.
import { useSyncExternalStore, type ReactNode } from 'react'
import { spanOf } from './spanOf.ts'

const listeners = new Set<() => void>()
let ticker: ReturnType<typeof setInterval> | undefined
let now = Date.now()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  now = Date.now()
  ticker ??= setInterval(() => {
    now = Date.now()
    for (const each of listeners) each()
  }, 1_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(ticker)
    ticker = undefined
  }
}

/** Made once: making one takes longer than drawing a row. */
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** Wall clock, ms, of this second. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now)

/** @param at ISO 8601 */
export function Ago({ at }: { readonly at: string }): ReactNode {
  const ms = useNow() - Date.parse(at)
  return (
    <time dateTime={at} title={exact.format(new Date(at))}>
      {ms < -999 ? `in ${spanOf(-ms)}` : ms < 1_000 ? 'now' : `${spanOf(ms)} ago`}
    </time>
  )
}
