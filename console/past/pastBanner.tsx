// Says that what is shown is not so any more.
import '#console/style/past.css'
import { History } from 'lucide-react'
import type { ReactNode } from 'react'
import { Ago } from '#console/parts/ago.tsx'

/** Over everything else of the page. @param says what is shown, where that is not how it was after a turn */
export function PastBanner({
  seq,
  at,
  says,
  back,
}: {
  readonly seq: number
  readonly at: string | undefined
  readonly says?: string | undefined
  readonly back: () => void
}): ReactNode {
  return (
    <div className="past-banner" role="status">
      <History aria-hidden />
      <p>
        <b>The past</b>: {says ?? `after turn ${seq}`}
        {says === undefined && at !== undefined && (
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
