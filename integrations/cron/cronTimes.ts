// The times of a cron expression, in UTC, by croner.
import { Cron } from 'croner'
import { QuorateError } from '#protocol/errors.ts'

/** Times in ms since 1970, ascending. */
export interface CronTimes {
  /** Not after now and after `after`: the newest, at most so many. */
  readonly due: readonly number[]
  readonly more: boolean
  /** The first after both; null: never again. */
  readonly next: number | null
}

/** @throws CRON_INVALID */
export function cronTimes(
  expression: string,
  given: { readonly now: number; readonly after: number; readonly max: number },
): CronTimes {
  const cron = parsed(expression)
  const { now, after, max } = given
  // a reference is never among its own previous runs
  const previous = after >= now ? [] : cron.previousRuns(max + 1, new Date(now + 1_000))
  const due = previous.map(Number).filter((time) => time > after && time <= now)
  const next = cron.nextRun(new Date(Math.max(now, after)))
  return {
    due: due.slice(0, max).toSorted((one, other) => one - other),
    more: due.length > max,
    next: next === null ? null : next.getTime(),
  }
}

function parsed(expression: string): Cron {
  try {
    // `paused`: it is asked for times and never waits by itself
    return new Cron(expression, { timezone: 'UTC', paused: true })
  } catch (cause) {
    throw new QuorateError('CRON_INVALID', { cron: expression, problem: cause instanceof Error ? cause.message : '' }, { cause })
  }
}
