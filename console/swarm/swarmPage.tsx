// The swarm: which bot is where, who waits for whom, and what happens now; or how all that was at a moment of the past.
import { lazy, Suspense, use, useState, type ReactNode } from 'react'
import { Loading, NotYet } from '#console/parts/notice.tsx'
import { Truncated } from '#console/past/truncated.tsx'
import { usePosition } from '#console/past/usePosition.ts'
import { SwarmContext, useConnection, useSwarmPart, type SwarmSource } from '#console/data/useSwarm.ts'
import { BotRows } from './botRows.tsx'
import { Health } from './health.tsx'
import { Ticker } from './ticker.tsx'

// time travel is not for the first sight
const SwarmTime = lazy(async () => ({ default: (await import('#console/past/swarmTime.tsx')).SwarmTime }))
const SwarmBanner = lazy(async () => ({ default: (await import('#console/past/swarmTime.tsx')).SwarmBanner }))

/** The first page. */
export function SwarmPage(): ReactNode {
  const live = use(SwarmContext)
  const connection = useConnection()
  const problem = useSwarmPart((swarm) => swarm.problem)
  const isListed = useSwarmPart((swarm) => swarm.seq > 0)
  const [seq, go] = usePosition()
  const [past, setPast] = useState<SwarmSource>()
  if (!isListed && (problem !== null || connection !== 'away')) return <NotYet what="the swarm" refusal={problem ?? undefined} />
  const isPast = seq !== undefined
  return (
    <div className={isPast ? 'swarm past' : 'swarm'}>
      <h1 className="unseen">The swarm</h1>
      {isPast ? (
        <Suspense fallback={<div className="past-banner" />}>
          {past !== undefined && <SwarmBanner source={past} seq={seq} back={() => go(undefined)} />}
        </Suspense>
      ) : (
        <Health />
      )}
      <SwarmContext value={isPast && past !== undefined ? past : live}>
        {isPast && past === undefined ? <Loading what="the past" /> : <Bots />}
        <Ticker />
      </SwarmContext>
      <Suspense fallback={<div className="scrubber" />}>
        <SwarmTime seq={seq} go={go} show={setPast} />
      </Suspense>
    </div>
  )
}

function Bots(): ReactNode {
  const count = useSwarmPart(({ listed }) => listed.length)
  const isThere = useSwarmPart(({ seq, isPast }) => seq > 0 || !isPast)
  const problem = useSwarmPart((swarm) => swarm.problem)
  const [query, setQuery] = useState('')
  const [withEnded, setWithEnded] = useState(false)
  if (!isThere) return problem === null ? <Loading what="the past" /> : <Truncated refusal={problem} />
  return (
    <section className="card tree-card" aria-label="Bots">
      <div className="tools">
        <input
          type="search"
          placeholder={`Search ${count} bots: address, state, quarantined …`}
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
  )
}
