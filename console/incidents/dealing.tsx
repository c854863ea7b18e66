// What a person does about an incident: takes it on, or says that it is over, with a word on why.
import { useState, type ReactNode } from 'react'
import { api, asked } from '#console/data/api.ts'
import type { Incident } from '#console/data/shapes.ts'
import { useDeed } from '#console/data/useDeed.ts'
import { useConnection } from '#console/data/useSwarm.ts'
import { useMe } from '#console/shell/me.ts'

/** As long as a note of the gateway may be. */
const noteChars = 2_000

/** @param again asks for the incident once more */
export function Dealing({ incident, again }: { readonly incident: Incident; readonly again: () => void }): ReactNode {
  const { id: incidentId, state, condition } = incident
  const me = useMe()
  const connection = useConnection()
  const [note, setNote] = useState('')
  const { isBusy, done, refusal, run } = useDeed<string>()
  const isAway = connection === 'away'
  const settle = (deed: 'acknowledge' | 'resolve'): void =>
    run(`${deed} ${incidentId} ${note}`, async (key) => {
      const sent = { params: { path: { incidentId }, header: { 'idempotency-key': key } }, body: { note } }
      try {
        await asked(
          deed === 'acknowledge'
            ? api.POST('/api/v1/incidents/{incidentId}/acknowledge', sent)
            : api.POST('/api/v1/incidents/{incidentId}/resolve', sent),
        )
        setNote('')
        return deed === 'acknowledge' ? 'It is in your hands.' : 'It is resolved.'
      } finally {
        again()
      }
    })
  const may = me?.actions.includes('incidents.settle') === true
  return (
    <section className="card side" aria-label="What you can do">
      <h2>What you can do</h2>
      {state === 'resolved' && <p className="standing good">It is over: nothing is to be done.</p>}
      {state !== 'resolved' && !may && (
        <p className="standing warn">You may look at it{me && `, as ${me.role}`}; dealing with it takes the role operator.</p>
      )}
      {state !== 'resolved' && may && (
        <>
          <label className="field">
            <span>Note</span>
            <textarea
              rows={3}
              maxLength={noteChars}
              value={note}
              placeholder="What there is to say about it; it is kept with your name"
              onChange={({ target }) => setNote(target.value)}
            />
          </label>
          <div className="decide">
            {state === 'open' && (
              <button type="button" className="primary" disabled={isBusy || isAway} onClick={() => settle('acknowledge')}>
                Take it on
              </button>
            )}
            <button type="button" disabled={isBusy || isAway} onClick={() => settle('resolve')}>
              It is over
            </button>
          </div>
          <p className="faint small">
            {state === 'open' ? 'Taking it on ends its being told again. ' : ''}
            {condition === 'breached' && 'Its rule is breached: said to be over now, the next look raises another incident.'}
          </p>
        </>
      )}
      {isAway && <p className="faint">The daemon is away: nothing can be done from here until it is back.</p>}
      {done !== undefined && (
        <p className="notice-line good" role="status">
          {done}
        </p>
      )}
      {refusal !== undefined && (
        <div className="notice-line bad" role="alert">
          <p>{refusal.message}</p>
          <p className="faint">
            {refusal.hint} <code>{refusal.code}</code>
          </p>
        </div>
      )}
    </section>
  )
}
