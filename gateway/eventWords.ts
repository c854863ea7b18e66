// What events are called on the wire, which of them belong together, and which are there for whom: for server-sent events
// and WebSocket alike.
import { z } from 'zod'
import { isFactName, type FactName } from '#protocol/facts.ts'
import type { Fact } from '#runtime/host.ts'
import type { Caller } from './caller.ts'

/** The names that the founding documents use; every other fact is called as it is, with a colon for the dot. */
const olderNames: Partial<Readonly<Record<FactName, string>>> = { 'snapshot.published': 'snapshot:finalized' }

/** `claim:attested` */
export const eventName = (type: string): string => (isFactName(type) ? olderNames[type] : undefined) ?? type.replace('.', ':')

/** A place in the journal as clients give it back. */
export const eventIdSchema = z
  .string()
  .regex(/^\d{1,15}(\/\d{1,6})?$/)
  .describe('`id` of the last event that was seen: a journal sequence and a place in it, such as `1042/0`')

/** The sides of a fund that can be followed alone. */
export const factKinds: Readonly<Record<'all' | 'claims' | 'intents', (type: string) => boolean>> = {
  all: () => true,
  claims: (type) => /^(claim|snapshot|round)\./.test(type),
  intents: (type) => type.startsWith('intent.'),
}

/** Which facts are there for a caller who asks for all: those of its funds; of no fund only for who sees every fund. */
export function wantsOf(caller: Caller): (fact: Fact) => boolean {
  if (caller.kind !== 'key') return () => false
  const { funds } = caller
  if (funds === 'all') return () => true
  return ({ data }) => typeof data['fundId'] === 'string' && funds.includes(data['fundId'])
}
