// Time that is left, to the second.
import type { ReactNode } from 'react'
import { useNow } from './ago.tsx'
import { clockOf } from './clockOf.ts'

/** Less than this is worth a colour. */
const soonMs = 60_000

/** @param until ISO 8601 @param over what is said once there is no time left */
export function Countdown({ until, over = 'time is up' }: { readonly until: string; readonly over?: string }): ReactNode {
  const leftMs = Date.parse(until) - useNow()
  return (
    <time
      className={leftMs < soonMs ? 'countdown soon' : 'countdown'}
      dateTime={until}
      title={new Date(until).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })}
    >
      {leftMs <= 0 ? over : clockOf(leftMs)}
    </time>
  )
}
