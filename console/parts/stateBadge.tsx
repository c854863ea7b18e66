// Where a bot is, in a word and a colour; never in a colour alone.
import type { ReactNode } from 'react'

const kinds: Readonly<Record<string, string>> = {
  active: 'active',
  done: 'ended',
  stopped: 'ended',
  error: 'bad',
  quarantined: 'bad',
}

/** @param state readable: `collecting`, or its regions `rounds.open + books.valued` */
export function StateBadge({ status, state }: { readonly status: string; readonly state: string }): ReactNode {
  return (
    <span className={`badge ${kinds[status] ?? ''}`} title={state}>
      {status === 'active' || status === 'done' ? state : `${status}: ${state}`}
    </span>
  )
}
