// Whose a bot is. A bot of a fund says so in its context; whatever does not is the swarm's, and there only for who sees
// every fund: an id proves nothing, since people choose the ids of keys.
import type { Json } from '#runtime/host.ts'
import type { Caller } from './caller.ts'

/** The fund that a bot's context names; null for a bot of the swarm as a whole. */
export function fundOfContext(context: Json): string | null {
  if (typeof context !== 'object' || context === null || !('fundId' in context)) return null
  const { fundId } = context
  return typeof fundId === 'string' && fundId !== '' ? fundId : null
}

/** Is a bot there for this caller? */
export function seesBotOf(caller: Caller, fundId: string | null): boolean {
  if (caller.kind !== 'key') return false
  return caller.funds === 'all' || (fundId !== null && caller.funds.includes(fundId))
}
