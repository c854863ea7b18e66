// One entry: its place, the deed, who did it, what came of it, and its hash.
import { BadgeCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { AuditLine, AuditVerdict } from '#console/data/shapes.ts'
import { Address } from '#console/parts/address.tsx'
import { Ago } from '#console/parts/ago.tsx'
import { approvalHref, botHref } from '#console/parts/hrefs.ts'
import { shortened } from '#console/parts/shortened.ts'
import { actorOf, outcomeOf } from './auditWords.ts'

/** @param verdict of the last check; undefined: none was made on this page */
export function AuditRow({ line, verdict }: { readonly line: AuditLine; readonly verdict: AuditVerdict | undefined }): ReactNode {
  const { seq, at, index, head, entry } = line
  const { text, tone } = outcomeOf(entry)
  const isProven = verdict?.whole === true && index >= verdict.from && index < verdict.from + verdict.entries
  return (
    <div>
      <span className="long-line ends">
        <span>
          <span className="faint">{index}</span> <Link href={hrefOf(entry, seq)}>{entry.what}</Link>{' '}
          <span className={`badge ${tone}`}>{text}</span>
        </span>
        <span className="faint found-when">
          <Ago at={at} />
        </span>
      </span>
      <span className="long-line ends">
        <span className="faint" title={entry.principal}>
          {shortened(actorOf(entry))}
        </span>
        <span className="audit-hash">
          {isProven && (
            <span className="proven" title="Hashed again onto the one before: it fits">
              <BadgeCheck aria-hidden />
              <span className="unseen">verified</span>
            </span>
          )}
          <Address text={head} />
        </span>
      </span>
    </div>
  )
}

/** An approval has a page; a request is a bot. */
function hrefOf({ approvalId, id }: AuditLine['entry'], seq: number): string {
  if (approvalId !== undefined) return approvalHref(approvalId)
  return id === undefined ? botHref('audit:log', seq) : botHref(`request:${id}`, seq)
}
