// What the swarm's bots say of what they are connected to. Pure.
import type { BotLine } from '#console/data/shapes.ts'

/** `feeds.silent`: price sources that do not answer now. `incidents`: those that are not resolved. */
export interface Connected {
  readonly feeds: { readonly all: number; readonly silent: number }
  readonly incidents: number
}

/** Counts them. */
export function connected(bots: readonly Pick<BotLine, 'role' | 'state' | 'status'>[]): Connected {
  const alive = bots.filter(({ status }) => status === 'active')
  const crawlers = alive.filter(({ role }) => role === 'crawler')
  return {
    // a crawler rests while its feed does not answer
    feeds: { all: crawlers.length, silent: crawlers.filter(({ state }) => state === 'resting').length },
    incidents: alive.filter(({ role }) => role === 'incident').length,
  }
}
