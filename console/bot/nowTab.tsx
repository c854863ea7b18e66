// Where the bot is, what it waits for, who watches over it, and what it takes from outside.
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { ChartGraph } from '#charts/chartGraph.ts'
import { allStates } from '#charts/chartGraph.ts'
import type { Refusal } from '#console/data/api.ts'
import { shortened } from '#console/parts/shortened.ts'
import { Ago, useNow } from '#console/parts/ago.tsx'
import { spanOf } from '#console/parts/spanOf.ts'
import { clockOf } from '#console/parts/clockOf.ts'
import { botHref, fundHref } from '#console/parts/hrefs.ts'
import { Accepted } from './accepted.tsx'
import type { BotNow } from './botShapes.ts'
import type { Shown } from './shown.ts'

interface NowProps {
  readonly bot: BotNow
  readonly shown: Shown
  readonly chart: ChartGraph | undefined
}

/** The first tab. @param refusal why nothing is known of a past moment */
export function NowTab({ bot, shown, chart, refusal }: NowProps & { readonly refusal: Refusal | undefined }): ReactNode {
  if (!shown.isKnown)
    return <p className="faint">{refusal === undefined ? 'Reading the journal …' : 'Nothing is known of it at this moment.'}</p>
  return (
    <>
      <States shown={shown} chart={chart} />
      <Waiting shown={shown} chart={chart} />
      <Supervision bot={bot} shown={shown} />
      <Accepted bot={bot} isPast={shown.isPast} />
    </>
  )
}

function States({ shown, chart }: Omit<NowProps, 'bot'>): ReactNode {
  const leaves =
    chart === undefined ? [] : allStates(chart.root).filter(({ id, children }) => children.length === 0 && shown.active.has(id))
  return (
    <section>
      <h2>{leaves.length > 1 ? 'States' : 'State'}</h2>
      <dl className="states">
        {leaves.map(({ id, description }) => (
          <div key={id}>
            <dt>
              <span className="badge active">{id}</span>
            </dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Waiting({ shown, chart }: Omit<NowProps, 'bot'>): ReactNode {
  const now = useNow()
  const { waits, isPast, at } = shown
  if (waits === undefined)
    return (
      <section>
        <h2>Waits for</h2>
        <p className="faint">Reading the journal …</p>
      </section>
    )
  const { timers, effects } = waits
  const from = isPast ? Date.parse(at) : now
  return (
    <section>
      <h2>Waits for</h2>
      {timers.length + effects.length === 0 && (
        <p className="faint">
          {shown.status === 'active' ? 'Nothing: the next event has to come from elsewhere.' : `Nothing: it is ${shown.status}.`}
        </p>
      )}
      <ul className="plain">
        {timers.map(({ id, dueAt }) => (
          <li key={id} className="pair">
            <span title={id}>{timerWords(id, chart)}</span>
            <time dateTime={dueAt} title={new Date(dueAt).toLocaleString()}>
              {Date.parse(dueAt) <= from ? 'due' : `${isPast ? 'after' : 'in'} ${clockOf(Date.parse(dueAt) - from)}`}
            </time>
          </li>
        ))}
        {effects.map((effect) => (
          <li key={effect.id} className="pair">
            <span title={effect.id}>
              answer of <code>{effect.port}</code>
              {'attempt' in effect && Number(effect.attempt) > 1 && (
                <b className="warn-text"> attempt {String(effect.attempt)}</b>
              )}
            </span>
            {effect.since !== undefined && <span className="faint">for {spanOf(now - Date.parse(effect.since))}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** `after 5 s in waiting`, as the chart names it; else as the runtime does. */
function timerWords(id: string, chart: ChartGraph | undefined): string {
  const found = chart?.transitions.find(({ event, trigger }) => trigger === 'after' && event === id)
  return found === undefined ? id : `${found.label} in ${found.source}`
}

function Supervision({ bot, shown }: { readonly bot: BotNow; readonly shown: Shown }): ReactNode {
  const { parent, quarantine, restart, queued, fundId, role } = bot
  return (
    <section>
      <h2>Supervision</h2>
      {quarantine !== undefined && !shown.isPast && (
        <p className="bad" role="alert">
          Quarantined: {quarantine.message} <code>{quarantine.code}</code>
        </p>
      )}
      {restart !== undefined && !shown.isPast && (
        <p className="bad" role="alert">
          Begins again <Ago at={restart.dueAt} />, after: {restart.failure.message} <code>{restart.failure.code}</code>
        </p>
      )}
      <dl className="facts">
        <dt>Started by</dt>
        <dd>{parent === null ? 'the daemon' : <Link href={botHref(parent)}>{shortened(parent)}</Link>}</dd>
        {fundId !== null && (
          <>
            <dt>Fund</dt>
            <dd>
              <Link href={fundHref(fundId)}>{fundId}</Link>
            </dd>
          </>
        )}
        <dt>Restarts</dt>
        <dd>{Math.max(0, shown.incarnation - 1)}</dd>
        {!shown.isPast && (
          <>
            <dt>Queue</dt>
            <dd>{queued === 0 ? 'empty' : `${queued} events`}</dd>
          </>
        )}
        <dt>Machine</dt>
        <dd>
          {role}, version {shown.version}
        </dd>
      </dl>
    </section>
  )
}
