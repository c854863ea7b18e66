// How the whole is doing: the daemon, the chain, the bots, what prices come from, what is wrong, and how much happens.
import { use, useEffect, useMemo, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { api, asked } from '#console/data/api.ts'
import type { BotLine, Readiness } from '#console/data/shapes.ts'
import { SwarmContext, useConnection, useSwarmPart } from '#console/data/useSwarm.ts'
import { connected } from './connected.ts'

const askEveryMs = 5_000
const rateOverS = 10

/** Tiles above the tree. */
export function Health(): ReactNode {
  const all = useSwarmPart(({ listed }) => listed)
  const looked = useSwarmPart((swarm) => swarm.looked)
  const { feeds, incidents } = useMemo(() => connected(looked), [looked])
  const readiness = useReadiness(useConnection() === 'live')
  const rate = useTurnRate()
  const failed = all.filter(({ status }) => status === 'quarantined' || status === 'error').length
  return (
    <section className="tiles" aria-label="Health">
      <Tile
        title="Bots"
        value={String(all.filter(isAlive).length)}
        note={failed === 0 ? 'none has failed' : `${failed} failed`}
        isBad={failed > 0}
      />
      <Tile title="Turns" value={`${rate.toFixed(1)}/s`} note="in the last ten seconds" />
      {checksOf(readiness).map(({ name, ok, detail }) => (
        <Tile key={name} title={name} value={ok ? 'ready' : 'not ready'} note={detail} isBad={!ok} />
      ))}
      {feeds.all > 0 && (
        <Tile
          title="Price sources"
          value={`${feeds.all - feeds.silent} of ${feeds.all}`}
          note={feeds.silent === 0 ? 'all of them answer' : `${feeds.silent} ${feeds.silent === 1 ? 'does' : 'do'} not answer`}
          isBad={feeds.silent > 0}
        />
      )}
      <Tile
        title="Incidents"
        value={String(incidents)}
        note={incidents === 0 ? 'no monitor found any' : <Link href="/incidents">see what is wrong</Link>}
        isBad={incidents > 0}
      />
    </section>
  )
}

/** What a reader of this page wants to know of them; the bots are counted beside. */
const checkTitles = { journal: 'Journal', chain: 'Chain', head: 'Newest block', lists: 'Lists', swarm: 'Root' } as const
/** Told of only while something is wrong with them. */
const quiet: readonly string[] = ['lists', 'swarm']

function checksOf(
  readiness: Readiness | undefined,
): readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[] {
  if (readiness === undefined) return []
  return (['journal', 'chain', 'head', 'lists', 'swarm'] as const)
    .map((key) => ({ ok: true, detail: '', ...readiness.checks[key], key, name: checkTitles[key] }))
    .filter(({ key, ok }) => !ok || !quiet.includes(key))
}

const isAlive = ({ status }: BotLine): boolean => status === 'active' || status === 'quarantined'

/** Turns per second that came over the stream, told anew every second. */
function useTurnRate(): number {
  const swarm = use(SwarmContext)
  const [rate, setRate] = useState(0)
  useEffect(() => {
    const seen = [{ atMs: performance.now(), counted: swarm.view().counted }]
    const timer = setInterval(() => {
      const now = { atMs: performance.now(), counted: swarm.view().counted }
      seen.push(now)
      const [first = now] = seen
      setRate(((now.counted - first.counted) * 1_000) / (now.atMs - first.atMs))
      if (seen.length > rateOverS) seen.shift()
    }, 1_000)
    return () => clearInterval(timer)
  }, [swarm])
  return rate
}

function useReadiness(isLive: boolean): Readiness | undefined {
  const [readiness, setReadiness] = useState<Readiness>()
  useEffect(() => {
    if (!isLive) return
    const look = (): void => void asked(api.GET('/readyz')).then(setReadiness, () => undefined)
    look()
    const timer = setInterval(look, askEveryMs)
    return () => clearInterval(timer)
  }, [isLive])
  return readiness
}

function Tile({
  title,
  value,
  note,
  isBad = false,
}: {
  readonly title: string
  readonly value: string
  readonly note: ReactNode
  readonly isBad?: boolean
}): ReactNode {
  return (
    <div className={isBad ? 'tile bad' : 'tile'}>
      <h2>{title}</h2>
      <p className="tile-value">{value}</p>
      <p className="faint">{note}</p>
    </div>
  )
}
