// What is wrong, and whether somebody has it in hand.
import '#console/style/money.css'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'wouter'
import { api, asked } from '#console/data/api.ts'
import type { Incident, TurnChange } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { useFollow } from '#console/data/useFollow.ts'
import { Ago } from '#console/parts/ago.tsx'
import { Choice } from '#console/parts/choice.tsx'
import { incidentHref } from '#console/parts/hrefs.ts'
import { Empty, NotYet } from '#console/parts/notice.tsx'
import { Stale } from '#console/parts/stale.tsx'
import { incidentTitle, severityKind } from './incidentWords.ts'

/** As many as the gateway gives at once; it says when there are more. */
const listedMax = 200
const isIncident = ({ role }: TurnChange): boolean => role === 'incident'

/** `/incidents` */
export function IncidentsPage(): ReactNode {
  const [search] = useSearchParams()
  const state = search.get('show') === 'all' ? 'all' : 'unresolved'
  const { data, refusal, again } = useAnswer(`incidents ${state}`, (signal) =>
    asked(api.GET('/api/v1/incidents', { params: { query: { state, limit: listedMax } }, signal })),
  )
  useFollow(again, isIncident)
  if (data === undefined) return <NotYet what="incidents" refusal={refusal} again={again} />
  const { incidents, next } = data
  return (
    <div className="page">
      <header className="page-head">
        <h1>Incidents</h1>
        <Choice
          label="Which incidents"
          chosen={state}
          choices={[
            { key: 'unresolved', title: 'Unresolved', href: '/incidents' },
            { key: 'all', title: 'All', href: '/incidents?show=all' },
          ]}
        />
      </header>
      <Stale refusal={refusal} />
      {incidents.length === 0 ? (
        <Empty title="Nothing is wrong">
          Monitors look at every fund, at its accounts and at the chain; what breaches a rule stands here.
        </Empty>
      ) : (
        <ul className="lines card">
          {incidents.map((incident) => (
            <li key={incident.id}>
              <IncidentRow incident={incident} />
            </li>
          ))}
        </ul>
      )}
      {next !== null && <p className="faint">There are older ones: ./quorate incident list --state all shows them.</p>}
    </div>
  )
}

function IncidentRow({ incident }: { readonly incident: Incident }): ReactNode {
  const { id, fundId, severity, state, acknowledged, resolution, raisedAt } = incident
  return (
    <>
      <div className="line-main">
        <Link href={incidentHref(id)} className="line-title">
          {incidentTitle(incident)}
        </Link>
        <span className="faint">
          {fundId === '' ? 'the swarm' : `fund ${fundId}`} · {id} · raised <Ago at={raisedAt} />
          {acknowledged !== null && state === 'acknowledged' && ` · in the hands of ${acknowledged.by}`}
          {resolution !== null && ` · resolved by ${resolution.how === 'person' ? resolution.by : 'itself'}`}
        </span>
      </div>
      <div className="line-end">
        <span className={`badge ${severityKind[severity]}`}>{severity}</span>
        <span className={`badge ${state === 'resolved' ? 'good' : ''}`}>{state}</span>
      </div>
    </>
  )
}
