// What happens now: the newest turns, with who told whom.
import { memo, use, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { Link } from 'wouter'
import type { TurnChange } from '#console/data/shapes.ts'
import { paced } from '#console/data/paced.ts'
import { SwarmContext, useSwarmPart } from '#console/data/useSwarm.ts'
import { shortened } from '#console/parts/shortened.ts'
import { Ago } from '#console/parts/ago.tsx'
import { eventWords } from '#console/parts/eventWords.ts'
import { botHref } from '#console/parts/hrefs.ts'

/** More is not read while it moves. */
const shownMax = 40

/** All below what is new moves down: ten times a second, not sixty. */
const everyMs = 100

function usePacedTurns(): readonly TurnChange[] {
  const swarm = use(SwarmContext)
  const { subscribe, value } = useMemo(
    () => paced({ subscribe: swarm.subscribe, value: () => swarm.view().turns }, everyMs),
    [swarm],
  )
  return useSyncExternalStore(subscribe, value)
}

/** The newest turns first; of the past, those up to the moment. */
export function Ticker(): ReactNode {
  const turns = usePacedTurns()
  const isPast = useSwarmPart((swarm) => swarm.isPast)
  return (
    <section className="card ticker" aria-label="Newest turns">
      <h2>{isPast ? 'Up to then' : 'Now'}</h2>
      {turns.length === 0 && (
        <p className="faint">{isPast ? 'Nothing is told of before this.' : 'Nothing has happened since this page was opened.'}</p>
      )}
      <ol>
        {turns.slice(0, shownMax).map((turn) => (
          <li key={turn.seq}>
            <Turn turn={turn} />
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Drawn once, however often others come above it. */
const Turn = memo(function Turn({
  turn: { seq, at, actor, event, from, to, messages },
}: {
  readonly turn: TurnChange
}): ReactNode {
  return (
    <>
      <span className="turn-head">
        <Link href={botHref(actor, seq)} title={actor}>
          {shortened(actor)}
        </Link>
        <span className="faint">
          <Ago at={at} />
        </span>
      </span>
      <span className="turn-what">
        <code title={event}>{eventWords(event)}</code> {from === to || from === null ? to : `${from} → ${to}`}
      </span>
      {messages.map((message, index) => (
        <span key={index} className="turn-tells faint">
          tells {shortened(message.to)} <code>{message.event}</code>
        </span>
      ))}
    </>
  )
})
