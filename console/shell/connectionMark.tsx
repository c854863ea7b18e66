// One dot and one word: does the page show what is, or what was?
import type { ReactNode } from 'react'
import { useSwarm } from '#console/data/useSwarm.ts'
import type { Connection } from '#console/data/liveSwarm.ts'

const words: Readonly<Record<Connection, string>> = {
  connecting: 'connecting',
  live: 'live',
  away: 'daemon away, trying again',
  signedOut: 'signed out',
}

/** The connection, read aloud when it changes. */
export function ConnectionMark(): ReactNode {
  const { connection, seq, counted, problem } = useSwarm()
  return (
    <span
      className={`connection ${connection}`}
      role="status"
      title={problem?.message ?? `through ${seq}`}
      data-seq={seq}
      data-counted={counted}
    >
      <i aria-hidden />
      {words[connection]}
    </span>
  )
}
