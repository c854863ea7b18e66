// How near a figure is to its limit.
import type { ReactNode } from 'react'

/** Above this part of the limit it is worth a look. */
const nearPart = 0.75

/** @param part 0 far away, 1 there; null: not measured */
export function Meter({
  title,
  says,
  part,
}: {
  readonly title: string
  readonly says: string
  readonly part: number | null
}): ReactNode {
  const kind = part === null ? 'blind' : part >= 1 ? 'bad' : part >= nearPart ? 'warn' : ''
  return (
    <div className="meter">
      <span className="meter-title">{title}</span>
      <span className={`meter-says ${kind}`}>{says}</span>
      <meter className={kind} min={0} max={1} value={part ?? 0} aria-label={`${title}: ${says}`} />
    </div>
  )
}
