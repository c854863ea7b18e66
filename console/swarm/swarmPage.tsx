// The swarm: which bot is where, who waits for whom, and what happens now.
import { useState, type ReactNode } from 'react'
import { Loading, Refused } from '#console/parts/notice.tsx'
import { useSwarm } from '#console/data/useSwarm.ts'
import { BotRows } from './botRows.tsx'
import { Health } from './health.tsx'
import { Ticker } from './ticker.tsx'

/** The first page. */
export function SwarmPage(): ReactNode {
  const { bots, connection, problem, seq } = useSwarm()
  const [query, setQuery] = useState('')
  const [withEnded, setWithEnded] = useState(false)
  if (seq === 0 && problem !== null) return <Refused refusal={problem} />
  if (seq === 0 && connection !== 'away') return <Loading what="the swarm" />
  return (
    <div className="swarm">
      <h1 className="unseen">The swarm</h1>
      <Health />
      <section className="card tree-card" aria-label="Bots">
        <div className="tools">
          <input
            type="search"
            placeholder={`Search ${bots.size} bots: address, state, quarantined …`}
            aria-label="Search bots"
            value={query}
            onChange={({ target }) => setQuery(target.value)}
          />
          <label>
            <input type="checkbox" checked={withEnded} onChange={({ target }) => setWithEnded(target.checked)} /> ended, too
          </label>
        </div>
        <BotRows query={query} withEnded={withEnded} />
      </section>
      <Ticker />
    </div>
  )
}
