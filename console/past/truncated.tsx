// A moment that cannot be told: behind what the journal holds, with the way to where it begins; or for another reason.
import type { ReactNode } from 'react'
import { Link, useLocation } from 'wouter'
import type { Refusal } from '#console/data/api.ts'
import { Refused } from '#console/parts/notice.tsx'

/** In place of what would show the moment. */
export function Truncated({ refusal, again }: { readonly refusal: Refusal; readonly again?: () => void }): ReactNode {
  const [path] = useLocation()
  const { earliest } = refusal.details
  return (
    <div className="truncated">
      <Refused refusal={refusal} {...(again !== undefined && { again })} />
      <p>
        {refusal.code === 'JOURNAL_TRUNCATED' && typeof earliest === 'number' && (
          <Link className="button" href={`${path}?seq=${earliest}`}>
            To the first moment that is kept, {earliest}
          </Link>
        )}{' '}
        <Link className="button" href={path}>
          Back to now
        </Link>
      </p>
    </div>
  )
}
