// When a place is silent, and when what was gathered for it is posted. Pure arithmetic over times in ms since 1970, UTC.
import { subscriptionLimits } from './limits.ts'
import type { SubscriptionContext } from './subscriptionState.ts'

type Hours = Pick<SubscriptionContext, 'wishes' | 'mutedUntil'>

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** The end of the quiet hours that a time is in; the time itself outside them. */
function afterQuiet({ wishes: { quiet } }: Hours, time: number): number {
  if (quiet === null || quiet.from === quiet.to) return time
  const day = Math.floor(time / dayMs) * dayMs
  const minute = (time - day) / minuteMs
  const { from, to } = quiet
  const isOvernight = from > to
  const isQuiet = isOvernight ? minute >= from || minute < to : minute >= from && minute < to
  if (!isQuiet) return time
  return day + to * minuteMs + (isOvernight && minute >= from ? dayMs : 0)
}

/** The first moment from a time on at which a place is not silent. */
export function afterSilence(hours: Hours, time: number): number {
  const { mutedUntil } = hours
  return afterQuiet(hours, mutedUntil === null ? time : Math.max(time, mutedUntil))
}

/** Are only the most severe things told now? */
export const isSilent = (hours: Hours, now: number): boolean => afterSilence(hours, now) > now

/** The first of the times of a digest that is later than a moment. */
function nextDigest(digest: 'hourly' | 'daily', after: number): number {
  const [every, offset] = digest === 'hourly' ? [hourMs, 0] : [dayMs, subscriptionLimits.dailyMinute * minuteMs]
  return (Math.floor((after - offset) / every) + 1) * every + offset
}

/** When what was gathered is posted; null when nothing was. Without a digest: as soon as the place is not silent. */
export function digestDue(context: Hours & Pick<SubscriptionContext, 'gathered'>): number | null {
  const { gathered, wishes } = context
  if (gathered === null) return null
  return afterSilence(context, wishes.digest === 'off' ? gathered.since : nextDigest(wishes.digest, gathered.since))
}

/** When the audit log's head is posted next: once a day; null where nobody wishes for it. */
export function headDue(context: Hours & Pick<SubscriptionContext, 'headAt'>): number | null {
  if (!context.wishes.kinds.includes('audit-head')) return null
  return afterSilence(context, (Math.floor(context.headAt / dayMs) + 1) * dayMs)
}

/** The next time at which something is to be posted; null: nothing waits. */
export function nextDue(context: SubscriptionContext): number | null {
  const due = [digestDue(context), headDue(context)].filter((time) => time !== null)
  return due.length === 0 ? null : Math.min(...due)
}
