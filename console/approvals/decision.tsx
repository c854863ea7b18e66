// The decision. It names the revision that the reader looked at: what changed since is looked at first.
import { Check, X } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { api, asked, type Refusal } from '#console/data/api.ts'
import type { Approval } from '#console/data/shapes.ts'
import { useDeed } from '#console/data/useDeed.ts'
import { useNow } from '#console/parts/ago.tsx'
import { useMe } from '#console/shell/me.ts'
import { useConnection } from '#console/data/useSwarm.ts'
import { standingOf, votersOf } from './standing.ts'

/** As long as a reason may be at the gateway. */
const reasonChars = 500

type Verdict = 'approve' | 'reject'

/** @param again asks for the approval once more */
export function Decision({ approval, again }: { readonly approval: Approval; readonly again: () => void }): ReactNode {
  const { id, revision } = approval
  const me = useMe()
  const connection = useConnection()
  const { mayApprove, mayReject, says, tone } = standingOf(approval, me, useNow())
  const [looked, setLooked] = useState(revision)
  const [reason, setReason] = useState('')
  const { isBusy, done, refusal, run, forget } = useDeed<{ readonly did: string }>()
  const decide = (verdict: Verdict): void =>
    run(`${verdict} ${id} ${looked} ${reason}`, async (key) => {
      const sent = {
        params: { path: { id }, header: { 'idempotency-key': key } },
        body: { revision: looked, reason },
      }
      try {
        const answer = await asked(
          verdict === 'approve'
            ? api.POST('/api/v1/approvals/{id}/approve', sent)
            : api.POST('/api/v1/approvals/{id}/reject', sent),
        )
        // one's own vote is no news
        setLooked(answer.approval.revision)
        return answer
      } finally {
        again()
      }
    })
  const hasChanged = looked !== revision && (mayApprove || mayReject)
  const isAway = connection === 'away'
  const mayNot = isBusy || hasChanged || isAway
  return (
    <section className="card side" aria-label="Decision">
      <h2>Decision</h2>
      <p className={`standing ${tone}`} role="status">
        {says}
      </p>
      {hasChanged && (
        <div className="notice-line warn" role="alert">
          <p>It has changed since you opened it: {changeOf(approval)}. Look at it again before you decide.</p>
          <button
            type="button"
            onClick={() => {
              setLooked(revision)
              forget()
            }}
          >
            I have looked at revision {revision}
          </button>
        </div>
      )}
      {(mayApprove || mayReject) && (
        <label className="field">
          <span>Reason, if you like</span>
          <textarea
            rows={2}
            maxLength={reasonChars}
            value={reason}
            placeholder="It is kept with your decision"
            onChange={({ target }) => setReason(target.value)}
          />
        </label>
      )}
      {(mayApprove || mayReject) && (
        <div className="decide">
          <button type="button" className="primary" disabled={!mayApprove || mayNot} onClick={() => decide('approve')}>
            <Check aria-hidden /> Approve
          </button>
          <button type="button" className="danger" disabled={!mayReject || mayNot} onClick={() => decide('reject')}>
            <X aria-hidden /> Reject
          </button>
        </div>
      )}
      {isBusy && <p className="faint">Asking the daemon …</p>}
      {isAway && <p className="faint">The daemon is away: nothing can be decided from here until it is back.</p>}
      {done !== undefined && (
        <p className="notice-line good" role="status">
          Done: {done.did}.
        </p>
      )}
      {refusal !== undefined && <DecisionRefused refusal={refusal} />}
      {(mayApprove || mayReject) && (
        <p className="faint small">
          In the name of {me?.person}, for exactly this action at revision {looked}, and on record in the audit log.
        </p>
      )}
    </section>
  )
}

/** Who decided last. */
function changeOf(approval: Approval): string {
  const approved = votersOf(approval, 'approve')
  return approved.length === 0 ? 'it is another revision' : `${approved.join(', ')} approved it`
}

/** As a person reads each refusal; the daemon's own words follow. */
const titles: Readonly<Record<string, string>> = {
  APPROVAL_DECIDED: 'Decided already',
  APPROVAL_EXPIRED: 'Too late',
  APPROVAL_STALE: 'It changed meanwhile',
  APPROVAL_DENIED: 'Not you',
  NOT_PERMITTED: 'Not permitted',
  PERSON_UNKNOWN: 'Whose key is this?',
  DAEMON_AWAY: 'No answer',
}

function DecisionRefused({ refusal: { code, message, hint } }: { readonly refusal: Refusal }): ReactNode {
  return (
    <div className="notice-line bad" role="alert">
      <p>
        <b>{titles[code] ?? 'Refused'}</b>: {message}
      </p>
      <p className="faint">
        {hint} <code>{code}</code>
      </p>
    </div>
  )
}
