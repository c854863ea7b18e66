// Says that what is shown is not so any more.
import { History } from 'lucide-react'
import type { ReactNode } from 'react'
import { Ago } from '#console/parts/ago.tsx'

/** Over everything else of the page. */
export function PastBanner({
  seq,
  at,
  back,
}: {
  readonly seq: number
  readonly at: string | undefined
  readonly back: () => void
}): ReactNode {
  return (
    <div className="past-banner" role="status">
      <History aria-hidden />
      <p>
        <b>The past</b>: after turn {seq}
        {at !== undefined && (
          <>
            , <Ago at={at} />
          </>
        )}
        . Nothing can be sent from here.
      </p>
      <button type="button" onClick={back}>
        Back to now
      </button>
    </div>
  )
}
