// One incident: what is wrong, since when, what it does by itself, who has it in hand; and what one does about it.
import '#console/style/money.css'
import { useCallback, type ReactNode } from 'react'
import { Link } from 'wouter'
import { api, asked } from '#console/data/api.ts'
import type { Incident, TurnChange } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { useFollow } from '#console/data/useFollow.ts'
import { Address } from '#console/parts/address.tsx'
import { Ago } from '#console/parts/ago.tsx'
import { Countdown } from '#console/parts/countdown.tsx'
import { botHref, fundHref } from '#console/parts/hrefs.ts'
import { NotYet } from '#console/parts/notice.tsx'
import { Pairs, row } from '#console/parts/pairs.tsx'
import { Stale } from '#console/parts/stale.tsx'
import { Dealing } from './dealing.tsx'
import { conditionWords, incidentTitle, ruleTitle, severityKind } from './incidentWords.ts'

/** `/incidents/:id` */
export function IncidentPage({ id = '' }: { readonly id?: string | undefined }): ReactNode {
  const { data, refusal, again } = useAnswer(`incident ${id}`, (signal) =>
    asked(api.GET('/api/v1/incidents/{incidentId}', { params: { path: { incidentId: id } }, signal })),
  )
  useFollow(
    again,
    useCallback(({ actor }: TurnChange) => actor === `incident:${id}`, [id]),
  )
  if (data?.id !== id) return <NotYet what="the incident" refusal={refusal} again={again} />
  const { severity, state } = data
  return (
    <div className="page">
      <p className="crumbs">
        <Link href="/incidents">Incidents</Link>
      </p>
      <header className="page-head">
        <h1>{incidentTitle(data)}</h1>
        <span className="head-end">
          <span className={`badge ${severityKind[severity]}`}>{severity}</span>
          <span className={`badge ${state === 'resolved' ? 'good' : ''}`}>{state}</span>
        </span>
      </header>
      <Stale refusal={refusal} />
      <div className="with-side">
        <div className="stack">
          <What incident={data} />
          <Course incident={data} />
        </div>
        <Dealing key={id} incident={data} again={again} />
      </div>
    </div>
  )
}

function What({ incident }: { readonly incident: Incident }): ReactNode {
  const { id, fundId, subject, detail, value, unit, condition } = incident
  return (
    <section className="card">
      <h2>What is wrong</h2>
      <p className="said">{detail}</p>
      <Pairs
        rows={[
          row('fund', fundId === '' ? 'the swarm as a whole' : <Link href={fundHref(fundId)}>{fundId}</Link>),
          row('rule', ruleTitle(incident)),
          row('last value', `${value} ${unit}`),
          row('now', conditionWords[condition]),
          row('about', subject === '' ? null : <Address text={subject} />),
          row('bot', <Link href={botHref(`incident:${id}`)}>incident:{id}</Link>),
        ]}
      />
    </section>
  )
}

function Course({ incident }: { readonly incident: Incident }): ReactNode {
  const { raisedAt, lastAt, breaches, escalations, nextTold, pause, acknowledged, resolution } = incident
  return (
    <section className="card">
      <h2>Course</h2>
      <Pairs
        rows={[
          row('raised', <Ago at={raisedAt} />),
          row(
            'breached',
            <>
              in {breaches} {breaches === 1 ? 'look' : 'looks'}, the last <Ago at={lastAt} />
            </>,
          ),
          row('told again', escalations === 0 ? null : `${escalations} ${escalations === 1 ? 'time' : 'times'}`),
          row(
            'next told',
            nextTold === null ? null : (
              <>
                in <Countdown until={nextTold} over="a moment" />, unless somebody takes it on
              </>
            ),
          ),
          row('taken on', acknowledged === null ? 'by nobody yet' : <Signed {...acknowledged} />),
          row(
            'resolved',
            resolution === null ? null : resolution.how === 'healthy' ? (
              'by itself: its rule stayed healthy'
            ) : (
              <Signed {...resolution} />
            ),
          ),
          row(
            'pause',
            pause === null ? null : (
              <>
                {pause.state}
                {pause.how === 'found' && ', the fund was paused already'}
                {pause.txHash !== null && (
                  <>
                    {' '}
                    by <Address text={pause.txHash} />
                  </>
                )}
              </>
            ),
          ),
        ]}
      />
    </section>
  )
}

const Signed = ({ by, note }: { readonly by: string; readonly note: string }): ReactNode => (
  <>
    by {by}
    {note !== '' && <span className="said">{note}</span>}
  </>
)
