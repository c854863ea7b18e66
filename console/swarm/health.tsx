// How the whole is doing: the daemon, the chain, the bots, and how much happens.
import { useEffect, useState, type ReactNode } from 'react'
import { api, asked } from '#console/data/api.ts'
import type { BotLine, Readiness } from '#console/data/shapes.ts'
import { useSwarm } from '#console/data/useSwarm.ts'

const askEveryMs = 5_000
const rateOverMs = 10_000

/** Tiles above the tree. */
export function Health(): ReactNode {
  const { bots, turns, connection } = useSwarm()
  const readiness = useReadiness(connection === 'live')
  const all = [...bots.values()]
  const failed = all.filter(({ status }) => status === 'quarantined' || status === 'error').length
  return (
    <section className="tiles" aria-label="Health">
      <Tile
        title="Bots"
        value={String(all.filter(isAlive).length)}
        note={failed === 0 ? 'none has failed' : `${failed} failed`}
        isBad={failed > 0}
      />
      <Tile title="Turns" value={`${perSecond(turns.map(({ at }) => at)).toFixed(1)}/s`} note="in the last ten seconds" />
      {checksOf(readiness).map(({ name, ok, detail }) => (
        <Tile key={name} title={name} value={ok ? 'ready' : 'not ready'} note={detail} isBad={!ok} />
      ))}
    </section>
  )
}

/** What a reader of this page wants to know of them; the bots are counted beside. */
const checkTitles = { journal: 'Journal', chain: 'Chain', head: 'Newest block' } as const

function checksOf(
  readiness: Readiness | undefined,
): readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[] {
  if (readiness === undefined) return []
  return (['journal', 'chain', 'head'] as const).map((name) => ({
    ok: true,
    detail: '',
    ...readiness.checks[name],
    name: checkTitles[name],
  }))
}

const isAlive = ({ status }: BotLine): boolean => status === 'active' || status === 'quarantined'

function perSecond(times: readonly string[]): number {
  const now = Date.now()
  return times.filter((at) => now - Date.parse(at) < rateOverMs).length / (rateOverMs / 1_000)
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
  readonly note: string
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
