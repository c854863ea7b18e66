// What the page shows is what it knew last, because asking again failed.
import { CloudOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Refusal } from '#console/data/api.ts'

/** Nothing while there is no refusal. */
export function Stale({ refusal }: { readonly refusal: Refusal | undefined }): ReactNode {
  if (refusal === undefined) return null
  return (
    <p className="stale" role="status">
      <CloudOff aria-hidden />
      <span>
        Shown as it was last known: {refusal.message}. <span className="faint">{refusal.hint}</span>
      </span>
    </p>
  )
}
