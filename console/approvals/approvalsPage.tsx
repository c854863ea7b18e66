// What waits for people, and what they decided.
import '#console/style/money.css'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'wouter'
import { api, asked } from '#console/data/api.ts'
import type { Approval, TurnChange } from '#console/data/shapes.ts'
import { useAnswer } from '#console/data/useAnswer.ts'
import { useFollow } from '#console/data/useFollow.ts'
import { Choice } from '#console/parts/choice.tsx'
import { Countdown } from '#console/parts/countdown.tsx'
import { approvalHref } from '#console/parts/hrefs.ts'
import { Empty, NotYet } from '#console/parts/notice.tsx'
import { Stale } from '#console/parts/stale.tsx'
import { ApprovalBadge } from './approvalBadge.tsx'
import { votersOf } from './standing.ts'

/** As many as the gateway gives at once. */
const listedMax = 200
const isApproval = ({ role }: TurnChange): boolean => role === 'approval'

/** `/approvals` */
export function ApprovalsPage(): ReactNode {
  const [search] = useSearchParams()
  const shows = search.get('show') === 'all' ? 'all' : 'waiting'
  const { data, refusal, again } = useAnswer('approvals', (signal) =>
    asked(api.GET('/api/v1/approvals', { params: { query: { limit: listedMax } }, signal })),
  )
  useFollow(again, isApproval)
  if (data === undefined) return <NotYet what="approvals" refusal={refusal} again={again} />
  const waiting = data.approvals.filter(isOpen)
  const listed = shows === 'all' ? data.approvals : waiting
  return (
    <div className="page">
      <header className="page-head">
        <h1>Approvals</h1>
        <Choice
          label="Which approvals"
          chosen={shows}
          choices={[
            { key: 'waiting', title: `Waiting ${waiting.length}`, href: '/approvals' },
            { key: 'all', title: 'All', href: '/approvals?show=all' },
          ]}
        />
      </header>
      <Stale refusal={refusal} />
      {listed.length === 0 ? (
        <Empty title={shows === 'all' ? 'Nobody was asked yet' : 'Nothing waits'}>
          A fund asks people where its settings say so, for example above a value. What nobody decides in time is refused.
        </Empty>
      ) : (
        <ul className="lines card">
          {listed.map((approval) => (
            <li key={approval.id}>
              <ApprovalRow approval={approval} />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

const isOpen = ({ state }: Approval): boolean => state === 'pending' || state === 'granted'

function ApprovalRow({ approval }: { readonly approval: Approval }): ReactNode {
  const { id, fundId, words, requester, until, ending } = approval
  const decided = [...votersOf(approval, 'approve'), ...votersOf(approval, 'reject')]
  return (
    <>
      <div className="line-main">
        <Link href={approvalHref(id)} className="line-title">
          {words}
        </Link>
        <span className="faint">
          fund {fundId} · asked by {requester.person}
          {decided.length > 0 && ` · decided by ${decided.join(', ')}`}
          {ending !== '' && ` · ${ending}`}
        </span>
      </div>
      <div className="line-end">
        <ApprovalBadge approval={approval} />
        {until !== null && <Countdown until={until} />}
      </div>
    </>
  )
}
